"""What is known of a model before it is loaded: from its folder, the table, or its signature; and what is refused."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generation.engines.diffusers.ability import capabilities_of
from generation.engines.diffusers.devices import GB, Room, leaner, make_plan
from generation.engines.diffusers.doctor import examined
from generation.engines.diffusers.engine import Diffusers
from generation.engines.diffusers.families import VARIANTS
from generation.engines.diffusers.folder import Model, read_model
from generation.engines.diffusers.giving import FORMS
from generation.engines.diffusers.inferring import signature_of
from generation.engines.diffusers.options import Options, read_options
from generation.engines.diffusers.sizes import canvas, drawn_size, frames_for, lengths
from generation.engines.types import EngineFailed, Request
from tests.models.conftest import request


def index(tmp_path, pipeline, **parts):
    (tmp_path / "model_index.json").write_text(json.dumps({"_class_name": pipeline, **parts}))
    return tmp_path


def model(weights=None, name="m", pipeline="WanPipeline", **parts):
    return Model(name, Path("/nowhere"), pipeline, parts, VARIANTS[pipeline], (), weights or {})


@pytest.mark.parametrize("name", VARIANTS)
def test_the_table_agrees_with_the_installed_diffusers(name):
    """Every class is there, and takes every argument that the table says it does."""
    variant = VARIANTS[name]
    if variant.modular:
        import diffusers

        blocks = getattr(diffusers, name.replace("ModularPipeline", "Blocks"))()
        takes = {one.name for one in blocks.inputs}
        assert {"prompt", "width", "height", "num_frames", "image", "references", "generator"} <= takes
        assert {"num_inference_steps", "output_type"} <= takes
        return
    takes, family = signature_of(name), variant.family
    said = {family.frames_name, family.guidance_name, family.rate_name, *family.fixed} - {""}
    said |= {one for one, value in {**family.distilled, **variant.overrides}.items() if value is not None}
    if name in ("WanAnimatePipeline",):
        said -= {"num_frames"}
    if name == "HeliosPyramidPipeline":
        said -= {"num_inference_steps"}
    assert said <= takes.keys()
    assert not family.negative or "negative_prompt" in takes
    for way in (variant.picture, variant.film, variant.face):
        if way:
            assert way.form in FORMS
            assert not way.pipeline or signature_of(way.pipeline)


def test_every_family_says_its_licence_and_memory():
    for variant in VARIANTS.values():
        assert variant.family.licence
        assert variant.family.memory
        assert lengths(variant.family)


def test_known_without_torch(folder_of):
    code = (
        "import sys; from generation.engines.registry import engine_named; "
        f"e = engine_named('diffusers', {str(folder_of('ltx2-19b'))!r}); print(e.capabilities.sound, e.version); "
        "assert not {'torch', 'diffusers', 'transformers'} & set(sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith("model 0.42.1")


def test_what_a_model_can_do_is_what_its_folder_can(folder_of):
    able = {
        name: Diffusers(str(folder_of(name))).capabilities
        for name in ("wan-1.3b", "wan-5b", "ltx2-19b", "wan-vace-1.3b")
    }
    assert (able["wan-1.3b"].cameos, able["wan-1.3b"].picture, able["wan-1.3b"].sound) == (0, False, "laid")
    assert (able["wan-5b"].cameos, able["wan-5b"].picture, able["wan-5b"].extends) == (1, True, True)
    assert (able["ltx2-19b"].cameos, able["ltx2-19b"].sound, able["ltx2-19b"].licence) == (
        1,
        "model",
        "LTX-2 Community License",
    )
    assert able["wan-vace-1.3b"].cameos == 2
    assert able["wan-1.3b"].batch == 4
    assert (
        "European Union" in capabilities_of(model(pipeline="HunyuanVideo15Pipeline"), Options()).licence_note
    )


def test_sound_is_only_promised_with_the_parts_that_make_it(tmp_path):
    parts = {"audio_vae": ["diffusers", "AutoencoderKLLTX2Audio"], "vocoder": [None, None]}
    assert Diffusers(str(index(tmp_path, "LTX2Pipeline", **parts))).capabilities.sound == "laid"


def test_the_folder_says_its_own_licence(tmp_path):
    (index(tmp_path, "WanPipeline") / "README.md").write_text("---\nlicense: mit\ntags:\n- x\n---\n# It")
    assert Diffusers(str(tmp_path)).capabilities.licence == "mit"


def test_an_unknown_family_is_read_from_its_signature(tmp_path):
    found = read_model(str(index(tmp_path, "SkyReelsV2Pipeline")))
    family = found.variant.family
    assert (family.most_frames, family.steps, family.guidance, family.negative) == (97, 50, 6.0, True)
    assert found.guesses
    said = list(examined(str(tmp_path), Options()))
    assert any("inferred from its signature: up to 97 frames" in text for _level, text, _remedy in said)


@pytest.mark.parametrize(
    ("pipeline", "parts", "file", "code"),
    [
        ("StableDiffusionPipeline", {}, "", "MODEL_UNKNOWN"),
        ("NoSuchPipeline", {}, "", "MODEL_UNKNOWN"),
        ("WanPipeline", {}, "transformer/diffusion_pytorch_model.bin", "MODEL_UNSAFE"),
        ("WanPipeline", {}, "wan.ckpt", "MODEL_UNSAFE"),
        ("WanPipeline", {}, "pipeline.py", "MODEL_UNSAFE"),
        ("WanPipeline", {"transformer": ["my.module", "Thing"]}, "", "MODEL_UNSAFE"),
    ],
)
def test_what_is_not_loaded(tmp_path, pipeline, parts, file, code):
    index(tmp_path, pipeline, **parts)
    if file:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(b"\x80\x04.")
    with pytest.raises(EngineFailed) as failed:
        read_model(str(tmp_path))
    assert failed.value.code == code
    engine = Diffusers(str(tmp_path))
    assert engine.capabilities.title.endswith("(not ready, see doctor)")
    assert engine.understand(request()) == ({"engine": "diffusers", "model": str(tmp_path)}, ())
    assert [level for level, _text, _remedy in examined(str(tmp_path), Options())] == ["FAIL"]


def test_an_unsafe_double_is_left_alone(tmp_path):
    index(tmp_path, "WanPipeline")
    for name in ("model.safetensors", "model.bin"):
        (tmp_path / name).write_bytes(b"12345678")
    assert read_model(str(tmp_path)).bytes == 8


@pytest.mark.parametrize("name", ["", "/no/such/folder", "somebody/something"])
def test_a_model_that_is_not_here(name, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    with pytest.raises(EngineFailed, match=r"KULISSE_MODEL|no folder|hf download somebody/something"):
        read_model(name)


def test_a_downloaded_hub_id_is_found_in_its_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    repo = tmp_path / "hub" / "models--Wan-AI--Wan2.1"
    (repo / "snapshots" / "abc").mkdir(parents=True)
    (repo / "refs").mkdir()
    (repo / "refs" / "main").write_text("abc")
    index(repo / "snapshots" / "abc", "WanPipeline")
    assert read_model("Wan-AI/Wan2.1").name == "Wan2.1"


@pytest.mark.parametrize(
    ("gigabytes", "memory", "offload", "quantise", "tiling"),
    [
        ({"transformer": 28, "text_encoder": 11}, 80, "none", "none", False),
        ({"transformer": 28, "text_encoder": 11}, 48, "model", "none", True),
        ({"transformer": 28, "text_encoder": 11}, 24, "model", "int8", True),
        ({"transformer": 28, "text_encoder": 11}, 12, "group", "none", True),
        ({"transformer": 3, "text_encoder": 11}, 24, "none", "none", True),
    ],
)
def test_a_model_is_held_as_the_memory_allows(gigabytes, memory, offload, quantise, tiling):
    room = Room("cuda:0", "card", memory * GB, bf16=True)
    plan = make_plan(model({part: size * GB for part, size in gigabytes.items()}), room, Options())
    assert (plan.offload, plan.quantise, plan.tiling, plan.dtype) == (offload, quantise, tiling, "bf16")
    assert plan.reasons[0].startswith("bf16 because")


def test_a_setting_wins_over_what_was_found():
    room = Room("cuda:0", "card", 80 * GB, bf16=False)
    options = Options(dtype="fp32", offload="group", quantise="fp8", tiling="on", attention="sage")
    plan = make_plan(model({"transformer": GB}), room, options)
    assert (plan.dtype, plan.offload, plan.quantise, plan.attention) == ("fp32", "group", "fp8", "sage")
    assert make_plan(model(), room, Options()).dtype == "fp16"
    smaller = leaner(plan)
    assert smaller.offload == "sequential"
    assert leaner(smaller) is None


def test_sizes_and_lengths_fit_the_model():
    wan, ltx2, minimax = (
        VARIANTS[one].family for one in ("WanPipeline", "LTX2Pipeline", "MiniMaxH3ModularPipeline")
    )
    assert drawn_size(wan, 720, 1280) == (480, 848)
    assert drawn_size(ltx2, 720, 1280) == (736, 1280)
    assert [frames_for(wan, n) for n in (1, 2, 80, 81, 500)] == [1, 5, 81, 81, 81]
    assert [frames_for(minimax, n) for n in (1, 6, 240)] == [5, 22, 243]
    assert lengths(minimax)[0] == 5
    area = canvas(ltx2, Request("x", 4.0, 720, 1280, fps=25), 4.0)
    assert (area.fps, area.kept, area.frames) == (25, 100, 105)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KULISSE_DTYPE", "fp8"),
        ("KULISSE_CACHE", "x"),
        ("KULISSE_STEPS", "many"),
        ("KULISSE_LORAS", "/no/where"),
        ("KULISSE_COMPILE", "yes"),
    ],
)
def test_a_wrong_setting_is_named(name, value):
    with pytest.raises(ValueError, match=f"{name}='{value}'"):
        read_options({name: value})


def test_distilled_folders_are_drawn_in_few_steps():
    from generation.engines.diffusers.giving import call_for

    asked = request()
    found = model(pipeline="LTX2Pipeline", name="LTX-2.3-Distilled-Diffusers")
    area = canvas(found.variant.family, asked, asked.seconds)
    call = call_for(found, Options(), [asked], ["x"], area)
    assert (call.steps, call.arguments["guidance_scale"], len(call.arguments["sigmas"])) == (8, 1.0, 8)


def test_doctor_and_the_page_say_it(settings, folder_of):
    from config.checks import models
    from generation.chips import chips
    from generation.engines.offers import Offer

    offer = Offer("diffusers", str(folder_of("wan-1.3b")))
    settings.OFFERS = {offer.key: offer}
    said = [str(finding) for finding in models()]
    assert said[1] == "ok   diffusers:wan-1.3b: licence Apache-2.0"
    assert not [line for line in said if line.startswith("FAIL")]
    assert [chip.text for chip in chips({"laid_sound": True})] == ["sound laid under the picture"]


@pytest.mark.django_db
def test_a_picture_that_is_needed_is_asked_for_before_the_job_is_taken(settings, folder_of, tmp_path):
    from generation.engines.offers import Offer
    from generation.wishes import wish_refusals

    folder = shutil.copytree(folder_of("wan-5b"), tmp_path / "i2v")
    found = json.loads((folder / "model_index.json").read_text())
    (folder / "model_index.json").write_text(json.dumps({**found, "_class_name": "WanImageToVideoPipeline"}))
    offer = Offer("diffusers", str(folder))
    settings.OFFERS = {offer.key: offer}

    def codes(people=0, **wanted):
        return [
            one.reason.code for one in wish_refusals(wanted, offer, seconds=4, size="720x1280", people=people)
        ]

    assert codes() == ["PICTURE_NEEDED"]
    assert codes(picture="first.png") == codes(people=1) == []
    assert codes(people=2) == ["LIKENESS_ENGINE_SOME"]
