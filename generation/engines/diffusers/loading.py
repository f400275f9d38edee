"""From a model folder to a pipeline ready to be called: loaded once, placed, and held until the process ends."""

from __future__ import annotations

import gc
import inspect
import logging
import time
from dataclasses import dataclass, field
from typing import Any

from ..types import EngineFailed
from .devices import Plan, Room, find_room, make_plan
from .faults import why_of
from .folder import Model
from .levers import apply_levers, quantise_part
from .options import Options

log = logging.getLogger("kulisse.models")
DENOISERS = ("transformer", "transformer_2", "transformer_ref", "unet")


@dataclass
class Held:
    """A loaded model. `siblings` are other pipeline classes around the same weights, made when first needed."""

    model: Model
    plan: Plan
    pipe: Any
    siblings: dict[str, Any] = field(default_factory=dict)

    def pipeline(self, name: str) -> Any:
        """This function will give the pipeline of that class, around the parts that are loaded already."""
        if name == self.model.pipeline:
            return self.pipe
        if name not in self.siblings:
            import diffusers

            wanted = getattr(diffusers, name)
            takes = inspect.signature(wanted.__init__).parameters
            parts = {part: value for part, value in self.pipe.components.items() if part in takes}
            settings = {key: value for key, value in dict(self.pipe.config).items() if key in takes}
            made = wanted(**{**{key: settings[key] for key in settings if key not in parts}, **parts})
            made.set_progress_bar_config(disable=True)
            self.siblings[name] = made
        return self.siblings[name]

    def denoisers(self) -> list[Any]:
        found = (getattr(self.pipe, name, None) for name in DENOISERS)
        return [one for one in found if one is not None]


def load(model: Model, options: Options) -> Held:
    """This function will load the folder's weights and hold them as the machine allows.

    :raises EngineFailed: MODEL_BROKEN when the files do not fit together, OUT_OF_MEMORY when they do not fit in
    """
    import torch

    room = find_room(options)
    plan = make_plan(model, room, options)
    began = time.monotonic()
    try:
        pipe = _read(model, plan)
        held = hold(model, plan, pipe, options, room)
    except torch.OutOfMemoryError as error:
        raise EngineFailed("OUT_OF_MEMORY", f"{model.name} does not fit into {room.name}: {error}") from error
    except RuntimeError as error:
        code = why_of(error) if why_of(error) in ("OUT_OF_MEMORY", "DEVICE_LOST") else "MODEL_BROKEN"
        raise EngineFailed(code, f"{model.folder} does not load: {error}") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError) as error:
        raise EngineFailed("MODEL_BROKEN", f"{model.folder} does not load: {error}") from error
    log.info("%s loaded in %.1f s", model.name, time.monotonic() - began)
    return held


def _read(model: Model, plan: Plan) -> Any:
    """Only .safetensors, only from this folder, only code of the installed libraries."""
    import diffusers
    import torch

    dtype = {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}[plan.dtype]
    if model.variant.modular:
        keeper = diffusers.ComponentsManager() if plan.offload != "none" else None
        pipe = diffusers.ModularPipeline.from_pretrained(
            model.folder, trust_remote_code=False, components_manager=keeper
        )
        pipe.load_components(
            dtype=dtype, local_files_only=True, use_safetensors=True, trust_remote_code=False
        )
        return pipe
    return diffusers.DiffusionPipeline.from_pretrained(
        model.folder,
        dtype=dtype,
        use_safetensors=True,
        local_files_only=True,
        trust_remote_code=False,
        low_cpu_mem_usage=True,
    )


def hold(model: Model, plan: Plan, pipe: Any, options: Options, room: Room | None = None) -> Held:
    """This function will put adapters, levers and offload on a pipeline that is read; a benchmark brings its own."""
    pipe.set_progress_bar_config(disable=True)
    held = Held(model, plan, pipe)
    _add_loras(pipe, options)
    _add_ip_adapter(model, pipe)
    if plan.quantise != "none":
        for part in held.denoisers():
            quantise_part(part, plan.quantise)
    place(held, plan)
    apply_levers(held.denoisers(), plan, options)
    return held


def place(held: Held, plan: Plan) -> None:
    """This function will move a loaded pipeline to where the plan wants it, now or after memory ran out."""
    import torch

    pipe, device = held.pipe, torch.device(plan.device)
    held.siblings.clear()
    keeper = getattr(pipe, "_components_manager", None)
    if keeper is not None and plan.offload != "none":  # a modular pipeline leaves it to its own
        keeper.enable_auto_cpu_offload(device=device)
    elif plan.offload == "model":
        pipe.enable_model_cpu_offload(device=device)
    elif plan.offload == "group":
        if held.plan.offload == "model" and held.plan is not plan:
            pipe.remove_all_hooks()
        streams = device.type == "cuda"
        pipe.enable_group_offload(
            device,
            offload_type="leaf_level",
            use_stream=streams,
            record_stream=streams,
            low_cpu_mem_usage=True,
        )
    elif plan.offload == "sequential":
        pipe.remove_all_hooks()
        pipe.enable_sequential_cpu_offload(device=device)
    else:
        pipe.to(device)
    vae = getattr(pipe, "vae", None)
    for switch in ("enable_tiling", "enable_slicing") if plan.tiling and vae is not None else ():
        try:
            getattr(vae, switch)()
        except (AttributeError, NotImplementedError):
            log.info("%s has no %s", type(vae).__name__, switch)
    held.plan = plan


def _add_loras(pipe: Any, options: Options) -> None:
    """Every .safetensors of the folder, by name; `name@0.6.safetensors` counts six tenths."""
    paths = sorted(options.loras.glob("*.safetensors")) if options.loras else []
    if not paths:
        return
    if not hasattr(pipe, "load_lora_weights"):
        raise EngineFailed("MODEL_BROKEN", f"{type(pipe).__name__} takes no LoRA, and KULISSE_LORAS has some")
    strengths = {}
    for path in paths:
        name, _at, strength = path.stem.partition("@")
        name = name.replace(".", "_")
        pipe.load_lora_weights(
            str(path.parent), weight_name=path.name, adapter_name=name, local_files_only=True
        )
        strengths[name] = float(strength or 1)
    taken = {name for names in pipe.get_list_adapters().values() for name in names}
    if missing := strengths.keys() - taken:
        raise EngineFailed(
            "MODEL_BROKEN", f"no part of the model takes the LoRA {', '.join(sorted(missing))}"
        )
    pipe.set_adapters(list(strengths), list(strengths.values()))
    log.info("LoRAs: %s", ", ".join(f"{name} × {strength:g}" for name, strength in strengths.items()))


def _add_ip_adapter(model: Model, pipe: Any) -> None:
    found = sorted((model.folder / "ip_adapter").glob("*.safetensors"))
    if found and hasattr(pipe, "load_ip_adapter"):
        pipe.load_ip_adapter(str(model.folder), subfolder="ip_adapter", weight_name=found[0].name)


def give_back(*, thoroughly: bool = True) -> None:
    """This function will return the memory of the last call to the device; what is loaded stays.

    A call that was stopped left nothing in circles, so the long search for those is only made after a failure.
    """
    import torch

    if thoroughly:
        gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
