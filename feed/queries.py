"""What is shown to whom, in which order: slates, one clip, a profile. Every path asks `Clip.objects`."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    Count,
    Exists,
    IntegerField,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import Follow, User
from accounts.queries import muted_of, people_for
from feed.cursors import Cursor
from feed.models import Like, Watch
from feed.ranking.rank import Candidate, Ranked, rank
from feed.words import why_words
from generation.models import CameoUse, Clip, Job
from generation.states import UNFINISHED, JobState

Viewer = User | AnonymousUser
SIZE = 6  # clips in one slate
POOL = 300  # newest clips the score chooses from


@dataclass(frozen=True)
class Item:
    """One clip at one place of one slate."""

    clip: Clip
    place: int
    source: str  # home | following | latest | clip
    why: str = ""


@dataclass(frozen=True)
class Rehearsal:
    """The demo clips that are still being made."""

    ready: int
    total: int


@dataclass(frozen=True)
class Slate:
    items: list[Item]
    tab: str
    req_id: uuid.UUID
    after: str  # cursor of the next slate; empty at the end
    rehearsal: Rehearsal | None = None


def slate(*, viewer: Viewer, tab: str, cursor: Cursor, size: int = SIZE) -> Slate:
    """This function will give the next clips of a tab (home, following, latest) behind the cursor."""
    items, is_end = (_ranked if tab == "home" else _in_time)(viewer, tab, cursor, size)
    last = items[-1].clip if items else None
    following = replace(
        cursor,
        last_id=last.pk if last else None,
        last_at=last.published_at if last else None,
        place=cursor.place + len(items),
    )
    after = "" if is_end else str(following)
    return Slate(items, tab, cursor.req_id, after, rehearsal() if is_end else None)


def _ranked(viewer: Viewer, tab: str, cursor: Cursor, size: int) -> tuple[list[Item], bool]:
    ordered = rank(candidates(viewer, cursor.at), cursor.at)
    ids = [one.candidate.id for one in ordered]
    start = ids.index(cursor.last_id) + 1 if cursor.last_id in ids else min(cursor.place, len(ids))
    chosen = ordered[start : start + size]
    clips = dressed(Clip.objects.published(viewer), viewer).in_bulk([one.candidate.id for one in chosen])
    items = [
        Item(clips[one.candidate.id], cursor.place + step, tab, _why(one, clips, cursor.at))
        for step, one in enumerate(one for one in chosen if one.candidate.id in clips)
    ]
    return items, start + size >= len(ids)


def _why(one: Ranked, clips: dict[uuid.UUID, Clip], at: datetime) -> str:
    return why_words(one.candidate, one.why, clips[one.candidate.id].author.handle, at)


def candidates(viewer: Viewer, at: datetime) -> list[Candidate]:
    """This function will give the newest published clips with what the score may know, as it was at `at`."""
    person = viewer.pk or 0
    likes = Like.objects.filter(clip=OuterRef("pk"), created_at__lte=at)
    remixes = Clip.objects.filter(remix_of=OuterRef("pk"), state="PUBLISHED", published_at__lte=at)
    watches = Watch.objects.filter(clip=OuterRef("pk"), created_at__lte=at)
    rows = (
        Clip.objects.published(viewer)
        .filter(published_at__lte=at)
        .heard(muted_of(viewer))
        .annotate(
            like_number=_number(likes),
            remix_number=_number(remixes, "remix_of"),
            viewer_number=_number(watches),
            seen=Exists(watches.filter(who=person)),
            follows=Exists(Follow.objects.filter(who=person, whom=OuterRef("author"), created_at__lte=at)),
        )
        .order_by("-published_at", "id")
        .values_list(
            "id",
            "author_id",
            "published_at",
            "like_number",
            "remix_number",
            "viewer_number",
            "seen",
            "follows",
        )
    )
    return [Candidate(*row) for row in rows[:POOL]]  # type: ignore[arg-type]  # what is published has a moment


def _in_time(viewer: Viewer, tab: str, cursor: Cursor, size: int) -> tuple[list[Item], bool]:
    clips = Clip.objects.published(viewer).filter(published_at__lte=cursor.at).heard(muted_of(viewer))
    if tab == "following":
        clips = clips.filter(author__followers__who=viewer.pk or 0)
    rows = list(dressed(_behind(clips, cursor), viewer)[: size + 1])
    items = [
        Item(clip, cursor.place + step, tab, _why_in_time(tab, clip)) for step, clip in enumerate(rows[:size])
    ]
    return items, len(rows) <= size


def _why_in_time(tab: str, clip: Clip) -> str:
    if tab == "following":
        return _("You follow @%(handle)s. The newest comes first.") % {"handle": clip.author.handle}
    return _("The newest comes first. Nothing is sorted for you here.")


def _behind(clips: QuerySet[Clip], cursor: Cursor) -> QuerySet[Clip]:
    if cursor.last_at and cursor.last_id:
        older = Q(published_at__lt=cursor.last_at)
        clips = clips.filter(older | Q(published_at=cursor.last_at, id__gt=cursor.last_id))
    return clips.order_by("-published_at", "id")


def dressed(clips: QuerySet[Clip], viewer: Viewer) -> QuerySet[Clip]:
    """This function will add what the stage shows beside a clip, in the same query and one more for the cast."""
    person = viewer.pk or 0
    uses = CameoUse.objects.select_related("cameo__owner", "receipt").order_by("cameo__handle")
    return (
        clips.select_related("author", "remix_of__author")
        .annotate(
            like_count=_number(Like.objects.filter(clip=OuterRef("pk"))),
            remix_count=_number(Clip.objects.published(viewer).filter(remix_of=OuterRef("pk")), "remix_of"),
            is_liked=Exists(Like.objects.filter(clip=OuterRef("pk"), who=person)),
            is_followed=Exists(Follow.objects.filter(who=person, whom=OuterRef("author"))),
            parent_stands=Exists(Clip.objects.published(viewer).filter(pk=OuterRef("remix_of"))),
        )
        .prefetch_related(Prefetch("uses", uses, to_attr="cast"))
    )


def _number(rows: QuerySet[Model], by: str = "clip") -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def single(*, viewer: Viewer, clip: Clip) -> Item:
    """This function will dress one clip the viewer may see, for a page of its own."""
    here = Clip.objects.visible_to(viewer).with_asked().select_related("job")
    return Item(dressed(here, viewer).get(pk=clip.pk), 0, "clip")


@dataclass(frozen=True)
class Part:
    """A clip another was cut from, or the gap it left."""

    title: str = ""
    url: str = ""


def parts_made_of(clip: Clip, viewer: Viewer) -> list[Part]:
    """This function will list what a clip was cut from, each once; what the viewer may not see is a gap."""
    ids = list(dict.fromkeys(clip.job.sources.order_by("place").values_list("clip", flat=True)))
    seen = Clip.objects.visible_to(viewer).in_bulk([pk for pk in ids if pk])
    found = [seen.get(pk) if pk else None for pk in ids]
    return [Part(one.title, one.get_absolute_url()) if one else Part() for one in found]


def rehearsal() -> Rehearsal | None:
    """This function will say how far the demo clips are, or None when all are made."""
    if not settings.DEMO:
        return None
    demo = Job.objects.filter(origin="demo").aggregate(
        ready=Count("pk", filter=Q(state=JobState.DONE)), missing=Count("pk", filter=Q(state__in=UNFINISHED))
    )
    return Rehearsal(demo["ready"], demo["ready"] + demo["missing"]) if demo["missing"] else None


@dataclass(frozen=True)
class Profile:
    person: User
    clips: list[Clip]
    followers: int
    following: int
    is_followed: bool
    is_me: bool
    can_be_cast: bool
    after: str


def profile(*, viewer: Viewer, handle: str, cursor: Cursor, size: int = 24) -> Profile:
    """This function will gather a person's page.

    :raises User.DoesNotExist: when nobody has this handle
    """
    person = (
        people_for(viewer)
        .annotate(
            follower_number=Count("followers", distinct=True),
            following_number=Count("following", distinct=True),
            is_followed=Exists(Follow.objects.filter(who=viewer.pk or 0, whom=OuterRef("pk"))),
            can_be_cast=Exists(User.objects.filter(pk=OuterRef("pk"), cameos__state="APPROVED")),
        )
        .get(handle=handle)
    )
    rows = list(_behind(Clip.objects.published(viewer).filter(author=person), cursor)[: size + 1])
    clips, last = rows[:size], rows[size - 1] if len(rows) > size else None
    after = str(replace(cursor, last_id=last.pk, last_at=last.published_at)) if last else ""
    return Profile(
        person,
        clips,
        person.follower_number,
        person.following_number,
        person.is_followed,
        person == viewer,
        person.can_be_cast,
        after,
    )
