"""The folded part of the director's sheet: what it takes, what it keeps, what it says; with and without a script."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from accounts.blocking import mute_person, unmute_person
from generation.models import FirstPicture, Job
from generation.operations import request_job
from generation.sheet import asked_again, beginnings
from generation.sheet_forms import ShotRow, moved
from tests.faces import as_bytes, drawn_face, meadow

PROMPT = "A dog runs along the beach"


def typed(**rest):
    return {"prompt": PROMPT, "size": "720x1280", "seconds": "8", "title": "", **rest}


def png(picture):
    return SimpleUploadedFile("mine.png", as_bytes(picture), "image/png")


def test_every_wish_reaches_the_job(ada, client_of):
    client_of(ada).post("/create", typed(
        style="noir", camera="pan", sound="off", negative=" cars ", seed="7", engine="papertheatre",
        shot_prompt=["A dog runs", "A cat sleeps", ""], shot_seconds=["5", "", ""], picture=png(meadow()),
    ))  # fmt: skip
    job = Job.objects.get()
    picture = FirstPicture.objects.get()
    assert job.wanted == {
        "style": "noir", "camera": "pan", "sound": False, "negative": "cars", "picture": picture.file,
        "shots": [{"prompt": "A dog runs", "seconds": 5.0}, {"prompt": "A cat sleeps", "seconds": 3.0}],
    }  # fmt: skip
    assert (job.seed, job.engine) == (7, "papertheatre")


def test_a_storyboard_needs_no_other_words(ada, client_of):
    client_of(ada).post("/create", typed(prompt="", shot_prompt=["A dog", "A cat"], shot_seconds=["", ""]))
    assert Job.objects.get().prompt == "A dog\nA cat"
    assert [shot["seconds"] for shot in Job.objects.get().wanted["shots"]] == [4.0, 4.0]


def test_variations_become_jobs_of_one_group(ada, client_of):
    client_of(ada).post("/create", typed(variations="3"))
    assert Job.objects.count() == 3
    assert Job.objects.values("group").distinct().count() == 1
    page = client_of(ada).get(Job.objects.first().get_absolute_url()).content.decode()
    assert page.count('<li><a href="/jobs/') == 3


BAD = [
    ({"style": "baroque"}, "style", "STYLE_UNSUPPORTED"),
    ({"camera": "\x00"}, "camera", "null_characters_not_allowed"),
    ({"engine": "dreams"}, "engine", "ENGINE_UNKNOWN"),
    ({"seed": "many"}, "seed", "invalid"),
    ({"seed": "-1"}, "seed", "min_value"),
    ({"seed": "9" * 30}, "seed", "max_value"),
    ({"variations": "9"}, "variations", "VARIATIONS_UNSUPPORTED"),
    ({"variations": "two"}, "variations", "invalid"),
    ({"negative": "x" * 501}, "negative", "NEGATIVE_TOO_LONG"),
    ({"sound": "loud"}, "sound", "invalid_choice"),
    ({"picture_kept": "junk"}, "picture_kept", "invalid"),
    ({"picture_kept": str(uuid.UUID(int=1))}, "picture", "PICTURE_GONE"),
    ({"shot_prompt": ["A dog"], "shot_seconds": ["soon"]}, "__all__", "shot_seconds"),
    ({"shot_prompt": ["A dog"], "shot_seconds": ["nan"]}, "__all__", "shot_seconds"),
    ({"shot_prompt": ["A dog", " "], "shot_seconds": ["4", "4"]}, "__all__", "SHOT_EMPTY"),
    ({"shot_prompt": ["A dog"] * 7, "shot_seconds": ["1"] * 7}, "__all__", "SHOTS_TOO_MANY"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "field", "code"), BAD, ids=[f"{row[1]}-{row[2]}" for row in BAD])
def test_bad_wishes_are_refused_at_their_field(ada, client_of, wrong, field, code):
    answer = client_of(ada).post("/create", typed(**wrong))
    assert answer.status_code == 422
    assert code in [error.code for error in answer.context["form"].errors[field].as_data()]
    assert not Job.objects.exists()


def test_a_refused_sheet_keeps_its_picture_and_its_shots(ada, client_of):
    answer = client_of(ada).post("/create", typed(
        prompt="@nobody42 dances", picture=png(meadow()), shot_prompt=["A dog", "A cat"], shot_seconds=["4", "4"],
    ))  # fmt: skip
    kept = FirstPicture.objects.get()
    page = answer.content.decode()
    assert f'name="picture_kept" value="{kept.pk}"' in page
    assert answer.context["form"].shots == [ShotRow("A dog", "4"), ShotRow("A cat", "4")]
    client_of(ada).post("/create", typed(picture_kept=str(kept.pk)))
    assert Job.objects.get().wanted["picture"] == kept.file
    client_of(ada).post("/create", typed(picture_kept=str(kept.pk), picture_out="1"))
    assert "picture" not in Job.objects.order_by("created_at").last().wanted


def test_a_face_is_refused_at_the_picture_and_nothing_is_kept(ada, client_of):
    answer = client_of(ada).post("/create", typed(picture=png(drawn_face())))
    assert [one.code for one in answer.context["form"].refused["picture"]] == ["PICTURE_FACE"]
    assert "There is a face in this picture." in answer.content.decode()
    assert not FirstPicture.objects.exists()
    look = client_of(ada).post("/create/check", typed(picture=png(drawn_face())), headers={"X-Fragment": "1"})
    assert "There is a face in this picture." in look.content.decode()


def test_nobody_uses_the_picture_of_another(ada, noor, client_of):
    client_of(ada).post("/create/check", typed(picture=png(meadow())))
    kept = FirstPicture.objects.get()
    answer = client_of(noor).post("/create", typed(picture_kept=str(kept.pk)))
    assert [one.code for one in answer.context["form"].refused["picture"]] == ["PICTURE_GONE"]


# ---------------------------------------------------------------- without a script

ROWS = [ShotRow("a"), ShotRow("b"), ShotRow("c")]


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("up-2", "bac"), ("down-2", "acb"), ("out-1", "bc"), ("up-1", "abc"), ("down-3", "abc"), ("add", "abc"),
        ("out-9", "abc"), ("out-0", "abc"), ("junk", "abc"), ("", "abc"),
    ],
)  # fmt: skip
def test_rows_move(do, order):
    assert "".join(row.prompt for row in moved(ROWS, do)) == order


def test_a_button_gives_the_sheet_back_with_its_rows_changed(ada, client_of):
    sent = typed(shot_prompt=["A dog", "A cat"], shot_seconds=["5", "3"], style="noir", do="up-2")
    answer = client_of(ada).post("/create/check", sent)
    form = answer.context["form"]
    assert form.shots == [ShotRow("A cat", "3"), ShotRow("A dog", "5")]
    assert (form["style"].value(), form["prompt"].value()) == ("noir", PROMPT)
    assert not Job.objects.exists()
    answer = client_of(ada).post("/create/check", {**sent, "do": "add"})
    assert len(answer.context["form"].rows) == 3
    empty = client_of(ada).get("/create").context["form"]
    assert len(empty.rows) == 2


def test_the_check_speaks_of_the_whole_wish(ada, ben, client_of, plain_engine):
    answer = client_of(ada).get("/create/check", typed(
        prompt="", shot_prompt=["@ben runs", "@ben sleeps"], shot_seconds=["4", "4"], style="noir", variations="2",
    ))  # fmt: skip
    check = answer.context["check"]
    assert [one.handle for one in check.answers] == ["ben"]
    assert check.goes
    assert ("style", "noir") in {(one.kind, one.text) for one in check.chips}
    assert check.estimate.costs == 2
    answer = client_of(ada).get("/create/check", typed(engine=plain_engine, style="noir"))
    assert [one.field for one in answer.context["check"].refusals] == ["style"]
    words = " ".join(answer.content.decode().replace("</strong>", "").split())
    assert "This engine has no choice of styles. Choose Paper theatre" in words


@pytest.mark.parametrize(
    "sent", [{"shot_prompt": "\x00" * 5000}, {"variations": "²"}, {"engine": "\x00"}, {"picture_kept": "\x00"},
             {"style": "x" * 9000}, {"seed": "x"}, {"do": "up-99999"}, {"shot_seconds": "1e999", "shot_prompt": "a"}]
)  # fmt: skip
def test_check_takes_anything(ada, client_of, sent):
    assert client_of(ada).get("/create/check", typed(**sent)).status_code == 200
    assert client_of(ada).post("/create/check", typed(**sent)).status_code == 200


# ---------------------------------------------------------------- things to begin with


def test_templates_are_there_in_both_languages_and_all_go(ada, at):
    for language in ("en", "de"):
        with translation.override(language):
            found = beginnings()
            assert len({one.title for one in found}) == len(found) >= 5
            for one in found:
                initial = one.as_initial()
                shots = [{"prompt": row.prompt, "seconds": float(row.seconds)} for row in initial["shots"]]
                wanted = {"style": one.style, "camera": one.camera, "shots": shots}
                job = request_job(
                    author=ada, prompt=one.prompt, at=at, seconds=one.seconds, size=one.size, wanted=wanted
                )
                assert job.prompt


def test_one_begins_with_a_template_or_with_earlier_words(ada, noor, client_of, at):
    page = client_of(ada).get("/create?from=tale")
    assert [row.seconds for row in page.context["form"].shots] == ["4", "4", "4"]
    job = request_job(
        author=ada, prompt="A whale", at=at, seconds=6, seed=9, wanted={"style": "noir", "sound": False}
    )
    page = client_of(ada).get("/create")
    assert f"/create?again={job.pk}" in page.content.decode()
    form = client_of(ada).get(f"/create?again={job.pk}").context["form"]
    values = {name: form[name].value() for name in ("prompt", "seconds", "style", "sound", "seed", "engine")}
    assert values == {
        "prompt": "A whale",
        "seconds": 6,
        "style": "noir",
        "sound": "off",
        "seed": 9,
        "engine": "papertheatre",
    }
    assert client_of(noor).get(f"/create?again={job.pk}").status_code == 404
    assert client_of(ada).get("/create?again=junk").status_code == 404
    assert client_of(ada).get("/create?from=junk").status_code == 200


def test_what_was_asked_can_be_asked_again(ada, at):
    shots = [{"prompt": "A dog", "seconds": 6.0}, {"prompt": "A cat", "seconds": 2.0}]
    job = request_job(author=ada, prompt="", at=at, wanted={"shots": shots})
    again = asked_again(job)
    assert (again["prompt"], again["shots"]) == ("", [ShotRow("A dog", "6"), ShotRow("A cat", "2")])


# ---------------------------------------------------------------- engines and people


def test_each_engine_says_what_it_can_do(ada, client_of, plain_engine, clip_of):
    clip_of(ada)
    cards = {one.key: one for one in client_of(ada).get("/create?seconds=4").context["engines"]}
    assert "storyboard" in cards["papertheatre"].can
    assert (cards[plain_engine].licence, cards[plain_engine].can) == ("MIT", ["silent", "no likenesses"])
    page = client_of(ada).get("/create").content.decode()
    assert "Licence: MIT" in page


def test_names_complete_for_those_who_may_cast_them(ada, noor, ben, cleo, client_of):
    page = client_of(ada).get("/create/people?q=B").content.decode()
    assert 'data-handle="@ben"' in page
    assert "1 person." in page
    assert "@cleo" not in client_of(ada).get("/create/people?q=cl").content.decode()
    assert 'data-handle="@cleo"' in client_of(cleo).get("/create/people?q=cl").content.decode()
    assert "Nobody by that name" in client_of(noor).get("/create/people?q=%00zzz").content.decode()


def test_who_was_muted_is_not_suggested_and_may_be_named(ada, noor, ben, client_of, clip_of, at):
    """On the sheet, in place of somebody in a remix, and after an @; who is written out is asked by the rules alone."""
    original = clip_of(noor, cast=[ben])
    client, sheet = client_of(ada), f"/create?remix={original.pk}"
    assert 'data-insert="@ben"' in client.get("/create").content.decode()
    assert '<option value="ben">' in client.get(sheet).content.decode()
    mute_person(who=ada, whom=ben, at=at)
    assert 'data-insert="@ben"' not in client.get("/create").content.decode()
    assert '<option value="ben">' not in client.get(sheet).content.decode()
    for start in ("", "b", "ben"):
        page = client.get(f"/create/people?q={start}").content.decode()
        assert "Nobody by that name is suggested." in page
        assert "@ben" not in page
    assert 'data-handle="@ben"' in client_of(noor).get("/create/people?q=b").content.decode()
    job = request_job(author=ada, prompt="@ben waves", at=at)
    assert [use.cameo.handle for use in job.uses.all()] == ["ben"]
    unmute_person(who=ada, whom=ben)
    assert 'data-handle="@ben"' in client.get("/create/people?q=b").content.decode()


def test_ones_own_likeness_is_suggested_whomever_one_has_muted(ben, cleo, client_of, at):
    mute_person(who=cleo, whom=ben, at=at)
    client = client_of(cleo)
    sheet = client.get("/create").content.decode()
    assert 'data-insert="@cleo"' in sheet
    assert 'data-insert="@ben"' not in sheet
    page = client.get("/create/people?q=").content.decode()
    assert 'data-handle="@cleo"' in page
    assert 'data-handle="@ben"' not in page


def test_people_are_for_those_logged_in(client, ada, client_of):
    assert client.get("/create/people")["Location"].startswith("/accounts/login/")
    assert client_of(ada).post("/create/people").status_code == 405
