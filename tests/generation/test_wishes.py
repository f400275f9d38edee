"""What can be asked for beside the words: held against the engine, kept on the job, handed to the engine."""

import io
from datetime import timedelta

import numpy as np
import pytest
from django.core.files.storage import default_storage
from PIL import Image

from cameos import biometrics
from cameos.operations import approve_person, set_permission
from generation import firstpictures
from generation.again import retry_job
from generation.checking import check
from generation.engines.papertheatre.theatre import PaperTheatre
from generation.firstpictures import keep_picture, own_picture
from generation.models import FirstPicture, Job
from generation.operations import JobRefused, cancel_job, request_job, request_variations
from generation.refusals import said
from generation.rendering import _request
from generation.wishes import as_request
from tests.faces import as_bytes, drawn_face, meadow

SHOTS = [
    {"prompt": "A dog runs along the beach", "seconds": 6},
    {"prompt": "A cat sleeps in the forest at night", "seconds": 2},
]


def upload(picture, kind="PNG", **rest):
    return io.BytesIO(as_bytes(picture, kind, **rest))


def refused(author, at, wanted=None, prompt="A dog runs", **rest):
    with pytest.raises(JobRefused) as caught:
        request_job(author=author, prompt=prompt, at=at, wanted=wanted, **rest)
    assert not Job.objects.exists()
    return {(one.field, one.reason.code) for one in caught.value.refusals}


# ---------------------------------------------------------------- against the engine

PLAIN = [
    ({"negative": "cars"}, "negative", "NO_NEGATIVE"),
    ({"shots": [{"prompt": "A dog", "seconds": 8}]}, "shots", "NO_SHOTS"),
    ({"style": "noir"}, "style", "NO_STYLE"),
    ({"camera": "pan"}, "camera", "NO_CAMERA"),
    ({"fps": 60}, "fps", "RATE_UNSUPPORTED"),
    ({"scene": {"set": "beach"}}, "scene", "NO_SCENE"),
]


@pytest.mark.parametrize(("wanted", "field", "code"), PLAIN)
def test_what_an_engine_can_not_do_is_refused_at_its_field(ada, at, plain_engine, wanted, field, code):
    assert refused(ada, at, wanted, offer=plain_engine) == {(field, code)}


def test_the_remedy_names_the_engines_that_can(ada, at, plain_engine):
    answer = check(author=ada, prompt="A dog", seconds=8, size="720x1280", at=at, offer=plain_engine,
                   wanted={"negative": "cars"})  # fmt: skip
    assert [one.sentence for one in answer.refusals] == [
        "This engine takes no words for what is not to be seen."
    ]
    assert answer.refusals[0].remedy == "Choose Paper theatre, or leave it out."


def test_nobody_can_help_where_no_engine_can(ada, at, plain_engine, settings):
    settings.OFFERS = {plain_engine: settings.OFFERS[plain_engine]}
    with pytest.raises(JobRefused) as caught:
        request_job(author=ada, prompt="A dog", at=at, wanted={"style": "noir"})
    assert said(caught.value.refusals[0]).remedy == "Leave it out."


def test_an_engine_that_can_not_show_a_likeness_says_so_first(ada, ben, at, plain_engine):
    assert refused(ada, at, prompt="@ben dances", offer=plain_engine) == {("prompt", "LIKENESS_ENGINE")}
    assert not ben.notifications.exists()


def test_an_engine_with_lengths_of_its_own(ada, at, plain_engine):
    assert refused(ada, at, offer=plain_engine, seconds=6, size="1280x720") == {
        ("seconds", "LENGTH_UNSUPPORTED"), ("size", "SIZE_UNSUPPORTED"),
    }  # fmt: skip


def test_an_engine_nobody_offers(ada, at):
    assert refused(ada, at, offer="dreams") == {("engine", "ENGINE_UNKNOWN")}


BAD_SHOTS = [
    ([{"prompt": " ", "seconds": 8}], "A dog", "SHOT_EMPTY"),
    ([{"prompt": "A dog", "seconds": 3}], "", "SHOTS_LENGTH"),
    ([{"prompt": "A dog", "seconds": 7.8}, {"prompt": "A cat", "seconds": 0.2}], "", "SHOT_TOO_SHORT"),
    ([{"prompt": "A dog", "seconds": -8}, {"prompt": "A cat", "seconds": 16}], "", "SHOT_TOO_SHORT"),
    ([{"prompt": "A dog", "seconds": float("nan")}], "", "SHOT_TOO_SHORT"),
    ([{"prompt": "A dog", "seconds": 1}] * 8, "", "SHOTS_TOO_MANY"),
]


