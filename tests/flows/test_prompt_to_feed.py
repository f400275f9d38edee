"""Story one, over HTTP and for real: a prompt becomes a sealed file, a draft, a clip in the feed."""

import io
import json

import av
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.models import Notification
from generation.files import name_of
from generation.models import Clip, Job, Transition
from provenance.certificates import ensure_certificates
from provenance.reading import State, read_credentials

PROMPTS = {
    "en": 'A dog chases a red ball along the beach at sunset and says "Wait for me!"',
    "de": "Ein Hund jagt bei Sonnenuntergang einen roten Ball am Strand entlang und ruft „Warte auf mich!“",
}


@pytest.fixture(autouse=True)
def seal(settings):
    return ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)


def ask(client, prompt) -> Job:
    answer = client.post(
        "/create", {"prompt": prompt, "seconds": 4, "size": "360x640", "title": "At the sea"}
    )
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, job.get_absolute_url())
    return job


@pytest.mark.parametrize("language", ["en", "de"])
def test_from_prompt_to_feed(language, ada, noor, client_of, run_jobs, seal):
    client, stranger = client_of(ada), client_of(noor)
    job = ask(client, PROMPTS[language])
    assert client.get(job.get_absolute_url()).status_code == 200
    assert stranger.get(job.get_absolute_url()).status_code == 404

    run_jobs()
    job.refresh_from_db()
    assert job.state == "DONE", job.error_code
    clip = Clip.objects.get()
    assert clip.look.movement > 0.01, "what it looks like is kept with it"
    assert clip.look.loudness > -50
    states = list(Transition.objects.filter(subject="job").order_by("id").values_list("new_state", flat=True))
    assert states == ["RENDERING", "CHECKING", "SEALING", "DONE"]
    assert Notification.objects.get(to=ada).kind == "JOB_DONE"

    # a draft is its author's alone
    page, media = f"/c/{clip.pk}", clip.video_url
    assert (client.get(page).status_code, stranger.get(page).status_code) == (200, 404)
    assert (client.get(media).status_code, stranger.get(media).status_code) == (200, 404)

    client.post(reverse("generation:publish", args=[clip.pk]), {"title": "At the sea"})
    clip.refresh_from_db()
    assert clip.is_published
    for address in ("/", "/latest", page, "/@ada"):
        assert str(clip.pk) in stranger.get(address).content.decode(), address

    # the file plays, with picture, sound and captions, and proves what it is
    video = b"".join(stranger.get(media).streaming_content)
    with av.open(io.BytesIO(video)) as file:
        frames = sum(1 for _frame in file.decode(video=0))
        assert (frames, file.streams.video[0].width, file.streams.video[0].height) == (96, 360, 640)
    with av.open(io.BytesIO(video)) as file:
        heard = max(float(abs(frame.to_ndarray()).max()) for frame in file.decode(audio=0))
        assert heard > 0.02
    said = b"".join(stranger.get(clip.captions_url).streaming_content).decode()
    assert ("Wait for me!" if language == "en" else "Warte auf mich!") in said
    credentials = read_credentials(io.BytesIO(video), seal.root)
    assert credentials.state is State.TRUSTED
    assert credentials.source_type.endswith("/algorithmicMedia")
    assert credentials.disclosure["id"].endswith(str(clip.pk))
    assert PROMPTS[language] not in json.dumps(clip.credentials)


def test_the_author_learns_which_words_were_not_understood(ada, client_of, run_jobs):
    client = client_of(ada)
    job = ask(client, "A dog and a quetzalcoatlus on the beach")
    run_jobs()
    job.refresh_from_db()
    assert "quetzalcoatlus" in job.unknown
    assert "quetzalcoatlus" in client.get(f"/c/{job.pk}").content.decode()


def test_a_cancelled_job_yields_no_clip_and_costs_nothing(ada, client_of, run_jobs, settings):
    settings.JOBS_A_DAY = 1
    client = client_of(ada)
    job = ask(client, "A cat sleeps on the beach")
    client.post(reverse("generation:cancel", args=[job.pk]))
    run_jobs()
    assert not Clip.objects.exists()
    Job.objects.all().delete()
    ask(client, "A cat sleeps on the beach")


def test_a_full_disk_fails_the_job_with_the_reason_and_leaves_nothing(ada, client_of, run_jobs, settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "tests.fakes.FullDisk"}}
    client = client_of(ada)
    job = ask(client, "A cat sleeps on the beach")
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("FAILED", "DISK_FULL")
    assert not Clip.objects.exists()
    assert not any(path.is_file() for path in settings.MEDIA_ROOT.rglob("*"))
    assert "disk" in client.get(job.get_absolute_url()).content.decode().lower()


def test_a_withdrawn_clips_bytes_are_deleted(ada, mona, clip_of, client_of, run_jobs):
    from generation.jobs import purge_withdrawn
    from generation.publishing import withdraw_clip

    clip = clip_of(ada)
    names = [name_of(clip, name) for name in clip.files]
    withdraw_clip(clip=clip, at=clip.created_at, reason_code="SPAM", by=mona)
    assert purge_withdrawn() == 1
    assert not any(default_storage.exists(name) for name in names)
    assert purge_withdrawn() == 0
