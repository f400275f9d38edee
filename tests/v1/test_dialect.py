"""The dialect of /v1/videos on the wire: JSON and multipart, bracketed keys, the form of every error."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from generation.models import FirstPicture, Job
from generation.operations import request_job
from generation.running import claim_next
from tests.faces import as_bytes, drawn_face, meadow

pytestmark = pytest.mark.django_db
URL = "/v1/videos"


@pytest.fixture
def api(ada, api_of) -> APIClient:
    return api_of(ada)


def error(response, status: int, code: str, param: str | None = None) -> dict:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    body = response.json()["error"]
    assert {"message", "type", "param", "code"} <= set(body)
    assert (body["code"], body["param"]) == (code, param)
    if status < 500:
        assert response["x-should-retry"] == "false"
        assert status not in (408, 409, 429), "the SDK would try again"
    return body


@pytest.mark.parametrize("format", ["json", "multipart"])
@pytest.mark.parametrize("seconds", ["8", 8])
def test_create_in_both_forms(api, format, seconds):
    data = {"prompt": "A dog runs", "seconds": seconds, "size": "1280x720", "model": "sora-2-pro"}
    body = api.post(URL, data, format=format).json()
    assert (body["seconds"], body["size"], body["model"]) == ("8", "1280x720", "sora-2-pro")
    assert set(body) == {
        "id", "object", "model", "status", "progress", "created_at", "completed_at", "expires_at", "prompt",
        "seconds", "size", "remixed_from_video_id", "error",
    }  # fmt: skip


def test_form_encoded_works_too(api):
    response = api.post(URL, "prompt=A+dog", content_type="application/x-www-form-urlencoded")
    assert response.json()["prompt"] == "A dog"


@pytest.mark.parametrize(
    ("data", "code", "param"),
    [
        ({}, "missing_required_parameter", "prompt"),
        ({"prompt": 5}, "invalid_type", "prompt"),
        ({"prompt": None}, "invalid_type", "prompt"),
        ({"prompt": "x", "seconds": True}, "invalid_value", "seconds"),
        ({"prompt": "x", "seconds": 4.5}, "invalid_value", "seconds"),
        ({"prompt": "x", "seconds": "-4"}, "invalid_value", "seconds"),
        ({"prompt": "x", "seconds": "٤"}, "invalid_value", "seconds"),
        ({"prompt": "x", "size": 720}, "invalid_type", "size"),
        ({"prompt": "x", "model": ["sora-2"]}, "invalid_type", "model"),
        ({"prompt": "x", "model": ""}, "model_not_found", "model"),
        ({"prompt": "x", "steps": 4}, "unknown_parameter", "steps"),
        ({"prompt": "x", "seed": "many"}, "invalid_value", "seed"),
        ({"prompt": "x", "seed": -1}, "invalid_value", "seed"),
        ({"prompt": "x", "fps": 1.5}, "invalid_value", "fps"),
        ({"prompt": "x", "style": 5}, "invalid_type", "style"),
        ({"prompt": "x", "sound": "loud"}, "invalid_type", "sound"),
        ({"prompt": "x", "sound": []}, "invalid_type", "sound"),
        ({"prompt": "x", "shots": "a dog"}, "invalid_type", "shots"),
        ({"prompt": "x", "shots": [{"prompt": "a dog"}]}, "invalid_type", "shots"),
        ({"prompt": "x", "style": "baroque"}, "style_unsupported", "style"),
        ({"prompt": "x", "input_reference": "a.png"}, "invalid_type", "input_reference"),
        ({"prompt": "x", "input_reference": {"file_id": "f"}}, "unsupported_parameter", "input_reference"),
        ({"prompt": "x", "input_reference": {"image_url": "data:"}}, "invalid_value", "input_reference"),
        (
            {"prompt": "x", "input_reference": {"image_url": "http://127.0.0.1/a.png"}},
            "invalid_value",
            "input_reference",
        ),
        (
            {"prompt": "x", "input_reference": {"image_url": "data:image/png;base64,AAAA"}},
            "picture_unreadable",
            "input_reference",
        ),
        ({"prompt": "x", "characters": [{"id": "c"}]}, "unsupported_parameter", "characters"),
    ],
)
def test_a_wrong_call_names_the_parameter(api, data, code, param):
    error(api.post(URL, data, format="json"), 400, code, param)
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("name", "param"),
    [
        ("characters[][id]", "characters"),
        ("video[id]", "video"),
    ],
)
def test_bracketed_keys_are_read_by_their_first_name(api, name, param):
    response = api.post(URL, {"prompt": "A dog", name: "x"}, format="multipart")
    error(response, 400, "unsupported_parameter", param)


def test_the_originals_stray_parameter_does_no_harm(api):
    assert api.post(URL, {"prompt": "A dog", "quality": "standard"}, format="json").status_code == 200


def test_what_is_no_call_at_all(api):
    error(api.post(URL, "{nonsense", content_type="application/json"), 400, "parse_error")
    error(api.post(URL, ["x"], format="json"), 400, "invalid_type")
    error(api.post(URL, "x", content_type="multipart/form-data"), 400, "parse_error")
    error(api.post(URL, "x", content_type="text/plain"), 415, "unsupported_media_type")


def test_a_body_too_large(api, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    error(api.post(URL, {"prompt": "x" * 2000}, format="json"), 413, "request_too_large")
    error(api.post(URL, {"prompt": "x" * 2000}, format="multipart"), 413, "request_too_large")


def test_hard_rules_read_as_moderation(api):
    body = error(
        api.post(URL, {"prompt": "hardcore porn"}, format="json"), 400, "moderation_blocked", "prompt"
    )
    assert body["reasons"][0]["code"] == "SEXUAL_CONTENT"


def test_a_session_does_not_open_it(ada, client_of):
    assert client_of(ada).get(URL).status_code == 401
    body = error(APIClient().get(URL), 401, "invalid_api_key")
    assert body["type"] == "invalid_request_error"


@pytest.mark.parametrize("header", ["Bearer", "Bearer \xff", "Basic abc", "Bearer a b"])
def test_junk_for_a_token(db, client, header):
    response = client.get(URL, HTTP_AUTHORIZATION=header)
    error(response, 401, "invalid_api_key")
    assert response["WWW-Authenticate"] == "Bearer"


def test_where_it_stands(ada, api, at):
    job = request_job(author=ada, prompt="A dog runs", at=at)
    address = f"{URL}/video_{job.pk.hex}"
    assert api.get(address).json()["status"] == "queued"
    error(api.get(address + "/content"), 400, "video_not_ready", "video_id")
    error(api.delete(address), 400, "video_not_finished", "video_id")
    claim_next(pool="gpu", at=at)
    assert api.get(address).json()["status"] == "in_progress"


@pytest.mark.parametrize(
    ("state", "code"),
    [("FAILED", "disk_full"), ("REFUSED", "moderation_blocked"), ("CANCELLED", "cancelled")],
)
def test_what_ended_without_a_video_has_failed_and_says_why(ada, api, at, state, code):
    job = request_job(author=ada, prompt="A dog runs", at=at)
    reason = {"moderation_blocked": "HATE"}.get(code, code.upper())
    Job.objects.filter(pk=job.pk).update(state=state, error_code=reason, finished_at=at)
    body = api.get(f"{URL}/video_{job.pk.hex}").json()
    assert (body["status"], body["error"]["code"], body["completed_at"]) == ("failed", code, None)
    assert body["error"]["message"]
    error(api.get(f"{URL}/video_{job.pk.hex}/content"), 400, "video_not_ready", "video_id")
    assert api.delete(f"{URL}/video_{job.pk.hex}").json()["deleted"] is True
    error(api.get(f"{URL}/video_{job.pk.hex}"), 404, "not_found", "video_id")


@pytest.mark.parametrize(
    "name", ["nonsense", "video_", "video_xyz", "video_00000000000040008000000000000000"]
)
def test_a_video_that_does_not_exist(api, name):
    for response in (
        api.get(f"{URL}/{name}"), api.delete(f"{URL}/{name}"), api.get(f"{URL}/{name}/content"),
        api.post(f"{URL}/{name}/remix", {"prompt": "x"}, format="json"),
    ):  # fmt: skip
        error(response, 404, "not_found", "video_id")


def test_other_peoples_videos_do_not_exist_but_what_is_published_can_be_remixed(
    noor, ada, clip_of, api_of
):  # fmt: skip
    public, draft = clip_of(ada), clip_of(ada, state="DRAFT")
    api = api_of(noor)
    for clip in (public, draft):
        error(api.get(f"{URL}/video_{clip.pk.hex}"), 404, "not_found", "video_id")
        error(api.get(f"{URL}/video_{clip.pk.hex}/content"), 404, "not_found", "video_id")
        error(api.delete(f"{URL}/video_{clip.pk.hex}"), 404, "not_found", "video_id")
    made = api.post(f"{URL}/video_{public.pk.hex}/remix", {"prompt": "It swims"}, format="json").json()
    assert made["remixed_from_video_id"] == f"video_{public.pk.hex}"
    response = api.post(f"{URL}/video_{draft.pk.hex}/remix", {"prompt": "It swims"}, format="json")
    error(response, 404, "not_found", "video_id")


def test_content_in_each_variant(ada, api, clip_of):
    address = f"{URL}/video_{clip_of(ada).pk.hex}/content"
    for variant, kind in (("video", "video/mp4"), ("thumbnail", "image/webp"), ("spritesheet", "image/jpeg")):
        response = api.get(address, {"variant": variant}, headers={"Accept": "application/binary"})
        assert (response.status_code, response["Content-Type"]) == (200, kind)
    error(api.get(address, {"variant": "gif"}), 400, "invalid_value", "variant")


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ("order=up", "order"), ("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"),
        ("limit=" + "9" * 5000, "limit"), ("after=video_x", "after"), ("after=nonsense", "after"),
    ],
)  # fmt: skip
def test_a_list_with_wrong_parameters(api, query, param):
    error(api.get(f"{URL}?{query}"), 400, "invalid_value", param)


def test_an_empty_list(api):
    assert api.get(URL).json() == {
        "object": "list", "data": [], "first_id": None, "last_id": None, "has_more": False,
    }  # fmt: skip


def test_the_list_asks_the_database_a_fixed_number_of_questions(
    ada, ben, api, clip_of, django_assert_max_num_queries
):
    for _number in range(4):
        clip_of(ada, cast=[ben])
    with django_assert_max_num_queries(4):
        assert len(api.get(URL).json()["data"]) == 4


def test_a_page_goes_on_after_a_video_that_was_deleted(ada, api, clip_of):
    clips = [clip_of(ada) for _number in range(3)]
    name = f"video_{clips[1].pk.hex}"
    api.delete(f"{URL}/{name}")
    assert [one["id"] for one in api.get(URL, {"after": name}).json()["data"]] == [f"video_{clips[0].pk.hex}"]


@pytest.mark.parametrize("address", ["/v1/models", "/v1/chat/completions", "/v1/videos/", "/v1/videos/a/b/c"])
def test_other_addresses_are_named(db, client, address):
    for method in (client.get, client.post):
        error(method(address), 404, "unknown_url")


def test_wrong_method(api):
    error(api.put(URL, {}, format="json"), 405, "method_not_allowed")


# ---------------------------------------------------------------- what goes beyond the original


def test_extra_parameters_reach_the_job(api):
    shots = [{"prompt": "A dog runs", "seconds": 5}, {"prompt": "A cat sleeps", "seconds": 3}]
    sent = {"prompt": "A tale", "seconds": "8", "seed": 7, "negative_prompt": "cars", "style": "noir",
            "camera": "pan", "generate_sound": False, "fps": 24, "shots": shots}  # fmt: skip
    assert api.post(URL, sent, format="json").status_code == 200
    job = Job.objects.get()
    assert job.seed == 7
    assert job.wanted == {"negative": "cars", "style": "noir", "camera": "pan", "sound": False, "fps": 24,
                          "shots": [{**one, "seconds": float(one["seconds"])} for one in shots]}  # fmt: skip


def test_they_may_come_as_a_form(api):
    sent = {"prompt": "A dog", "seed": "7", "style": "noir", "sound": "false"}
    assert api.post(URL, sent, format="multipart").status_code == 200
    assert Job.objects.get().wanted == {"style": "noir", "sound": False}


@pytest.mark.parametrize("how", ["file", "json", "bracketed"])
def test_a_clip_may_begin_with_a_picture(api, how):
    png = as_bytes(meadow())
    address = "data:image/png;base64," + base64.b64encode(png).decode()
    sent, form = {
        "file": ({"prompt": "A dog", "input_reference": SimpleUploadedFile("a.png", png)}, "multipart"),
        "json": ({"prompt": "A dog", "input_reference": {"image_url": address}}, "json"),
        "bracketed": ({"prompt": "A dog", "input_reference[image_url]": address}, "multipart"),
    }[how]
    assert api.post(URL, sent, format=form).status_code == 200
    assert Job.objects.get().wanted["picture"] == FirstPicture.objects.get().file


def test_a_face_is_refused_at_its_parameter(api):
    sent = {"prompt": "A man", "input_reference": SimpleUploadedFile("a.png", as_bytes(drawn_face()))}
    error(api.post(URL, sent, format="multipart"), 403, "picture_face", "input_reference")
    assert not Job.objects.exists()
    assert not FirstPicture.objects.exists()


def test_a_picture_that_is_too_large_is_not_kept_in_memory(api):
    sent = {"prompt": "A man", "input_reference": SimpleUploadedFile("a.png", b"x" * 9_000_000)}
    error(api.post(URL, sent, format="multipart"), 400, "picture_too_large", "input_reference")


def test_the_model_chooses_the_engine(api, plain_engine):
    assert api.post(URL, {"prompt": "A dog", "model": plain_engine}, format="json").status_code == 200
    job = Job.objects.get()
    assert (job.engine, job.alias) == ("plain", plain_engine)
    refused = api.post(URL, {"prompt": "A dog", "model": plain_engine, "style": "noir"}, format="json")
    error(refused, 400, "no_style", "style")
