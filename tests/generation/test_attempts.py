"""One attempt at a clip and what it leaves behind when it does not work out: no file, no stuck job."""

import json
from datetime import timedelta
from pathlib import Path

import c2pa
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError

from generation import rendering, running
from generation.files import name_of
from generation.models import Clip, Job
from generation.operations import JobRefused, cancel_job, request_job
from generation.running import claim_next, renew, sweep, work_folder
from generation.states import JobState
from policy.reasons import refusal
from provenance.certificates import ensure_certificates
from tests.films import Still, take


@pytest.fixture
def engine(monkeypatch, at, settings):
    """A quick engine and the seal of this instance."""
    ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)
    monkeypatch.setattr(rendering, "engine_named", lambda name, model: Still(take(360, 640, 0.5)))


def asked(author, at, **rest):
    request_job(author=author, prompt="A fox runs", at=at, size="360x640", seconds=4, **rest)
    return claim_next(pool="gpu", at=at)


def stored(job):
    folder = Path(default_storage.path(f"clips/{job.pk}"))
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_publishing_that_is_refused_leaves_the_draft(ada, at, engine, monkeypatch):
    def refuse(**_rest):
        raise JobRefused([refusal("LIKENESS_REVOKED")])

    monkeypatch.setattr(running, "publish_clip", refuse)
    job = asked(ada, at, publish_when_done=True)
    rendering.render_job(job)
    assert Job.objects.get().state == JobState.DONE
    assert Clip.objects.get().state == "DRAFT"


def test_a_last_step_that_breaks_ends_the_job_and_leaves_no_file(ada, at, engine, monkeypatch):
    def broken(*_args):
        raise OperationalError("database is locked")

    monkeypatch.setattr(running, "_tell", broken)
    job = asked(ada, at)
    rendering.render_job(job)
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.FAILED, "ENGINE_FAILED")
    assert stored(job) == []


def test_the_sweep_cleans_up_after_a_dead_worker(ada, at):
    job = asked(ada, at)
    work_folder(job).mkdir(parents=True)
    default_storage.save(f"{running.home(job)}/video.mp4", ContentFile(b"half a clip"))
    assert stored(job)
    Job.objects.filter(pk=job.pk).update(lease_until=at)
    assert sweep(at=at.replace(year=at.year + 1)) == 1
    assert not work_folder(job).exists()
    assert stored(job) == []


def test_the_sweep_leaves_a_worker_alone_that_renewed_meanwhile(ada, at):
    job = asked(ada, at)
    folder = work_folder(job)
    folder.mkdir(parents=True)
    stale = Job.objects.get(pk=job.pk)
    assert renew(job=job, at=at.replace(year=at.year + 1))  # after the sweep had looked
    assert not running._clean_up(stale, at)
    assert folder.exists()


def thumbnail_of(video):
    """The little picture inside the seal, or none."""
    with video.open("rb") as file, c2pa.Reader("video/mp4", file) as reader:
        store = json.loads(reader.json())
    return store["manifests"][store["active_manifest"]].get("thumbnail")


@pytest.mark.parametrize(("prompt", "has_one"), [("A fox runs", True), ("@ben runs", False)])
def test_a_seal_carries_no_picture_of_a_likeness_into_remixes(ada, ben, at, engine, prompt, has_one):
    request_job(author=ada, prompt=prompt, at=at, size="360x640", seconds=4)
    rendering.render_job(claim_next(pool="gpu", at=at))
    clip = Clip.objects.get()
    assert bool(thumbnail_of(Path(default_storage.path(name_of(clip, "video.mp4"))))) == has_one


def test_an_answer_lost_after_the_commit_takes_nothing_from_the_clip(ada, at, engine, monkeypatch):
    finish = running.finish_job

    def lost(**made):
        finish(**made)
        raise OperationalError("the connection broke")

    monkeypatch.setattr(running, "finish_job", lost)
    job = asked(ada, at)
    rendering.render_job(job)
    assert Job.objects.get().state == JobState.DONE
    assert sorted(stored(job)) == sorted(Clip.objects.get().files)


def test_the_sweep_empties_what_a_killed_worker_left_of_an_ended_job(ada, noor, at, settings):
    ended, going_on = asked(ada, at), asked(noor, at)
    left, used = work_folder(ended), work_folder(going_on)
    for folder in (left, used):
        folder.mkdir(parents=True)
    cancel_job(job=Job.objects.get(pk=ended.pk), by=ada, at=at)
    sweep(at=at)
    assert left.exists()  # its worker may be about to notice
    later = at + timedelta(seconds=settings.LEASE_SECONDS + 5)
    renew(job=going_on, at=later)
    sweep(at=later)
    assert (left.exists(), used.exists()) == (False, True)
