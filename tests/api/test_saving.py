"""/api/v1/clips/<id>/like and /save, /saved, /collections, /lists."""

import pytest

from cameos.operations import take_back
from feed.models import Collection, PeopleList, Saved

pytestmark = pytest.mark.django_db


def ids(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def test_like_and_take_it_back(api_of, problem, ada, noor, clip_of):
    clip, draft = clip_of(ada), clip_of(ada, state="DRAFT")
    for on in (True, True, False):
        answer = api_of(noor).post(f"/api/v1/clips/{clip.pk}/like", {"on": on}, format="json")
        assert answer.json() == {"on": on}
        assert clip.likes.count() == int(on)
    problem(
        api_of(noor).post(f"/api/v1/clips/{draft.pk}/like", {"on": True}, format="json"), 404, "not_found"
    )
    problem(
        api_of(None).post(f"/api/v1/clips/{clip.pk}/like", {"on": True}, format="json"),
        401,
        "not_authenticated",
    )


def test_a_collection_from_making_to_deleting(api_of, problem, ada, noor, cleo, clip_of):
    first, second = clip_of(ada, "First"), clip_of(ada, "Second")
    mine, other = api_of(noor), api_of(cleo)
    made = mine.post("/api/v1/collections", {"name": " Best  of "}, format="json")
    assert (made.status_code, made.json()["name"], made.json()["is_shared"]) == (201, "Best of", False)
    path = f"/api/v1/collections/{made.json()['id']}"
    for clip in (first, second):
        other.post(f"/api/v1/clips/{clip.pk}/save", {"on": True}, format="json")  # two keep the same
        assert mine.put(f"{path}/clips/{clip.pk}").status_code == 204
    assert ids(mine.get(f"{path}/clips")) == [str(second.pk), str(first.pk)]
    page = mine.get("/api/v1/saved?limit=1").json()
    assert [row["id"] for row in page["results"]] == [str(second.pk)]
    assert ids(mine.get(page["next"])) == [str(first.pk)]
    for method, below in (("get", ""), ("get", "/clips"), ("patch", ""), ("delete", "")):
        problem(getattr(other, method)(f"{path}{below}"), 404, "not_found")
    assert mine.patch(path, {"is_shared": True}, format="json").json()["name"] == "Best of"
    assert len(ids(other.get(f"{path}/clips"))) == len(ids(api_of(None).get(f"{path}/clips"))) == 2
    problem(other.put(f"{path}/clips/{first.pk}"), 404, "not_found")
    assert mine.delete(f"{path}/clips/{first.pk}").status_code == 204
    assert ids(mine.get(f"{path}/clips")) == [str(second.pk)]
    problem(mine.delete(f"{path}/clips/{first.pk}"), 404, "not_found")
    assert mine.delete(path).status_code == 204
    assert Saved.objects.filter(who=noor, collection=None).count() == 2


def test_saved_into_a_collection_of_ones_own_only(api_of, problem, ada, noor, cleo, clip_of, at):
    clip = clip_of(ada)
    theirs = Collection.objects.create(owner=cleo, name="Hers", created_at=at)
    own = Collection.objects.create(owner=noor, name="Mine", created_at=at)
    path, program = f"/api/v1/clips/{clip.pk}/save", api_of(noor)
    problem(program.post(path, {"on": True, "collection": str(theirs.pk)}, format="json"), 404, "not_found")
    kept = {"on": True, "collection": str(own.pk)}
    assert program.post(path, kept, format="json").json() == kept
    assert program.post(path, {"on": False}, format="json").json() == {"on": False, "collection": None}


@pytest.mark.parametrize("path", ["/api/v1/collections", "/api/v1/lists"])
@pytest.mark.parametrize("name", ["x" * 61, "One"])
def test_names_that_do_not_go_say_why(api_of, problem, noor, path, name):
    api_of(noor).post(path, {"name": "One"}, format="json")
    answer = api_of(noor).post(path, {"name": name}, format="json")
    assert problem(answer, 422, "refused")["errors"][0]["field"] == "name"


def test_what_is_taken_back_is_in_no_answer(api_of, ada, ben, noor, clip_of, at):
    clip, program = clip_of(ada, cast=[ben]), api_of(noor)
    made = program.post("/api/v1/collections", {"name": "Kept"}, format="json").json()
    program.post(f"/api/v1/clips/{clip.pk}/save", {"on": True, "collection": made["id"]}, format="json")
    take_back(cameo=ben.cameos.get(), at=at)
    assert ids(program.get("/api/v1/saved")) == []
    assert ids(program.get(f"/api/v1/collections/{made['id']}/clips")) == []
    assert program.post(f"/api/v1/clips/{clip.pk}/like", {"on": True}, format="json").status_code == 410


def test_a_list_of_people_and_their_clips(api_of, problem, ada, ben, noor, clip_of):
    clip, _other = clip_of(ada), clip_of(ben)
    mine = api_of(noor)
    made = mine.post("/api/v1/lists", {"name": "Makers"}, format="json")
    path = f"/api/v1/lists/{made.json()['id']}"
    answer = mine.post(f"{path}/people", {"handle": "@ada", "on": True}, format="json")
    assert [row["handle"] for row in answer.json()["people"]] == ["ada"]
    assert ids(mine.get(f"{path}/clips")) == [str(clip.pk)]
    assert not ada.notifications.exists()
    answer = mine.post(f"{path}/people", {"handle": "nobody", "on": True}, format="json")
    assert problem(answer, 422, "refused")["errors"][0]["field"] == "handle"
    for method, below in (("get", ""), ("patch", ""), ("delete", ""), ("get", "/clips"), ("post", "/people")):
        problem(getattr(api_of(ada), method)(f"{path}{below}"), 404, "not_found")
    assert mine.patch(path, {"name": "Others"}, format="json").json()["name"] == "Others"
    mine.post(f"{path}/people", {"handle": "ada", "on": False}, format="json")
    assert ids(mine.get(f"{path}/clips")) == []
    assert mine.delete(path).status_code == 204
    assert not PeopleList.objects.exists()
