"""An owner's terms over the API: read, ask what a change would do, change."""

import pytest

from generation.models import Clip

OPEN = {"audience": "EVERYONE", "asking": "FREELY"}


@pytest.fixture
def cameo(ben):
    return ben.cameos.get()


@pytest.fixture
def clips(ada, noor, ben, clip_of) -> None:
    clip_of(ada, cast=[ben], prompt="A beer")
    clip_of(noor, cast=[ben], prompt="Ein Glas Wein")
    clip_of(ada, cast=[ben], prompt="A cold beer", state="DRAFT")
    clip_of(ada, cast=[ben], prompt="A dog on the beach")


def test_the_api_reads_previews_and_changes(ada, ben, cameo, clips, api_of, problem):
    call, url = api_of(ben), f"/api/v1/cameos/{cameo.pk}/terms"
    assert [one["handle"] for one in call.get("/api/v1/cameos").json()["results"]] == ["ben"]
    terms = {**OPEN, "categories_off": ["INTOXICANTS"], "restrictions": "no dogs", "notes": "mine"}
    seen = call.post(f"{url}/preview", terms, format="json").json()
    assert (seen["published"], seen["drafts"], seen["people"]) == (3, 1, 2)
    assert set(seen["reasons"]) == {"alcohol and drugs", "“no dogs”"}
    problem(
        call.put(url, terms, format="json"), 400, "invalid"
    )  # whether to apply it is asked, never guessed
    body = call.put(url, {**terms, "apply_to_existing": True}, format="json").json()
    assert (body["version"], body["notes"]) == (3, "mine")
    assert body["read_as"] == [{"text": "no dogs", "means": "dog, doggy"}]
    assert call.get(url).json() == body
    assert not Clip.objects.visible_to(ada).exists()


def test_the_api_is_for_the_owner_and_well_formed_terms(ada, ben, cameo, api_of, problem):
    url = f"/api/v1/cameos/{cameo.pk}/terms"
    problem(api_of(ada).get(url), 404, "not_found")
    problem(api_of(ada).put(url, {**OPEN, "apply_to_existing": False}, format="json"), 404, "not_found")
    problem(api_of(None).get(url), 401, "not_authenticated")
    assert api_of(ada).get("/api/v1/cameos").json()["results"] == []
    for wrong in ({"audience": "WORLD"}, {"categories_off": ["FUN"]}, {"until": "soon"}, {"uses_a_day": 0}):
        problem(api_of(ben).post(f"{url}/preview", {**OPEN, **wrong}, format="json"), 400, "invalid")
