"""Jobs over the API: ask, look, cancel, retry, delete, and the check that writes nothing."""

import pytest

from cameos.operations import set_permission
from generation.models import CameoUse, Job
from generation.operations import request_job
from generation.states import JobState

pytestmark = pytest.mark.django_db
URL = "/api/v1/jobs"
NOBODY = "/00000000-0000-4000-8000-000000000000"


def test_ask_for_a_clip_and_look_at_it(ada, api_of):
    api = api_of(ada)
    made = api.post(URL, {"prompt": "A dog runs", "seconds": 4, "size": "360x640", "title": "Dog"})
    assert made.status_code == 201
    body = made.json()
    assert (body["state"], body["size"], body["title"], body["error"]) == ("QUEUED", "360x640", "Dog", None)
    assert body["progress"]["type"] == "job"
    assert Job.objects.get().origin == "api"
    assert api.get(f"{URL}/{body['id']}").json()["id"] == body["id"]
    assert [one["id"] for one in api.get(URL).json()["results"]] == [body["id"]]


def test_without_a_token(api_of, problem):
    for response in (api_of(None).get(URL), api_of(None).post(URL, {"prompt": "A dog"})):
        problem(response, 401, "not_authenticated")
        assert response["WWW-Authenticate"].startswith("Bearer")
    assert not Job.objects.exists()


def test_with_a_token_that_was_ended(ada, api_of, problem):
    api = api_of(ada)
    ada.auth_token_set.all().delete()
    problem(api.get(URL), 401, "authentication_failed")


@pytest.mark.parametrize("header", ["Bearer", "Bearer a b", "Bearer \xff", "Bearer " + "x" * 500])
def test_with_junk_for_a_token(client, db, problem, header):
    problem(client.get(URL, HTTP_AUTHORIZATION=header), 401, "authentication_failed")


def test_a_session_needs_the_csrf_token(ada, client_of):
    client = client_of(ada)
    assert client.get(URL).status_code == 200
    client.handler.enforce_csrf_checks = True
    assert client.post(URL, {"prompt": "A dog"}).status_code == 403


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_wrong_method(ada, api_of, problem, method):
    problem(getattr(api_of(ada), method)(URL), 405, "method_not_allowed")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "prompt"),
        ({"prompt": None}, "prompt"),
        ({"prompt": ["a"]}, "prompt"),
        ({"prompt": "A dog", "seconds": "many"}, "seconds"),
        ({"prompt": "A dog", "seconds": -4}, "seconds"),
        ({"prompt": "A dog", "size": "x" * 41}, "size"),
        ({"prompt": "A dog", "title": "x" * 121}, "title"),
        ({"prompt": "A dog", "seed": 2**40}, "seed"),
        ({"prompt": "A dog", "remix_of": "nonsense"}, "remix_of"),
        ({"prompt": "A \x00 dog"}, "prompt"),
    ],
)
def test_the_form_is_wrong(ada, api_of, problem, data, field):
    body = problem(api_of(ada).post(URL, data, format="json"), 400, "invalid")
    assert field in [error["field"] for error in body["errors"]]
    assert not Job.objects.exists()


def test_no_json_at_all(ada, api_of, problem):
    problem(api_of(ada).post(URL, "{nonsense", content_type="application/json"), 400, "parse_error")
    problem(api_of(ada).post(URL, "x", content_type="text/plain"), 415, "unsupported_media_type")
    problem(api_of(ada).post(URL, [1, 2], format="json"), 400, "invalid")


