"""The stage: all shots of a scene one after another, each frame forgotten as soon as it is handed on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import skia

from ..types import Frame, Likeness
from . import faces, lens, transitions
from .motion import Motion
from .paper import rgba_info
from .scene import Event, Scene, Spoken
from .shot import Shot


class Performance:
    """A scene ready to be seen. `events` are known before the first frame is drawn."""

    def __init__(
        self,
        scene: Scene,
        spoken: list[Spoken],
        faces: Mapping[str, Likeness],
        width: int,
        height: int,
        fps: int,
        seed: int,
    ) -> None:
        self.width, self.height, self.fps, self.faces = width, height, fps, faces
        self.frame_count = max(1, round(scene.seconds * fps))
        parts = scene.parts()
        cuts = [min(self.frame_count - 1, round(part.starts * fps)) for part in parts] + [self.frame_count]
        self.shots = [
            Shot(part, _lines(spoken, part, k), max(1, cuts[k + 1] - cuts[k]), width, height, fps, seed, k)
            for k, part in enumerate(parts)
        ]
        self.events: list[Event] = sorted(
            (
                replace(event, at=round(event.at + cut / fps, 6))
                for shot, cut in zip(self.shots, cuts, strict=False)
                for event in shot.events
                if event.at + cut / fps <= scene.seconds
            ),
            key=lambda e: (e.at, e.kind),
        )

    @property
    def motion(self) -> Motion:
        """Of the first shot."""
        return self.shots[0].motion

    def caption_places(self, spoken: list[Spoken]) -> list[str]:
        """This function will give, for each line, the WebVTT settings that keep its caption off the faces."""
        parts = self.shots
        return [
            faces.caption_place(parts[line.shot], _lines([line], parts[line.shot].scene, line.shot)[0])
            for line in spoken
        ]

    def frames(self) -> Iterator[Frame]:
        """This function will draw the clip, one frame at a time."""
        pixels = np.zeros((self.height, self.width, 4), np.uint8)
        surface = skia.Surface.MakeRasterDirect(rgba_info(self.width, self.height), pixels)
        canvas, last = surface.getCanvas(), None
        for shot, following in zip(self.shots, [*self.shots[1:], None], strict=True):
            leaving = following.scene.transition if following else "cut"
            shot.open(self.faces)
            for at in range(shot.frame_count):
                shot.draw(canvas, at)
                progress = at / max(1, shot.frame_count - 1)
                frame = lens.through(pixels, lens.zoom_at(shot.scene.camera, progress))
                frame = self._joined(frame, shot, at, last, leaving)
                if at == shot.frame_count - 1:
                    last = frame.copy() if leaving in transitions.KEEPS else None
                yield frame
            shot.close()

    def _joined(self, frame: Frame, shot: Shot, at: int, last: Frame | None, leaving: str) -> Frame:
        """The frame with what the change of shots lays over it."""
        seconds, kind = shot.frame_count / self.fps, shot.scene.transition
        coming = round(transitions.length(kind, transitions.SECONDS, seconds) * self.fps)
        if shot is not self.shots[0] and at < coming:
            frame = transitions.enter(frame, kind, (at + 1) / coming, last)
        going = round(transitions.length(leaving, transitions.LEAVING, seconds) * self.fps)
        left = shot.frame_count - at
        if going and left <= going:
            frame = transitions.leave(frame, leaving, 1 - (left - 1) / going)
        return frame


def _lines(spoken: list[Spoken], part: Scene, number: int) -> list[Spoken]:
    """The lines of one shot, in its own time and with its own numbering of the cast."""
    lines = []
    for line in spoken:
        if getattr(line, "shot", 0) != number:
            continue
        speaker = line.speech.speaker
        if part.cast and speaker is not None:
            speaker = part.cast.index(speaker) if speaker in part.cast else None
        speech = replace(line.speech, speaker=speaker)
        lines.append(replace(line, speech=speech, start=line.start - part.starts, end=line.end - part.starts))
    return lines


def perform(
    scene: Scene,
    spoken: list[Spoken],
    faces: Mapping[str, Likeness],
    width: int,
    height: int,
    fps: int,
    seed: int,
) -> Performance:
    """This function will set up the whole scene; its events are known at once, its frames are drawn as they are read."""
    return Performance(scene, spoken, faces, width, height, fps, seed)
