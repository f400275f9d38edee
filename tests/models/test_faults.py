"""What goes wrong with real models: cancelled, out of memory, NaN, black; and what stays as it was afterwards."""

import logging

import numpy as np
import pytest

from generation.engines.types import EngineFailed, Stopped
from tests.models.conftest import rendered, request


def held(engine):
    return engine._player._loading.result()


def test_loaded_once_and_kept(engine_of, caplog):
    engine = engine_of("wan-1.3b", fresh=True)
    with caplog.at_level(logging.INFO, "kulisse.models"):
        rendered(engine)
        first = held(engine).pipe
        rendered(engine)
    assert held(engine).pipe is first
    assert sum("loaded in" in record.message for record in caplog.records) == 1
    assert any("fp32 because" in record.message for record in caplog.records)


def test_cancelled_at_the_next_step_and_ready_for_the_next_job(engine_of):
    engine = engine_of("wan-1.3b", steps=400)
    steps = []
    with pytest.raises(Stopped):
        engine.render(request(), steps.append, lambda: len(steps) > 0)
    assert max(steps) < 0.9
    pipe = held(engine).pipe
    engine._player.options = engine._options = engine._options.__class__(steps=2, pixels=4096)
    assert len(rendered(engine)[1]) == 8
    assert held(engine).pipe is pipe


def test_cancelled_while_it_loads(engine_of):
    engine = engine_of("wan-1.3b", fresh=True)
    with pytest.raises(Stopped):
        rendered(engine, stop=lambda: True)
    assert len(rendered(engine)[1]) == 8


def running_out(engine, times):
    """The real model, with a hook that runs out of memory as a device does."""
    import torch

    left = [times]

    def hook(module, given):
        if left[0] > 0:
            left[0] -= 1
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")

    return held(engine).pipe.transformer.register_forward_pre_hook(hook)


def test_out_of_memory_is_tried_once_more_leaner(engine_of):
    engine = engine_of("wan-1.3b", tiling="off", fresh=True)
    rendered(engine)
    assert not held(engine).pipe.vae.use_tiling
    running_out(engine, 1)
    assert len(rendered(engine)[1]) == 8
    assert held(engine).plan.leaner == 1
    assert held(engine).pipe.vae.use_tiling


def test_out_of_memory_twice_is_a_clear_failure_and_no_end(engine_of):
    engine = engine_of("wan-1.3b", fresh=True)
    rendered(engine)
    hook = running_out(engine, 9)
    with pytest.raises(EngineFailed) as failed:
        rendered(engine)
    assert failed.value.code == "OUT_OF_MEMORY"
    hook.remove()
    assert len(rendered(engine)[1]) == 8


def gone(kind, words):
    """The real model, with a hook that fails as a device does that is lost."""

    def hook(module, given):
        raise kind(words)

    return hook


DEVICE_SAYS = [
    ("CUDA error: device-side assert triggered", "DEVICE_LOST"),
    ("CUDA error: unspecified launch failure", "DEVICE_LOST"),
    ("CUDA error: the device was lost", "DEVICE_LOST"),
    ("CUDA error: out of memory", "OUT_OF_MEMORY"),
    ("CUDA error: no kernel image is available for execution on the device", "ENGINE_FAILED"),
]
CODE_SAYS = ("The size of tensor a (7) must match the size of tensor b (8)", "ENGINE_FAILED")


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        *(("RuntimeError", *said) for said in [*DEVICE_SAYS, CODE_SAYS]),
        *(("AcceleratorError", *said) for said in DEVICE_SAYS),
    ],
)
def test_a_lost_device_is_told_from_a_fault_of_the_clip(engine_of, kind, words, code):
    import torch

    engine = engine_of("wan-1.3b")
    rendered(engine)
    made = {"RuntimeError": RuntimeError, "AcceleratorError": torch.AcceleratorError}[kind]
    hook = held(engine).pipe.transformer.register_forward_pre_hook(gone(made, words))
    with pytest.raises(EngineFailed) as failed:
        rendered(engine)
    hook.remove()
    assert failed.value.code == code


def test_a_device_lost_while_the_frames_are_fetched_is_said(engine_of):
    engine = engine_of("wan-1.3b", fresh=True)
    rendered(engine)
    held(engine).pipe.video_processor.postprocess_video = lambda *given, **named: [LateFailure()]
    with pytest.raises(EngineFailed) as failed:
        rendered(engine)
    assert failed.value.code == "DEVICE_LOST"


