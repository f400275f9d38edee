"""Every list a clip can stand in: who finds it there, in each life it can have. Whoever is not named does not.

The clip is ada's, with ben in it. It was put into a circle of ada, cleo, noor and kid, and into a challenge; cleo likes
it for all to see and has saved it, noor has a list with ada on it.
"""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.blocking import mute_person, mute_word
from accounts.operations import show_likes
from circles.models import Circle, Member
from circles.operations import open_circle
from feed.challenges.models import Challenge, Entered
from feed.challenges.operations import open_challenge
from feed.models import Collection, PeopleList
from feed.operations import like
from feed.saving import make_list, put_on_list
from generation.models import Clip, Shared
from generation.publishing import withdraw_clip
from generation.showing import set_visibility
from tests.surfaces.test_matrix import text_of

EVERYBODY, NOBODY = "nobody ada ben cleo noor mona kid", ""
WHO = EVERYBODY.split()
INSIDE = "ada cleo noor kid"
LISTS = {  # the pages of profile, search and collection are in test_matrix.py
    "circle": "/circles/{circle}", "api-circle": "/api/v1/circles/{circle}/clips",
    "challenge": "/challenges/{challenge}", "ranking": "/api/v1/challenges/{challenge}/ranking",
    "api-person": "/api/v1/people/ada/clips", "likes": "/@cleo?tab=likes", "api-likes": "/api/v1/people/cleo/likes",
    "api-search": "/api/v1/search?q=Kiteflying", "api-near": "/api/v1/search?q=Ozean",
    "api-collection": "/api/v1/collections/{collection}/clips", "api-saved": "/api/v1/saved",
    "api-list": "/api/v1/lists/{list}/clips",
}  # fmt: skip
OF_ONE = {"circle": INSIDE, "saved": "cleo", "list": "noor"}
ADDRESSES = ("person", "collection", "saved")  # what is muted is still there


def found_by(life: str, kind: str) -> str:
    """Who finds it in a list of this kind."""
    reached = {
        "published": EVERYBODY, "mutuals": "ada noor", "private": "ada", "circle": "ada", "muted": EVERYBODY,
        "blocked": "nobody ada ben cleo mona",
    }.get(life, NOBODY)  # fmt: skip
    if life == "circle" and kind == "circle":
        reached = INSIDE
    if life == "muted" and kind not in ADDRESSES:
        reached = "nobody ada ben mona kid"
    return " ".join(who for who in reached.split() if who in OF_ONE.get(kind, EVERYBODY).split())


@pytest.fixture
def everywhere(cast, stages):
    """The clip in the life that is asked for, in every list there is."""

    def put(life: str) -> Clip:
        at = now()
        put_on_list(people_list=make_list(owner=cast["noor"], name="Makers", at=at), handle="ada")
        circle = open_circle(by=cast["ada"], name="Club", at=at)
        for who in ("cleo", "noor", "kid"):
            Member.objects.create(circle=circle, person=cast[who], since=at)
        challenge = open_challenge(
            by=cast["mona"], title="T", template="A {{x}}.", closes_at=at + timedelta(days=1), at=at
        )
        clip = stages(life)
        Shared.objects.create(circle=circle, clip=clip, by=cast["ada"], at=at)
        Entered.objects.create(challenge=challenge, clip=clip, who=cast["ada"], at=at)
        like(who=cast["cleo"], clip=clip, at=at)
        show_likes(user=cast["cleo"], on=True)
        LIVES.get(life, lambda clip, cast: None)(clip, cast)
        return clip

    return put


def _mute(clip, cast) -> None:
    mute_person(who=cast["noor"], whom=cast["ada"], at=now())
    mute_word(who=cast["cleo"], word="kiteflying", at=now())


LIVES = {
    "held": lambda clip, cast: Clip.objects.filter(pk=clip.pk).update(state="HELD"),
    "private": lambda clip, cast: set_visibility(clip=clip, visibility="ME", at=now()),
    "circle": lambda clip, cast: set_visibility(clip=clip, visibility="CIRCLE", at=now()),
    "withdrawn": lambda clip, cast: withdraw_clip(clip=clip, at=now(), reason_code="SPAM"),
    "muted": _mute,
}


@pytest.mark.parametrize(
    "life",
    ["draft", "held", "published", "mutuals", "private", "circle", "blocked", "muted", "withdrawn", "gone"],
)
def test_who_finds_it_in_which_list(life, everywhere, cast, browser_of, api_of):
    clip = everywhere(life)
    places = {
        "circle": Circle.objects.get().pk, "challenge": Challenge.objects.get().pk,
        "collection": Collection.objects.get().pk, "list": PeopleList.objects.get().pk,
    }  # fmt: skip
    programs = {who: api_of(cast[who]) for who in WHO}
    wrong = {}
    for surface, path in LISTS.items():
        asks = programs.__getitem__ if path.startswith("/api/") else browser_of
        answers = {who: text_of(asks(who).get(path.format(**places))) for who in WHO}
        found = " ".join(who for who in WHO if f"{clip.pk}" in answers[who])
        kind = surface.removeprefix("api-")
        if found != found_by(life, kind):
            wrong[surface] = found
    assert not wrong, wrong
