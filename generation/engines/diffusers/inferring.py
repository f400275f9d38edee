"""An unknown family: what its pipeline takes, read from its signature in the source. Nothing is imported."""

import ast
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from .families import READ_CARD, Family, Variant, Way

PLAIN = Family(
    title="", licence="see its card", licence_note=READ_CARD, memory="Not known; doctor adds up the folder.",
    pixels=832 * 480, guidance_name="", negative=False, size=False, steps_name="", frames_name="",
)  # fmt: skip


@cache
def signature_of(name: str) -> dict[str, object] | None:
    """This function will give the arguments of a pipeline class of the installed diffusers with their defaults."""
    spec = find_spec("diffusers")
    if spec is None or not spec.submodule_search_locations:
        return None
    for path in sorted(Path(spec.submodule_search_locations[0], "pipelines").rglob("pipeline_*.py")):
        text = path.read_text(encoding="utf-8")
        if f"class {name}(" in text:
            return _arguments(ast.parse(text), name)
    return None


def _arguments(tree: ast.Module, name: str) -> dict[str, object] | None:
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            for one in node.body:
                if isinstance(one, ast.FunctionDef) and one.name == "__call__":
                    return _defaults(one.args)
    return None


def _defaults(args: ast.arguments) -> dict[str, object]:
    positional = args.args[1:]
    missing = len(positional) - len(args.defaults)
    pairs: list[tuple[str, object]] = [(one.arg, None) for one in positional[:missing]]
    pairs += [
        (one.arg, _value(default)) for one, default in zip(positional[missing:], args.defaults, strict=True)
    ]
    return dict(pairs) | {"*needs": [one.arg for one in positional[:missing]]}


def _value(node: ast.expr) -> object:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


def infer(name: str) -> tuple[Variant, list[str]] | None:
    """This function will read a variant out of a class's signature and say in sentences what it took from it."""
    arguments = signature_of(name)
    if arguments is None or "prompt" not in arguments:
        return None
    frames = next((one for one in ("num_frames", "frames", "video_length") if one in arguments), "")
    if not frames:
        return None
    family = replace(
        PLAIN,
        title=name.removesuffix("Pipeline"),
        frames_name=frames,
        most_frames=_number(arguments, frames, 81),
        size="width" in arguments and "height" in arguments,
        pixels=_number(arguments, "width", 832) * _number(arguments, "height", 480),
        multiple=32,
        rate_name="frame_rate" if "frame_rate" in arguments else "",
        steps=_number(arguments, "num_inference_steps", 50),
        steps_name="num_inference_steps" if "num_inference_steps" in arguments else "",
        guidance=float(arguments.get("guidance_scale") or 5.0),  # type: ignore[arg-type]
        guidance_name="guidance_scale" if "guidance_scale" in arguments else "",
        negative="negative_prompt" in arguments,
        fps=_number(arguments, "frame_rate", 24),
    )
    picture = Way("image") if "image" in arguments else None
    needs = "image" in arguments.get("*needs", [])  # type: ignore[operator]
    variant = Variant(
        family, picture, Way("last_image") if picture else None, picture, 1 if picture else 0, needs
    )
    return variant, _said(family, picture is not None, needs)


def _number(arguments: dict[str, object], name: str, otherwise: int) -> int:
    value = arguments.get(name)
    return int(value) if isinstance(value, int | float) and value else otherwise


def _said(family: Family, picture: bool, needs: bool) -> list[str]:
    said = [
        f"up to {family.most_frames} frames at {family.fps} a second, {family.steps} steps",
        f"guidance {family.guidance:g}" if family.guidance_name else "no guidance",
        "a negative prompt" if family.negative else "no negative prompt",
    ]
    if picture:
        said.append("a first picture, which it needs" if needs else "a first picture")
    return said
