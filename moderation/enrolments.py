"""Recordings of likenesses as cases: what waits, one case side by side, and the decision. No clip in here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from cameos import enrolment
from cameos.biometrics import log_figures
from cameos.checking import findings_of
from cameos.models import Recording, RecordingState
from cameos.words import FindingSaid, said_finding
from moderation.effects import ENROLMENT_WEIGHT, enrolment_effect
from moderation.models import Action, Case, CaseState, Decision
from moderation.operations import CaseTaken, OwnClip, ReasonMissing, claim, free
from moderation.queries import holder_of
from policy.liveness import Verdict

MOST = 100


class NothingToDecide(Exception):
    """The recording was replaced, decided or deleted meanwhile."""


class NumbersDiffer(Exception):
    """What the reviewer heard is not what was asked for; saying "despite" accepts it all the same."""


class FaceInThing(Exception):
    """The machine found a face in a thing: the reviewer has to say that it is no real person's."""


@dataclass(frozen=True)
class Waiting:
    """One line of the desk: a recording that waits, and who holds its case now."""

    recording: Recording
    case: Case | None
    holder: User | None
    is_own: bool


@dataclass(frozen=True)
class Dossier:
    """What a reviewer has in front of them. What was found is opened only for who has claimed the case."""

    case: Case
    recording: Recording
    holder: User | None
    is_mine: bool
    is_own: bool
    earlier: tuple[Recording, ...]
    findings: tuple[FindingSaid, ...]
    has_face_in_thing: bool
    decisions: tuple[Decision, ...]

    @property
    def may_decide(self) -> bool:
        return self.is_mine and self.recording.waits_for_reviewer


def waiting(viewer: User, at: datetime) -> list[Waiting]:
    """This function will list the recordings that wait for a reviewer, the oldest first."""
    rows = Recording.objects.filter(state=RecordingState.WAITING).select_related(
        "cameo__owner", "case__claimed_by"
    )
    return [_line(row, viewer, at) for row in rows.order_by("created_at", "id")[:MOST]]


def _line(recording: Recording, viewer: User, at: datetime) -> Waiting:
    case: Case | None = getattr(recording, "case", None)
    own = recording.cameo.owner_id == viewer.pk
    return Waiting(recording, case, holder_of(case, at) if case else None, own)


@transaction.atomic
def take_up(*, recording: Recording, by: User, at: datetime) -> Case:
    """This function will open the case of a recording that waits, and claim it.

    :raises NothingToDecide: when it does not wait
    :raises CaseTaken, OwnClip: as `claim` does
    """
    if recording.state != RecordingState.WAITING:
        raise NothingToDecide
    defaults = {"created_at": at, "score": ENROLMENT_WEIGHT}
    case = Case.objects.get_or_create(recording=recording, defaults=defaults)[0]
    claim(case=case, by=by, at=at)
    return case


def is_held_by(case: Case, viewer: User, at: datetime) -> bool:
    """This function will say whether the case is open and this person's, never about their own likeness."""
    return holder_of(case, at) == viewer and not case.is_of(viewer)


def dossier(case: Case, viewer: User, at: datetime) -> Dossier:
    """This function will lay everything side by side."""
    recording = Recording.objects.select_related("cameo__owner", "challenge").get(case=case)
    mine = is_held_by(case, viewer, at)
    found = findings_of(recording) if mine else []
    if found:
        log_figures(recording=recording, reader=viewer, at=at, about=f"case {case.pk}")
    return Dossier(
        case=case,
        recording=recording,
        holder=holder_of(case, at),
        is_mine=mine,
        is_own=case.is_of(viewer),
        earlier=tuple(_earlier(recording)),
        findings=tuple(said_finding(one) for one in found),
        has_face_in_thing=any(one.code == "NO_FACE" and one.verdict == Verdict.FAILED for one in found),
        decisions=tuple(case.decisions.select_related("actor").order_by("-at", "-id")),
    )


def _earlier(recording: Recording) -> QuerySet[Recording]:
    owned = Recording.objects.filter(cameo__owner=recording.cameo.owner).exclude(pk=recording.pk)
    return owned.select_related("cameo").order_by("-created_at", "id")[:12]


@transaction.atomic
def decide(
    *,
    case: Case,
    by: User,
    action: str,
    at: datetime,
    heard: str = "",
    despite: bool = False,
    no_person: bool = False,
    reason_code: str = "",
    note: str = "",
) -> Decision:
    """This function will write what was decided about a recording, carry it out, and have its owner told.

    :raises OwnClip: when the likeness is their own
    :raises CaseTaken: unless they have claimed it
    :raises NothingToDecide: when the recording does not wait any more
    :raises ReasonMissing: when it is not accepted without a reason
    :raises NumbersDiffer, FaceInThing: when it is accepted although something speaks against it
    """
    if case.is_of(by):
        raise OwnClip
    if not is_held_by(case, by, at):
        raise CaseTaken
    recording = Recording.objects.select_related("cameo__owner", "challenge").get(case=case)
    effect = enrolment_effect(action, recording.state)
    if effect is None:
        raise NothingToDecide
    if effect == RecordingState.DECLINED and not reason_code:
        raise ReasonMissing
    facts = _facts(recording, heard)
    if effect == RecordingState.APPROVED:
        _check_acceptance(recording, facts, despite, no_person)
    done = {"state": CaseState.DECIDED, "claimed_by": None, "claimed_until": None, "score": 0}
    if not free(case, by, at).update(**done):
        raise CaseTaken
    decision = Decision.objects.create(
        case=case, actor=by, action=action, note=note, at=at, facts={**facts, "despite": despite},
        reason_code=reason_code if action == Action.DECLINE else "",
    )  # fmt: skip
    _carry_out(decision, recording)
    return decision


def hear_and_decide(*, case: Case, by: User, at: datetime, heard: str = "", **wanted: Any) -> Decision:
    """This function will log what the reviewer heard, right or wrong, and then decide as `decide` does.

    :raises: as `decide` does; what was heard stays logged
    """
    if heard.strip() and is_held_by(case, by, at):
        row = {"by": by.handle, "heard": heard[:80], "at": at.isoformat()}
        Case.objects.filter(pk=case.pk).update(heard=[*case.heard, row][-20:])
    return decide(case=case, by=by, at=at, heard=heard, **wanted)


def _facts(recording: Recording, heard: str) -> dict[str, object]:
    if recording.challenge is None:
        return {}
    numbers = [int(number) for number in re.findall(r"\d{1,4}", heard)]
    asked = recording.challenge.numbers
    return {"heard": numbers, "asked": asked, "match": numbers == asked}


def _check_acceptance(recording: Recording, facts: dict[str, object], despite: bool, no_person: bool) -> None:
    if recording.challenge is not None and not facts["match"] and not despite:
        raise NumbersDiffer
    found = findings_of(recording)
    if not no_person and any(one.code == "NO_FACE" and one.verdict == Verdict.FAILED for one in found):
        raise FaceInThing


def _carry_out(decision: Decision, recording: Recording) -> None:
    if decision.action == Action.APPROVE:
        done = enrolment.accept(recording=recording, at=decision.at)
    else:
        reason = decision.reason_code
        done = enrolment.decline(recording=recording, at=decision.at, reason_code=reason, note=decision.note)
    if not done:
        raise NothingToDecide
