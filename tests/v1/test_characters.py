"""Characters of the Videos API: a thing that waits for a reviewer, a clear word about people, nothing enumerable."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openai import BadRequestError, NotFoundError

from cameos import enrolment, jobs
from cameos.models import Cameo, Recording
from tests.recordings import encode, head

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def video():
    return encode([head()] * 30, None, audio=None)


def test_a_thing_from_a_video(noor, api_of, video, at):
    answer = api_of(noor).post(
        "/v1/videos/characters", {"name": "Rex the Dog", "video": SimpleUploadedFile("rex.webm", video)}
    )
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert (body["object"], body["name"], body["handle"], body["status"]) == (
        "character", "Rex the Dog", "rex_the_dog", "pending",
    )  # fmt: skip
    assert "A person records themselves" in body["note"]
    cameo = Cameo.objects.get()
    assert (cameo.kind, cameo.owner) == ("THING", noor)
    jobs.look(str(Recording.objects.get().pk))
    enrolment.accept(recording=Recording.objects.get(), at=at)
    assert api_of(noor).get(f"/v1/videos/characters/{body['id']}").json()["status"] == "approved"


@pytest.mark.parametrize(
    ("data", "param"),
    [
        ({"name": "Rex"}, "video"),
        ({"video": "file"}, "name"),
        ({"name": "Rex", "video": b"no video"}, "video"),
    ],
)
def test_a_wrong_call_says_where(noor, api_of, video, data, param):
    data = dict(data)
    if "video" in data:
        data["video"] = SimpleUploadedFile("x.webm", video if data["video"] == "file" else data["video"])
    error = api_of(noor).post("/v1/videos/characters", data)
    assert (error.status_code, error.json()["error"]["param"]) == (400, param)
    assert not Cameo.objects.exists()


def test_the_official_client(sdk, noor, ben, video):
    client = sdk(noor)
    made = client.videos.create_character(name="Rex", video=("rex.webm", video))
    assert client.videos.get_character(made.id).name == "Rex"
    with pytest.raises(BadRequestError, match="records themselves"):
        client.videos.create_character(name="Me", video=b"mp4")
    for stranger in (f"char_{ben.cameos.get().pk.hex}", f"char_{uuid.uuid4().hex}", "char_1"):
        with pytest.raises(NotFoundError):
            client.videos.get_character(stranger)
