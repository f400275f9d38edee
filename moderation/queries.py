"""Questions about many cases: what lies on the desk, heaviest first, and what one case holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from generation.models import Clip
from generation.refusals import Said, said_of_code
from generation.states import ClipState
from moderation.effects import score
from moderation.models import Case, CaseState, Decision, Report
from policy.reasons import REVIEW_REASONS

MOST = 100


@dataclass(frozen=True)
class Item:
    """One line of the desk: a case, or a clip that waits for a reviewer and has no case yet."""

    clip: Clip
    case: Case | None
    score: int
    since: datetime
    reasons: tuple[tuple[str, int], ...] = ()  # sentence, how many said it
    holder: User | None = None  # who has claimed it now
    is_own: bool = False


@dataclass(frozen=True)
class File:
    """Everything a moderator needs to decide one case."""

    case: Case
    clip: Clip
    is_there: bool
    is_own: bool
    holder: User | None
    reports: tuple[tuple[Report, Said], ...]
    decisions: tuple[tuple[Decision, Said | None], ...]
    cast: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.case.state in (CaseState.OPEN, CaseState.CLAIMED)


def desk(viewer: User, at: datetime) -> list[Item]:
    """This function will list what is to be decided, heaviest first, then oldest."""
    cases = _cases(viewer).filter(state__in=[CaseState.OPEN, CaseState.CLAIMED])
    items = [_of_case(case, viewer, at) for case in cases.order_by("-score", "created_at", "id")[:MOST]]
    items += [_of_held(clip, viewer) for clip in _held_without_case(viewer)[:MOST]]
    return sorted(items, key=lambda item: (-item.score, item.since, str(item.clip.pk)))


def decided(viewer: User) -> list[tuple[Decision, Said | None]]:
    """This function will list the latest decisions, newest first."""
    rows = Decision.objects.select_related(
        "case__clip__author", "case__recording__cameo", "case__comment__author", "actor"
    ).order_by("-at", "-id")[:MOST]
    return [(row, said_of_code(row.reason_code) if row.reason_code else None) for row in rows[:MOST]]


def file_of(case: Case, viewer: User, at: datetime) -> File:
    """This function will gather one case: what was said, what was decided, and whether it is still there."""
    reports = case.reports.select_related("reporter").order_by("-created_at", "-id")
    decisions = case.decisions.select_related("actor").order_by("-at", "-id")
    return File(
        case=case,
        clip=case.subject,
        is_there=Clip.objects.visible_to(viewer).filter(pk=case.subject.pk).exists(),
        is_own=case.subject.author_id == viewer.pk,
        holder=_holder(case, at),
        reports=tuple((row, said_of_code(row.reason_code)) for row in reports),
        decisions=tuple(
            (row, said_of_code(row.reason_code) if row.reason_code else None) for row in decisions
        ),
        cast=tuple(use.cameo.handle for use in case.subject.uses.select_related("cameo")),
    )


def review_reasons() -> list[Said]:
    """This function will list the reasons a clip can be reported or withdrawn for, in the active language."""
    return [said_of_code(reason.code) for reason in REVIEW_REASONS]


def _cases(viewer: User) -> QuerySet[Case]:
    return (
        Case.objects.filter(clip__in=Clip.objects.visible_to(viewer))
        .select_related("clip__author", "clip__job", "claimed_by")
        .prefetch_related("reports")
    )


def _held_without_case(viewer: User) -> QuerySet[Clip]:
    waiting = Clip.objects.visible_to(viewer).filter(state=ClipState.HELD, case=None)
    return waiting.select_related("author", "job").order_by("created_at", "id")


def _of_case(case: Case, viewer: User, at: datetime) -> Item:
    return Item(
        clip=case.subject,
        case=case,
        score=case.score,
        since=case.created_at,
        reasons=_counted(report.reason_code for report in case.reports.all()),
        holder=_holder(case, at),
        is_own=case.subject.author_id == viewer.pk,
    )


def _of_held(clip: Clip, viewer: User) -> Item:
    weight, own = score([], is_held=True), clip.author_id == viewer.pk
    return Item(clip=clip, case=None, score=weight, since=clip.created_at, is_own=own)


def _holder(case: Case, at: datetime) -> User | None:
    held = case.state == CaseState.CLAIMED and case.claimed_until and case.claimed_until > at
    return case.claimed_by if held else None


def _counted(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for code in codes:
        counts[code] = counts.get(code, 0) + 1
    return tuple((said_of_code(code).sentence, number) for code, number in counts.items())
