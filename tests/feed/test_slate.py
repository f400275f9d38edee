"""GET /, /following, /latest: what is shown, in which order, at what cost."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Mute
from accounts.operations import follow
from cameos.models import Grant
from cameos.operations import take_back
from feed import slates
from feed.cursors import Cursor, read_cursor
from feed.models import Watch
from feed.operations import Watched, like, record_watches
from generation.consent import revoke_use
from generation.models import Clip, Job
from generation.publishing import withdraw_clip

pytestmark = pytest.mark.django_db


def shown(response) -> list[str]:
    return re.findall(r'data-clip="([^"]+)"', response.content.decode())


def more(response) -> str:
    found = re.search(r'data-more="([^"]+)"', response.content.decode())
    return found[1] if found else ""


@pytest.mark.parametrize("path", ["/", "/latest"])
def test_a_stranger_sees_what_is_published_and_nothing_else(client, path, ada, clip_of):
    clip = clip_of(ada)
    clip_of(ada, state="DRAFT")
    clip_of(ada, state="HELD")
    clip_of(ada, state="WITHDRAWN")
    assert shown(client.get(path)) == [str(clip.pk)]


def test_latest_is_newest_first_and_pages_without_gap_or_repetition(client, ada, noor, clip_of, at):
    clips = [clip_of((ada, noor)[n % 2], at=at - timedelta(minutes=n)) for n in range(11)]
    first = client.get("/latest")
    second = client.get(f"/latest{more(first)}")
    assert shown(first) + shown(second) == [str(clip.pk) for clip in clips]
    assert len(shown(first)) == slates.SIZE
    assert not more(second)


def test_clips_of_one_moment_are_all_shown(client, ada, clip_of, at):
    clips = {str(clip_of(ada, at=at - timedelta(minutes=1)).pk) for _n in range(10)}
    first = client.get("/latest")
    assert {*shown(first), *shown(client.get(f"/latest{more(first)}"))} == clips


def test_what_lies_behind_many_clips_with_muted_words_is_found(client_of, ada, noor, clip_of, at):
    far = clip_of(ada, "A quiet harbour", at=at - timedelta(days=20))
    some = [clip_of(ada, "A football match", at=at - timedelta(minutes=n)).job for n in range(3)]
    jobs = [
        Job(author=ada, prompt=some[0].prompt, title="Football", state="DONE", created_at=at)
        for _n in range(75)
    ]
    Job.objects.bulk_create(jobs)
    Clip.objects.bulk_create(
        Clip(id=job.pk, job=job, author=ada, title=job.title, state="PUBLISHED", width=90, height=160, seconds=1.0,
             fps=24, folder="x", created_at=at, published_at=at - timedelta(hours=1, minutes=n))
        for n, job in enumerate(jobs)
    )  # fmt: skip
    Mute.objects.create(who=noor, kind="WORD", words="football", created_at=at)
    assert shown(client_of(noor).get("/?n=1")) == [str(far.pk)]


def test_a_reload_brings_the_clips_that_were_watched_meanwhile(client_of, ada, noor, clip_of, at):
    for n in range(5):
        clip_of(ada, at=at - timedelta(hours=n))
    home = client_of(noor)
    first = home.get("/")
    for place, clip_id in enumerate(shown(first)[:4]):
        seen = Watched(uuid.UUID(clip_id), uuid.uuid4(), place, "fresh", 5000, 1)
        record_watches(who=noor, watches=[seen], at=now())
    begun = re.search(r'data-from="([^"]+)"', first.content.decode())[1]
    assert {*shown(home.get(f"/?after={begun}"))} == {*shown(first)}
    assert not {*shown(home.get("/"))} & {*shown(first)[:4]}


def test_home_pages_stay_stable_while_things_happen(client, ada, noor, clip_of, at):
    clips = {str(clip_of((ada, noor)[n % 2], at=at - timedelta(hours=n)).pk): n for n in range(12)}
    first = client.get("/")
    new = clip_of(noor)
    oldest = min(clips, key=lambda pk: -clips[pk])
    like(who=noor, clip=ada.clips.model.objects.get(pk=oldest), at=now())
    second = client.get(f"/{more(first)}")
    both = shown(first) + shown(second)
    assert len(both) == len(set(both)) == 12
    assert str(new.pk) not in both, "it came later and opens the next slate"


def watch(person, *clips):
    rows = [
        Watched(clip_id=one.pk, req_id=uuid.uuid4(), place=0, source="new", ms=900, loops=0) for one in clips
    ]
    record_watches(who=person, watches=rows, at=now())


def test_no_clip_comes_twice_within_thirty_days(client_of, ada, noor, mona, clip_of, at):
    old, new = clip_of(ada, at=at - timedelta(hours=9)), clip_of(noor)
    watch(mona, new)
    assert shown(client_of(mona).get("/")) == [str(old.pk)]
    watch(mona, old)
    response = client_of(mona).get("/")
    assert not shown(response)
    assert "That was everything" in response.content.decode()
    Watch.objects.update(created_at=at - timedelta(days=31))
    assert len(shown(client_of(mona).get("/"))) == 2


def test_following_shows_whom_one_follows_and_asks_strangers_to_log_in(
    client, client_of, ada, noor, mona, clip_of
):
    clip = clip_of(ada)
    clip_of(noor)
    follow(who=mona, whom=ada, at=now())
    response = client_of(mona).get("/following")
    assert shown(response) == [str(clip.pk)]
    assert "You follow @ada." in response.content.decode()
    assert client.get("/following").status_code == 302


def test_following_nobody_says_what_to_do(client_of, mona):
    assert "Follow people whose clips you like" in client_of(mona).get("/following").content.decode()


def test_a_likeness_taken_back_is_gone_on_the_next_request(client, ada, ben, clip_of):
    one, other = clip_of(ada, cast=[ben]), clip_of(ada, cast=[ben])
    assert set(shown(client.get("/"))) == {str(one.pk), str(other.pk)}
    revoke_use(use=one.uses.get(), by=ben, at=now())
    assert shown(client.get("/")) == [str(other.pk)]
    take_back(cameo=ben.cameos.get(), at=now())
    for path in ("/", "/latest", "/search?q=beach", "/@ada"):
        body = client.get(path).content.decode()
        assert str(one.pk) not in body
        assert str(other.pk) not in body


def test_a_withdrawn_remix_parent_leaves_a_gap(client, ada, noor, clip_of):
    parent, child = clip_of(ada, "The parent"), clip_of(noor, "The child")
    type(child).objects.filter(pk=child.pk).update(remix_of=parent)
    assert "The parent</a> @ada" in client.get("/latest").content.decode()
    withdraw_clip(clip=parent, at=now(), reason_code="SPAM")
    body = client.get("/latest").content.decode()
    assert "a clip that is no longer here" in body
    assert "The parent" not in body


def test_a_chain_comes_once_with_the_number_of_its_others_and_the_way_to_them(client, ada, noor, clip_of):
    first = clip_of(ada)
    chain = [first, *(clip_of(noor) for _n in range(3))]
    type(first).objects.filter(pk__in=[one.pk for one in chain[1:]]).update(remix_of=first)
    page = client.get("/")
    (here,) = shown(page)
    assert re.search(
        rf'href="/c/{here}/lineage" data-sheet>and 3 more clips of this chain</a>', page.content.decode()
    )
    assert b"of this chain" not in client.get("/latest").content, "nothing is collapsed there"


@pytest.mark.parametrize(("path", "most"), [("/", 10), ("/latest", 8), ("/following", 8)])
def test_ten_queries_at_most_and_under_sixty_kilobytes(
    client_of, ada, ben, noor, clip_of, path, most, django_assert_max_num_queries
):
    for number in range(10):
        clip = clip_of((ada, noor)[number % 2], f"A title of usual length {number}", cast=[ben])
        like(who=ben, clip=clip, at=now())
    follow(who=ben, whom=ada, at=now())
    client = client_of(ben)
    with django_assert_max_num_queries(most):
        response = client.get(path)
    assert shown(response)
    assert len(response.content) < 60_000


def test_under_sixty_kilobytes_with_everything_a_clip_can_carry(client_of, ada, ben, cleo, noor, clip_of, at):
    Grant.objects.create(cameo=cleo.cameos.get(), person=ada, created_at=at)
    parent = clip_of(noor, "ü" * 120)
    line = {"text": "A spoken sentence of the usual length.", "start": 1.0, "end": 2.0, "lang": "en"}
    for _number in range(slates.SIZE):
        clip = clip_of(ada, "ü" * 120, cast=[ben, cleo])
        clip.remix_of, clip.lines = parent, [line] * 3
        clip.credentials = {"state": "Trusted", "signed_by": "Kulisse Claim Signer"}
        clip.save()
    assert len(client_of(noor).get("/").content) < 55_000, "room for hashed file names and longer languages"


def test_a_fragment_is_the_same_slate_without_the_page(client, ada, clip_of):
    clip_of(ada)
    page, fragment = client.get("/latest"), client.get("/latest", headers={"X-Fragment": "1"})
    assert shown(page) == shown(fragment)
    assert b"<html" in page.content
    assert b"<html" not in fragment.content
    assert "X-Fragment" in page["Vary"]
    assert page["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "cursor", ["", "x", "%00", "bnVsbA", "W10", "e30", "WzEsMiwzLDQsNV0", "ä" * 40, "A" * 5000]
)
def test_a_broken_cursor_begins_anew(client, ada, clip_of, cursor):
    clip = clip_of(ada)
    assert shown(client.get("/", {"after": cursor})) == [str(clip.pk)]


def test_a_cursor_can_be_read_back_and_not_point_into_the_future(at):
    cursor = Cursor(uuid.uuid4(), at, uuid.uuid4(), at - timedelta(hours=1), 8, (7, 2**32 - 1))
    assert read_cursor(str(cursor), at) == cursor
    assert read_cursor(str(cursor), at - timedelta(days=1)).at == at - timedelta(days=1)


def test_the_end_and_the_empty_stage_say_so(client, ada, clip_of):
    assert "The stage is yours" in client.get("/").content.decode()
    clip_of(ada)
    assert "That was everything" in client.get("/").content.decode()


def test_a_rehearsal_says_how_far_it_is(client, ada, clip_of, at):
    clip = clip_of(ada)
    Job.objects.filter(pk=clip.job_id).update(origin="demo")
    Job.objects.create(author=ada, prompt="x", engine="papertheatre", origin="demo", created_at=at)
    body = client.get("/").content.decode()
    assert "1 of 2 clips are ready" in body
    assert 'http-equiv="refresh"' in body
    Job.objects.filter(state="QUEUED").update(state="FAILED")
    assert "rehearsing" not in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/", "/latest", "/following", "/search"])
def test_only_reading_is_possible(client, path):
    assert client.post(path).status_code == 405
    assert client.head("/").status_code == 200