def test_a_body_too_large_is_not_read(ada, api_of, problem, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    problem(api_of(ada).post(URL, {"prompt": "x" * 2000}, format="json"), 413, "too_large")


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        ({"prompt": ""}, "PROMPT_EMPTY", "prompt"),
        ({"prompt": "x" * 10_000}, "PROMPT_TOO_LONG", "prompt"),
        ({"prompt": "🐕🏖️"}, "PROMPT_WITHOUT_WORDS", "prompt"),
        ({"prompt": "A \x07 dog"}, "PROMPT_CONTROL_CHARACTERS", "prompt"),
        ({"prompt": "A dog with @nobody_here"}, "LIKENESS_UNKNOWN", "prompt"),
        ({"prompt": "A dog", "seconds": 5}, "LENGTH_UNSUPPORTED", "seconds"),
        ({"prompt": "A dog", "size": "1x1"}, "SIZE_UNSUPPORTED", "size"),
    ],
)
def test_a_rule_says_no(ada, api_of, problem, data, code, field):
    body = problem(api_of(ada).post(URL, data), 422, "refused")
    assert [(one["code"], one["field"]) for one in body["errors"]] == [(code, field)]
    assert body["errors"][0]["detail"]
    assert body["errors"][0]["remedy"]
    assert body["errors"][0]["layer"] in ("PROMPT", "CONSENT")
    assert not Job.objects.exists()


def test_every_reason_is_told_in_the_readers_language(ada, cleo, api_of, problem):
    data = {"prompt": "A walk with @cleo", "seconds": 5}
    body = problem(api_of(ada).post(URL, data, headers={"Accept-Language": "de"}), 422, "refused")
    assert {one["code"] for one in body["errors"]} == {"LENGTH_UNSUPPORTED", "LIKENESS_NOT_ALLOWED"}
    assert "Cleo" in body["detail"]


def test_the_quota_alone_is_429(ada, api_of, problem, settings, at):
    settings.JOBS_A_DAY = 1
    request_job(author=ada, prompt="A dog runs", at=at)
    body = problem(api_of(ada).post(URL, {"prompt": "A dog"}), 429, "refused")
    assert body["errors"][0]["code"] == "QUOTA_DAY"
    assert api_of(ada).get("/api/v1/me").json()["quota"] == {"limit": 1, "used": 1}


def test_a_remix_of_a_clip_one_may_see(ada, noor, ben, clip_of, api_of, problem, at):
    clip = clip_of(ada)
    made = api_of(noor).post(URL, {"prompt": "The dog swims", "remix_of": str(clip.pk)})
    assert made.json()["remix_of"] == str(clip.pk)
    draft = clip_of(ada, state="DRAFT")
    problem(api_of(noor).post(URL, {"prompt": "x", "remix_of": str(draft.pk)}), 404, "not_found")
    gone = clip_of(ada, cast=[ben])
    api_of(ben).post(f"/api/v1/uses/{gone.uses.get().pk}/revoke")
    problem(api_of(noor).post(URL, {"prompt": "x", "remix_of": str(gone.pk)}), 410, "gone")


def test_other_peoples_jobs_do_not_exist(ada, noor, api_of, problem, at):
    job = request_job(author=ada, prompt="A dog runs", at=at)
    api = api_of(noor)
    problem(api.get(f"{URL}/{job.pk}"), 404, "not_found")
    problem(api.delete(f"{URL}/{job.pk}"), 404, "not_found")
    for verb in ("cancel", "retry"):
        problem(api.post(f"{URL}/{job.pk}/{verb}"), 404, "not_found")
    problem(api.get(URL + NOBODY), 404, "not_found")
    assert api.get(URL).json()["results"] == []


def test_a_likeness_owner_watches_and_does_not_touch(ada, ben, api_of, problem, at):
    job = request_job(author=ada, prompt="A walk with @ben", at=at)
    api = api_of(ben)
    assert api.get(f"{URL}/{job.pk}").json()["cast"] == [
        {"handle": "ben", "name": "Ben", "state": "APPROVED"}
    ]
    problem(api.post(f"{URL}/{job.pk}/cancel"), 404, "not_found")


def test_cancel_and_cancel_again(ada, api_of, at):
    job = request_job(author=ada, prompt="A dog runs", at=at)
    api = api_of(ada)
    for _time in range(2):
        body = api.post(f"{URL}/{job.pk}/cancel").json()
        assert (body["state"], body["error"]["code"]) == ("CANCELLED", "CANCELLED")


