"""How a likeness comes in: the challenge, the recording sent for it, the picture of a thing. Operations.

What is sent is encrypted at once and looked at by a worker (cameos/checking.py); a reviewer always decides.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.ages import likeness_age, newest_birth_month
from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from cameos import biometrics, jobs
from cameos.models import Cameo, CameoKind, CameoState, Challenge, PieceKind, Recording, RecordingState
from cameos.operations import enrol_cameo, next_recording, put_in_force, set_permission
from policy.reasons import Refusal, refusal
from policy.recordings import LARGEST, media_type_of

NOTICE = "2026-11"  # the text of consent on templates/cameos/new.html; a new text has a new name
GOOD_FOR = timedelta(minutes=5)
A_DAY = 12  # recordings of one person
TURNS = ("LEFT", "RIGHT", "UP")


class EnrolmentRefused(Exception):
    """It can not go on; `why` says which rule and what to do."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.reason.code)
        self.why = why


def state_birth_month(*, person: User, month: date) -> None:
    """This function will write down the month of birth, once; whoever runs the instance can mend it."""
    if User.objects.filter(pk=person.pk, birth_month=None).update(birth_month=month):
        person.birth_month = month


def check_age(*, person: User, at: datetime) -> None:
    """:raises EnrolmentRefused: when the person is too young, or has not said how old they are"""
    if person.birth_month is None or person.birth_month > newest_birth_month(at.date()):
        raise EnrolmentRefused(refusal("NOT_OF_AGE", "birth_month", age=likeness_age()))


@transaction.atomic
def begin(*, owner: User, at: datetime) -> Challenge:
    """This function will make a fresh challenge: three numbers and three turns, shuffled. Earlier ones end.

    :raises EnrolmentRefused: when the person is too young, or has sent too many recordings today
    """
    check_age(person=owner, at=at)
    _check_quota(owner, at)
    owner.challenges.filter(used_at=None, expires_at__gt=at).update(expires_at=at)
    chance = secrets.SystemRandom()
    numbers = chance.sample([number for number in range(13, 99) if number % 10], 3)
    steps: list[dict[str, object]] = [{"do": turn} for turn in TURNS]
    steps += [{"do": "SAY", "number": number} for number in numbers]
    chance.shuffle(steps)
    return Challenge.objects.create(
        owner=owner, steps=steps, notice=NOTICE, created_at=at, expires_at=at + GOOD_FOR
    )


@transaction.atomic
def receive(*, challenge: Challenge, owner: User, data: bytes, at: datetime) -> Recording:
    """This function will take the recording of one challenge, encrypt it, and have a worker look at it.

    A recording of theirs that still waits is replaced by it.

    :raises EnrolmentRefused: when the challenge is not good any more, or the file is empty or too large
    """
    if not data:
        raise EnrolmentRefused(refusal("RECORDING_EMPTY", "video"))
    if len(data) > LARGEST:
        raise EnrolmentRefused(refusal("RECORDING_TOO_LARGE", "video"))
    check_age(person=owner, at=at)
    mine = Challenge.objects.filter(pk=challenge.pk, owner=owner)
    if not mine.filter(used_at=None, expires_at__gt=at).update(used_at=at):
        spent = mine.exclude(used_at=None).exists()
        raise EnrolmentRefused(refusal("CHALLENGE_SPENT" if spent else "CHALLENGE_EXPIRED", "video"))
    cameo = _own_person(owner, at)
    _drop_waiting(cameo)
    recording = next_recording(cameo=cameo, at=at, challenge=challenge, notice=challenge.notice)
    _keep(recording, data)
    return recording


@transaction.atomic
def enrol_thing(*, owner: User, handle: str, name: str, manner: str, data: bytes, at: datetime) -> Recording:
    """This function will take a picture (or a video, of which the middle is taken) of a thing; a reviewer decides.

    :raises EnrolmentRefused: when the handle is somebody's, or the file is empty or too large
    """
    if not data:
        raise EnrolmentRefused(refusal("RECORDING_EMPTY", "picture"))
    if len(data) > LARGEST:
        raise EnrolmentRefused(refusal("RECORDING_TOO_LARGE", "picture"))
    _check_quota(owner, at)
    if _is_taken(handle):
        raise EnrolmentRefused(refusal("HANDLE_TAKEN", "handle", handle=handle))
    cameo = enrol_cameo(owner=owner, handle=handle, name=name, at=at, kind=CameoKind.THING)
    if manner:
        set_permission(cameo=cameo, at=at, preferences=manner)
    recording = next_recording(cameo=cameo, at=at, notice=NOTICE)
    _keep(recording, data)
    return recording


