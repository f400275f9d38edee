"""From a request to a pipeline's arguments: words, numbers, and each form in which a picture can be given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..types import EngineFailed, Likeness, Request
from .families import Family, Way
from .folder import Model
from .options import Options
from .pictures import covering, end_of, faces_of, opened, portrait
from .sizes import Canvas

FILM_FRAMES = 9  # how much of a film's end is shown to a model that takes more than one frame
MOST_VIEWS = 4  # pictures of one face

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Material:
    """What a request holds besides words."""

    picture: Path | None
    film: Path | None
    cast: tuple[Likeness, ...]
    canvas: Canvas

    def first(self) -> Any:
        """The picture the clip begins with: the one that was given, else the face."""
        if self.picture:
            return covering(opened(self.picture), self.canvas.width, self.canvas.height)
        return portrait(self.cast[0], self.canvas.width, self.canvas.height)

    def end(self, frames: int) -> list[Any]:
        assert self.film
        return [covering(one, self.canvas.width, self.canvas.height) for one in end_of(self.film, frames)]

    def faces(self) -> list[Any]:
        paths = [path for one in self.cast for path in faces_of(one)[:MOST_VIEWS]]
        return [opened(path) for path in paths]


@dataclass(frozen=True)
class Call:
    """One call of a pipeline: the class, and its arguments without seed and callbacks."""

    pipeline: str
    arguments: dict[str, Any]
    steps: int
    runs: int = 1  # of all steps


def call_for(
    model: Model, options: Options, requests: list[Request], prompts: list[str], area: Canvas
) -> Call:
    """This function will say which pipeline is called, with what; several requests are of one shape.

    :raises EngineFailed: PICTURE_NEEDED when the model animates a picture and there is none
    """
    family, request = model.variant.family, requests[0]
    way = way_for(model, request)
    if way is None and model.variant.needs_picture:
        raise EngineFailed("PICTURE_NEEDED", f"{family.title} animates a picture, and none was given")
    arguments = _words_and_numbers(model, options, requests, prompts, area)
    if way is not None:
        material = Material(request.picture, request.goes_on_from, request.cameos, area)
        arguments |= FORMS[way.form](material)
    for name in [name for name, value in arguments.items() if value is None]:
        del arguments[name]
    steps = arguments.get(family.steps_name) or family.steps
    runs = max(1, area.frames // family.chunk) if family.chunk else 1
    return Call((way.pipeline if way else "") or model.pipeline, arguments, int(steps), runs)


def way_for(model: Model, request: Request) -> Way | None:
    """This function will choose what the request holds that counts most: a film's end, a picture, a face."""
    variant = model.variant
    asked = (
        (request.goes_on_from, variant.film),
        (request.picture, variant.picture),
        (request.cameos, variant.face),
    )
    return next((way for given, way in asked if given and usable(model, way)), None)


def usable(model: Model, way: Way | None) -> bool:
    """This function will say whether this folder can go that way: some need a part that may be missing."""
    if way is None:
        return False
    if way.when.endswith("/"):
        return (model.folder / way.when).is_dir()
    value = model.index.get(way.when) if way.when else True
    return bool(value) and not (isinstance(value, list) and value[:1] == [None])


def _words_and_numbers(
    model: Model, options: Options, requests: list[Request], prompts: list[str], area: Canvas
) -> dict[str, Any]:
    family = model.variant.family
    said: dict[str, Any] = {"prompt": prompts if len(prompts) > 1 else prompts[0]}
    if family.negative and any(one.negative for one in requests):
        negatives = [one.negative for one in requests]
        said["negative_prompt"] = negatives if len(prompts) > 1 else negatives[0]
    if family.size:
        said |= {"width": area.width, "height": area.height}
    if family.frames_name:
        said[family.frames_name] = area.frames
    if family.rate_name:
        said[family.rate_name] = float(area.fps)
    if family.steps_name:
        said[family.steps_name] = family.steps
    if family.guidance_name:
        said[family.guidance_name] = family.guidance
    said |= {**family.fixed, **(family.distilled if model.is_distilled else {}), **model.variant.overrides}
    if options.steps and family.steps_name:
        said[family.steps_name] = options.steps
        said.pop("sigmas", None)
    if options.guidance >= 0 and family.guidance_name:
        said[family.guidance_name] = options.guidance
    if family.sound and not requests[0].sound and model.pipeline.startswith("Kandinsky6"):
        said["sample_audio"] = False
    return said


