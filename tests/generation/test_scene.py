"""The scene in a person's hands: JSON both ways, errors that name the field, edits from the sheet and over the API."""

import json
from dataclasses import replace

import pytest

from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.editing import changed
from generation.engines.papertheatre.script import scene_from, written
from generation.engines.papertheatre.theatre import PaperTheatre
from generation.engines.types import Likeness, Request, SceneInvalid
from generation.models import Job
from generation.scene_rows import rows
from generation.scenes import SEAL, seal
from tests.adherence.score import HELD_OUT, prompts

PROMPT = 'A dog chases a red ball along the beach at sunset and says "Wait for me!"'
SHOTS = "Shot 1: a girl sleeps in her bedroom. Shot 2: she flies over the sea."


def as_told(scene):
    return json.loads(json.dumps(written(scene)))


def test_every_scene_survives_json():
    for path in ({}, {"path": HELD_OUT}):
        for row in prompts(**path):
            scene = direct(row["prompt"], 10)
            handles = {figure.cameo for figure in scene.figures if figure.cameo}
            assert scene_from(as_told(scene), scene.prompt, 10, handles) == scene


def test_a_few_words_make_a_scene():
    scene = scene_from({"set": "beach", "figures": [{"lemma": "dog"}]}, "a dog", 4)
    assert (scene.figures[0].kind, scene.figures[0].called, scene.time) == ("animal", "dog", "day")


BAD = [
    ("figures[0].lemma", lambda told: told["figures"][0].update(lemma="quokka")),
    ("figures[0].colour", lambda told: told["figures"][0].update(colour="beige")),
    ("figures[0].count", lambda told: told["figures"][0].update(count=0)),
    ("figures[0].count", lambda told: told["figures"][0].update(count=True)),
    ("figures[0].size", lambda told: told["figures"][0].update(size="medium")),
    ("figures[0].cameo", lambda told: told["figures"][0].update(cameo="lena")),
    ("figures[0].hat", lambda told: told["figures"][0].update(hat="red")),
    ("figures[0].attributes[0]", lambda told: told["figures"][0].update(attributes=[3])),
    ("figures", lambda told: told.update(figures=[{"lemma": "dog"}] * 13)),
    ("figures", lambda told: told.update(figures={"lemma": "dog"})),
    ("actions[0].verb", lambda told: told["actions"][0].update(verb="frobnicate")),
    ("actions[0].figure", lambda told: told["actions"][0].update(figure=7)),
    ("actions[0].target", lambda told: told["actions"][0].update(target=0)),
    ("speech[0].text", lambda told: told["speech"][0].update(text="a" * 401)),
    ("speech[0].speaker", lambda told: told["speech"][0].update(speaker=-1)),
    ("speech[0].lang", lambda told: told["speech"][0].update(lang="fr")),
    ("set", lambda told: told.update(set="atlantis")),
    ("camera", lambda told: told.update(camera="shaky")),
    ("sounds[0]", lambda told: told.update(sounds=["a sound nobody made"])),
    ("relations[0][1]", lambda told: told.update(relations=[[0, "astride", 1]])),
    ("relations[0]", lambda told: told.update(relations=[[0, "on"]])),
    ("shots[0].share", lambda told: told.update(shots=[{"set": "sea", "time": "day", "weather": "clear"}])),
    ("shots[0].cast[0]", lambda told: told.update(
        shots=[{"share": 1, "set": "sea", "time": "day", "weather": "clear", "cast": [9]}])),
    ("curtain", lambda told: told.update(curtain="red")),
]  # fmt: skip


@pytest.mark.parametrize(("field", "spoil"), BAD, ids=[f"{i} {field}" for i, (field, _) in enumerate(BAD)])
def test_what_is_wrong_is_named(field, spoil):
    told = as_told(direct(PROMPT, 8))
    spoil(told)
    with pytest.raises(SceneInvalid) as wrong:
        scene_from(told, PROMPT, 8)
    assert wrong.value.field == field


@pytest.mark.parametrize("told", [None, [], "a dog", 3])
def test_a_scene_is_an_object(told):
    with pytest.raises(SceneInvalid):
        scene_from(told, PROMPT, 8)