def test_retry_makes_a_new_job_and_never_doubles_one_on_its_way(ada, api_of, at):
    job = request_job(author=ada, prompt="A dog runs", at=at, seconds=4)
    api = api_of(ada)
    same = api.post(f"{URL}/{job.pk}/retry")
    assert (same.status_code, same.json()["id"]) == (200, str(job.pk))
    api.post(f"{URL}/{job.pk}/cancel")
    again = api.post(f"{URL}/{job.pk}/retry")
    assert again.status_code == 201
    assert (again.json()["seconds"], again.json()["seed"]) == (4, job.seed)
    assert again.json()["id"] != str(job.pk)


def test_delete_takes_the_clip_out_of_sight(ada, clip_of, api_of, client, problem):
    clip = clip_of(ada)
    api = api_of(ada)
    assert api.delete(f"{URL}/{clip.pk}").status_code == 204
    assert api.get(URL).json()["results"] == []
    assert client.get(clip.video_url).status_code == 410


def test_a_job_on_its_way_is_cancelled_before_it_is_deleted(ada, api_of, problem, at):
    job = request_job(author=ada, prompt="A dog runs", at=at)
    problem(api_of(ada).delete(f"{URL}/{job.pk}"), 409, "conflict")


def test_the_list_goes_on_with_the_cursor(ada, api_of, at):
    jobs = [request_job(author=ada, prompt="A dog runs", at=at) for _number in range(5)]
    api, seen, url = api_of(ada), [], URL + "?limit=2"
    while url:
        page = api.get(url).json()
        seen += [one["id"] for one in page["results"]]
        url = page["next"]
    assert sorted(seen) == sorted(str(job.pk) for job in jobs)


def test_a_cursor_of_ones_own_invention(ada, api_of, problem):
    problem(api_of(ada).get(URL + "?cursor=nonsense"), 404, "not_found")


def test_the_list_asks_the_database_a_fixed_number_of_questions(
    ada, ben, api_of, at, django_assert_max_num_queries
):
    for _number in range(6):
        request_job(author=ada, prompt="A walk with @ben", at=at)
    api = api_of(ada)
    with django_assert_max_num_queries(6):
        api.get(URL)


def test_check_says_what_goes_and_writes_nothing(ada, ben, cleo, api_of, at):
    set_permission(
        cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="FREELY", categories_off=["ROMANCE"]
    )
    api = api_of(ada)
    good = api.post(URL + "/check", {"prompt": "A walk with @ben"}).json()
    assert good["goes"] is True
    assert [(one["handle"], one["verdict"]) for one in good["cast"]] == [("ben", "GOES")]
    bad = api.post(URL + "/check", {"prompt": "A walk with @cleo", "seconds": 5}).json()
    assert bad["goes"] is False
    assert bad["cast"][0]["refusals"][0]["code"] == "LIKENESS_NOT_ALLOWED"
    assert [one["code"] for one in bad["refusals"]] == ["LENGTH_UNSUPPORTED"]
    assert not Job.objects.exists()
    assert not CameoUse.objects.exists()
    assert not ben.notifications.exists()


@pytest.mark.slow
def test_from_prompt_to_bytes(ada, api_of, run_jobs):
    api = api_of(ada)
    asked = {"prompt": "A dog runs", "seconds": 4, "size": "360x640", "publish_when_done": True}
    job = api.post(URL, asked).json()
    run_jobs()
    done = api.get(f"{URL}/{job['id']}").json()
    assert (done["state"], done["progress"]["url"]) == (JobState.DONE, f"/c/{job['id']}")
    clip = api.get(f"/api/v1/clips/{job['id']}").json()
    assert clip["state"] == "PUBLISHED"
    video = api.get(clip["media"]["video.mp4"])
    assert b"".join(video.streaming_content)[4:8] == b"ftyp"
