"""A feed with an end: minutes a day, a gentle check, what holds for the young, and what can be switched off."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import now

from accounts.blocking import block, mute_person
from accounts.models import Telling
from accounts.operations import follow
from accounts.telling import day_began
from feed import slates
from feed.cursors import read_cursor
from feed.models import Guardian, Watch, Watching
from feed.steering import curtain, finite, operations, queries
from feed.steering.finite import GuardianRefused
from feed.steering.ways import watched_in_one_go

pytestmark = pytest.mark.django_db


def watched(who, clip, minutes: float, ago: float = 0) -> None:
    at = now() - timedelta(minutes=ago)
    Watch.objects.create(who=who, clip=clip, watched_ms=int(minutes * 60_000), created_at=at)


def birth(years: int) -> date:
    today = now().date()
    return date(today.year - years, today.month, 1)


@pytest.fixture
def page(client_of, mona):
    return client_of(mona)


@pytest.fixture
def kid(noor):
    noor.birth_month = birth(14)
    noor.save()
    return noor


def test_without_a_budget_nothing_ends_and_nothing_is_asked(mona, ada, clip_of, page):
    watched(mona, clip_of(ada), 500)
    clip_of(ada)
    assert "That was today" not in page.get("/").content.decode()


def test_a_budget_ends_every_tab_and_a_grown_up_may_go_on(mona, ada, clip_of, page):
    page.post("/settings/watching", {"minutes_a_day": "20", "autoplay": "on"})
    watched(mona, clip_of(ada), 19)
    clip_of(ada)
    assert "data-video" in page.get("/").content.decode()
    watched(mona, clip_of(ada), 2)
    for tab in ("/", "/latest", "/following"):
        text = page.get(tab).content.decode()
        assert "That was today" in text
        assert "data-video" not in text
    page.post("/settings/watching/longer")
    assert "data-video" in page.get("/latest").content.decode()


def test_twenty_minutes_today_in_words_is_a_budget_for_today(mona, ada, clip_of, page):
    watched(mona, clip_of(ada), 21)
    mood = operations.say(who=mona, text="heute nur zwanzig Minuten", lang="de", at=now())
    assert "That was today" in page.get("/latest").content.decode()
    assert queries.wishes_of(mona, mood.until).ways.minutes == 0


def test_until_eight_counts_from_now_and_ends_with_the_day(mona, ada, clip_of):
    telling, _new = Telling.objects.update_or_create(
        user=mona, defaults={"time_zone": "Europe/Berlin", "since": now()}
    )
    at = day_began(telling, now()) + timedelta(hours=19)
    Watch.objects.create(
        who=mona, clip=clip_of(ada), watched_ms=21 * 60_000, created_at=at - timedelta(hours=2)
    )
    mood = operations.say(who=mona, text="bis acht", lang="de", at=at)
    ways = queries.wishes_of(mona, at).ways
    assert ways.minutes == 81
    assert not finite.time_of(mona, ways, at, is_first=True).is_over
    assert queries.wishes_of(mona, mood.until).ways.minutes == 0


def test_yesterday_does_not_count(mona, ada, clip_of):
    finite.set_ways(who=mona, autoplay=True, loops=True, personal=True, minutes_a_day=20, check_after=0)
    watched(mona, clip_of(ada), 60, ago=60 * 25)
    ways = queries.wishes_of(mona, now()).ways
    assert not finite.time_of(mona, ways, now(), is_first=True).is_over


def test_the_check_comes_once_behind_a_page_and_not_on_the_first(mona, ada, clip_of, page):
    for _n in range(9):
        clip_of(ada)
    watched(mona, clip_of(ada), 40, ago=1)
    first = slates.slate(viewer=mona, tab="latest", cursor=read_cursor("", now()))
    assert "Still good?" not in page.get("/latest").content.decode()
    assert "Still good?" in page.get(f"/latest?after={first.after}").content.decode()
    assert "Still good?" not in page.get(f"/latest?after={first.after}").content.decode()


def test_a_pause_begins_anew(at):
    rows = [(at - timedelta(minutes=ago), 60_000) for ago in (1, 2, 3, 40, 41)]
    assert watched_in_one_go(rows, at, None) == 3
    assert watched_in_one_go(rows, at, at - timedelta(minutes=2)) == 1
    assert watched_in_one_go(rows, at + timedelta(hours=1), None) == 0


def test_autoplay_looping_and_personalisation_can_be_off(mona, ada, noor, clip_of, page, at):
    liked = clip_of(noor, title="Old", at=at - timedelta(days=9))
    clip_of(ada, title="New")
    text = page.get("/").content.decode()
    assert "data-autoplay" not in text
    assert " loop " in text
    page.post("/settings/watching", {"minutes_a_day": "", "check_after": "0"})
    text = page.get("/").content.decode()
    assert 'data-autoplay="off"' in text
    assert 'data-loop="off"' in text
    assert " loop " not in text
    text = page.get(liked.get_absolute_url()).content.decode()
    assert 'data-autoplay="off"' in text, "on a clip's own page, too"
    assert " loop " not in text
    follow(who=mona, whom=noor, at=at)
    sources = {
        item.source for item in slates.slate(viewer=mona, tab="home", cursor=read_cursor("", now())).items
    }
    assert "followed" not in sources
    assert liked.pk


@pytest.mark.parametrize(
    ("name", "value"), [("minutes_a_day", "-1"), ("check_after", "9999"), ("minutes_a_day", "x")]
)
def test_what_is_no_number_of_minutes_is_a_form_error(page, name, value):
    assert page.post("/settings/watching", {name: value}).status_code == 422
    assert not Watching.objects.exists()


def test_young_people_have_stricter_limits_that_they_can_not_loosen(kid, ada, clip_of, client_of):
    young = client_of(kid)
    young.post(
        "/settings/watching", {"autoplay": "on", "personal": "on", "minutes_a_day": "600", "check_after": "0"}
    )
    ways = queries.wishes_of(kid, now()).ways
    assert (ways.autoplay, ways.personal, ways.minutes, ways.check_after) == (False, False, 60, 20)
    watched(kid, clip_of(ada), 61)
    young.post("/settings/watching/longer")
    text = young.get("/latest").content.decode()
    assert "That was today" in text
    assert "Ten minutes more" not in text
    young.post("/settings/watching", {"minutes_a_day": "10"})
    assert queries.wishes_of(kid, now()).ways.minutes == 10


def test_a_guardian_says_yes_first_and_must_be_of_age(kid, ada, mona, client_of):
    young, grown = client_of(kid), client_of(ada)
    assert young.post("/settings/watching/guardian", {"handle": "ada"}).status_code == 422
    ada.birth_month = birth(40)
    ada.save()
    young.post("/settings/watching/guardian", {"handle": "@ada"})
    assert queries.wishes_of(kid, now()).ways.minutes == 60
    assert "look after the limits" in grown.get("/inbox").content.decode()
    wish = {"minutes_a_day": "90", "autoplay": "on"}
    assert client_of(mona).post("/settings/watching/of/noor", wish).status_code == 404
    grown.post("/settings/watching/of/noor", wish)
    ways = queries.wishes_of(kid, now()).ways
    assert (ways.autoplay, ways.personal, ways.minutes) == (True, False, 90)
    young.post("/settings/watching/of/noor/end")
    assert not Guardian.objects.exists()
    assert queries.wishes_of(kid, now()).ways.minutes == 60


def test_nobody_guards_themselves_or_somebody_younger(kid, ada):
    ada.birth_month = birth(16)
    ada.save()
    for handle in ("noor", "ada", "nobody_here", ""):
        with pytest.raises(GuardianRefused):
            finite.ask_guardian(young=kid, handle=handle, at=now())


def test_the_month_of_birth_is_told_once(page, mona):
    page.post("/settings/watching/birth", {"month": "5", "year": "1980"})
    page.post("/settings/watching/birth", {"month": "5", "year": "2015"})
    mona.refresh_from_db()
    assert mona.birth_month == date(1980, 5, 1)


def test_the_end_says_what_friends_made_and_what_to_make(mona, noor, ada, clip_of, page, at):
    follow(who=mona, whom=noor, at=at)
    clip = clip_of(noor, title="By a friend")
    clip_of(ada, title="By a stranger")
    for one in (clip, clip_of(mona, title="By me")):
        watched(mona, one, 1)
    text = page.get("/").content.decode().partition("data-end")[2]
    assert "What people you follow made" in text
    assert f'href="/c/{clip.pk}"' in text
    assert "By a stranger" not in text
    assert "By me" not in text
    assert "What to make" in text
    clip.uses.all().delete()
    clip.state = "WITHDRAWN"
    clip.save()
    assert "By a friend" not in page.get("/").content.decode()


def test_friends_are_told_of_since_the_last_visit_mutuals_first(mona, ada, noor, cleo, clip_of, at):
    for who, whom in ((mona, ada), (mona, noor), (noor, mona)):
        follow(who=who, whom=whom, at=at)
    old = clip_of(noor, title="Old", at=at - timedelta(days=3))
    watched(mona, old, 1, ago=60 * 24)
    assert [one.title for one in curtain.of_friends(mona, at).clips] == ["Old"]
    made = [
        clip_of(noor, "Mutual", at=at - timedelta(hours=2)),
        clip_of(ada, "Followed", at=at - timedelta(hours=1)),
    ]
    watched(mona, made[0], 1, ago=1)
    found = curtain.of_friends(mona, now())
    assert [one.title for one in found.clips] == ["Mutual", "Followed"]
    assert found.is_since
    mute_person(who=mona, whom=ada, at=now())
    block(who=noor, whom=mona, at=now())
    assert not curtain.of_friends(mona, now()).clips
    assert not curtain.of_friends(cleo, now()).clips
