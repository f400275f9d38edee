"""What a job can be asked for over our own API beside its words; pictures and engines have addresses of their own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from generation.models import FirstPicture, Job
from tests.faces import as_bytes, drawn_face, meadow

URL = "/api/v1/jobs"
SHOTS = [{"prompt": "A dog runs", "seconds": 5}, {"prompt": "A cat sleeps", "seconds": 3}]


def upload(picture, **rest):
    return {"picture": SimpleUploadedFile("a.png", as_bytes(picture), "image/png"), **rest}


def test_every_wish_reaches_the_job(ada, api_of):
    api = api_of(ada)
    kept = api.post("/api/v1/pictures", upload(meadow()), format="multipart")
    assert (kept.status_code, kept.json()["width"], kept.json()["shows"]) == (201, 640, [])
    wish = {"style": "noir", "camera": "pan", "sound": False, "negative": "cars", "shots": SHOTS, "fps": 24}
    made = api.post(URL, {"prompt": "A tale", "picture": kept.json()["id"], "seed": 3, **wish}, format="json")
    assert made.status_code == 201
    job = Job.objects.get()
    assert job.wanted == {**wish, "shots": [{**one, "seconds": float(one["seconds"])} for one in SHOTS],
                          "picture": FirstPicture.objects.get().file}  # fmt: skip
    assert made.json()["wanted"]["picture"] is True  # where it lies is nobody's business
    assert (made.json()["seed"], made.json()["variations"]) == (3, [])


def test_variations_are_told_together(ada, api_of):
    made = api_of(ada).post(URL, {"prompt": "A dog", "variations": 3}, format="json").json()
    assert made["variations"] == [str(job.pk) for job in Job.objects.order_by("created_at", "seed")]
    assert made["group"]


BAD = [
    ({"style": "baroque"}, 422, "style", "STYLE_UNSUPPORTED"),
    ({"engine": "dreams"}, 422, "engine", "ENGINE_UNKNOWN"),
    ({"variations": 9}, 422, "variations", "VARIATIONS_UNSUPPORTED"),
    ({"shots": [{"prompt": "A dog", "seconds": 3}]}, 422, "shots", "SHOTS_LENGTH"),
    ({"negative": "x" * 501}, 422, "negative", "NEGATIVE_TOO_LONG"),
    ({"fps": 60}, 422, "fps", "RATE_UNSUPPORTED"),
    ({"picture": "5fa71728-6e80-4856-bc83-659c66b53e61"}, 422, "picture", "PICTURE_GONE"),
    ({"picture": "junk"}, 400, "picture", "invalid"),
    ({"shots": "a dog"}, 400, "shots", "not_a_list"),
    ({"shots": [{"prompt": "A dog"}]}, 400, "shots.0.seconds", "required"),
    ({"shots": [{"prompt": "A dog", "seconds": "soon"}]}, 400, "shots.0.seconds", "invalid"),
    ({"sound": "loud"}, 400, "sound", "invalid"),
    ({"seed": -1}, 400, "seed", "min_value"),
]


@pytest.mark.parametrize(("wrong", "status", "field", "code"), BAD, ids=[f"{row[2]}-{row[3]}" for row in BAD])
def test_bad_wishes_name_field_and_rule(ada, api_of, wrong, status, field, code):
    answer = api_of(ada).post(URL, {"prompt": "A dog", **wrong}, format="json")
    assert answer.status_code == status
    assert (field, code) in [(one["field"], one["code"]) for one in answer.json()["errors"]]
    assert not Job.objects.exists()


def test_the_check_takes_and_tells_as_much(ada, ben, api_of):
    api = api_of(ada)
    sent = {
        "prompt": "",
        "shots": [{**one, "prompt": f"@ben. {one['prompt']}"} for one in SHOTS],
        "variations": 2,
    }
    answer = api.post(f"{URL}/check", sent, format="json").json()
    assert answer["goes"], answer
    assert answer["estimate"]["costs"] == 2
    assert [one["handle"] for one in answer["cast"]] == ["ben"]
    answer = api.post(f"{URL}/check", {"prompt": "A dog", "style": "baroque"}, format="json").json()
    assert [(one["field"], one["code"]) for one in answer["refusals"]] == [("style", "STYLE_UNSUPPORTED")]
    answer = api.post(f"{URL}/check", {"prompt": "A dog", "variations": 9}, format="json").json()
    assert [one["code"] for one in answer["refusals"]] == ["VARIATIONS_UNSUPPORTED"]
    assert not Job.objects.exists()


def test_engines_say_what_they_can_do(ada, api_of, plain_engine):
    found = {one["key"]: one for one in api_of(ada).get("/api/v1/engines").json()}
    assert found[plain_engine]["licence"] == "MIT"
    assert "storyboard" in found["papertheatre"]["can"]
    assert api_of(None).get("/api/v1/engines").status_code == 401
    assert api_of(ada).post("/api/v1/engines").status_code == 405


# ---------------------------------------------------------------- pictures


def test_a_face_is_refused(ada, api_of):
    answer = api_of(ada).post("/api/v1/pictures", upload(drawn_face()), format="multipart")
    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("picture", "PICTURE_FACE")]
    assert not FirstPicture.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"picture": "words"}, {"picture": SimpleUploadedFile("a.png", b"")}])
def test_what_is_no_picture(ada, api_of, sent):
    answer = api_of(ada).post("/api/v1/pictures", sent, format="multipart")
    assert answer.status_code in (400, 422)
    assert answer.json()["errors"][0]["field"] == "picture"


def test_pictures_are_for_people_with_a_token_and_for_their_owner_alone(ada, noor, api_of):
    assert api_of(None).post("/api/v1/pictures", upload(meadow()), format="multipart").status_code == 401
    assert api_of(ada).get("/api/v1/pictures").status_code == 405
    kept = api_of(ada).post("/api/v1/pictures", upload(meadow()), format="multipart").json()["id"]
    answer = api_of(noor).post(URL, {"prompt": "A dog", "picture": kept}, format="json")
    assert answer.json()["errors"][0]["code"] == "PICTURE_GONE"