def test_edits_change_what_they_name():
    scene = changed(direct(PROMPT, 8), {"figures.1.colour": "blue", "set": "snow", "speech.0.text": "Stop!"})
    assert (scene.figures[1].colour, scene.set, scene.speech[0].text) == ("blue", "snow", "Stop!")
    assert "blue" in scene.figures[1].told
    assert "red" not in scene.figures[1].told


def test_who_leaves_takes_along_what_they_did():
    scene = changed(direct(PROMPT, 8), {"figures.0.out": "on"})
    assert [figure.lemma for figure in scene.figures] == ["ball"]
    assert not scene.speech
    assert all(action.figure == 0 for action in scene.actions)
    assert scene_from(as_told(scene), PROMPT, 8) == scene


def test_one_shot_changes_and_the_other_stays():
    scene = changed(direct(SHOTS, 8), {"shots.1.set": "desert", "shots.0.actions.0.verb": "dance"})
    assert [shot.set for shot in scene.shots] == [direct(SHOTS, 8).shots[0].set, "desert"]
    assert scene.actions[0].verb == "dance"
    assert scene_from(as_told(scene), SHOTS, 8) == scene


def test_edits_that_name_nothing_change_nothing():
    scene = direct(PROMPT, 8)
    nothing = {
        "figures.9.lemma": "cat",
        "shots.4.set": "sea",
        "prompt": "x",
        "__class__": "x",
        "figures.0.cameo": "ada",
    }
    assert changed(scene, nothing) == scene


def test_the_engine_plays_the_edited_scene_and_no_other():
    request = Request("A dog runs", 4, 180, 320, seed=3)
    told, _unknown = PaperTheatre().understand(request)
    same = replace(request, scene=told["scene"])
    frames = [PaperTheatre().render(one, lambda _: None, lambda: False) for one in (request, same)]
    first, second = (next(iter(take.frames)) for take in frames)
    assert (first == second).all()
    assert (frames[0].sound == frames[1].sound).all()
    cat = changed(direct("A dog runs", 4), {"figures.0.lemma": "cat"})
    other = PaperTheatre().render(replace(request, scene=written(cat)), lambda _: None, lambda: False)
    assert other.understood["figures"][0]["lemma"] == "cat"


def test_a_cameo_is_only_on_stage_when_it_was_asked_for():
    told = {"figures": [{"lemma": "man", "cameo": "ben"}]}
    with pytest.raises(SceneInvalid):
        PaperTheatre().understand(Request("a man", 4, scene=told))
    said, _ = PaperTheatre().understand(Request("a man", 4, scene=told, cameos=(Likeness("ben", "Ben"),)))
    assert said["cameos"] == ["ben"]


def test_ties_moods_clothes_and_cuts_change_too():
    told = 'A girl in a red dress sits behind a tree. Shot 2: she flies over the sea and says "Oh!".'
    scene = changed(direct(told, 8), {
        "shots.0.relations.0.how": "beside", "figures.0.mood": "sad", "figures.0.clothes": "coat",
        "shots.1.transition": "page", "shots.1.share": "75", "shots.1.mood": "spooky",
        "shots.1.speech.0.speaker": "", "shots.1.speech.0.lang": "de",
    })  # fmt: skip
    girl = scene.figures[0]
    assert scene.shots[0].relations[0][1] == "beside"
    assert (girl.attributes, girl.worn) == (("sad", "coat"), (("coat", "", "coat"),))
    assert (scene.shots[1].transition, scene.shots[1].mood) == ("page", "spooky")
    assert (scene.speech[0].speaker, scene.speech[0].lang) == (None, "de")
    played = scene_from(as_told(scene), told, 8)
    assert [round(shot.share, 2) for shot in played.shots] == [0.4, 0.6]


def test_a_tie_and_what_was_ruled_out_can_go():
    told = "A cat sits on a table, no people"
    scene = changed(direct(told, 8), {"relations.0.out": "on", "absent.0.out": "on"})
    assert (scene.relations, scene.absent) == ([], [])
    assert direct(told, 8).relations


