"""The API of one's own likenesses: which there are, what became of a recording, and nobody else's."""

import uuid

import pytest

from cameos import enrolment
from tests.cameos.conftest import challenge_of, film, grown, sent  # noqa: F401

pytestmark = pytest.mark.django_db


def test_what_became_of_a_recording(noor, at, api_of, sent):  # noqa: F811
    recording = sent(noor, at)
    api = api_of(noor)
    (row,) = api.get("/api/v1/cameos").json()["results"]
    assert (row["handle"], row["state"]) == ("noor", "PENDING")
    url = f"/api/v1/cameos/{row['id']}"
    full = api.get(url).json()
    assert full["recording_version"] == 0
    assert (full["recordings"][0]["version"], full["recordings"][0]["state"]) == (1, "WAITING")
    assert "The head turns in the order that was asked for." in [one["sentence"] for one in full["findings"]]
    enrolment.decline(recording=recording, at=at, reason_code="ENROL_UNCLEAR", note="Too dark")
    declined = api.get(url).json()["recordings"][0]
    assert (declined["reason"], declined["note"]) == ("Face or voice can not be made out.", "Too dark")


def test_nobody_elses_are_to_be_found(ben, noor, mona, api_of):
    url = f"/api/v1/cameos/{ben.cameos.get().pk}"
    for person in (noor, mona):
        assert api_of(person).get(url).status_code == 404
        assert api_of(person).get("/api/v1/cameos").json()["results"] == []
        assert api_of(person).get(f"/api/v1/cameos/{uuid.uuid4()}").status_code == 404
    assert api_of(None).get(url).status_code == 401
    assert api_of(ben).post(url).status_code == 405
