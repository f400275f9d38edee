"""What owners do with their likeness: enrol, set terms, approve, block, take back. The only writers here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cameos import biometrics
from cameos.models import (
    Asking,
    Audience,
    Block,
    Cameo,
    CameoKind,
    CameoState,
    Grant,
    Permission,
    Recording,
    RecordingState,
    Revocation,
)
from cameos.signals import consent_revoked


@transaction.atomic
def enrol_cameo(
    *,
    owner: User,
    handle: str,
    name: str,
    at: datetime,
    kind: str = CameoKind.PERSON,
    pictures: Mapping[str, bytes] | None = None,
) -> Cameo:
    """This function will write a likeness that waits for a reviewer, with terms that let nobody else use it.

    :param pictures: cut-outs (PNG) by PieceKind, where there are any already: a drawn person of the demonstration
    """
    cameo = Cameo.objects.create(owner=owner, handle=handle, name=name, kind=kind, created_at=at)
    set_permission(cameo=cameo, at=at)
    if pictures:
        recording = next_recording(cameo=cameo, at=at, state=RecordingState.WAITING)
        for piece, data in pictures.items():
            biometrics.keep(recording=recording, kind=piece, data=data, media_type="image/png")
    return cameo


def next_recording(*, cameo: Cameo, at: datetime, **fields: Any) -> Recording:
    """This function will write the row of the cameo's next recording; versions grow one at a time."""
    Cameo.objects.select_for_update().get(pk=cameo.pk)
    last = cameo.recordings.aggregate(last=Max("version"))["last"] or 0
    return Recording.objects.create(cameo=cameo, version=last + 1, created_at=at, **fields)


@transaction.atomic
def approve_cameo(*, cameo: Cameo, at: datetime | None = None) -> bool:
    """This function will make a waiting likeness castable and say whether it was waiting.

    The newest recording, where there is one, is in force from then on.
    """
    waiting = Cameo.objects.filter(pk=cameo.pk, state=CameoState.PENDING)
    if not waiting.update(state=CameoState.APPROVED):
        return False
    if newest := cameo.recordings.filter(state=RecordingState.WAITING).order_by("-version").first():
        put_in_force(recording=newest, at=at or newest.created_at)
    return True


@transaction.atomic
def put_in_force(*, recording: Recording, at: datetime) -> bool:
    """This function will make the waiting recording the one clips are made with, and replace the one before.

    It says whether the recording was waiting. Bytes of earlier ones go when no job on its way names them.
    """
    waiting = Recording.objects.filter(pk=recording.pk, state=RecordingState.WAITING)
    if not waiting.update(state=RecordingState.APPROVED, decided_at=at):
        return False
    earlier = Recording.objects.filter(cameo=recording.cameo_id, state=RecordingState.APPROVED)
    earlier.exclude(pk=recording.pk).update(state=RecordingState.REPLACED)
    Cameo.objects.filter(pk=recording.cameo_id).update(recording_version=recording.version)
    recording.state = RecordingState.APPROVED
    return True


@transaction.atomic
def set_permission(
    *,
    cameo: Cameo,
    at: datetime,
    audience: str = Audience.ME,
    asking: str = Asking.BEFORE_RENDER,
    categories_off: Iterable[str] = (),
    restrictions: str = "",
    ask_when_unsure: bool = True,
    preferences: str = "",
    notes: str = "",
    voice: bool = False,
    until: datetime | None = None,
    uses_a_day: int | None = None,
) -> Permission:
    """This function will put a new version of the owner's terms in force; earlier versions stay as they were."""
    Cameo.objects.select_for_update().get(pk=cameo.pk)  # versions grow one at a time
    version = cameo.permissions.aggregate(last=Max("version"))["last"] or 0
    return Permission.objects.create(
        cameo=cameo,
        version=version + 1,
        audience=audience,
        asking=asking,
        categories_off=sorted(categories_off),
        restrictions=restrictions,
        ask_when_unsure=ask_when_unsure,
        preferences=preferences,
        notes=notes,
        voice=voice,
        until=until,
        uses_a_day=uses_a_day,
        created_at=at,
    )


