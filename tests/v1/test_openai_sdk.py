"""The official openai package against a live server: what its users did with Sora works here."""

import io
import threading

import av
import httpx2
import openai
import pytest
from PIL import Image

from generation.consent import revoke_use
from generation.models import Clip, Job
from generation.operations import request_job
from tests.faces import as_bytes, meadow

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*scheduled to permanently shut down:DeprecationWarning"),
]


@pytest.mark.slow
def test_create_poll_download(ada, sdk, worker):
    client = sdk(ada)
    video = client.videos.create_and_poll(
        prompt='A dog chases a red ball and says "Wait for me!"', seconds="4", size="360x640"
    )
    assert (video.status, video.progress, video.error) == ("completed", 100, None)
    assert (video.model, video.seconds, video.size) == ("sora-2", "4", "360x640")
    assert video.completed_at >= video.created_at
    data = client.videos.download_content(video.id).read()
    with av.open(io.BytesIO(data)) as file:
        assert (file.streams.video[0].width, file.streams.video[0].height) == (360, 640)
        assert file.streams.audio
        assert len([0 for _frame in file.decode(video=0)]) == 4 * 24
    poster = Image.open(io.BytesIO(client.videos.download_content(video.id, variant="thumbnail").read()))
    sheet = Image.open(io.BytesIO(client.videos.download_content(video.id, variant="spritesheet").read()))
    assert (poster.format, sheet.format) == ("WEBP", "JPEG")
    assert Clip.objects.get().state == "DRAFT"


def test_the_server_advises_how_long_to_wait(ada, sdk):
    client = sdk(ada)
    raw = client.videos.with_raw_response.retrieve(client.videos.create(prompt="A dog runs").id)
    assert 500 <= int(raw.headers["openai-poll-after-ms"]) <= 10_000


def test_create_retrieve_with_what_the_dialect_leaves_out(ada, sdk):
    client = sdk(ada)
    video = client.videos.create(prompt="A dog runs")
    assert (video.object, video.status, video.progress) == ("video", "queued", 0)
    assert (video.seconds, video.size, video.model) == ("4", "720x1280", "sora-2")
    assert video.id.startswith("video_")
    assert client.videos.retrieve(video.id) == video
    assert Job.objects.get().origin == "v1"


def test_models_are_echoed(ada, sdk):
    client = sdk(ada)
    for name in ("sora-2", "sora-2-pro", "sora-2-2025-10-06", "papertheatre"):
        assert client.videos.create(prompt="A dog runs", model=name).model == name


def test_list_walks_all_pages_both_ways(ada, noor, sdk, at):
    for _number in range(5):
        request_job(author=ada, prompt="A dog runs", at=at)
    request_job(author=noor, prompt="A cat runs", at=at)
    client = sdk(ada)
    down = [video.id for video in client.videos.list(limit=2)]
    up = [video.id for video in client.videos.list(limit=2, order="asc")]
    assert len(set(down)) == 5
    assert down == up[::-1]


def test_delete(ada, sdk, clip_of):
    clip = clip_of(ada)
    client, name = sdk(ada), f"video_{clip.pk.hex}"
    assert client.videos.delete(name).deleted is True
    assert list(client.videos.list()) == []
    with pytest.raises(openai.NotFoundError):
        client.videos.retrieve(name)


def test_remix(ada, sdk, clip_of):
    clip = clip_of(ada)
    video = sdk(ada).videos.remix(f"video_{clip.pk.hex}", prompt="The dog swims")
    assert video.remixed_from_video_id == f"video_{clip.pk.hex}"
    assert (video.seconds, video.prompt) == ("4", "The dog swims")


