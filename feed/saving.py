"""Saving clips, in collections; lists of people. The only writers of these rows."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.queries import people_for
from feed.models import Collection, PeopleList, Saved
from feed.queries import Viewer
from generation.models import Clip

MOST = 100  # collections, and lists, of one person
MOST_PEOPLE = 200  # on one list
LONGEST = 60


class SavingRefused(Exception):
    """It can not be kept like this; `str()` is the sentence for the person."""


def save(*, who: User, clip: Clip, at: datetime, collection: Collection | None = None) -> bool:
    """This function will save a clip, into this collection where one is named, and say whether it is new."""
    kept, new = Saved.objects.get_or_create(
        who=who, clip=clip, defaults={"collection": collection, "created_at": at}
    )
    if not new and collection is not None:
        Saved.objects.filter(pk=kept.pk).update(collection=collection)
    return new


def unsave(*, who: User, clip: Clip) -> bool:
    """This function will save a clip no longer, and say whether it was."""
    return Saved.objects.filter(who=who, clip=clip).delete()[0] > 0


def take_out(*, collection: Collection, clip_id: uuid.UUID) -> bool:
    """This function will take a clip out of a collection and say whether it was in it; it stays saved."""
    return Saved.objects.filter(collection=collection, clip=clip_id).update(collection=None) > 0


@transaction.atomic
def make_collection(*, owner: User, name: str, at: datetime, is_shared: bool = False) -> Collection:
    """This function will make a collection.

    :raises SavingRefused: when the name is empty, too long or taken, or there are too many
    """
    name = _checked(owner, Collection.objects.filter(owner=owner), name)
    return Collection.objects.create(owner=owner, name=name, is_shared=is_shared, created_at=at)


@transaction.atomic
def change_collection(*, collection: Collection, name: str, is_shared: bool) -> None:
    """This function will rename a collection, and open it for who has its address, or close it, at once.

    :raises SavingRefused: when the name is empty, too long or taken
    """
    others = Collection.objects.filter(owner=collection.owner_id).exclude(pk=collection.pk)
    name = _checked(collection.owner, others, name)
    Collection.objects.filter(pk=collection.pk).update(name=name, is_shared=is_shared)


def delete_collection(*, collection: Collection) -> None:
    """This function will delete a collection; what is in it stays saved."""
    collection.delete()


def lists_of(owner: User) -> QuerySet[PeopleList]:
    """This function will list somebody's lists by name."""
    return PeopleList.objects.filter(owner=owner).prefetch_related("people").order_by("name", "id")


@transaction.atomic
def make_list(*, owner: User, name: str, at: datetime) -> PeopleList:
    """This function will make a list of people.

    :raises SavingRefused: when the name is empty, too long or taken, or there are too many
    """
    name = _checked(owner, PeopleList.objects.filter(owner=owner), name)
    return PeopleList.objects.create(owner=owner, name=name, created_at=at)


@transaction.atomic
def rename_list(*, people_list: PeopleList, name: str) -> None:
    """This function will give a list another name.

    :raises SavingRefused: when the name is empty, too long or taken
    """
    others = PeopleList.objects.filter(owner=people_list.owner_id).exclude(pk=people_list.pk)
    PeopleList.objects.filter(pk=people_list.pk).update(name=_checked(people_list.owner, others, name))


def put_on_list(*, people_list: PeopleList, handle: str) -> None:
    """This function will put somebody on a list. They are not told.

    :raises SavingRefused: when nobody one may meet has this handle, or the list is full
    """
    handle = handle.strip().removeprefix("@").lower().replace("\0", "")
    if not handle:
        raise SavingRefused(_("Write the handle of the person, as in @mira."))
    person = people_for(people_list.owner).filter(handle=handle).first()
    if person is None:
        raise SavingRefused(_("Nobody here is called @%(handle)s.") % {"handle": handle[:24]})
    if people_list.people.count() >= MOST_PEOPLE:
        raise SavingRefused(_("This list is full. Take somebody off it first."))
    people_list.people.add(person)


def take_off_list(*, people_list: PeopleList, handle: str) -> None:
    """This function will take somebody off a list."""
    people_list.people.remove(*people_list.people.filter(handle=handle))


def delete_list(*, people_list: PeopleList) -> None:
    """This function will delete a list."""
    people_list.delete()


def saved_by(who: User) -> QuerySet[Clip]:
    """This function will list what somebody saved and may still see, what was saved last first."""
    return _kept(Clip.objects.published(who).filter(saved__who=who))


def in_collection(collection: Collection, viewer: Viewer) -> QuerySet[Clip]:
    """This function will list what of a collection this viewer may see."""
    return _kept(Clip.objects.published(viewer).filter(saved__collection=collection))


def _kept(clips: QuerySet[Clip]) -> QuerySet[Clip]:
    """Each with `saved_at`, what was saved last first."""
    return (
        clips.select_related("author").annotate(saved_at=F("saved__created_at")).order_by("-saved_at", "id")
    )


def collections_of(owner: User) -> QuerySet[Collection]:
    """This function will list somebody's collections by name, each with the `number` of clips in it."""
    return Collection.objects.filter(owner=owner).annotate(number=Count("saved")).order_by("name", "id")


def _checked(owner: User, others: QuerySet[Collection] | QuerySet[PeopleList], name: str) -> str:
    User.objects.select_for_update().get(pk=owner.pk)
    name = " ".join(name.replace("\0", "").split())
    if not name or len(name) > LONGEST:
        raise SavingRefused(_("Give it a name of 1 to %(limit)s characters.") % {"limit": LONGEST})
    if name.casefold() in {taken.casefold() for taken in others.values_list("name", flat=True)}:
        raise SavingRefused(_("You have one called “%(name)s” already.") % {"name": name})
    if others.count() >= MOST:
        raise SavingRefused(_("You have %(limit)s of them, the limit here.") % {"limit": MOST})
    return name