@pytest.mark.parametrize(("shots", "prompt", "code"), BAD_SHOTS)
def test_a_storyboard_that_does_not_add_up(ada, at, shots, prompt, code):
    assert ("shots", code) in refused(ada, at, {"shots": shots}, prompt=prompt)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"negative": "x" * 501}, "NEGATIVE_TOO_LONG"),
        ({"negative": "a\x00b"}, "PROMPT_CONTROL_CHARACTERS"),
        ({"style": "baroque"}, "STYLE_UNSUPPORTED"),
        ({"camera": "drone"}, "CAMERA_UNSUPPORTED"),
        ({"picture": "faces/1.png"}, "PICTURE_GONE"),
    ],
)
def test_other_wishes_no_engine_takes(ada, at, wanted, code):
    assert {one for _field, one in refused(ada, at, wanted)} == {code}


def test_a_rule_can_not_be_broken_in_a_shot_or_an_edited_scene(ada, ben, at):
    shots = [{"prompt": "A dog runs", "seconds": 4}, {"prompt": "a naked man", "seconds": 4}]
    assert ("prompt", "SEXUAL_CONTENT") in refused(ada, at, {"shots": shots})
    scene = {"speech": [{"text": "a naked man"}]}
    assert ("prompt", "SEXUAL_CONTENT") in refused(ada, at, {"scene": scene})


def test_whoever_is_in_a_shot_is_cast_once_and_asked(ada, cleo, at):
    shots = [{"prompt": "@cleo runs", "seconds": 4}, {"prompt": "@cleo sleeps", "seconds": 4}]
    assert ("prompt", "LIKENESS_NOT_ALLOWED") in refused(ada, at, {"shots": shots}, prompt="")
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    job = request_job(author=ada, prompt="", at=at, wanted={"shots": shots})
    assert job.uses.get().state == "ASKED"
    assert job.prompt == "@cleo runs\n@cleo sleeps"


def test_a_long_storyboard_can_be_asked_for_again(ada, at):
    shots = [{"prompt": "A dog runs " * 90, "seconds": 4}, {"prompt": "A cat sleeps " * 60, "seconds": 4}]
    job = request_job(author=ada, prompt="", at=at, wanted={"shots": shots})
    cancel_job(job=job, by=ada, at=at)
    again = retry_job(job=job, by=ada, at=at)
    assert (again.prompt, again.wanted) == (job.prompt, job.wanted)


def test_what_says_nothing_is_not_kept(ada, at):
    job = request_job(author=ada, prompt="A dog", at=at, wanted={"negative": "", "sound": True, "shots": []})
    assert job.wanted == {}


# ---------------------------------------------------------------- several at once


def test_variations_are_jobs_of_one_group_with_seeds_of_their_own(ada, ben, at):
    jobs = request_variations(count=3, seed=7, author=ada, prompt="@ben dances", at=at)
    assert [job.seed for job in jobs] == [7, 8, 9]
    assert len({job.group for job in jobs}) == 1
    assert jobs[0].group is not None
    assert [job.uses.count() for job in jobs] == [1, 1, 1]
    assert request_variations(count=1, author=ada, prompt="A dog", at=at)[0].group is None


@pytest.mark.parametrize("count", [0, 5, -1])
def test_there_are_one_to_four(ada, at, count):
    with pytest.raises(JobRefused) as caught:
        request_variations(count=count, author=ada, prompt="A dog", at=at)
    assert caught.value.refusals[0].field == "variations"


def test_the_quota_counts_each_and_nothing_is_half_done(ada, at, settings):
    settings.JOBS_A_DAY = 2
    asked = check(author=ada, prompt="A dog", seconds=8, size="720x1280", at=at, variations=3)
    assert [one.code for one in asked.refusals] == ["QUOTA_TOO_MANY"]
    assert (asked.estimate.costs, asked.estimate.left) == (3, 2)
    with pytest.raises(JobRefused):
        request_variations(count=3, author=ada, prompt="A dog", at=at)
    assert not Job.objects.exists()
    assert check(author=ada, prompt="A dog", seconds=8, size="720x1280", at=at, variations=2).goes


