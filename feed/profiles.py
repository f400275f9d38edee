"""A person's page: their clips, their remixes, the likenesses they let one cast, and what they like, where they show it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from accounts.models import Follow, Mute, User
from accounts.queries import people_for
from cameos.models import Cameo
from cameos.queries import offered_to
from feed.cursors import Cursor
from feed.models import Like
from feed.people.queries import shows_ties
from feed.queries import Viewer, behind
from generation.models import Clip

TABS = ("clips", "remixes", "cameos", "likes")
SIZE = 24


@dataclass(frozen=True)
class Profile:
    person: User
    followers: int
    following: int
    is_followed: bool
    follows_me: bool
    is_muted: bool
    is_me: bool
    can_be_cast: bool
    tab: str
    shows_likes: bool  # to this viewer
    shows_ties: bool  # who follows whom, to this viewer
    clips: list[Clip] = field(default_factory=list)
    cameos: list[Cameo] = field(default_factory=list)
    after: str = ""


def profile(*, viewer: Viewer, handle: str, cursor: Cursor, tab: str = "clips", size: int = SIZE) -> Profile:
    """This function will gather a person's page, one tab of it.

    :raises User.DoesNotExist: when nobody has this handle, or a block lies between the two
    """
    person = person_for(viewer, handle)
    mine = person == viewer
    shows_likes = mine or person.shows_likes
    if tab not in TABS or (tab == "likes" and not shows_likes):
        tab = "clips"
    page = Profile(
        person,
        person.follower_number,
        person.following_number,
        person.is_followed,
        person.follows_me,
        person.is_muted_by_me,
        mine,
        person.can_be_cast,
        tab,
        shows_likes,
        shows_ties(person, viewer),
    )
    if tab == "cameos":
        cameos = offered_to(viewer).filter(owner=person) if viewer.is_authenticated else Cameo.objects.none()
        return replace(page, cameos=list(cameos))
    clips, after = _clips(viewer, person, tab, cursor, size)
    return replace(page, clips=clips, after=after)


def person_for(viewer: Viewer, handle: str) -> Any:
    """This function will give a User with what is counted of them, and what lies between the two.

    :raises User.DoesNotExist: when nobody has this handle, or a block lies between the two
    """
    me = viewer.pk or 0
    return (
        people_for(viewer)
        .annotate(
            follower_number=Count("followers", distinct=True),
            following_number=Count("following", distinct=True),
            is_followed=Exists(Follow.objects.filter(who=me, whom=OuterRef("pk"))),
            follows_me=Exists(Follow.objects.filter(who=OuterRef("pk"), whom=me)),
            is_muted_by_me=Exists(Mute.objects.filter(who=me, person=OuterRef("pk"))),
            can_be_cast=Exists(Cameo.objects.filter(owner=OuterRef("pk"), state="APPROVED")),
        )
        .get(handle=handle)
    )


def _clips(viewer: Viewer, person: User, tab: str, cursor: Cursor, size: int) -> tuple[list[Clip], str]:
    """Newest first, by the time of the like where it is likes."""
    if tab == "likes":
        return _liked(Clip.objects.listed(viewer).select_related("author"), person, cursor, size)
    rows = list(behind(clips_by(person, viewer, tab), cursor)[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    return rows[:size], str(replace(cursor, last_id=last.pk, last_at=last.published_at)) if last else ""


def clips_by(person: User, viewer: Viewer, tab: str = "clips") -> QuerySet[Clip]:
    """This function will give what somebody made and the viewer may find, or only the remixes of it."""
    shown = Clip.objects.published(viewer).filter(author=person)
    return shown.exclude(remix_of=None) if tab == "remixes" else shown


def liked_by(person: User, viewer: Viewer) -> QuerySet[Clip]:
    """This function will give what somebody likes and the viewer may find, what they liked last first."""
    shown = Clip.objects.listed(viewer).filter(likes__who=person)
    return shown.annotate(liked_at=F("likes__created_at")).order_by("-liked_at", "id")


def _liked(shown: QuerySet[Clip], person: User, cursor: Cursor, size: int) -> tuple[list[Clip], str]:
    likes = Like.objects.filter(who=person, clip__in=shown.values("pk")).order_by("-created_at", "-id")
    start = cursor.place
    ids = list(likes.values_list("clip", flat=True)[start : start + size + 1])
    found = shown.in_bulk(ids[:size])
    clips = [found[pk] for pk in ids[:size] if pk in found]
    return clips, str(replace(cursor, place=start + size)) if len(ids) > size else ""
