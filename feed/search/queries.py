"""What a question finds for one viewer: clips, people, likenesses to cast, tags. The index of words: search/."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from accounts.models import Follow, User
from accounts.queries import muted_of, people_for
from cameos.models import Cameo
from cameos.queries import suggested_to
from feed.search import meaning
from generation.models import Clip
from generation.senses import spans
from search.models import Tag
from search.normal import folded, tokens
from search.operations import tag_name
from search.queries import ranked, speaking_of

Viewer = User | AnonymousUser
KINDS = ("clips", "people", "cameos", "tags")
SIZE = 24
LATELY = 600  # tagged clips that a list of tags looks at, the newest first
FAR = 2000  # how far down a list somebody can go


@dataclass(frozen=True)
class TagFound:
    name: str
    number: int  # of clips the viewer may see


@dataclass(frozen=True)
class Found:
    kind: str
    words: str
    clips: Sequence[Clip] = ()
    people: Sequence[User] = ()
    cameos: Sequence[Cameo] = ()
    tags: Sequence[TagFound] = ()
    after: int | None = None  # where the next page begins
    is_near: bool = False  # no clip has the words; these are near to them in meaning
    is_asked: bool = field(default=True)  # whether there was anything to look for

    @property
    def is_empty(self) -> bool:
        return not (self.clips or self.people or self.cameos or self.tags)


def find(
    *, viewer: Viewer, words: str, at: datetime, kind: str = "clips", after: int = 0, size: int = SIZE
) -> Found:
    """This function will find what of one kind answers the words, best first, from place `after` on."""
    words = " ".join(words.replace("\0", "").split())
    if not tokens(words) and not spans(words):
        return Found(kind, words, is_asked=bool(words))
    if kind == "people":
        people, more = _page(people_like(words, viewer), after, size)
        return Found(kind, words, people=people, after=more)
    if kind == "cameos":
        cameos, more = _page(cameos_like(words, viewer), after, size)
        return Found(kind, words, cameos=cameos, after=more)
    if kind == "tags":
        tags, more = tags_like(words, viewer, after, size)
        return Found(kind, words, tags=tags, after=more)
    keys, is_near = _keys(words, viewer, at)
    clips, more = _seen(keys, viewer, after, size)
    return Found(kind, words, clips=clips, after=more, is_near=is_near)


def shown_to(viewer: Viewer) -> QuerySet[Clip]:
    """This function will give the clips a viewer may see and has not muted: nothing else is ever found."""
    return Clip.objects.listed(viewer)


def _keys(words: str, viewer: Viewer, at: datetime) -> tuple[list[uuid.UUID], bool]:
    """What has the words; where the viewer sees none of it, what is near to them in meaning, and whether it is that.

    A clip for others alone changes nothing: who may not see it can not tell that it is there.
    """
    asked = spans(words)
    keys = ranked(asked, at)
    if keys and shown_to(viewer).filter(pk__in=keys).exists():
        return keys, False
    concepts = meaning.asked_for(asked)
    return meaning.nearest(concepts, speaking_of(meaning.beside(concepts))), True


def _seen(keys: Sequence[uuid.UUID], viewer: Viewer, after: int, size: int) -> tuple[list[Clip], int | None]:
    """One page of what the viewer may see of these, and the place behind it, None at the end."""
    chosen: list[Clip] = []
    place = after
    while place < len(keys):
        some = keys[place : place + 2 * size]
        seen = shown_to(viewer).select_related("author").in_bulk(some)
        for key in some:
            if key in seen and len(chosen) == size:
                return chosen, place
            chosen += [seen[key]] if key in seen else []
            place += 1
    return chosen, None


def people_like(words: str, viewer: Viewer) -> QuerySet[User]:
    """This function will give people by handle or name: whom one follows first, short handles before long ones."""
    start = words.lstrip("@").casefold()
    names = Q(name__istartswith=start) | Q(name__icontains=f" {start}")
    follows = Exists(Follow.objects.filter(who=viewer.pk or 0, whom=OuterRef("pk")))
    people = people_for(viewer).filter(Q(handle__startswith=folded(start)) | names)
    people = people.exclude(pk__in=muted_of(viewer).people)
    return people.annotate(is_followed=follows).order_by("-is_followed", Length("handle"), "handle")


def cameos_like(words: str, viewer: Viewer) -> QuerySet[Cameo]:
    """This function will give the likenesses whose owners let the viewer cast them; others do not exist here."""
    if not isinstance(viewer, User):
        return Cameo.objects.none()
    start = words.lstrip("@").casefold()
    names = Q(handle__startswith=start) | Q(name__istartswith=start) | Q(name__icontains=f" {start}")
    return suggested_to(viewer).filter(names).order_by("handle", "id")


def tags_like(words: str, viewer: Viewer, after: int, size: int) -> tuple[list[TagFound], int | None]:
    """This function will give tags that begin so, most used of late first, each with the clips the viewer may see."""
    rows = Tag.objects.filter(name__startswith=tag_name(words.split()[0])).order_by("-id")
    lately = list(rows.values_list("name", "key")[:LATELY])
    seen = set(shown_to(viewer).filter(pk__in=[key for _name, key in lately]).values_list("pk", flat=True))
    counted = Counter(name for name, key in lately if key in seen)
    best = [
        TagFound(name, number) for name, number in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    ]
    return best[after : after + size], after + size if len(best) > after + size else None


def tagged(*, viewer: Viewer, name: str, after: int = 0, size: int = SIZE) -> Found:
    """This function will give the clips with a tag that the viewer may see, newest first."""
    page, more = _page(tagged_for(viewer, name).select_related("author"), after, size)
    return Found("clips", tag_name(name), clips=page, after=more)


def tagged_for(viewer: Viewer, name: str) -> QuerySet[Clip]:
    """This function will list all clips with a tag that the viewer may see, newest first."""
    keys = Tag.objects.filter(name=tag_name(name)).values("key")
    return shown_to(viewer).filter(pk__in=keys).order_by("-published_at", "id")


def found_for(words: str, viewer: Viewer, at: datetime) -> list[uuid.UUID]:
    """This function will list all clips that answer the words and that the viewer may see, best first."""
    keys = _keys(words, viewer, at)[0] if spans(words) else []
    seen = set(shown_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    return [key for key in keys if key in seen]


def _page(rows: QuerySet[Any, Any], after: int, size: int) -> tuple[list[Any], int | None]:
    found = list(rows[after : after + size + 1])
    return found[:size], after + size if len(found) > size else None
