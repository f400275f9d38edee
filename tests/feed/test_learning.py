"""From rows to a ranker and back into the feed: two tastes, and everything the command says about it."""

import re
import uuid
from datetime import timedelta
from io import StringIO

import numpy as np
import pytest
from django.core.management import call_command
from django.utils.timezone import now

from accounts.models import User
from cameos.operations import take_back
from feed import knowledge, shelf, slates
from feed.cursors import Cursor
from feed.learning import learn_from_everything
from feed.models import Like, Watch
from feed.ranking import lasting
from generation.models import Clip, Job

pytestmark = pytest.mark.django_db
WORDS = ("A fox in the snow", "A robot bakes bread")


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path


def many(authors: list[User], prompts: list[str], at) -> list[Clip]:
    """Published clips without files."""
    jobs = [
        Job(
            author=author,
            prompt=prompt,
            title=f"Take {n}",
            engine="papertheatre",
            state="DONE",
            created_at=at,
        )
        for n, (author, prompt) in enumerate(zip(authors, prompts, strict=True))
    ]
    clips = [
        Clip(
            id=job.pk, job=job, author=job.author, title=job.title, state="PUBLISHED", engine="papertheatre 1",
            source_type="algorithmicMedia", width=90, height=160, seconds=1.0, fps=24, folder=f"clips/{job.pk}",
            created_at=at, published_at=at - timedelta(minutes=n),
        )
        for n, job in enumerate(jobs)
    ]  # fmt: skip
    Job.objects.bulk_create(jobs)
    return Clip.objects.bulk_create(clips)


@pytest.fixture
def tastes(ada, noor, at):
    """24 people, half of whom stay with foxes and half with robots; 24 clips; six days of showings."""
    clips = many(
        [(ada, noor)[n // 2 % 2] for n in range(24)],
        [WORDS[n % 2] for n in range(24)],
        at - timedelta(days=5),
    )
    people = User.objects.bulk_create(User(handle=f"p{n}", email="") for n in range(24))
    dice = np.random.default_rng(3)
    rows = [
        Watch(
            who=person, clip=clip, req_id=uuid.uuid4(), source="new", created_at=at - timedelta(hours=1 + hour),
            watched_ms=1600 if dice.random() < (0.9 if (n + m) % 2 == 0 else 0.1) else 80,
        )
        for hour in range(0, 144, 16)
        for n, person in enumerate(people)
        for m, clip in enumerate(clips)
    ]  # fmt: skip
    Watch.objects.bulk_create(rows)
    return people, clips


def test_it_learns_who_stays_with_what_and_the_feed_uses_it(tastes, client_of, ada, at):
    people, clips = tastes
    learned = learn_from_everything(at=at)
    assert (learned.clips, learned.because) == (24, "BETTER"), learned
    assert learned.figures["learned"]["long"] > learned.figures["popular"]["long"] + 0.1
    known = knowledge.current()
    assert set(known.heads) == {"long"}, "nobody liked or remixed anything: nothing to learn from"
    Watch.objects.filter(who=people[0], clip__in=clips[8:]).delete()
    slate = slates.slate(viewer=people[0], tab="home", cursor=Cursor(uuid.uuid4(), now()), size=8)
    first = slate.items[0]
    assert 0 < first.scores["long"] < 1
    assert first.source == "alike"
    assert "stayed with" in first.why


def test_a_clip_that_came_later_is_in_the_feed_and_one_that_was_taken_back_is_not(
    tastes, client_of, ada, ben, clip_of, at
):
    cast = clip_of(ada, "With ben", cast=[ben], at=at - timedelta(days=1))
    learn_from_everything(at=at)
    new = clip_of(ada, "Came later")
    take_back(cameo=ben.cameos.get(), at=now())
    viewer = User.objects.create_user("late", "late@example.org", "x-1-y-2-z")
    slate = slates.slate(viewer=viewer, tab="home", cursor=Cursor(uuid.uuid4(), now()), size=40)
    shown = {item.clip.pk for item in slate.items}
    assert new.pk in shown
    assert cast.pk not in shown
    assert len(shown) == 25


def test_a_snapshot_of_clips_that_are_gone_gives_what_is_left(tastes, at):
    learn_from_everything(at=at)
    _people, clips = tastes
    Clip.objects.filter(pk__in=[clip.pk for clip in clips[:20]]).update(state="WITHDRAWN")
    viewer = User.objects.create_user("late", "late@example.org", "x-1-y-2-z")
    slate = slates.slate(viewer=viewer, tab="home", cursor=Cursor(uuid.uuid4(), now()), size=4)
    assert {item.clip.pk for item in slate.items} == {clip.pk for clip in clips[20:]}


def test_too_little_is_said_and_the_hand_made_score_goes_on(ada, noor, clip_of, client_of):
    clip = clip_of(ada)
    Like.objects.create(who=noor, clip=clip, created_at=now())
    said = StringIO()
    call_command("train_feed", stdout=said)
    assert "the hand-made score goes on" in said.getvalue()
    assert not knowledge.current().heads
    assert knowledge.current().snapshot is not None
    assert re.findall(r'data-clip="([^"]+)"', client_of(noor).get("/").content.decode()) == [str(clip.pk)]


def test_no_better_heads_leave_those_that_stand(tastes, at):
    assert learn_from_everything(at=at).because == "BETTER"
    stood = (knowledge.folder() / knowledge.HEADS).read_bytes()
    assert learn_from_everything(at=at).because == "NOT_BETTER"
    assert (knowledge.folder() / knowledge.HEADS).read_bytes() == stood


def test_half_a_file_is_not_used(tastes, at, ada, client):
    learn_from_everything(at=at)
    (knowledge.folder() / knowledge.SNAPSHOT).write_bytes(b"PK nothing")
    assert knowledge.current().snapshot is None
    assert client.get("/").status_code == 200


def test_to_stay_is_measured_against_clips_of_the_same_length():
    seconds = np.repeat([4.0, 60.0], 100)
    ms = np.concatenate([np.linspace(0, 4000, 100), np.linspace(0, 30_000, 100)])
    stayed = lasting.stayed(seconds, ms, lasting.thresholds(seconds, ms))
    assert 30 <= stayed[:100].sum() <= 40
    assert 30 <= stayed[100:].sum() <= 40
    assert not lasting.stayed(np.array([0.5]), np.array([500.0]), lasting.thresholds(seconds, ms)).any()


def test_nothing_is_read_twice(tastes, at):
    learn_from_everything(at=at)
    known = knowledge.current()
    assert knowledge.current().snapshot is known.snapshot
    whole = shelf.everything(known, User.objects.get(handle="p1"), now())
    assert shelf.everything(known, User.objects.get(handle="p2"), now()) is whole
