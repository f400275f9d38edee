"""What one person has reported, and what came of each: their own reports, and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from accounts.models import PersonBlock, User
from accounts.queries import people_for
from circles.models import Circle
from comments.access import readable
from comments.models import Comment
from generation.models import Clip
from generation.refusals import said_of_code
from generation.states import ClipState
from moderation.models import Action, Case, Decision, Report
from moderation.talk import JUDGED


class Outcome(StrEnum):
    WAITS = "WAITS"  # for a person to look at it
    STANDS = "STANDS"
    WITHDRAWN = "WITHDRAWN"
    GONE = "GONE"  # before anybody had looked


@dataclass(frozen=True)
class Reported:
    """One report of one's own. Title and address are there while its author may still open what it is about."""

    report: Report
    kind: str  # clip, comment, circle or person
    title: str
    url: str
    said: str  # the reason one gave
    outcome: Outcome
    decided_at: datetime | None = None
    because: str = ""  # the reason it was withdrawn for

    @property
    def reason_code(self) -> str:
        return self.report.reason_code

    @property
    def note(self) -> str:
        return self.report.note

    @property
    def created_at(self) -> datetime:
        return self.report.created_at


def reports_by(person: User) -> QuerySet[Report]:
    """This function will give what somebody reported, the latest first; what became of it is `told`."""
    rows = Report.objects.filter(reporter=person, case__recording=None)
    cases = rows.select_related("case__clip__job", "case__comment__clip", "case__circle", "case__user")
    return cases.prefetch_related("case__decisions").order_by("-id")


def told(reports: Iterable[Report], person: User) -> list[Reported]:
    """This function will say of each report what came of it, in the active language."""
    rows = list(reports)
    standing, open_to_me = _standing(rows), _open_to(person, rows)
    return [_told(row, row.case_id in standing, row.case_id in open_to_me) for row in rows]


def _told(report: Report, stands: bool, is_open: bool) -> Reported:
    case, answer = report.case, _answer(report)
    outcome = Outcome.WAITS if stands else Outcome.GONE
    if answer:
        outcome = Outcome.WITHDRAWN if answer.action == Action.WITHDRAW else Outcome.STANDS
    because = said_of_code(answer.reason_code).sentence if answer and answer.reason_code else ""
    return Reported(
        report=report,
        kind=_kind(case),
        title=case.title if is_open else "",
        url=_address(case) if is_open else "",
        said=said_of_code(report.reason_code).sentence,
        outcome=outcome,
        decided_at=answer.at if answer else None,
        because=because,
    )


def _answer(report: Report) -> Decision | None:
    """The first decision after it was reported."""
    later = [row for row in report.case.decisions.all() if row.at >= report.created_at]
    return min(later, key=lambda row: (row.at, row.pk), default=None)


def _kind(case: Case) -> str:
    kinds = {"clip": case.clip_id, "comment": case.comment_id, "person": case.user_id}
    return next((kind for kind, about in kinds.items() if about), "circle")


def _address(case: Case) -> str:
    about = case.clip or case.comment or case.user
    return about.get_absolute_url() if about else f"/circles/{case.circle_id}"


def _standing(rows: list[Report]) -> set[int]:
    """The cases about something that is still to be judged, whoever may see it."""
    shown = Clip.objects.consented().filter(state__in=[ClipState.HELD, ClipState.PUBLISHED])
    return _cases(
        rows,
        shown,
        Comment.objects.filter(state__in=JUDGED, author__is_active=True),
        Circle.objects.filter(closed_at=None),
        User.objects.filter(is_active=True),
    )


def _open_to(person: User, rows: list[Report]) -> set[int]:
    """The cases about something the person may open."""
    mine = User.objects.filter(pk__in=PersonBlock.objects.filter(who=person).values("whom"), is_active=True)
    met = Q(pk__in=people_for(person).values("pk")) | Q(pk__in=mine.values("pk"))
    away = Q(pk__in=PersonBlock.objects.filter(whom=person).values("who"))
    return _cases(
        rows,
        Clip.objects.visible_to(person),
        readable(person),
        Circle.objects.filter(members__person=person),
        User.objects.filter(met).exclude(away),
    )


def _cases(
    rows: list[Report],
    clips: QuerySet[Clip],
    comments: QuerySet[Comment],
    circles: QuerySet[Circle],
    people: QuerySet[User],
) -> set[int]:
    about = (
        Q(clip__in=clips.values("pk"))
        | Q(comment__in=comments.values("pk"))
        | Q(circle__in=circles.values("pk"))
        | Q(user__in=people.values("pk"))
    )
    cases = Case.objects.filter(about, pk__in={row.case_id for row in rows})
    return set(cases.values_list("pk", flat=True))
