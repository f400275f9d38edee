"""What an operator should know of a model before it renders: is it there, safe, licensed, understood, and does it fit."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from ..types import EngineFailed
from .ability import capabilities_of
from .devices import GB, find_room, make_plan
from .folder import Model, read_model
from .options import Options

Said = tuple[str, str, str]  # level, sentence, remedy
REMEDIES = {
    "MODEL_MISSING": "name a folder or a downloaded Hub id (docs/models.md)",
    "MODEL_UNSAFE": "take weights as .safetensors, without programs beside them",
    "MODEL_UNKNOWN": "take a text-to-video pipeline, or a newer diffusers",
}


def examined(name: str, options: Options) -> Iterator[Said]:
    """This function will look at a model as far as that goes without loading its weights."""
    missing = [one for one in ("torch", "diffusers", "transformers") if not _version(one)]
    if missing:
        yield "FAIL", f"{', '.join(missing)} not installed", "make install-models"
        return
    try:
        model = read_model(name)
    except EngineFailed as failed:
        yield "FAIL", str(failed), REMEDIES.get(failed.code, "")
        return
    yield "ok", _what(model, options), ""
    yield from _licence(model)
    if model.guesses:
        guessed = "; ".join(model.guesses)
        yield (
            "warn",
            f"{model.pipeline} is not in the table; inferred from its signature: {guessed}",
            "try it with manage.py render before you offer it",
        )
    yield from _fits(model, options)


def _what(model: Model, options: Options) -> str:
    able = capabilities_of(model, options)
    gives = ["sound of its own" if able.sound == "model" else "sound laid under it"]
    gives += [f"{able.cameos} likeness{'es' if able.cameos > 1 else ''}" if able.cameos else "no likeness"]
    gives += ["a first picture"] if able.picture else []
    longest = f"up to {max(able.lengths)} s" if able.lengths else "no whole second"
    return (
        f"{able.title}, {model.pipeline}, {model.bytes / GB:.1f} GB, diffusers {_version('diffusers')}: "
        f"{longest}, {', '.join(gives)}"
    )


def _licence(model: Model) -> Iterator[Said]:
    family = model.variant.family
    if family.licence_note:
        yield "warn", f"licence {model.licence}. {family.licence_note}", "make sure that you may"
    else:
        yield "ok", f"licence {model.licence}", ""


def _fits(model: Model, options: Options) -> Iterator[Said]:
    room = find_room(options)
    plan = make_plan(model, room, options)
    said = f"on {room.name} ({room.memory / GB:.0f} GB): {'; '.join(plan.reasons)}"
    if room.device == "cpu" and model.bytes > GB:
        yield "warn", said, "a model of this size needs a GPU: minutes become hours"
    elif not model.weights:
        yield "FAIL", "the folder holds no .safetensors", "download the whole model"
    else:
        yield "ok", said, ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
