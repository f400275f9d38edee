"""Questions about many cases: what lies on the desk, heaviest first, and what one case holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from accounts.models import User
from generation.models import Clip
from generation.refusals import Said, said_of_code
from generation.states import ClipState
from moderation.effects import score
from moderation.models import Case, CaseState, Decision, Report
from policy.reasons import ACCOUNT_REASONS, REVIEW_REASONS

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
class Line:
    """One line of the desk: a comment, circle or account that somebody reported."""

    case: Case
    reasons: tuple[tuple[str, int], ...]  # sentence, how many said it
    holder: User | None
    is_own: bool


@dataclass(frozen=True)
class CaseFile:
    """What a moderator needs to decide a case of any kind."""

    case: Case
    is_there: bool
    is_own: bool
    holder: User | None
    reports: tuple[tuple[Report, Said], ...]
    decisions: tuple[tuple[Decision, Said | None], ...]

    @property
    def is_open(self) -> bool:
        return self.case.state in (CaseState.OPEN, CaseState.CLAIMED)

    def may_decide(self, viewer: User) -> bool:
        """Whether it is to be decided, and the viewer is free to."""
        return self.is_open and self.is_there and not self.is_own and self.holder in (None, viewer)


@dataclass(frozen=True)
class File(CaseFile):
    """The case of a clip."""

    clip: Clip
    cast: tuple[str, ...]


def desk(viewer: User, at: datetime) -> list[Item]:
    """This function will list what is to be decided, heaviest first, then oldest."""
    cases = _cases(viewer).filter(state__in=[CaseState.OPEN, CaseState.CLAIMED])
    items = [_of_case(case, viewer, at) for case in cases.order_by("-score", "created_at", "id")[:MOST]]
    items += [_of_held(clip, viewer) for clip in _held_without_case(viewer)[:MOST]]
    return sorted(items, key=lambda item: (-item.score, item.since, str(item.clip.pk)))


def lines(cases: QuerySet[Case], viewer: User, at: datetime) -> list[Line]:
    """This function will list those of the cases that are to be decided, heaviest first."""
    waiting = cases.filter(state__in=[CaseState.OPEN, CaseState.CLAIMED]).select_related("claimed_by")
    return [
        Line(case, _counted(case), holder_of(case, at), case.is_of(viewer))
        for case in waiting.prefetch_related("reports").order_by("-score", "created_at", "id")[:MOST]
    ]


def decided(viewer: User) -> list[tuple[Decision, Said | None]]:
    """This function will list the latest decisions, newest first."""
    rows = Decision.objects.select_related(
        "case__clip__author",
        "case__recording__cameo",
        "case__comment__author",
        "case__circle",
        "case__user",
        "actor",
    ).order_by("-at", "-id")[:MOST]
    return [(row, said_of_code(row.reason_code) if row.reason_code else None) for row in rows[:MOST]]


def file_of(case: Case, viewer: User, at: datetime) -> File:
    """This function will gather the case of a clip: what was said, what was decided, and whether it is still there."""
    return File(
        clip=case.subject,
        cast=tuple(use.cameo.handle for use in case.subject.uses.select_related("cameo")),
        **gathered(
            case, viewer, at, is_there=Clip.objects.visible_to(viewer).filter(pk=case.subject.pk).exists()
        ),
    )


def gathered(case: Case, viewer: User, at: datetime, *, is_there: bool) -> dict[str, Any]:
    """This function will gather what the file of any case holds."""
    reports = case.reports.select_related("reporter").order_by("-created_at", "-id")
    decisions = case.decisions.select_related("actor").order_by("-at", "-id")
    return {
        "case": case,
        "is_there": is_there,
        "is_own": case.is_of(viewer),
        "holder": holder_of(case, at),
        "reports": tuple((row, said_of_code(row.reason_code)) for row in reports),
        "decisions": tuple(
            (row, said_of_code(row.reason_code) if row.reason_code else None) for row in decisions
        ),
    }


def review_reasons() -> list[Said]:
    """This function will list the reasons a clip can be reported or withdrawn for, in the active language."""
    return [said_of_code(reason.code) for reason in REVIEW_REASONS]


def account_reasons() -> list[Said]:
    """This function will list the reasons a person can be reported or their account closed for, in the active language."""
    return [said_of_code(reason.code) for reason in ACCOUNT_REASONS]


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
        reasons=_counted(case),
        holder=holder_of(case, at),
        is_own=case.subject.author_id == viewer.pk,
    )


def _of_held(clip: Clip, viewer: User) -> Item:
    weight, own = score([], is_held=True), clip.author_id == viewer.pk
    return Item(clip=clip, case=None, score=weight, since=clip.created_at, is_own=own)


def holder_of(case: Case, at: datetime) -> User | None:
    """This function will give who has claimed the case and still holds it."""
    held = case.state == CaseState.CLAIMED and case.claimed_until and case.claimed_until > at
    return case.claimed_by if held else None


def _counted(case: Case) -> tuple[tuple[str, int], ...]:
    """This function will give each reason a case was reported for as a sentence, and how many said it."""
    codes = [report.reason_code for report in case.reports.all()]
    return tuple((said_of_code(code).sentence, codes.count(code)) for code in dict.fromkeys(codes))


def reports_about_clips() -> QuerySet[Report]:
    """This function will give each report of a clip, with `person` and `about`: what the feed learns from."""
    reports = Report.objects.filter(case__clip__isnull=False, reporter__isnull=False)
    return reports.annotate(person=F("reporter_id"), about=F("case__clip_id"))