class LateFailure:
    """Frames that were never drawn: who reads them hears of it, as with a device that works on its own."""

    def __getitem__(self, at):
        raise RuntimeError("CUDA error: an illegal memory access was encountered")


def test_too_many_at_once_go_one_after_the_other(engine_of):
    from generation.engines.types import Part

    engine = engine_of("wan-1.3b", fresh=True)
    rendered(engine)
    running_out(engine, 1)
    parts = [Part(request(seed=seed), lambda done: None, lambda: False) for seed in (1, 2)]
    assert [len(list(take.frames)) for take in engine.render_together(parts)] == [8, 8]


def test_nan_is_noticed_and_said(engine_of):
    import torch

    engine = engine_of("wan-1.3b", fresh=True)
    rendered(engine)
    with torch.no_grad():
        held(engine).pipe.transformer.proj_out.weight.fill_(float("nan"))
    with pytest.raises(EngineFailed) as failed:
        rendered(engine)
    assert failed.value.code == "RESULT_BROKEN"


def test_a_black_picture_is_noticed_and_said(engine_of):
    import torch

    engine = engine_of("ltx-2b", fresh=True)
    rendered(engine)
    held(engine).pipe.vae.decoder.register_forward_hook(
        lambda module, given, made: torch.full_like(made, -1.0)
    )
    with pytest.raises(EngineFailed) as failed:
        rendered(engine)
    assert failed.value.code == "RESULT_BLANK"


def lora(folder, name, size=24, rank=2):
    import torch
    from safetensors.torch import save_file

    place = "transformer.blocks.0.attn1.to_q"
    torch.manual_seed(0)
    weights = {
        f"{place}.lora_A.weight": torch.randn(rank, size),
        f"{place}.lora_B.weight": torch.randn(size, rank),
    }
    folder.mkdir(exist_ok=True)
    save_file(weights, folder / f"{name}.safetensors")
    return folder


def test_loras_come_from_a_folder(engine_of, tmp_path):
    plain = rendered(engine_of("wan-1.3b"))[1]
    engine = engine_of("wan-1.3b", loras=lora(tmp_path / "loras", "paper@0.8"))
    assert not np.array_equal(rendered(engine)[1][0], plain[0])
    assert held(engine).pipe.get_active_adapters() == ["paper"]


def test_a_lora_of_another_model_is_refused(engine_of, tmp_path):
    engine = engine_of("animatediff", loras=lora(tmp_path / "loras", "paper"))
    with pytest.raises(EngineFailed) as failed:
        rendered(engine)
    assert failed.value.code == "MODEL_BROKEN"


def test_weights_that_do_not_fit_are_said(engine_of, folder_of, tmp_path):
    import shutil

    folder = shutil.copytree(folder_of("wan-1.3b"), tmp_path / "broken")
    next(folder.glob("transformer/*.safetensors")).write_bytes(b"nothing of that kind")
    with pytest.raises(EngineFailed) as failed:
        rendered(engine_of("wan-1.3b", folder=folder))
    assert failed.value.code == "MODEL_BROKEN"


@pytest.mark.parametrize("options", [{"cache": "first_block"}, {"quantise": "int8"}])
def test_levers_are_pulled_on_a_real_model(engine_of, options, caplog):
    engine = engine_of("wan-1.3b", **options)
    with caplog.at_level(logging.WARNING, "kulisse.models"):
        assert len(rendered(engine)[1]) == 8
    assert "not possible" not in caplog.text
    transformer = held(engine).pipe.transformer
    assert (
        transformer.is_cache_enabled
        if "cache" in options
        else "Int8" in type(transformer.proj_out.weight).__name__
    )


@pytest.mark.gpu
def test_on_a_device_the_memory_comes_back(engine_of):
    import torch

    if not torch.cuda.is_available():
        pytest.skip("needs a GPU")
    engine = engine_of("wan-1.3b", steps=50)
    rendered(engine)
    before, steps = torch.cuda.memory_allocated(), []
    with pytest.raises(Stopped):
        engine.render(request(), steps.append, lambda: len(steps) > 1)
    assert torch.cuda.memory_allocated() <= before * 1.02