class TermsWanted(TypedDict):
    """What an owner can set, as `set_permission` takes it."""

    audience: str
    asking: str
    categories_off: list[str]
    restrictions: str
    ask_when_unsure: bool
    preferences: str
    notes: str
    voice: bool
    until: datetime | None
    uses_a_day: int | None


def terms_of(permission: Permission) -> TermsWanted:
    """This function will give what the owner has set in one version of the terms."""
    return TermsWanted(
        audience=permission.audience,
        asking=permission.asking,
        categories_off=permission.categories_off,
        restrictions=permission.restrictions,
        ask_when_unsure=permission.ask_when_unsure,
        preferences=permission.preferences,
        notes=permission.notes,
        voice=permission.voice,
        until=permission.until,
        uses_a_day=permission.uses_a_day,
    )


@transaction.atomic
def change_permission(*, cameo: Cameo, at: datetime, **wanted: Unpack[TermsWanted]) -> bool:
    """This function will put the terms in force when they differ from those that are; it says whether they did."""
    Cameo.objects.select_for_update().get(pk=cameo.pk)
    wanted["categories_off"] = sorted(wanted["categories_off"])
    if terms_of(cameo.permission_in_force()) == wanted:
        return False
    set_permission(cameo=cameo, at=at, **wanted)
    return True


class PersonBlocked(Exception):
    """A blocked person is not approved by accident: the block ends first, as a decision of its own."""


def approve_person(*, cameo: Cameo, person: User, at: datetime) -> Grant:
    """This function will put `person` among the people the owner approves; twice is once.

    :raises PersonBlocked: while the owner blocks them
    """
    if cameo.blocks.filter(person=person).exists():
        raise PersonBlocked(person.handle)
    grant, _new = Grant.objects.get_or_create(
        cameo=cameo, person=person, ended_at=None, defaults={"created_at": at}
    )
    return grant


def end_approval(*, cameo: Cameo, person: User, at: datetime) -> bool:
    """This function will take `person` out of the people the owner approves; it says whether they were in."""
    return bool(cameo.grants.filter(person=person, ended_at=None).update(ended_at=at))


@transaction.atomic
def block_person(*, cameo: Cameo, person: User, at: datetime, and_end: bool = False) -> Block:
    """This function will bar `person` from casting the likeness from now on and end their approval.

    :param and_end: take back what they have made with it, too
    :raises ValueError: when the owner would bar themselves
    """
    if person.pk == cameo.owner_id:
        raise ValueError(_("You can not block yourself."))
    end_approval(cameo=cameo, person=person, at=at)
    block, _new = Block.objects.get_or_create(cameo=cameo, person=person, defaults={"created_at": at})
    if and_end:
        take_back(cameo=cameo, at=at, person=person)
    return block


def unblock_person(*, cameo: Cameo, person: User) -> bool:
    """This function will end the block and say whether there was one; what the terms say counts again."""
    return Block.objects.filter(cameo=cameo, person=person).delete()[0] > 0


class TimesTurned(Exception):
    """The span to take back ends before it begins."""


@transaction.atomic
def take_back(
    *,
    cameo: Cameo,
    at: datetime,
    person: User | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Revocation:
    """This function will end every use asked for until now, by `person` or by all, with one row.

    From its commit on no query shows those clips; the signal then lets later stages clean up.

    :param since, until: only what was asked for in this span
    :raises TimesTurned: when the span ends before it begins
    """
    if since and since > (until or at):
        raise TimesTurned
    Cameo.objects.select_for_update().get(pk=cameo.pk)  # a request under way is through before we count
    if until is None or until >= at:
        newest = cameo.uses.aggregate(at=Max("asked_at"))["at"] or at
        until = max(at, newest)  # clocks differ
    revocation = Revocation.objects.create(cameo=cameo, person=person, since=since, at=until)
    transaction.on_commit(lambda: consent_revoked.send(sender=Cameo, revocation=revocation), robust=True)
    return revocation


@transaction.atomic
def take_everything_back(*, cameo: Cameo, at: datetime, and_close: bool) -> Revocation:
    """This function will pull the master switch: every use ends, and with `and_close` nobody else may ask anew."""
    if and_close:
        wanted = terms_of(cameo.permission_in_force())
        wanted["audience"] = Audience.ME
        change_permission(cameo=cameo, at=at, **wanted)
    return take_back(cameo=cameo, at=at)
