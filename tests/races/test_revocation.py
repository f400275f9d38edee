"""Consent that is taken back while something is under way: waiting, in each stage, sealed and not yet public,
while bytes stream, while a remix of it is asked for, and twice at once. Nothing of it is shown, ever."""

import threading

import pytest
from django.conf import settings as conf
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from cameos.models import Revocation
from cameos.operations import take_back
from generation import closing, consent, jobs, rendering, running
from generation.models import CameoUse, Clip, Job
from generation.operations import JobRefused, request_job
from generation.publishing import publish_clip
from generation.states import JobState
from provenance.certificates import ensure_certificates

WAYS = ["use", "person", "all"]


def end(way: str, ben, ada) -> None:
    cameo = ben.cameos.get()
    if way == "use":
        consent.revoke_use(
            use=CameoUse.objects.select_related("job", "cameo", "clip").get(), by=ben, at=now()
        )
    elif way == "person":
        consent.revoke_many(cameo=cameo, by=ben, at=now(), person=ada)
    else:
        take_back(cameo=cameo, at=now())


def ask(ada) -> Job:
    return request_job(author=ada, prompt="@ben waves", at=now(), seconds=4, size="360x640")


@pytest.mark.parametrize("way", WAYS)
def test_while_it_waits(ada, ben, way):
    job = ask(ada)
    end(way, ben, ada)
    assert running.claim_next(pool=job.pool, at=now()) is None
    jobs.sweep()
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("REFUSED", "LIKENESS_REVOKED")


@pytest.fixture
def sealable():
    ensure_certificates(conf.SEAL_FOLDER, conf.INSTANCE_NAME)


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("stage", [JobState.RENDERING, JobState.CHECKING, JobState.SEALING])
def test_in_each_stage(ada, ben, sealable, monkeypatch, media_folder, stage, way):
    job = ask(ada)
    enter = running.enter

    def enter_and_end(**move) -> None:
        enter(**move)
        if move["stage"] == stage:
            end(way, ben, ada)

    monkeypatch.setattr(running, "enter", enter_and_end)
    claimed = running.claim_next(pool=job.pool, at=now())
    if stage == JobState.RENDERING:
        end(way, ben, ada)
    rendering.render_job(claimed)
    jobs.sweep()
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("REFUSED", "LIKENESS_REVOKED")
    assert not Clip.objects.exists()
    assert not list(media_folder.rglob("*.mp4"))
    assert not list(conf.WORK_ROOT.glob("*"))


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_sealed_and_about_to_become_a_clip(ada, ben, sealable, monkeypatch, media_folder, way):
    job = ask(ada)
    finish = running.finish_job

    def end_and_finish(**rest):
        end(way, ben, ada)
        return finish(**rest)

    monkeypatch.setattr(running, "finish_job", end_and_finish)
    rendering.render_job(running.claim_next(pool=job.pool, at=now()))
    jobs.sweep()
    assert not Clip.objects.exists()
    assert not list(media_folder.rglob("*.mp4"))


@pytest.mark.parametrize("way", WAYS)
def test_between_seal_and_publish(ada, ben, clip_of, client_of, way):
    clip = clip_of(ada, cast=[ben], state="DRAFT")
    held_in_hand = Clip.objects.select_related("job", "author").get(pk=clip.pk)
    end(way, ben, ada)
    with pytest.raises((JobRefused, Exception)) as refused:
        publish_clip(clip=held_in_hand, by=ada, at=now())
    assert type(refused.value).__name__ in ("JobRefused", "LostRace", "NotAllowed")
    assert client_of(ada).post(f"/c/{clip.pk}/publish").status_code == 410
    assert not Clip.objects.published().exists()


@pytest.mark.parametrize("way", WAYS)
def test_while_a_byte_range_is_streaming(ada, ben, clip_of, client, way):
    """What is on its way is out of reach; the next part of the same file is refused, and no copy stays behind."""
    clip = clip_of(ada, cast=[ben])
    stream = client.get(clip.video_url, headers={"Range": "bytes=0-99"})
    etag = stream["ETag"]
    end(way, ben, ada)
    jobs.sweep()  # the file is deleted while it is open
    assert len(b"".join(stream.streaming_content)) == 100
    answer = client.get(clip.video_url, headers={"Range": "bytes=100-199", "If-Range": etag})
    assert answer.status_code == 410
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("way", WAYS)
def test_while_a_remix_of_it_is_asked_for(ada, ben, noor, clip_of, client_of, way, monkeypatch):
    """The page was read before, the request comes after: the source is gone, and what is queued already stops."""
    clip = clip_of(ada, cast=[ben])
    early = request_job(author=noor, prompt="@ben dances on", at=now(), remix_of=clip)
    early_use = early.uses.get()
    if way == "use":
        consent.revoke_use(use=clip.uses.select_related("job", "cameo").get(), by=ben, at=now())
    else:
        end(way, ben, ada)
    answer = client_of(noor).post(
        "/api/v1/jobs",
        {"prompt": "@ben dances on", "remix_of": str(clip.pk)},
        content_type="application/json",
    )
    assert answer.status_code == 410
    jobs.sweep()
    early.refresh_from_db()
    early_use.refresh_from_db()
    assert (early.state, early_use.state) == ("REFUSED", "REVOKED")


@pytest.mark.django_db(transaction=True)
def test_two_revocations_and_two_workers_at_once(ada, ben, noor, clip_of, monkeypatch):
    monkeypatch.setattr(closing, "BATCH", 2)
    clips = [clip_of(who, cast=[ben]) for who in (ada, noor) * 3]
    cameo, errors = ben.cameos.get(), []
    start = threading.Barrier(4)

    def taking(person) -> None:
        act(lambda: take_back(cameo=cameo, at=now(), person=person))

    def act(what) -> None:
        try:
            start.wait()
            what()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    def cleaning() -> None:
        act(lambda: [jobs.sweep() for _round in range(2)])

    threads = [threading.Thread(target=taking, args=(person,)) for person in (ada, None)]
    threads += [threading.Thread(target=cleaning) for _worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not errors
    assert Revocation.objects.count() == 2
    jobs.sweep()
    assert set(CameoUse.objects.values_list("state", flat=True)) == {"REVOKED"}
    assert [Client().get(clip.video_url).status_code for clip in clips] == [410] * 6
    for person in (ada, noor):
        count = sum(row.facts.get("count", 1) for row in person.notifications.filter(kind="USE_REVOKED"))
        assert count == 3  # each clip is told of once