def test_a_likeness_counts_each_too(ada, ben, at):
    set_permission(cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="FREELY", uses_a_day=2)
    asked = {"author": ada, "prompt": "@ben dances", "at": at, "seconds": 8, "size": "720x1280"}
    assert check(**asked, variations=2).goes
    answer = check(**asked, variations=3)
    assert answer.answers[0].verdict == "REFUSED"
    assert answer.answers[0].refusals[0].code == "LIKENESS_USES_A_DAY"


# ---------------------------------------------------------------- the first picture


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_anew_without_what_it_carried(ada, at, kind):
    exif = Image.Exif()
    exif[0x010E] = "my garden"
    kept = keep_picture(owner=ada, file=upload(meadow(3000, 1500), kind, exif=exif), words="", at=at)
    with default_storage.open(kept.file) as file:
        picture = Image.open(file)
        assert (picture.format, picture.size, picture.info, len(picture.getexif())) == (
            "PNG",
            (1920, 960),
            {},
            0,
        )


def test_no_address_leads_to_it(ada, at, client_of):
    kept = keep_picture(owner=ada, file=upload(meadow()), words="", at=at)
    for address in (
        f"/media/{kept.file}",
        f"/media/{kept.pk}/video.mp4",
        f"/{kept.file}",
        f"/static/{kept.file}",
    ):
        assert client_of(ada).get(address).status_code == 404


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "PICTURE_UNREADABLE"),
        (b"nonsense" * 100, "PICTURE_UNREADABLE"),
        (as_bytes(meadow())[:2000], "PICTURE_UNREADABLE"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PICTURE_UNREADABLE"),
        (as_bytes(meadow(), "GIF"), "PICTURE_UNREADABLE"),
        (b"\x00" * 8_000_001, "PICTURE_TOO_LARGE"),
        (as_bytes(Image.new("1", (9000, 9000))), "PICTURE_TOO_LARGE"),
        (as_bytes(drawn_face()), "PICTURE_FACE"),
    ],
    ids=["nothing", "nonsense", "half", "svg", "gif", "bytes", "pixels", "face"],
)
def test_what_is_no_first_picture(ada, at, data, code):
    with pytest.raises(JobRefused) as caught:
        keep_picture(owner=ada, file=io.BytesIO(data), words="", at=at)
    assert [(one.field, one.reason.code) for one in caught.value.refusals] == [("picture", code)]
    assert not FirstPicture.objects.exists()
    assert not default_storage.exists("first-pictures")


@pytest.fixture
def ben_recorded(ben):
    """Ben, with a face a face finder sees."""
    cameo = ben.cameos.get()
    recording = cameo.recordings.get(version=cameo.recording_version)
    biometrics.keep(recording=recording, kind="face", data=as_bytes(drawn_face()), media_type="image/png")
    return cameo


def test_the_own_face_of_whoever_is_cast_passes(ada, ben_recorded, at):
    kept = keep_picture(owner=ada, file=upload(drawn_face(600), "JPEG"), words="@ben waves", at=at)
    assert kept.shows == ["ben"]
    wanted = {"picture": kept.file}
    assert refused(ada, at, wanted, prompt="A man waves") == {("picture", "PICTURE_LIKENESS")}
    assert request_job(author=ada, prompt="@ben waves", at=at, wanted=wanted).uses.count() == 1


def test_somebody_else_beside_them_does_not(ada, ben_recorded, at):
    pair = meadow(1400, 800)
    pair.paste(drawn_face(500), (60, 100))
    pair.paste(drawn_face(500, long=True), (800, 100))
    with pytest.raises(JobRefused):
        keep_picture(owner=ada, file=upload(pair), words="@ben waves", at=at)


def test_a_picture_is_its_owners_alone(ada, noor, at):
    kept = keep_picture(owner=ada, file=upload(meadow()), words="", at=at)
    assert own_picture(ada, kept.pk) == kept
    for person, key in ((noor, kept.pk), (ada, "junk"), (ada, None)):
        with pytest.raises(JobRefused):
            own_picture(person, key)
    assert refused(noor, at, {"picture": kept.file}) == {("picture", "PICTURE_GONE")}


def test_pictures_nobody_needs_are_deleted_after_a_day(ada, at):
    pictures = [keep_picture(owner=ada, file=upload(meadow()), words="", at=at) for _number in range(2)]
    request_job(author=ada, prompt="A dog", at=at, wanted={"picture": pictures[0].file})
    default_storage.save("first-pictures/stray.png", upload(meadow()))
    assert firstpictures.forget_unused(at=at) == 1  # the stray one
    assert firstpictures.forget_unused(at=at + timedelta(days=2)) == 1
    assert [default_storage.exists(one.file) for one in pictures] == [True, False]


