"""The stage: sets up a scene and draws it frame by frame, each frame forgotten as soon as it is handed on."""

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import numpy as np
import skia

from ..types import Frame
from . import blocking, lens, motion, sets
from .confetti import Burst
from .figures import puppet
from .outline import blob
from .paper import new_surface, rgba_info, skia_colour
from .puppeteer import Puppeteer
from .scene import Event, Scene, Spoken
from .sets import Plane
from .weather import Weather, vignette

ON_TWOS = 2  # puppets are redrawn at half the frame rate, as in cut-out film


class Performance:
    """A scene ready to be seen. `events` are known before the first frame is drawn."""

    def __init__(
        self,
        scene: Scene,
        spoken: list[Spoken],
        faces: Mapping[str, Path | None],
        width: int,
        height: int,
        fps: int,
        seed: int,
    ) -> None:
        rng = Random(f"{seed}/stage")  # noqa: S311
        self.scene, self.width, self.height, self.fps = scene, width, height, fps
        self.frame_count = max(1, round(scene.seconds * fps))
        self.backdrop, self.light = sets.build(scene.set, scene.time, scene.weather, width, height, rng)
        aspect = width / height
        actors = blocking.cast(scene, aspect, self.frame_count, self.backdrop.medium, rng)
        self.motion = motion.move(scene, spoken, actors, aspect, self.frame_count, fps, rng)
        self.weather = Weather(_outdoors(scene), width, height, scene.seconds, self.light, rng)
        self.events: list[Event] = sorted(
            self.motion.events + self.weather.events, key=lambda e: (e.at, e.kind)
        )
        self.camera0 = rng.uniform(0, 4.0)
        self.puppeteers = []
        for actor in actors:
            which = actor.copy if actor.figure.kind == "person" else 0
            look = Random(f"{seed}/{actor.index}/{which}")  # noqa: S311
            face = faces.get(actor.figure.cameo) if actor.figure.cameo else None
            self.puppeteers.append(Puppeteer(actor, puppet(actor.figure, look, face), self.light, height))
        self.order = sorted(range(len(actors)), key=lambda i: (_layer(actors, i), actors[i].row, i))
        self.bursts = [self._burst(track, rng) for track in self.motion.tracks if track.bursts_at is not None]
        self.vignette = vignette(width, height, self.light)
        self.has_moved = bool(np.ptp(self.motion.camera) > 0)
        if not self.has_moved:
            self.backdrop.behind = self._merged(self.backdrop.behind)

    def _merged(self, planes: list[Plane]) -> list[Plane]:
        """Sheets that will not stir for the whole clip become one."""
        out: list[Plane] = []
        for plane in planes:
            still = not (plane.sway or plane.bob or plane.drift)
            if still and out and not (out[-1].sway or out[-1].bob or out[-1].drift):
                surface = new_surface(self.width, self.height)
                for sheet in (out.pop(), plane):
                    self._lay(surface.getCanvas(), sheet, 0, 0.0)
                out.append(Plane(surface.makeImageSnapshot().makeRasterImage(), 0, 0, 0.0))
            else:
                out.append(plane)
        return out

    def _lay(self, canvas: skia.Canvas, plane: Plane, frame: int, t: float) -> None:
        swing = math.sin(math.tau * t / plane.beat)
        y = plane.top + round(plane.bob * math.cos(math.tau * t / plane.beat))
        if not plane.period:
            canvas.drawImage(plane.image, 0, y)
            return
        way = (self.motion.camera[frame] + self.camera0) * self.height * plane.speed
        x = -(round(way + plane.sway * swing - plane.drift * t) % plane.period)
        while x < self.width:
            canvas.drawImage(plane.image, x, y)
            x += plane.period

    def _burst(self, track: motion.Track, rng: Random) -> Burst:
        frame = min(self.frame_count - 1, round((track.bursts_at or 0.0) * self.fps))
        middle = (
            self.backdrop.ground + track.actor.row - float(track.height[frame]) - track.actor.height * 0.5
        )
        return Burst(
            track.bursts_at or 0.0, self.width / self.height / 2 + float(track.x[frame]), middle, rng
        )

    def frames(self) -> Iterator[Frame]:
        """This function will draw the clip, one frame at a time."""
        pixels = np.zeros((self.height, self.width, 4), np.uint8)
        surface = skia.Surface.MakeRasterDirect(rgba_info(self.width, self.height), pixels)
        canvas = surface.getCanvas()
        for frame in range(self.frame_count):
            self._draw(canvas, frame)
            yield lens.through(pixels, lens.zoom_at(self.scene.camera, frame / max(1, self.frame_count - 1)))

    def _draw(self, canvas: skia.Canvas, frame: int) -> None:
        t = frame / self.fps
        for plane in self.backdrop.behind:
            self._lay(canvas, plane, frame, t)
        self._figures(canvas, frame)
        for burst in self.bursts:
            burst.draw(canvas, t, self.light, self.height)
        for plane in self.backdrop.front:
            self._lay(canvas, plane, frame, t)
        self.weather.draw(canvas, t)
        for image, top in self.vignette:
            canvas.drawImage(image, 0, top)

    def _figures(self, canvas: skia.Canvas, frame: int) -> None:
        for i in self.order:
            track, hand = self.motion.tracks[i], self.puppeteers[i]
            pose = self.motion.pose(track, frame)
            x = round(self.width / 2 + track.x[frame] * self.height)
            floor = round((self.backdrop.ground + track.actor.row) * self.height)
            above = float(track.height[frame] + pose.rise * track.actor.height) * self.height
            gone = track.bursts_at is not None and frame > track.bursts_at * self.fps
            if gone or not -hand.wide < x < self.width + hand.wide:
                continue
            if hand.image is None or frame % ON_TWOS == 0:
                hand.redraw(pose, self.motion.facing(track, frame))
            if self.backdrop.medium == "land":
                hand.contact(canvas, x, floor, above)
            hand.thread(canvas, x, floor - round(above))
            if track.actor.string is not None:
                self._string(canvas, track, frame, x, floor - above)
            hand.show(canvas, x, floor, above)

    def _string(self, canvas: skia.Canvas, track: motion.Track, frame: int, x: float, y: float) -> None:
        """The line from a hand to what it flies."""
        flown = self.motion.tracks[track.actor.string or 0]
        tall, reach = track.actor.height * self.height, 0.26 * np.sign(track.facing[frame])
        end_x = self.width / 2 + flown.x[frame] * self.height
        end_y = (
            self.backdrop.ground
            - flown.height[frame]
            - flown.actor.height * (0.5 if flown.actor.lemma == "kite" else 0.1)
        ) * self.height
        hand = (x + reach * tall, y - 0.74 * tall)
        sag = ((hand[0] + end_x) / 2 + tall * 0.04, (hand[1] + end_y) / 2 + tall * 0.03)
        paint = skia.Paint(
            AntiAlias=True,
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=max(0.8, tall * 0.005),
            Color=skia_colour((90, 64, 60)),
        )
        canvas.drawPath(blob([hand, sag, (end_x, end_y)], closed=False), paint)


def _outdoors(scene: Scene) -> str:
    return "clear" if scene.set in ("room", "stage", "underwater", "space", "moon") else scene.weather


def _layer(actors: list[blocking.Actor], i: int) -> int:
    """Scenery behind, then the rest; a rider sits behind the side of a car but before a horse."""
    actor = actors[i]
    if actor.is_scenery or actor.lemma in ("sun", "moon", "cloud", "star"):
        return 0
    if actor.mount is not None:
        lemma = actors[actor.mount].lemma
        open_seat = lemma in ("bicycle", "horse", "unicorn", "donkey", "sledge", "dragon", "elephant")
        return 3 if open_seat else 1
    return 2


def perform(
    scene: Scene,
    spoken: list[Spoken],
    faces: Mapping[str, Path | None],
    width: int,
    height: int,
    fps: int,
    seed: int,
) -> Performance:
    """This function will set up the whole scene; its events are known at once, its frames are drawn as they are read."""
    return Performance(scene, spoken, faces, width, height, fps, seed)