def free_handle(name: str) -> str:
    """This function will propose a handle nobody has, from a name."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name.lower())
    base = "_".join(part for part in letters.split("_") if part)[:20] or "thing"
    base = base if len(base) >= 3 else f"{base}_one"
    tries = (base, *(f"{base}_{number}" for number in range(2, 100)))
    return next((one for one in tries if not _is_taken(one)), f"{base}_{secrets.randbelow(1000)}")


def _own_person(owner: User, at: datetime) -> Cameo:
    """The person's one likeness of themselves; its handle is theirs."""
    found = Cameo.objects.filter(owner=owner, kind=CameoKind.PERSON).exclude(state=CameoState.DELETED).first()
    if found is None:
        if Cameo.objects.filter(handle=owner.handle).exists():  # a thing that was named before they came
            raise EnrolmentRefused(refusal("HANDLE_TAKEN", "video", handle=owner.handle))
        return enrol_cameo(owner=owner, handle=owner.handle, name=owner.shown_name, at=at)
    if found.state == CameoState.DECLINED:
        Cameo.objects.filter(pk=found.pk, state=CameoState.DECLINED).update(state=CameoState.PENDING)
        found.state = CameoState.PENDING
    return found


def _drop_waiting(cameo: Cameo) -> None:
    for earlier in cameo.recordings.filter(state__in=[RecordingState.CHECKING, RecordingState.WAITING]):
        Recording.objects.filter(pk=earlier.pk).update(state=RecordingState.REPLACED)
        biometrics.erase(earlier)


def _keep(recording: Recording, data: bytes) -> None:
    biometrics.keep(recording=recording, kind=PieceKind.RECORDING, data=data, media_type=media_type_of(data))
    jobs.look_later(recording)


def _check_quota(owner: User, at: datetime) -> None:
    day = Recording.objects.filter(cameo__owner=owner, created_at__gt=at - timedelta(days=1))
    if day.count() >= A_DAY:
        raise EnrolmentRefused(refusal("ENROLMENTS_A_DAY", "video", limit=A_DAY))


def _is_taken(handle: str) -> bool:
    return User.objects.filter(handle=handle).exists() or Cameo.objects.filter(handle=handle).exists()


@transaction.atomic
def accept(*, recording: Recording, at: datetime) -> bool:
    """This function will put a recording a person has checked in force, make the likeness castable, and tell its owner.

    It says False when the recording does not wait any more.

    :raises EnrolmentRefused: when the owner is not of age
    """
    cameo = recording.cameo
    if cameo.is_person:
        check_age(person=cameo.owner, at=at)
    if not put_in_force(recording=recording, at=at):
        return False
    Cameo.objects.filter(pk=cameo.pk, state=CameoState.PENDING).update(state=CameoState.APPROVED)
    facts = {"cameo": cameo.handle}
    notify(to=cameo.owner, kind=Kind.ENROLMENT_APPROVED, at=at, url=cameo.get_absolute_url(), facts=facts)
    return True


@transaction.atomic
def decline(*, recording: Recording, at: datetime, reason_code: str, note: str = "") -> bool:
    """This function will end a recording a person did not accept, erase what was recorded, and tell its owner why.

    A recording in force before it stays in force. It says False when the recording does not wait any more.
    """
    waiting = Recording.objects.filter(pk=recording.pk, state=RecordingState.WAITING)
    fields = {"reason_code": reason_code, "note": note, "decided_at": at}
    if not waiting.update(state=RecordingState.DECLINED, **fields):
        return False
    cameo = recording.cameo
    Cameo.objects.filter(pk=cameo.pk, state=CameoState.PENDING).update(state=CameoState.DECLINED)
    biometrics.erase_pieces(recording)
    facts = {"cameo": cameo.handle, "reason": reason_code, "note": note}
    notify(to=cameo.owner, kind=Kind.ENROLMENT_DECLINED, at=at, url=recording.get_absolute_url(), facts=facts)
    return True
