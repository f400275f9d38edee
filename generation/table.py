"""The light table: which uses lie on it, by which filter, with which picture; and who has cast one how often."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date

from accounts.models import Telling, User
from accounts.telling import zone_of
from cameos.models import Cameo, Permission
from generation import queries
from generation.models import CameoUse, Clip
from generation.states import FRUITLESS, UNFINISHED, ClipState, UseState

if TYPE_CHECKING:
    from generation.queries import MarkedUse

MARKS = ("asked", "stands", "ended")
KINDS = {
    "making": Q(clip=None, job__state__in=UNFINISHED),
    "draft": Q(clip__published_at=None) & ~Q(clip=None),
    "published": Q(clip__published_at__isnull=False),
    "remix": Q(job__remix_of__isnull=False) | Q(job__sources__isnull=False),
}
A_TABLE = 24  # prints on one page of a likeness
MAKERS = 12  # people shown with how often they cast one
LONGEST = 100  # characters of what is looked for


@dataclass
class Print:
    """One use on the light table: `mark` is its stamp, `picture` the clip while it may be looked at."""

    use: CameoUse
    mark: str  # asked | stands | ended
    picture: Clip | None


@dataclass(frozen=True)
class Filters:
    """What the owner wants to see, as the address says it. What makes no sense is left out."""

    likeness: str = ""
    state: str = ""
    person: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    q: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Filters:
        said = {
            name: query.get(name, "").replace("\0", "").strip()[:LONGEST] for name in cls.__dataclass_fields__
        }
        said["person"] = said["person"].removeprefix("@").lower()
        known = {"state": said["state"] in MARKS, "kind": said["kind"] in KINDS}
        known |= {name: _date(said[name]) is not None for name in ("since", "until")}
        return cls(**{name: value for name, value in said.items() if known.get(name, True)})

    @property
    def is_set(self) -> bool:
        return any(value for name, value in asdict(self).items() if name != "likeness")

    @property
    def is_an_end(self) -> bool:
        """Whether all of it can be ended at once: a person, a span of time, or both, and nothing else."""
        return bool(self.person or self.since or self.until) and not (self.state or self.kind or self.q)

    def address(self, **other: str) -> str:
        """The filters as the query of an address, with some of them changed."""
        return urlencode({name: value for name, value in (asdict(self) | other).items() if value})

    def narrow(self, uses: QuerySet[MarkedUse], zone: ZoneInfo) -> QuerySet[MarkedUse]:
        """This function will leave the uses this asks for."""
        begin, end = self.span(zone)
        if self.person:
            uses = uses.filter(job__author__handle=self.person)
        if self.state:
            uses = uses.filter(mark=self.state)
        if self.kind:
            uses = uses.filter(pk__in=CameoUse.objects.filter(KINDS[self.kind]).values("pk"))
        if begin:
            uses = uses.filter(asked_at__gte=begin)
        if end:
            uses = uses.filter(asked_at__lt=end)
        if self.q:
            uses = uses.filter(Q(job__prompt__icontains=self.q) | Q(job__title__icontains=self.q))
        return uses

    def span(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """The first moment of the first day, and the one after the last day's last."""
        return _midnight(self.since, zone, 0), _midnight(self.until, zone, 1)


def _date(text: str) -> object:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _midnight(text: str, zone: ZoneInfo, days: int) -> datetime | None:
    day = parse_date(text) if text else None
    return datetime.combine(day + timedelta(days=days), time(), zone) if day else None


@dataclass
class Table:
    """One likeness with its uses."""

    cameo: Cameo
    terms: Permission
    page: Page[MarkedUse]
    prints: list[Print]
    address: str  # the filters for the pages before and after this


def lay(owner: User, cameo: Cameo, filters: Filters, page: str | None) -> Table:
    """This function will lay one page of a likeness's uses on the table, newest first."""
    zone = zone_of(Telling.objects.filter(user=owner).first())
    uses = filters.narrow(queries.uses_of(owner).filter(cameo=cameo), zone)
    shown = Paginator(uses, A_TABLE).get_page(page)
    address = filters.address(likeness=cameo.handle)
    return Table(cameo, cameo.permission_in_force(), shown, prints_of(owner, list(shown)), address)


def prints_of(owner: User, uses: list[MarkedUse]) -> list[Print]:
    """This function will lay uses on the table, each with its picture where the owner may see it now."""
    made = [use.clip_id for use in uses if use.clip_id]
    seen = {clip.pk: clip for clip in Clip.objects.visible_to(owner).filter(pk__in=made)}
    return [Print(use, use.mark, seen.get(use.job_id)) for use in uses]


@dataclass(frozen=True)
class Maker:
    """Somebody who has cast the owner: how often, how much of it stands, when last."""

    person: User
    total: int
    standing: int
    last: datetime


def makers_with(owner: User, cameo: Cameo | None = None) -> list[Maker]:
    """This function will count how often each person cast a likeness of `owner`, who did most first."""
    stands = Q(state__in=[UseState.ASKED, UseState.APPROVED]) & ~Q(job__state__in=FRUITLESS)
    uses = CameoUse.objects.filter(cameo__owner=owner, **({"cameo": cameo} if cameo else {}))
    rows = (
        uses.order_by()
        .values("job__author")
        .annotate(
            total=Count("pk"),
            standing=Count("pk", filter=stands & (Q(clip=None) | ~Q(clip__state=ClipState.WITHDRAWN))),
            last=Max("asked_at"),
        )
        .order_by("-total", "job__author")
    )
    found = list(rows[:MAKERS])
    people = User.objects.in_bulk([row["job__author"] for row in found])
    return [Maker(people[row["job__author"]], row["total"], row["standing"], row["last"]) for row in found]
