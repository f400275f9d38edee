"""The demonstration: its people, their likenesses, and the clips they ask for. Written once, kept afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.models import Follow, User
from cameos.models import Asking, Audience, Cameo
from cameos.operations import approve_cameo, approve_person, enrol_cameo, set_permission
from generation.demo_clips import CLIPS
from generation.models import Job
from generation.operations import request_job

NAMES = {
    "mira": "Mira",
    "jonas": "Jonas",
    "lena": "Lena",
    "tom": "Tom",
    "mona": "Mona",
    "admin": "Admin",
}
ROLES: dict[str, dict[str, Any]] = {
    "mona": {"is_moderator": True},
    "admin": {"is_moderator": True, "is_staff": True, "is_superuser": True},
}
FOLLOWS = (("mira", "jonas"), ("jonas", "mira"), ("mira", "lena"), ("tom", "mira"), ("lena", "jonas"))


def ensure_people(*, at: datetime) -> list[User]:
    """This function will make the demo people who are not there yet, with portraits, likenesses and follows."""
    people = {person.handle: person for person in User.objects.filter(handle__in=NAMES)}
    if missing := [handle for handle in NAMES if handle not in people]:
        people |= {handle: _person(handle) for handle in missing}
        for who, whom in FOLLOWS:
            Follow.objects.get_or_create(who=people[who], whom=people[whom])
    _ensure_likeness(people["jonas"], Audience.EVERYONE, Asking.FREELY, at)
    if lena := _ensure_likeness(people["lena"], Audience.APPROVED, Asking.BEFORE_RENDER, at):
        approve_person(cameo=lena, person=people["mira"], at=at)  # so there is somebody she can be asked by
    return list(people.values())


@transaction.atomic
def _person(handle: str) -> User:
    """Without a password: nobody gets in but by the one click that is only there on this computer."""
    from generation.portraits import LOOKS, portrait  # loads skia: only when there is something to draw

    user = User.objects.create_user(handle, name=NAMES[handle], is_demo=True, **ROLES.get(handle, {}))
    user.portrait.save(f"{handle}.png", ContentFile(portrait(LOOKS[handle])))
    return user


@transaction.atomic
def _ensure_likeness(owner: User, audience: str, asking: str, at: datetime) -> Cameo | None:
    """Gives the likeness when it is new."""
    if Cameo.objects.filter(handle=owner.handle).exists():
        return None
    from generation.portraits import LOOKS, faces

    pictures = faces(LOOKS[owner.handle])
    cameo = enrol_cameo(owner=owner, handle=owner.handle, name=owner.shown_name, at=at, pictures=pictures)
    approve_cameo(cameo=cameo)
    set_permission(cameo=cameo, at=at, audience=audience, asking=asking, voice=True)
    return cameo


def ask_for_clips(*, at: datetime) -> list[Job]:
    """This function will ask for every demo clip nobody asked for yet; each is published when it is done.

    :raises JobRefused: when a prompt of ours breaks a rule of ours
    """
    there = set(Job.objects.filter(origin="demo").values_list("title", flat=True))
    authors = {person.handle: person for person in User.objects.filter(is_demo=True)}
    return [
        request_job(
            author=authors[clip.author],
            prompt=clip.prompt,
            at=at + timedelta(milliseconds=place),  # the line keeps their order
            seconds=clip.seconds,
            title=clip.title,
            seed=clip.seed,
            origin="demo",
            publish_when_done=True,
        )
        for place, clip in enumerate(CLIPS)
        if clip.title not in there
    ]