def words(request: Request, prompt: str, family: Family) -> str:
    """This function will write the prompt a model reads: names for mentions, then camera and style."""
    text = prompt
    for cameo in request.cameos:
        text = text.replace(f"@{cameo.handle}", cameo.name or cameo.handle)
        if cameo.manner:
            text = f"{text.rstrip()} {cameo.name or cameo.handle}: {cameo.manner}"
    extra = [
        f"{request.camera} camera" if request.camera else "",
        f"{request.style} style" if request.style else "",
    ]
    tail = ", ".join(filter(None, extra))
    return (f"{text.rstrip(' .')}. {tail.capitalize()}." if tail else text) + family.suffix


# ---------------------------------------------------------------- the forms, by the names the table uses


def _image(given: Material) -> Given:
    return {"image": given.first()}


def _last_image(given: Material) -> Given:
    return {"image": given.end(1)[-1]}


def _without_size(form: Callable[[Material], Given]) -> Callable[[Material], Given]:
    """Some pipelines take the size from the picture."""
    return lambda given: {**form(given), "width": None, "height": None}


def _video(given: Material) -> Given:
    return {"video": given.end(FILM_FRAMES * 4)}


def _ltx2(frames: Any) -> Given:
    from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition

    return {"conditions": [LTX2VideoCondition(frames=frames, index=0, strength=1.0)]}


def _ltx2_references(given: Material) -> Given:
    from diffusers.pipelines.ltx2.pipeline_ltx2_ic_lora import LTX2ReferenceCondition

    size = given.canvas.width, given.canvas.height
    return {
        "reference_conditions": [LTX2ReferenceCondition(frames=portrait(one, *size)) for one in given.cast]
    }


def _ltx(given: Material, frames: list[Any]) -> Given:
    from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition

    if len(frames) == 1:
        return {"conditions": [LTXVideoCondition(image=frames[0])]}
    return {"conditions": [LTXVideoCondition(video=frames)]}


def _vace(known: Callable[[Material], list[Any]]) -> Callable[[Material], Given]:
    """What is known stands at the beginning, grey with a white mask is what is to be made; faces go beside it."""

    def form(given: Material) -> Given:
        from PIL import Image

        size = given.canvas.width, given.canvas.height
        shown = known(given)[: given.canvas.frames]
        open_frames = given.canvas.frames - len(shown)
        keep, make = Image.new("L", size, 0), Image.new("L", size, 255)
        return {
            "video": [*shown, *[Image.new("RGB", size, (128, 128, 128))] * open_frames],
            "mask": [keep] * len(shown) + [make] * open_frames,
            **({"reference_images": given.faces()} if given.cast else {}),
        }

    return form


def _animate(given: Material) -> Given:
    """Without a film to follow the person keeps the pose of the picture; the face drives itself."""
    picture = given.first()
    face = given.faces()[0] if given.cast else picture
    frames = given.canvas.frames
    return {
        "image": picture, "pose_video": [picture] * frames, "face_video": [covering(face, 512, 512)] * frames,
        "num_frames": None,
    }  # fmt: skip


def _minimax_references(given: Material) -> Given:
    from diffusers.modular_pipelines.minimax_h3 import MiniMaxH3AudioReference, MiniMaxH3ImageReference

    voices = [MiniMaxH3AudioReference.from_file(one.voice) for one in given.cast if one.voice]
    return {"references": [MiniMaxH3ImageReference(image=face) for face in given.faces()[:9]] + voices[:3]}


FORMS: Mapping[str, Callable[[Material], Given]] = {
    "image": _image,
    "last_image": _last_image,
    "image_alone": _without_size(_image),
    "last_image_alone": _without_size(_last_image),
    "video": _video,
    "ltx2_conditions": lambda given: _ltx2(given.first()),
    "ltx2_film": lambda given: _ltx2(given.end(FILM_FRAMES)),
    "ltx2_references": _ltx2_references,
    "ltx_conditions": lambda given: _ltx(given, [given.first()]),
    "ltx_film": lambda given: _ltx(given, given.end(FILM_FRAMES)),
    "reference_images": lambda given: {"reference_images": given.faces()},
    "vace_first": _vace(lambda given: [given.first()]),
    "vace_film": _vace(lambda given: given.end(FILM_FRAMES)),
    "ip_adapter": lambda given: {"ip_adapter_image": [given.faces()]},
    "animate": _animate,
    "minimax_first": lambda given: {"image": given.first()},
    "minimax_film": lambda given: {"image": given.end(1)[-1]},
    "minimax_references": _minimax_references,
}
