"""The whole cast, and one clip with ben in it in each of its lives: draft, published, taken back."""

from datetime import date

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.blocking import block
from accounts.models import User
from accounts.operations import follow
from cameos.operations import block_person, take_back
from feed.saving import make_collection, save
from feed.steering.models import Less, LessOf
from generation.showing import set_visibility
from moderation.operations import file_report
from tests.conftest import PASSWORD


@pytest.fixture
def cast(ada, ben, cleo, noor, mona):
    """Everybody by name; `nobody` is not logged in."""
    vic = User.objects.create_user("vic", "vic@example.org", PASSWORD, name="Vic")
    block_person(cameo=ben.cameos.get(), person=vic, at=now())
    kid = User.objects.create_user(
        "kid", "kid@example.org", PASSWORD, name="Kid", birth_month=date(now().year - 14, 1, 1)
    )
    root = User.objects.create_superuser("root", "root@example.org", PASSWORD)
    people = (ada, ben, cleo, noor, vic, mona, kid, root)
    return {"nobody": None, **{person.handle: person for person in people}}


def demote(clip) -> None:
    """Its maker has objected already: it lies before the moderators."""
    clip.demotions.create(
        reason_code="BAIT",
        factor=0.4,
        facts={"words": "wait for it"},
        words="No",
        created_at=now(),
        contested_at=now(),
    )


def shelf(owner):
    """A collection whose address is known to all."""
    return make_collection(owner=owner, name="Seen", at=now(), is_shared=True)


@pytest.fixture
def stages(cast, clip_of):
    """The same clip by ada with ben in it, in the life that is asked for."""

    def stage(life: str):
        clip = clip_of(
            cast["ada"],
            cast=[cast["ben"]],
            title="Kiteflying",
            state="DRAFT" if life == "draft" else "PUBLISHED",
        )
        if life != "draft":
            demote(clip)
        for who in filter(
            None, cast.values()
        ):  # a note on everybody's page of steering, which steers nothing here
            Less.objects.create(who=who, clip=clip, what=LessOf.COPIES, name=clip.pk.hex, created_at=now())
        save(who=cast["cleo"], clip=clip, at=now(), collection=shelf(cast["cleo"]))
        if life != "draft":
            for who in ("cleo", "noor"):
                file_report(about=clip, reporter=cast[who], reason_code="SPAM", at=now())
        if life == "mutuals":  # noor and the author follow each other; cleo only follows
            for who, whom in (("noor", "ada"), ("ada", "noor"), ("cleo", "ada")):
                follow(who=cast[who], whom=cast[whom], at=now())
            set_visibility(clip=clip, visibility="MUTUALS", at=now())
        if life == "blocked":
            block(who=cast["ada"], whom=cast["noor"], at=now())
            block(who=cast["kid"], whom=cast["ada"], at=now())
        if life == "gone":
            take_back(cameo=cast["ben"].cameos.get(), at=now())  # one row; nothing was cleaned up yet
        return clip

    return stage


@pytest.fixture
def browser_of(cast, client_of):
    clients: dict[str, Client] = {}

    def client(who: str) -> Client:
        if who not in clients:
            clients[who] = client_of(cast[who]) if cast[who] else Client()
        return clients[who]

    return client
