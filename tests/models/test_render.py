"""Real pipelines of every kind, tiny: pictures, sound, likenesses, shots, several at once, to a sealed clip."""

import io
import json
import shutil

import numpy as np
import pytest
from PIL import Image

from generation.engines.offers import Offer
from generation.engines.types import (
    COMPOSITE,
    TRAINED,
    EngineFailed,
    Likeness,
    Part,
    ShotWanted,
    Stopped,
    Take,
)
from generation.operations import request_job
from tests.models.conftest import rendered, request


@pytest.fixture
def face(tmp_path):
    picture = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    picture.paste((214, 164, 128, 255), (10, 8, 54, 60))
    picture.save(tmp_path / "face.png")
    return Likeness("ben", "Ben", face=tmp_path / "face.png")


@pytest.fixture
def picture(tmp_path):
    Image.fromarray(np.linspace(0, 255, 64 * 96 * 3).reshape(96, 64, 3).astype(np.uint8)).save(
        tmp_path / "first.png"
    )
    return tmp_path / "first.png"


def test_text_to_video_with_sound_laid_under_it(engine_of):
    asked = request(
        'a dog says "Wait for me!"', seconds=1.0, style="watercolour", camera="static", negative="rain"
    )
    take, frames, progress, previews = rendered(engine_of("wan-1.3b"), asked)
    assert (len(frames), take.frame_count, take.fps) == (16, 16, 16)
    assert frames[0].shape == (96, 64, 3)
    assert frames[0].dtype == np.uint8
    assert take.source_type == TRAINED
    assert take.understood["laid_sound"] is True
    assert take.understood["prompt"].endswith("Static camera, watercolour style.")
    assert take.sound.shape == (48_000, 2)
    assert [line.text for line in take.lines] == ["Wait for me!"]
    assert progress == sorted(progress)
    assert progress[-1] == pytest.approx(1.0)
    with Image.open(io.BytesIO(previews[-1])) as seen:
        assert seen.format == "JPEG"
    assert len(previews) >= 1


def test_the_same_seed_gives_the_same_clip_and_another_a_different_one(engine_of):
    engine = engine_of("wan-1.3b")
    first, again, other = (rendered(engine, request(seed=seed))[1][0] for seed in (5, 5, 6))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_silence_when_no_sound_is_wanted(engine_of):
    take = rendered(engine_of("wan-1.3b"), request('a dog says "Wait!"', sound=False))[0]
    assert not take.sound.size
    assert not take.lines


def test_picture_and_sound_of_one_model(engine_of):
    take, frames, _progress, _previews = rendered(engine_of("ltx2-19b"))
    assert (len(frames), take.fps) == (12, 24)
    assert take.sound.shape == (24_000, 2)
    assert np.abs(take.sound).max() > 0
    assert take.understood["laid_sound"] is False


def test_a_first_picture_goes_through_the_family_s_other_pipeline(engine_of, picture):
    engine = engine_of("ltx2-19b")
    plain, shown = (rendered(engine, request(seconds=0.3, picture=one))[1] for one in (None, picture))
    assert "LTX2ConditionPipeline" in engine._player._loading.result().siblings
    assert not np.array_equal(plain[0], shown[0])


def test_a_likeness_as_first_frame(engine_of, face):
    take = rendered(engine_of("wan-5b"), request("@ben runs along the sea", cameos=(face,)))[0]
    assert take.source_type == COMPOSITE
    assert take.understood["prompt"] == "Ben runs along the sea"


def test_likenesses_as_references_and_the_end_of_a_film_as_beginning(engine_of, face, picture, tiny_files):
    engine = engine_of("wan-vace-1.3b")
    plain = rendered(engine, request())[1]
    for rest in ({"cameos": (face,)}, {"picture": picture}, {"goes_on_from": tiny_files["video.mp4"]}):
        assert not np.array_equal(rendered(engine, request(**rest))[1][0], plain[0])


@pytest.fixture
def material(face, picture, tiny_files):
    return {"picture": picture, "cameos": (face,), "goes_on_from": tiny_files["video.mp4"]}


WAYS = [
    ("sana-2b", "", "picture"),
    ("ltx-2b", "", "cameos"),
    ("ltx-2b", "LTXConditionPipeline", "picture"),
    ("ltx-2b", "LTXConditionPipeline", "goes_on_from"),
    ("ltx2-19b", "", "goes_on_from"),
    ("ltx2-19b", "LTX2ImageToVideoPipeline", "picture"),
    ("ltx2-19b", "LTX2InContextPipeline", "cameos"),
]


@pytest.mark.parametrize(("name", "pipeline", "given"), WAYS)
def test_every_family_takes_them_its_own_way(engine_of, folder_of, tmp_path, material, name, pipeline, given):
    folder = shutil.copytree(folder_of(name), tmp_path / name)
    index = json.loads((folder / "model_index.json").read_text())
    index["_class_name"] = pipeline or index["_class_name"]
    (folder / "model_index.json").write_text(json.dumps(index))
    asked = request("@ben runs", seconds=0.3, sound=False, **{given: material[given]})
    take, frames, _progress, _previews = rendered(engine_of(name, folder=folder, steps=2), asked)
    assert len(frames) == take.frame_count