# ---------------------------------------------------------------- what reaches the engine


def test_everything_reaches_the_engine(ada, at, tmp_path):
    kept = keep_picture(owner=ada, file=upload(meadow(800, 800)), words="", at=at)
    wanted = {"negative": "cars", "style": "noir", "camera": "pan", "sound": False, "shots": SHOTS,
              "picture": kept.file, "fps": 24}  # fmt: skip
    job = request_job(author=ada, prompt="A story", at=at, seconds=8, size="360x640", seed=5, wanted=wanted)
    request = _request(job, tmp_path)
    assert (request.negative, request.style, request.camera, request.sound) == ("cars", "noir", "pan", False)
    assert [(shot.prompt, shot.seconds) for shot in request.shots] == [
        (s["prompt"], s["seconds"]) for s in SHOTS
    ]
    with Image.open(request.picture) as picture:
        assert (picture.format, picture.size) == ("PNG", (360, 640))


def played(tmp_path, **wanted):
    picture = tmp_path / "first.png"
    meadow(360, 640).save(picture)
    request = as_request(prompt=wanted.pop("prompt", "A dog runs along the beach"), seconds=2, width=90,
                         height=160, picture=picture if wanted.pop("picture", False) else None,
                         wanted=wanted)  # fmt: skip
    return PaperTheatre().render(request, lambda done: None, lambda: False)


def test_the_theatre_plays_what_was_chosen(tmp_path):
    take = played(
        tmp_path, style="noir", camera="zoom_in", negative="ball, people", prompt="A dog with a red ball"
    )
    assert (take.understood["style"], take.understood["camera"]) == ("noir", "zoom_in")
    assert {"ball", "person"} <= set(take.understood["absent"])
    assert take.understood["prompt"] == "A dog with a red ball"


def test_the_theatre_keeps_to_the_storyboard(tmp_path):
    take = played(tmp_path, prompt="", shots=SHOTS)
    assert [shot["set"] for shot in take.understood["shots"]] == ["beach", "forest"]
    from generation.engines.papertheatre.wishing import directed

    scene = directed(as_request(prompt="Quiet.", seconds=8, wanted={"shots": SHOTS, "style": "noir"}))
    assert [shot.share for shot in scene.shots] == [0.75, 0.25]
    assert [shot.style for shot in scene.shots] == ["noir", "noir"]


def test_silence_is_silent(tmp_path):
    assert not played(tmp_path, sound=False).sound.any()
    assert played(tmp_path).sound.any()


def test_the_curtain_rises_from_the_first_picture(tmp_path):
    take = played(tmp_path, picture=True)
    frames = [frame.copy() for frame in take.frames]
    assert np.array_equal(frames[0], np.asarray(meadow(360, 640).resize((90, 160)))) or (
        np.abs(frames[0].astype(int) - np.asarray(meadow(360, 640).resize((90, 160)))).mean() < 6
    )
    assert np.abs(frames[-1].astype(int) - frames[0]).mean() > 10
    assert take.source_type.endswith("compositeSynthetic")
    assert len(frames) == take.frame_count


def test_a_job_with_a_storyboard_and_a_picture_becomes_a_clip(ada, at, run_jobs):
    kept = keep_picture(owner=ada, file=upload(meadow()), words="", at=at)
    shots = [{**one, "seconds": 2} for one in SHOTS]
    request_job(author=ada, prompt="", at=at, seconds=4, size="360x640",
                wanted={"shots": shots, "style": "noir", "picture": kept.file, "sound": False})  # fmt: skip
    (job,) = run_jobs()
    assert job.is_done
    assert job.understood["style"] == "noir"
    assert len(job.understood["shots"]) == 2


def test_a_picture_that_went_ends_the_job_with_its_reason(ada, at, run_jobs):
    kept = keep_picture(owner=ada, file=upload(meadow()), words="", at=at)
    request_job(author=ada, prompt="A dog", at=at, seconds=4, size="360x640", wanted={"picture": kept.file})
    default_storage.delete(kept.file)
    (job,) = run_jobs()
    assert (job.state, job.error_code) == ("REFUSED", "PICTURE_GONE")