@pytest.mark.parametrize(
    ("asked", "error", "code", "param"),
    [
        ({"prompt": ""}, openai.BadRequestError, "prompt_empty", "prompt"),
        ({"prompt": "x" * 10_000}, openai.BadRequestError, "prompt_too_long", "prompt"),
        ({"prompt": "A dog", "seconds": "21"}, openai.BadRequestError, "length_unsupported", "seconds"),
        ({"prompt": "A dog", "seconds": "many"}, openai.BadRequestError, "invalid_value", "seconds"),
        ({"prompt": "A dog", "size": "1x1"}, openai.BadRequestError, "size_unsupported", "size"),
        ({"prompt": "A dog", "model": "sora-9"}, openai.BadRequestError, "model_not_found", "model"),
        ({"prompt": "With @nobody_here"}, openai.PermissionDeniedError, "likeness_unknown", "prompt"),
        ({"prompt": "With @cleo"}, openai.PermissionDeniedError, "likeness_not_allowed", "prompt"),
    ],
)
def test_refusals_say_which_rule_and_are_not_retried(ada, cleo, sdk, asked, error, code, param):
    with pytest.raises(error) as caught:
        sdk(ada).videos.create(**asked)
    assert (caught.value.code, caught.value.param) == (code, param)
    assert caught.value.type == "invalid_request_error"
    assert caught.value.response.headers["x-should-retry"] == "false"
    assert not Job.objects.exists()


def test_the_quota_is_no_rate_limit(ada, sdk, settings, at):
    settings.JOBS_A_DAY = 1
    request_job(author=ada, prompt="A dog runs", at=at)
    with pytest.raises(openai.PermissionDeniedError) as caught:
        sdk(ada).videos.create(prompt="A dog runs")
    assert caught.value.code == "quota_exceeded"
    assert caught.value.body["reasons"][0]["layer"] == "QUOTA"


def test_a_picture_goes_with_the_call_and_extras_in_the_body(ada, sdk):
    made = sdk(ada).videos.create(
        prompt="A dog", input_reference=("a.png", as_bytes(meadow()), "image/png"), extra_body={"seed": 5, "style": "noir"}
    )  # fmt: skip
    assert made.status == "queued"
    job = Job.objects.get()
    assert (job.seed, job.wanted["style"]) == (5, "noir")
    assert job.wanted["picture"].startswith("first-pictures/")


def test_what_is_no_picture_says_so(ada, sdk):
    with pytest.raises(openai.BadRequestError) as caught:
        sdk(ada).videos.create(prompt="A dog", input_reference=("a.png", b"\x89PNG" * 100_000, "image/png"))
    assert (caught.value.code, caught.value.param) == ("picture_unreadable", "input_reference")


def test_a_wrong_token(ada, sdk):
    with pytest.raises(openai.AuthenticationError) as caught:
        sdk(ada).with_options(api_key="nonsense").videos.list()
    assert caught.value.code == "invalid_api_key"
    assert caught.value.response.headers["www-authenticate"] == "Bearer"


def test_a_token_ended_in_mid_poll_ends_the_poll(ada, sdk):
    client = sdk(ada)
    timer = threading.Timer(0.8, lambda: ada.auth_token_set.all().delete())
    timer.start()
    with pytest.raises(openai.AuthenticationError):
        client.videos.create_and_poll(prompt="A dog runs", poll_interval_ms=200)
    timer.join()


def test_a_likeness_taken_back_fails_the_video_and_ends_its_bytes(ada, ben, sdk, clip_of, at):
    clip = clip_of(ada, cast=[ben])
    client, name = sdk(ada), f"video_{clip.pk.hex}"
    assert client.videos.retrieve(name).status == "completed"
    assert len(client.videos.download_content(name).read()) > 100
    revoke_use(use=clip.uses.get(), by=ben, at=at)
    video = client.videos.retrieve(name)
    assert (video.status, video.error.code) == ("failed", "likeness_revoked")
    assert [one.status for one in client.videos.list()] == ["failed"]
    for variant in ("video", "thumbnail", "spritesheet"):
        with pytest.raises(openai.APIStatusError) as caught:
            client.videos.download_content(name, variant=variant)
        assert (caught.value.status_code, caught.value.code) == (410, "video_gone")
    with pytest.raises(openai.APIStatusError):
        client.videos.remix(name, prompt="Again")


def test_a_large_download_can_be_resumed(ada, sdk, server, clip_of, tiny_files):
    clip = clip_of(ada, state="DRAFT")
    client, data = sdk(ada), tiny_files["video.mp4"].read_bytes()
    address = f"{server}/v1/videos/video_{clip.pk.hex}/content"
    headers = {"Authorization": f"Bearer {client.api_key}", "Range": "bytes=10-"}
    response = httpx2.get(address, headers=headers)
    assert (response.status_code, response.content) == (206, data[10:])
    head = httpx2.head(address, headers=headers)
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(len(data)), b"")
