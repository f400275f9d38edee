"""Making something of clips over the API, wishes of the maker, folders, and drafts that are searched."""

import pytest

from generation.keeping import make_folder, move_clips
from generation.models import Clip, Folder, Job
from generation.moves import NotAllowed, advance

pytestmark = pytest.mark.django_db


def test_a_recut(ada, clip_of, api_of):
    clip = clip_of(ada, title="Beach")
    body = {"parts": [{"start": 0.5}, {"end": 0.5}], "title": "Turned"}
    answer = api_of(ada).post(f"/api/v1/clips/{clip.pk}/recut", body, format="json")
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["kind"], made["title"], made["state"], made["engine"]) == (
        "RECUT", "Turned", "QUEUED", "cutting table",
    )  # fmt: skip
    assert made["parts"] == [
        {"clip": str(clip.pk), "start": 0.5, "end": 1.0}, {"clip": str(clip.pk), "start": 0.0, "end": 0.5},
    ]  # fmt: skip


def test_putting_together(ada, clip_of, api_of):
    one, other = clip_of(ada), clip_of(ada, state="DRAFT")
    body = {
        "parts": [{"clip": str(one.pk)}, {"clip": str(other.pk), "start": 0.2}],
        "join": "dissolve",
        "size": "640x360",
    }
    made = api_of(ada).post("/api/v1/stitches", body, format="json").json()
    assert (made["kind"], made["size"]) == ("STITCH", "640x360")
    assert Job.objects.get(pk=made["id"]).wanted == {"join": "dissolve"}


def test_going_on_and_remixing(ada, noor, clip_of, api_of):
    clip = clip_of(ada)
    Clip.objects.filter(pk=clip.pk).update(width=360, height=640)
    api = api_of(noor)
    longer = api.post(f"/api/v1/clips/{clip.pk}/extend", {"prompt": "It jumps", "seconds": 6}, format="json")
    assert (longer.status_code, longer.json()["kind"]) == (201, "EXTEND")
    remix = api.post(f"/api/v1/clips/{clip.pk}/remix", {"prompt": "A cat"}, format="json").json()
    assert (remix["kind"], remix["seconds"], remix["size"]) == ("MAKE", 4, "360x640")
    assert {longer.json()["remix_of"], remix["remix_of"]} == {str(clip.pk)}


def test_a_remix_with_somebody_else_in_it(ada, ben, cleo, noor, clip_of, api_of, problem):
    clip = clip_of(ada, cast=[ben])
    address = f"/api/v1/clips/{clip.pk}/remix"
    made = api_of(cleo).post(address, {"swap": {"ben": "cleo"}}, format="json").json()
    assert made["prompt"] == "A dog runs along the beach with @cleo"
    assert [one["handle"] for one in made["cast"]] == ["cleo"]
    Clip.objects.filter(pk=clip.pk).update(hides_prompt=True)
    refused = problem(api_of(noor).post(address, {"swap": {"ben": "cleo"}}, format="json"), 422, "refused")
    assert refused["errors"][0]["code"] == "PROMPT_EMPTY"


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("recut", {"parts": [{}]}),
        ("extend", {"prompt": "On"}),
        ("remix", {"prompt": "On"}),
        ("wishes", {"hides_prompt": True}),
    ],
)
def test_who_may_not(ada, noor, clip_of, api_of, problem, call, body):
    draft = clip_of(ada, state="DRAFT")
    address = f"/api/v1/clips/{draft.pk}/{call}"
    problem(api_of(None).post(address, body, format="json"), 401, "not_authenticated")
    problem(api_of(noor).post(address, body, format="json"), 404, "not_found")
    assert api_of(ada).get(address).status_code == 405
    advance(draft, "WITHDRAWN", at=draft.created_at)
    problem(api_of(ada).post(address, body, format="json"), 410, "gone")


def test_clips_of_others_are_not_put_together(ada, noor, clip_of, api_of, problem):
    body = {"parts": [{"clip": str(clip_of(ada).pk)}, {"clip": str(clip_of(noor).pk)}]}
    problem(api_of(ada).post("/api/v1/stitches", body, format="json"), 404, "not_found")


def test_a_part_outside_is_told_with_its_rule(ada, clip_of, api_of, problem):
    clip = clip_of(ada)
    body = {"parts": [{"start": 0.5, "end": 9}]}
    answer = api_of(ada).post(f"/api/v1/clips/{clip.pk}/recut", body, format="json")
    (error,) = problem(answer, 422, "refused")["errors"]
    assert (error["field"], error["code"]) == ("parts", "CUT_OUTSIDE")


@pytest.mark.parametrize(
    "body", [{"parts": "x"}, {"parts": [{"start": "x"}]}, {"parts": [{"start": "nan"}]}, {}]
)
def test_bad_shapes(ada, clip_of, api_of, body):
    answer = api_of(ada).post(f"/api/v1/clips/{clip_of(ada).pk}/recut", body, format="json")
    assert answer.status_code in (400, 422), answer.content


