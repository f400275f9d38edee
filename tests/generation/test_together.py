"""Jobs of one shape in one call of the engine: each ends by itself, whatever becomes of the others."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.conf import settings as conf

from generation import jobs, rendering
from generation.engines.types import EngineFailed, Stopped
from generation.models import Clip, Job
from generation.operations import cancel_job, request_job
from provenance.certificates import ensure_certificates
from tests.films import Still, take


@dataclass
class Capable:
    batch: int = 4


@dataclass
class Several(Still):
    """Renders up to four at once; `trouble` is called with the parts, `fails` is the place of the one it can not."""

    capabilities: Capable = field(default_factory=Capable)
    calls: list[int] = field(default_factory=list)
    trouble: object = None
    fails: int = -1

    def render(self, request, on_progress, should_stop, *more):
        return take(request.width, request.height, 0.5)

    def render_together(self, parts):
        self.calls.append(len(parts))
        if self.trouble:
            self.trouble(parts)
        outcomes = []
        for number, part in enumerate(parts):
            part.on_progress(0.5)
            if part.should_stop():
                outcomes.append(Stopped())
            elif number == self.fails:
                outcomes.append(EngineFailed("ENGINE_FAILED", "this one"))
            else:
                outcomes.append(take(360, 640, 0.5))
        return outcomes


@pytest.fixture
def engine(monkeypatch):
    ensure_certificates(conf.SEAL_FOLDER, conf.INSTANCE_NAME)
    several = Several(take(360, 640, 0.5))
    monkeypatch.setattr(rendering, "engine_named", lambda name, model: several)
    monkeypatch.setattr("generation.heartbeat.ASK_EVERY", 0.0)
    return several


def ask(author, at, number=0, **rest) -> Job:
    at += timedelta(seconds=number)
    return request_job(author=author, prompt="A fox runs", at=at, **{"seconds": 4, "size": "360x640", **rest})


def states() -> list[str]:
    return [job.state for job in Job.objects.order_by("created_at", "turn", "pk")]


def test_jobs_of_one_shape_are_one_call_and_several_clips(ada, noor, at, engine):
    asked = [ask(ada, at), ask(ada, at, 1), ask(noor, at, 2)]
    other = ask(noor, at, 3, size="640x360", seconds=6)
    jobs.work("gpu")
    assert engine.calls == [3]
    assert {clip.job for clip in Clip.objects.all()} == {*asked, other}
    assert len({clip.folder for clip in Clip.objects.all()}) == 4


def test_one_that_is_cancelled_does_not_stop_the_others(ada, noor, at, engine):
    kept, gone = ask(ada, at), ask(noor, at, 1)
    engine.trouble = lambda parts: cancel_job(job=Job.objects.get(pk=gone.pk), by=noor, at=at)
    jobs.work("gpu")
    assert [Job.objects.get(pk=job.pk).state for job in (kept, gone)] == ["DONE", "CANCELLED"]
    assert Clip.objects.get().job == kept


def test_one_that_fails_does_not_fail_the_others(ada, noor, at, engine):
    asked = [ask(ada, at), ask(noor, at, 1)]
    engine.fails = 0
    jobs.work("gpu")
    assert [Job.objects.get(pk=job.pk).state for job in asked] == ["FAILED", "DONE"]


def test_an_engine_that_can_make_none_fails_each(ada, noor, at, engine):
    def trouble(parts):
        raise EngineFailed("DISK_FULL", "no room")

    engine.trouble = trouble
    ask(ada, at), ask(noor, at)
    jobs.work("gpu")
    assert {(job.state, job.error_code) for job in Job.objects.all()} == {("FAILED", "DISK_FULL")}


def test_a_card_that_is_gone_gives_all_of_them_back_and_ends_the_worker(ada, noor, at, engine):
    def trouble(parts):
        raise EngineFailed("DEVICE_LOST", "CUDA error")

    engine.trouble = trouble
    ask(ada, at), ask(noor, at)
    with pytest.raises(SystemExit):
        jobs.work("gpu")
    assert [(job.state, job.attempts) for job in Job.objects.all()] == [("QUEUED", 1)] * 2
    engine.trouble = None
    jobs.work("gpu")  # what failed is tried alone
    assert engine.calls == [2]
    assert set(states()) == {"DONE"}
