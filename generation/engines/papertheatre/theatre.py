"""The paper theatre as an engine: prompt in, frames and sound out. No weights, no GPU, no Django."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from ..types import (
    ALGORITHMIC,
    COMPOSITE,
    Capabilities,
    Frame,
    Likeness,
    Line,
    OnPreview,
    OnProgress,
    Request,
    ShouldStop,
    Stopped,
    Take,
    unseen,
)
from . import tuning
from .espeak import Manner
from .going_on import next_scene
from .manners import keep
from .scene import Scene, Spoken
from .script import scene_from, written
from .summary import understood
from .wishing import CAMERAS, STYLES, directed

FITTED = "synthetic, fitted in pitch and tempo to the owner's sample"
READY = 0.05  # share of the work that is done when the first frame can be drawn


class PaperTheatre:
    """Cut-out animation from a prompt in English or German."""

    name = "papertheatre"
    version = "4"
    capabilities = Capabilities(
        title="Paper theatre",
        licence="",
        lengths=(4, 6, 8, 10, 12, 15, 20),
        sizes=(
            "720x1280", "1280x720", "1024x1792", "1792x1024", "1080x1920", "1920x1080", "360x640", "640x360",
        ),
        rates=(24, 30),
        styles=STYLES,
        cameras=CAMERAS,
        sound="model",
        cameos=2,
        negative=True,
        picture=True,
        scene=True,
        shots=True,
        extends=True,
    )  # fmt: skip

    def __init__(self, model: str = "") -> None:
        """Nothing is loaded: `model` is there for the protocol."""

    def understand(self, request: Request) -> tuple[dict[str, object], tuple[str, ...]]:
        """This function will say, without rendering, what it understood and which words it did not.

        :raises SceneInvalid: when the request's own scene can not be played
        """
        scene = scene_of(request)
        return {**understood(scene), "scene": written(scene)}, scene.unknown

    def render(
        self,
        request: Request,
        on_progress: OnProgress,
        should_stop: ShouldStop,
        on_preview: OnPreview = unseen,
    ) -> Take:
        """This function will voice and set up the scene; frames are drawn as they are read.

        A preview is what is drawn, so nothing goes to `on_preview`.

        :raises EngineFailed: when no voice is installed
        :raises Stopped: when `should_stop` says so, here or from the frames
        """
        from . import flashes, opening, sound, stage, voice

        scene = scene_of(request)
        own = _own_voices(scene, request.cameos)
        spoken = voice.speak(scene, request.seed, own)
        if should_stop():
            raise Stopped
        faces = {cameo.handle: cameo for cameo in request.cameos}
        show = stage.perform(scene, spoken, faces, request.width, request.height, request.fps, request.seed)
        heard = sound.mix(scene, spoken, show.events, request.seconds, request.seed)
        on_progress(READY)
        frames = show.frames()
        if request.picture:
            frames = opening.opened(frames, request.picture, request.width, request.height, request.fps)
        is_composed = request.picture is not None or any(f.cameo for f in scene.figures)
        return Take(
            frames=_watched(flashes.calmed(frames, request.fps), show.frame_count, on_progress, should_stop),
            frame_count=show.frame_count,
            fps=request.fps,
            sound=heard if request.sound else np.zeros_like(heard),
            source_type=COMPOSITE if is_composed else ALGORITHMIC,
            lines=tuple(
                replace(_line(scene, line, own), place=place)
                for line, place in zip(spoken, show.caption_places(spoken), strict=True)
            ),
            understood={**understood(scene), "scene": written(scene), "voices": dict.fromkeys(own, FITTED)},
            unknown=scene.unknown,
        )

    def describe(self, request: Request) -> dict[str, object]:
        """This function will tell exactly what is seen and heard in the clip of this request, without drawing it.

        :raises EngineFailed: when no voice is installed
        """
        from .describing import describe

        return describe(request, scene_of(request), self.version)


def scene_of(request: Request) -> Scene:
    """This function will give the scene to play: the edited one when there is one, else what the words say.

    :raises SceneInvalid: when the edited scene can not be played
    """
    if request.scene is None and request.before:
        return next_scene(request)
    if request.scene is None:
        return directed(request)
    scene = scene_from(request.scene, request.prompt, request.seconds, {c.handle for c in request.cameos})
    scene.unknown = (*scene.unknown, *keep(scene, request.cameos))
    return scene


def _watched(
    frames: Iterator[Frame], count: int, on_progress: OnProgress, should_stop: ShouldStop
) -> Iterator[Frame]:
    if should_stop():
        raise Stopped
    for i, frame in enumerate(frames, 1):
        yield frame
        on_progress(1.0 if i == count else READY + (1 - READY) * i / count)
        if i < count and should_stop():
            raise Stopped


def _own_voices(scene: Scene, cameos: tuple[Likeness, ...]) -> dict[str, Manner]:
    """For each cameo who speaks and whose voice is granted, the synthetic voice nearest to the sample."""
    speak = {scene.figures[line.speaker].cameo for line in scene.speech if line.speaker is not None}
    found = {c.handle: tuning.tuned(c.voice) for c in cameos if c.voice and c.handle in speak}
    return {handle: manner for handle, manner in found.items() if manner is not None}


def _line(scene: Scene, line: Spoken, own: Mapping[str, Manner]) -> Line:
    speaker = line.speech.speaker
    name = ""
    if speaker is not None and speaker < len(scene.figures):
        figure = scene.figures[speaker]
        name = figure.cameo or figure.called or figure.lemma
    fitted = FITTED if name in own else ""
    return Line(line.speech.text, line.start, line.end, line.speech.lang, name, fitted)