def test_hidden_words_are_for_their_maker_moderators_and_who_is_cast(ada, ben, noor, mona, clip_of, api_of):
    clip = clip_of(ada, cast=[ben])
    address = f"/api/v1/clips/{clip.pk}"
    assert api_of(noor).get(address).json()["prompt"].startswith("A dog runs")
    answer = api_of(ada).post(
        f"{address}/wishes", {"hides_prompt": True, "forbids_remix": True}, format="json"
    )
    assert (answer.json()["prompt"] is None, answer.json()["forbids_remix"]) == (False, True)
    for person, sees in ((ada, True), (ben, True), (mona, True), (noor, False), (None, False)):
        assert (api_of(person).get(address).json()["prompt"] is not None) == sees
        listed = api_of(person).get("/api/v1/clips").json()["results"][0]
        assert (listed["prompt"] is not None) == sees


def test_a_forbidden_remix_is_refused_by_every_call(ada, noor, clip_of, api_of, problem):
    clip = clip_of(ada)
    Clip.objects.filter(pk=clip.pk).update(forbids_remix=True, width=360, height=640)
    api = api_of(noor)
    for answer in (
        api.post(f"/api/v1/clips/{clip.pk}/remix", {"prompt": "A cat"}, format="json"),
        api.post(f"/api/v1/clips/{clip.pk}/extend", {"prompt": "A cat"}, format="json"),
        api.post("/api/v1/jobs", {"prompt": "A cat", "remix_of": str(clip.pk)}, format="json"),
    ):
        assert problem(answer, 422, "refused")["errors"][0]["code"] == "REMIX_FORBIDDEN"


def test_folders(ada, noor, clip_of, api_of, problem):
    api, draft = api_of(ada), clip_of(ada, state="DRAFT")
    made = api.post("/api/v1/folders", {"name": "  Sea   and sand "}, format="json").json()
    assert (made["name"], made["number"]) == ("Sea and sand", 0)
    moved = api.post("/api/v1/drafts/move", {"clips": [str(draft.pk)], "folder": made["id"]}, format="json")
    assert moved.json() == {"moved": 1}
    assert [one["number"] for one in api.get("/api/v1/folders").json()] == [1]
    address = f"/api/v1/folders/{made['id']}"
    assert api.put(address, {"name": "Sea"}, format="json").json()["name"] == "Sea"
    for name, code in ("", "FOLDER_NAME"), ("x" * 61, "FOLDER_NAME"), ("\0", None):
        answer = api.post("/api/v1/folders", {"name": name}, format="json")
        assert answer.status_code in (400, 422)
        if code:
            assert answer.json()["errors"][0]["code"] == code
    again = api.post("/api/v1/folders", {"name": "Sea"}, format="json")
    assert problem(again, 422, "refused")["errors"][0]["code"] == "FOLDER_TAKEN"
    for answer in (
        api_of(noor).put(address, {"name": "Mine"}, format="json"),
        api_of(noor).delete(address),
        api_of(noor).post(
            "/api/v1/drafts/move", {"clips": [str(draft.pk)], "folder": made["id"]}, format="json"
        ),
    ):
        problem(answer, 404, "not_found")
    assert api_of(noor).post("/api/v1/drafts/move", {"clips": [str(draft.pk)]}, format="json").json() == {
        "moved": 0
    }
    assert api.delete(address).status_code == 204
    draft.refresh_from_db()
    assert (draft.kept_in, draft.state, Folder.objects.count()) == (None, "DRAFT", 0)


def test_drafts_are_searched(ada, noor, clip_of, api_of, at):
    fox = clip_of(ada, state="DRAFT", title="", prompt="A fox dances")
    sea = clip_of(ada, state="DRAFT", title="The sea")
    Clip.objects.filter(pk=sea.pk).update(seen_at=at, kept_in=make_folder(owner=ada, name="Sea", at=at))
    folder = ada.folders.get().pk

    def found(person, query: str) -> set[str]:
        return {one["id"] for one in api_of(person).get(f"/api/v1/drafts?{query}").json()["results"]}

    assert found(ada, "") == {str(fox.pk), str(sea.pk)}
    assert found(ada, "q=FOX") == found(ada, "unread=1") == found(ada, "folder=none") == {str(fox.pk)}
    assert found(ada, f"folder={folder}") == found(ada, "q=sea%00") == {str(sea.pk)}
    assert found(ada, "folder=x") == found(noor, f"folder={folder}") == set()


def test_the_folders_of_others_are_none_of_ones_own(ada, noor, clip_of, at):
    clip = clip_of(ada, state="DRAFT")
    theirs = make_folder(owner=noor, name="Sea", at=at)
    with pytest.raises(NotAllowed):
        move_clips(owner=ada, ids=[clip.pk], folder=theirs)
