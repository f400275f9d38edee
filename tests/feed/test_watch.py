"""POST /watch: what the browser measured."""

import html
import json
import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from feed.learning import known_clips
from feed.memory import showings
from feed.models import Tally, Watch

pytestmark = pytest.mark.django_db


def beacon(client, *rows, req_id=None):
    sent = {"req_id": str(req_id or uuid.uuid4()), "items": rows}
    return client.post("/watch", json.dumps(sent), content_type="application/json")


def row(clip, ms=1200, loops=0, place=3, source="home"):
    return {"clip": str(clip.pk), "place": place, "source": source, "ms": ms, "loops": loops}


def test_it_is_written_once_a_slate_with_the_newest_figures(client_of, ada, noor, clip_of):
    clip, client, req_id = clip_of(ada), client_of(noor), uuid.uuid4()
    assert beacon(client, row(clip), req_id=req_id).status_code == 204
    beacon(client, row(clip, ms=9000, loops=1), req_id=req_id)
    beacon(client, row(clip, ms=10))
    assert sorted(Watch.objects.values_list("watched_ms", "loops")) == [(10, 0), (9000, 1)]
    assert Watch.objects.filter(req_id=req_id, who=noor, place=3, source="home").count() == 1


def test_a_clip_twice_in_one_beacon(client_of, ada, noor, clip_of):
    clip = clip_of(ada)
    assert beacon(client_of(noor), row(clip, ms=1), row(clip, ms=2)).status_code == 204
    assert Watch.objects.get().watched_ms == 2


def test_what_one_can_not_see_was_not_watched(client_of, ada, noor, clip_of):
    draft, good = clip_of(ada, state="DRAFT"), clip_of(ada)
    missing = {**row(good), "clip": str(uuid.uuid4())}
    assert beacon(client_of(noor), row(draft), row(good), missing).status_code == 204
    assert Watch.objects.get().clip == good


def test_a_stranger_leaves_nothing(client, ada, clip_of):
    assert beacon(client, row(clip_of(ada))).status_code == 204
    assert not Watch.objects.exists()


def test_who_looks_at_their_own_clip_is_none_of_its_first_viewers(client_of, ada, noor, clip_of):
    clip = clip_of(ada)
    for who in (ada, ada, noor):
        assert beacon(client_of(who), row(clip, ms=60_000)).status_code == 204
    assert Watch.objects.count() == 3
    tally = Tally.objects.get()
    assert (tally.viewers, tally.finished) == (1, 1)


def test_figures_stay_within_reason(client_of, ada, noor, clip_of):
    beacon(client_of(noor), row(clip_of(ada), ms=1e12, loops=-4, place=10**9, source="x" * 90))
    watch = Watch.objects.get()
    assert (watch.watched_ms, watch.loops, watch.place, watch.source) == (3_600_000, 0, 100_000, "x" * 20)


def test_what_the_page_said_of_a_clip_comes_back_with_it(client_of, ada, noor, clip_of):
    clip = clip_of(ada)
    beacon(client_of(noor), {**row(clip, source="first"), "slip": "0.0125 long:0.41 like:0.02"})
    watch = Watch.objects.get()
    assert (watch.source, watch.chance, watch.scores) == ("first", 0.0125, {"long": 0.41, "like": 0.02})


@pytest.mark.parametrize(
    "slip", ["", "x", "9 long:2", "-1 like:nan", "inf", "1 " + "evil:0.5 " * 99, None, 7]
)
def test_a_slip_that_says_nonsense_says_nothing(client_of, ada, noor, clip_of, slip):
    assert beacon(client_of(noor), {**row(clip_of(ada)), "slip": slip}).status_code == 204
    watch = Watch.objects.get()
    assert (watch.chance, watch.scores) == (1.0, {})


ID = "0c3f6a52-7f0e-4f7e-9b34-1d1b6f6b1a11"


@pytest.mark.parametrize(
    "body",
    [
        "", "{}", "[]", "null", "\x00", "[" * 100_000,
        '{"req_id": "x", "items": []}',
        f'{{"req_id": "{ID}", "items": 5}}',
        f'{{"req_id": "{ID}", "items": [{{"clip": "x"}}]}}',
        f'{{"req_id": "{ID}", "items": [{{"clip": "{ID}", "ms": "a"}}]}}',
        f'{{"req_id": "{ID}", "items": [{{"clip": "{ID}", "ms": NaN}}]}}',
    ],
    ids=range(11),
)  # fmt: skip
def test_junk_is_refused(client_of, noor, body):
    assert client_of(noor).post("/watch", body, content_type="application/json").status_code == 400


def test_wrong_method_and_missing_token(client_of, noor):
    assert client_of(noor).get("/watch").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(noor, "accounts.backends.PasswordBackend")
    assert strict.post("/watch", "{}", content_type="application/json").status_code == 403


# ---------------------------------------------------------------- without a script
def picture_of(page: str) -> str:
    """The address a page asks for where no script runs."""
    return html.unescape(re.search(r'<noscript><img [^>]*src="([^"]+)"', page)[1])


def test_what_a_page_without_a_script_has_shown_does_not_come_again(
    client_of, client, ada, noor, clip_of, at
):
    clips = {str(clip_of(ada, at=at - timedelta(days=n)).pk) for n in range(8)}
    for theirs in (client_of(noor), client):
        first = theirs.get("/").content.decode()
        answer = theirs.get(picture_of(first))
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer["Cache-Control"] == "no-store"
        again = theirs.get("/").content.decode()
        of_first, of_second = (set(re.findall(r'data-clip="([^"]+)"', one)) for one in (first, again))
        assert len(of_first) == 6
        assert of_second == clips - of_first


def test_it_is_nothing_to_learn_from_or_to_count(client_of, ada, noor, clip_of, at):
    clip = clip_of(ada)
    theirs = client_of(noor)
    theirs.get(picture_of(theirs.get("/").content.decode()))
    assert Watch.objects.get().clip == clip
    assert not Tally.objects.filter(viewers__gt=0).exists()
    table, _directions, _topics = known_clips(now())
    assert len(showings(table, now()).who) == 0


@pytest.mark.parametrize("asked", ["", "?req=junk", "?req=12345678-1234-5678-1234-567812345678&clip=junk"])
def test_a_picture_of_junk_is_refused(client_of, noor, asked):
    assert client_of(noor).get(f"/listed{asked}").status_code == 400
    assert not Watch.objects.exists()


def test_what_one_may_not_see_was_not_shown(client_of, ada, noor, clip_of):
    draft = clip_of(ada, state="DRAFT")
    assert (
        client_of(noor).get(f"/listed?req={uuid.uuid4()}&clip={draft.pk}&clip={uuid.uuid4()}").status_code
        == 204
    )
    assert not Watch.objects.exists()
