"""Editing and going on through the official client, with files as it sends them, and on the wire by id."""

import httpx2
import openai
import pytest
from django.core.files.storage import default_storage

from generation import compat_cuts
from generation.files import name_of
from generation.models import Clip, Job

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*scheduled to permanently shut down:DeprecationWarning"),
]


def bytes_of(clip: Clip) -> bytes:
    with default_storage.open(name_of(clip, "video.mp4")) as file:
        return file.read()


def name(clip: Clip) -> str:
    return f"video_{clip.pk.hex}"


def test_an_edit_by_file_is_a_remix_of_the_clip_it_is(ada, sdk, sealed_clip):
    clip = sealed_clip(ada, seconds=1.0)
    video = sdk(ada).videos.edit(prompt="The dog swims", video=("dog.mp4", bytes_of(clip), "video/mp4"))
    assert (video.remixed_from_video_id, video.prompt, video.status) == (
        name(clip),
        "The dog swims",
        "queued",
    )
    job = Job.objects.get(remix_of=clip)
    assert (job.seed, job.kind, job.origin) == (clip.job.seed, "MAKE", "v1")


@pytest.mark.slow
def test_an_extension_by_file_gives_the_whole(ada, sdk, sealed_clip, worker):
    clip = sealed_clip(ada, width=360, height=640, seconds=1.0)
    client = sdk(ada)
    video = client.videos.extend(prompt="It jumps", seconds="4", video=bytes_of(clip))
    assert (video.seconds, video.remixed_from_video_id, video.size) == ("5", name(clip), "360x640")
    done = client.videos.poll(video.id, poll_interval_ms=200)
    assert (done.status, done.seconds) == ("completed", "5")
    assert Clip.objects.get(remix_of=clip).seconds == 5.0


@pytest.mark.parametrize("form", ["json", "brackets"])
@pytest.mark.parametrize("call", ["edits", "extensions"])
def test_by_id_in_both_forms(ada, sdk, server, clip_of, form, call):
    clip = clip_of(ada)
    Clip.objects.filter(pk=clip.pk).update(width=360, height=640)
    rest = {"seconds": "4"} if call == "extensions" else {}
    headers = {"Authorization": f"Bearer {sdk(ada).api_key}"}
    if form == "json":
        body = {"json": {"prompt": "It swims", "video": {"id": name(clip)}, **rest}}
    else:
        body = {"data": {"prompt": "It swims", "video[id]": name(clip), **rest}}
    answer = httpx2.post(f"{server}/v1/videos/{call}", headers=headers, **body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["remixed_from_video_id"] == name(clip)


def test_a_file_that_is_not_ours_or_was_changed_is_refused(ada, sdk, sealed_clip, tiny_files):
    client, data = sdk(ada), bytearray(bytes_of(sealed_clip(ada, seconds=1.0)))
    data[-300] ^= 255
    for video in (b"mp4", tiny_files["video.mp4"].read_bytes(), bytes(data)):
        with pytest.raises(openai.BadRequestError) as caught:
            client.videos.edit(prompt="Blue", video=video)
        assert (caught.value.code, caught.value.param) == ("video_not_ours", "video")
    assert Job.objects.count() == 1


def test_a_file_too_large_is_let_go(ada, sdk, monkeypatch):
    monkeypatch.setattr(compat_cuts, "LARGEST", 1000)
    with pytest.raises(openai.APIStatusError) as caught:
        sdk(ada).videos.extend(prompt="On", seconds="4", video=b"x" * 5000)
    assert (caught.value.status_code, caught.value.code) == (413, "file_too_large")


def test_a_draft_of_somebody_else_is_not_found_by_its_file(ada, noor, sdk, sealed_clip):
    clip = sealed_clip(ada, seconds=1.0, state="DRAFT")
    with pytest.raises(openai.NotFoundError):
        sdk(noor).videos.edit(prompt="Blue", video=bytes_of(clip))


def test_a_maker_who_forbids_remixes_is_obeyed(ada, noor, sdk, clip_of):
    clip = clip_of(ada)
    Clip.objects.filter(pk=clip.pk).update(forbids_remix=True)
    with pytest.raises(openai.PermissionDeniedError) as caught:
        sdk(noor).videos.remix(name(clip), prompt="Blue")
    assert (caught.value.code, caught.value.param) == ("remix_forbidden", "remix")


def test_what_is_missing_or_too_much_is_named(ada, api_of, clip_of):
    api, clip = api_of(ada), clip_of(ada)
    whole = {"prompt": "On", "seconds": "4", "video": {"id": name(clip)}}
    for left_out in whole:
        rest = {key: value for key, value in whole.items() if key != left_out}
        error = api.post("/v1/videos/extensions", rest, format="json").json()["error"]
        assert (error["code"], error["param"]) == ("missing_required_parameter", left_out)
    for more, code in ({"size": "1x1"}, "unknown_parameter"), ({"model": "sora-9"}, "model_not_found"):
        error = api.post("/v1/videos/edits", {"prompt": "On", "video": whole["video"], **more}, format="json")
        assert error.json()["error"]["code"] == code
    wrong = api.post("/v1/videos/edits", {"prompt": "On", "video": 5}, format="json").json()["error"]
    assert (wrong["code"], wrong["param"]) == ("invalid_type", "video")
