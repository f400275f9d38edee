"""Clips over the API: the latest, one, drafts, publishing, and gone at the next request."""

import pytest

from generation.consent import revoke_use
from generation.publishing import withdraw_clip

pytestmark = pytest.mark.django_db
URL = "/api/v1/clips"


def ids(response) -> list[str]:
    return [one["id"] for one in response.json()["results"]]


def test_anybody_reads_the_latest(ada, ben, clip_of, api_of):
    clip, draft = clip_of(ada, cast=[ben]), clip_of(ada, state="DRAFT")
    response = api_of(None).get(URL)
    assert ids(response) == [str(clip.pk)]
    body = response.json()["results"][0]
    assert body["author"] == {"handle": "ada", "name": "Ada"}
    assert body["cast"] == [{"handle": "ben", "name": "Ben", "state": "APPROVED"}]
    assert body["media"]["video.mp4"] == clip.video_url
    assert (body["prompt"], body["kind"]) == (None, "MAKE")
    assert api_of(None).get(f"{URL}/{clip.pk}").json() == body
    assert api_of(None).get(f"{URL}/{draft.pk}").status_code == 404


def test_the_list_asks_the_database_a_fixed_number_of_questions(
    ada, ben, clip_of, api_of, django_assert_max_num_queries
):
    for _number in range(4):
        clip_of(ada, cast=[ben])
    with django_assert_max_num_queries(4):
        assert len(ids(api_of(None).get(URL))) == 4


def test_gone_at_the_next_request(ada, ben, clip_of, api_of, at, problem):
    clip = clip_of(ada, cast=[ben])
    revoke_use(use=clip.uses.get(), by=ben, at=at)
    for person in (None, ada, ben):
        assert ids(api_of(person).get(URL)) == []
        body = problem(api_of(person).get(f"{URL}/{clip.pk}"), 410, "gone")
        assert body["detail"] == "A likeness in this clip was taken back by its owner."
        problem(api_of(person).get(f"/api/v1/clips/{clip.pk}"), 410, "gone")


def test_withdrawn_says_why(ada, clip_of, api_of, at, problem):
    clip = clip_of(ada)
    withdraw_clip(clip=clip, at=at, reason_code="SPAM")
    assert problem(api_of(None).get(f"{URL}/{clip.pk}"), 410, "gone")["detail"] == "Spam or engagement bait."


def test_drafts_are_ones_own(ada, noor, clip_of, api_of, problem):
    draft = clip_of(ada, state="DRAFT")
    clip_of(ada)
    assert ids(api_of(ada).get("/api/v1/drafts")) == [str(draft.pk)]
    assert ids(api_of(noor).get("/api/v1/drafts")) == []
    problem(api_of(None).get("/api/v1/drafts"), 401, "not_authenticated")


def test_publish_with_another_title(ada, clip_of, api_of):
    draft = clip_of(ada, state="DRAFT")
    response = api_of(ada).post(f"{URL}/{draft.pk}/publish", {"title": "The sea"})
    assert response.status_code == 200
    assert (response.json()["state"], response.json()["title"]) == ("PUBLISHED", "The sea")
    assert ids(api_of(None).get(URL)) == [str(draft.pk)]


def test_publish_keeps_the_title_when_none_is_sent(ada, clip_of, api_of):
    draft = clip_of(ada, state="DRAFT", title="Kept")
    assert api_of(ada).post(f"{URL}/{draft.pk}/publish").json()["title"] == "Kept"


def test_publish_twice(ada, clip_of, api_of, problem):
    clip = clip_of(ada)
    problem(api_of(ada).post(f"{URL}/{clip.pk}/publish"), 409, "conflict")


def test_publish_what_lost_a_likeness(ada, ben, clip_of, api_of, at, problem):
    draft = clip_of(ada, state="DRAFT", cast=[ben])
    revoke_use(use=draft.uses.get(), by=ben, at=at)
    problem(api_of(ada).post(f"{URL}/{draft.pk}/publish"), 410, "gone")


def test_publish_somebody_elses(ada, noor, ben, clip_of, api_of, problem):
    draft = clip_of(ada, state="DRAFT", cast=[ben])
    for person, status, code in (
        (noor, 404, "not_found"), (ben, 404, "not_found"), (None, 401, "not_authenticated"),
    ):  # fmt: skip
        problem(api_of(person).post(f"{URL}/{draft.pk}/publish"), status, code)
    assert api_of(ada).get(f"{URL}/{draft.pk}").json()["state"] == "DRAFT"


def test_publish_where_everything_is_reviewed(ada, clip_of, api_of, settings):
    settings.PUBLISH_RULE = "all"
    draft = clip_of(ada, state="DRAFT")
    assert api_of(ada).post(f"{URL}/{draft.pk}/publish").json()["state"] == "HELD"
