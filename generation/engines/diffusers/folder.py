"""A model as it lies on disk: its index, its size, whether it is safe to load. Read without torch."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..types import EngineFailed
from .families import Variant, variant_of
from .inferring import infer

INDEXES = ("model_index.json", "modular_model_index.json")
UNSAFE = {".bin", ".ckpt", ".pt", ".pth", ".pkl", ".pickle"}
LIBRARIES = {"diffusers", "transformers"}
DISTILLED = re.compile(r"distill|turbo|lightning|lcm|schnell|[-_]fast", re.I)


@dataclass(frozen=True)
class Model:
    """One model folder, read. `guesses` says what was inferred where the family is not in the table."""

    name: str
    folder: Path
    pipeline: str
    index: Mapping[str, object]
    variant: Variant
    guesses: tuple[str, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)  # bytes by component

    @cached_property
    def bytes(self) -> int:
        return sum(self.weights.values())

    @property
    def is_distilled(self) -> bool:
        return bool(self.index.get("is_distilled") or DISTILLED.search(self.name))

    @cached_property
    def card(self) -> dict[str, str]:
        """What stands at the top of its README, as far as it is one word a line: `license` above all."""
        readme = self.folder / "README.md"
        if not readme.is_file():
            return {}
        head = re.match(r"---\n(.*?)\n---", readme.read_text(encoding="utf-8", errors="replace"), re.S)
        return dict(re.findall(r"^(\w+): *([^\s].*)$", head[1], re.M)) if head else {}

    @property
    def licence(self) -> str:
        said = self.card.get("license_name") or self.card.get("license", "")
        return said if said and said != "other" else self.variant.family.licence


def read_model(name: str) -> Model:
    """This function will read a folder, or the downloaded copy of a Hub id, and find out what it holds.

    :raises EngineFailed: MODEL_MISSING, MODEL_UNSAFE or MODEL_UNKNOWN, with a sentence that says how to mend it
    """
    folder = _folder_of(name)
    path = next((folder / one for one in INDEXES if (folder / one).is_file()), None)
    if path is None:
        raise EngineFailed("MODEL_MISSING", f"{folder} has no model_index.json: it is no diffusers pipeline")
    try:
        index = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise EngineFailed("MODEL_MISSING", f"{path} is not JSON: {error}") from error
    _refuse_code(index, folder)
    weights = _weights(folder)
    pipeline = _pipeline_of(index)
    variant, guesses = variant_of(pipeline, index), list[str]()
    if variant is None:
        found = infer(pipeline)
        if found is None:
            raise EngineFailed(
                "MODEL_UNKNOWN", f"{pipeline} is no pipeline of the installed diffusers that makes video"
            )
        variant, guesses = found
    return Model(_short(name), folder, pipeline, index, variant, tuple(guesses), weights)


def _short(name: str) -> str:
    return name.rstrip("/").rsplit("/", 1)[-1]


def _pipeline_of(index: Mapping[str, object]) -> str:
    name = str(index.get("_class_name", ""))
    blocks = str(index.get("_blocks_class_name", ""))
    return name if name.endswith("Pipeline") else blocks.removesuffix("Blocks") + "ModularPipeline"


def _folder_of(name: str) -> Path:
    """A folder as it is; a Hub id where the Hub's own cache keeps it. Nothing is downloaded by a worker."""
    if not name:
        raise EngineFailed("MODEL_MISSING", "no model is named: set KULISSE_MODEL to a folder or a Hub id")
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if not re.fullmatch(r"[\w.-]+/[\w.-]+", name):
        raise EngineFailed("MODEL_MISSING", f"there is no folder {folder}")
    home = Path(os.environ.get("HF_HOME") or "~/.cache/huggingface").expanduser()
    hub = Path(os.environ.get("HF_HUB_CACHE") or home / "hub")
    repo = hub / f"models--{name.replace('/', '--')}"
    main = repo / "refs" / "main"
    snapshot = repo / "snapshots" / (main.read_text().strip() if main.is_file() else "none")
    if not snapshot.is_dir():
        raise EngineFailed("MODEL_MISSING", f"{name} is not downloaded: run `hf download {name}` once")
    return snapshot


def _refuse_code(index: Mapping[str, object], folder: Path) -> None:
    """Components come from diffusers or transformers, never from a file of the folder."""
    for part, value in index.items():
        if part.startswith("_") or not isinstance(value, list) or not value or value[0] is None:
            continue
        if str(value[0]).split(".")[0] not in LIBRARIES and not _is_pipeline_module(str(value[0])):
            raise EngineFailed("MODEL_UNSAFE", f"{part} wants code of its own ({value[0]}): it is not run")
    code = next(folder.glob("**/*.py"), None)
    if code is not None:
        raise EngineFailed("MODEL_UNSAFE", f"{code} is a program: models that bring code are not loaded")


def _is_pipeline_module(name: str) -> bool:
    """Some indexes name a module under diffusers.pipelines, as `ltx2`."""
    from importlib.util import find_spec

    spec = find_spec("diffusers")
    place = (spec.submodule_search_locations or [""])[0] if spec else ""
    return bool(place and re.fullmatch(r"\w+", name)) and Path(place, "pipelines", name).is_dir()


def _weights(folder: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        part = path.relative_to(folder).parts[0]
        if path.suffix == ".safetensors":
            found[part] = found.get(part, 0) + path.stat().st_size
        elif path.suffix in UNSAFE and not _is_double(path):
            raise EngineFailed(
                "MODEL_UNSAFE",
                f"{path} can hold code: only .safetensors are loaded; convert it or take a folder that has them",
            )
    return found


def _is_double(path: Path) -> bool:
    """Old repositories carry the same weights twice; the unsafe copy is never opened then."""
    return any(path.parent.glob("*.safetensors"))