def posted(prompt=PROMPT, **edits):
    return {"prompt": prompt, "size": "720x1280", "seconds": "8", "title": "", SEAL: seal(prompt),
            **{f"scene.{key.replace('__', '.')}": value for key, value in edits.items()}}  # fmt: skip


def test_a_likeness_left_out_is_not_asked_for(ada, ben, cleo, client_of):
    client = client_of(ada)
    words = "@ben and @cleo dance in the garden"
    scene = direct(words, 8, (Likeness("ben", "Ben"), Likeness("cleo", "Cleo")))
    out = next(at for at, figure in enumerate(scene.figures) if figure.cameo == "cleo")
    refused = client.post("/create", posted(words))
    assert refused.status_code == 422
    sheet = client.post("/create/check", posted(words, **{f"figures__{out}__out": "on"})).content.decode()
    assert "@cleo" in sheet
    answer = client.post("/create", posted(words, **{f"figures__{out}__out": "on"}))
    assert answer.status_code == 302
    job = Job.objects.get()
    assert [use.cameo.handle for use in job.uses.all()] == ["ben"]
    assert [figure["cameo"] for figure in job.wanted["scene"]["figures"]] == ["ben"]


def test_the_sheet_shows_what_can_be_changed(ada, client_of):
    page = client_of(ada).get("/create/check", {"prompt": PROMPT, "seconds": 8}).content.decode()
    for name in ("scene.figures.0.lemma", "scene.figures.1.out", "scene.speech.0.text", "scene.set", SEAL):
        assert f'name="{name}"' in page


def test_chips_change_before_it_is_made(ada, client_of):
    answer = client_of(ada).post("/create", posted(figures__0__lemma="cat", set="snow", actions__0__out="on"))
    assert answer.status_code == 302
    scene = Job.objects.get().wanted["scene"]
    assert (scene["figures"][0]["lemma"], scene["set"]) == ("cat", "snow")
    assert len(scene["actions"]) < len(direct(PROMPT, 8).actions)


def test_nothing_changed_is_no_scene(ada, client_of):
    told = PaperTheatre().understand(Request(PROMPT, 8))[0]["scene"]
    fields = {
        choice.name.removeprefix("scene."): choice.value for row in rows(told) for choice in row.choices
    }
    client_of(ada).post("/create", posted(**fields))
    assert Job.objects.get().wanted == {}


def test_changes_of_other_words_are_left_out(ada, client_of):
    client_of(ada).post("/create", {**posted(figures__0__lemma="cat"), "prompt": "A horse sleeps"})
    assert Job.objects.get().wanted == {}


def test_a_changed_line_is_read_by_the_rules(ada, client_of, api_of):
    answer = client_of(ada).post("/create", posted(speech__0__text="Nude sex with children"))
    assert answer.status_code == 422
    scene = as_told(direct("A dog waves", 8))
    scene["speech"] = [{"text": "Nude sex with children", "lang": "en"}]
    refused = api_of(ada).post("/api/v1/jobs", {"prompt": "A dog waves", "scene": scene}, format="json")
    assert refused.status_code == 422
    assert not Job.objects.filter(prompt="A dog waves").exists()


def test_the_check_gives_the_scene_and_a_job_takes_it(ada, api_of):
    api = api_of(ada)
    scene = api.post("/api/v1/jobs/check", {"prompt": PROMPT}, format="json").json()["scene"]
    scene["figures"][0]["lemma"] = "cat"
    made = api.post("/api/v1/jobs", {"prompt": PROMPT, "scene": scene}, format="json")
    assert made.status_code == 201
    assert made.json()["scene"]["figures"][0]["lemma"] == "cat"


def test_the_field_is_named_over_the_api(ada, api_of):
    scene = as_told(direct(PROMPT, 8))
    scene["figures"][0]["colour"] = "beige"
    answer = api_of(ada).post("/api/v1/jobs", {"prompt": PROMPT, "scene": scene}, format="json")
    assert answer.status_code == 422
    assert "figures[0].colour" in answer.content.decode()
    assert not Job.objects.exists()