def test_a_person_in_the_pose_of_the_picture(engine_of, tmp_path, face):
    from diffusers import WanAnimatePipeline, WanAnimateTransformer3DModel
    from transformers import CLIPImageProcessor, CLIPVisionConfig, CLIPVisionModelWithProjection

    from benchmarks.models import build
    from benchmarks.recipes import TINY_WAN

    parts = {k: v for k, v in build("wan-1.3b").components.items() if k != "transformer_2"}
    parts["transformer"] = WanAnimateTransformer3DModel(
        **TINY_WAN, in_channels=36, latent_channels=16, out_channels=16, image_dim=4, motion_encoder_size=16,
        motion_encoder_channel_sizes={"4": 16, "8": 16, "16": 16}, motion_style_dim=8, motion_dim=4,
        motion_encoder_dim=16, face_encoder_hidden_dim=16, face_encoder_num_heads=2, inject_face_latents_blocks=2,
    ).eval()  # fmt: skip
    seeing = CLIPVisionConfig(
        hidden_size=4, projection_dim=4, num_hidden_layers=2, num_attention_heads=2, image_size=4,
        intermediate_size=16, patch_size=1,
    )  # fmt: skip
    parts["image_encoder"] = CLIPVisionModelWithProjection(seeing).eval()
    parts["image_processor"] = CLIPImageProcessor(crop_size=4, size=4)
    WanAnimatePipeline(**parts).save_pretrained(tmp_path / "animate")
    engine = engine_of("animate", folder=tmp_path / "animate", steps=2)
    assert engine.capabilities.cameos == 1
    take, frames, _progress, _previews = rendered(engine, request("@ben runs", sound=False, cameos=(face,)))
    assert len(frames) == take.frame_count == 8


def test_the_small_one(engine_of):
    take, frames, _progress, _previews = rendered(engine_of("animatediff"))
    assert (len(frames), take.fps) == (4, 8)


def test_a_model_that_animates_pictures_says_when_there_is_none(engine_of, folder_of, tmp_path):
    folder = shutil.copytree(folder_of("wan-5b"), tmp_path / "i2v")
    index = json.loads((folder / "model_index.json").read_text())
    (folder / "model_index.json").write_text(json.dumps({**index, "_class_name": "WanImageToVideoPipeline"}))
    engine = engine_of("wan-5b", folder=folder)
    assert engine.capabilities.picture_needed
    with pytest.raises(EngineFailed) as failed:
        rendered(engine)
    assert failed.value.code == "PICTURE_NEEDED"


def test_a_storyboard_is_drawn_shot_by_shot(engine_of):
    shots = (ShotWanted("a dog runs", 0.5), ShotWanted('the sea says "Hush"', 1.0))
    take, frames, progress, _previews = rendered(engine_of("wan-1.3b"), request(seconds=1.5, shots=shots))
    assert len(frames) == take.frame_count == 24
    assert len(take.sound) == 72_000
    assert [line.start > 0.5 for line in take.lines] == [True]
    assert progress == sorted(progress)


def test_several_of_one_shape_in_one_call(engine_of):
    engine = engine_of("wan-1.3b")
    asked = [request(prompt, seed=seed) for prompt, seed in (("a dog", 1), ("the sea", 2))]
    alone = [rendered(engine, one)[1] for one in asked]
    together = engine.render_together([Part(one, lambda done: None, lambda: False) for one in asked])
    for outcome, frames in zip(together, alone, strict=True):
        assert isinstance(outcome, Take)
        difference = np.abs(np.stack(list(outcome.frames)).astype(int) - np.stack(frames))
        assert difference.max() <= 1


def test_who_leaves_does_not_take_the_others_along(engine_of):
    parts = [Part(request(), lambda done: None, lambda stop=stop: stop) for stop in (True, False)]
    stopped, made = engine_of("wan-1.3b").render_together(parts)
    assert isinstance(stopped, Stopped)
    assert len(list(made.frames)) == 8


def test_an_unknown_family_is_drawn_all_the_same(engine_of, tmp_path):
    import torch
    from diffusers import SkyReelsV2Pipeline, SkyReelsV2Transformer3DModel, UniPCMultistepScheduler

    from benchmarks.models import build
    from benchmarks.recipes import TINY_WAN

    parts = {k: v for k, v in build("wan-1.3b").components.items() if k != "transformer_2"}
    torch.manual_seed(0)
    parts["transformer"] = SkyReelsV2Transformer3DModel(**TINY_WAN).eval()
    parts["scheduler"] = UniPCMultistepScheduler(use_flow_sigmas=True, prediction_type="flow_prediction")
    SkyReelsV2Pipeline(**parts).save_pretrained(tmp_path / "sky")
    take, frames, _progress, _previews = rendered(engine_of("sky", folder=tmp_path / "sky"))
    assert len(frames) == take.frame_count == 12


def test_from_a_request_to_a_sealed_clip(ada, at, settings, folder_of, run_jobs, monkeypatch):
    monkeypatch.setenv("KULISSE_STEPS", "2")
    monkeypatch.setenv("KULISSE_PIXELS", "4096")
    offer = Offer("diffusers", str(folder_of("wan-1.3b")))
    settings.OFFERS = {offer.key: offer}
    job = request_job(
        author=ada, prompt="A dog runs along the sea", at=at, seconds=4, size="360x640", offer=offer
    )
    run_jobs()
    job.refresh_from_db()
    assert job.state == "DONE"
    assert job.clip.source_type == TRAINED
    assert job.clip.engine.startswith("diffusers 0.42.1")
    assert job.understood["laid_sound"] is True
    assert (job.clip.fps, job.clip.seconds) == (16, 4.0)
