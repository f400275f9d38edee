"""One shot: one set, its cast and their motion, drawn frame by frame onto a canvas that somebody else holds."""

import math
from collections.abc import Mapping
from dataclasses import replace
from random import Random

import numpy as np
import skia

from ..types import Likeness
from . import blocking, loose, motion, sets, tackle
from .actors import Actor
from .confetti import Burst
from .elements import elements_of, weather_of
from .figures import puppet
from .paper import new_surface
from .placing import STEEP
from .puppeteer import Puppeteer, float_in, thread
from .scene import Event, Scene, Spoken
from .sets import Plane
from .sizes import OFFSHORE
from .weather import Weather, lightning, thunder, vignette

ON_TWOS = 2  # puppets are redrawn at half the frame rate, as in cut-out film


class Shot:
    """A part of the clip. What sounds is known at once; sheets are cut by `open` and thrown away by `close`."""

    def __init__(
        self,
        scene: Scene,
        spoken: list[Spoken],
        frames: int,
        width: int,
        height: int,
        fps: int,
        seed: int,
        number: int,
    ) -> None:
        rng = Random(f"{seed}/stage/{number}" if number else f"{seed}/stage")  # noqa: S311
        self.scene, self.width, self.height, self.fps, self.seed = scene, width, height, fps, seed
        self.frame_count = frames
        aspect = width / height
        medium = sets.MEDIUMS.get(scene.set, "land")
        self.actors = blocking.cast(scene, aspect, frames, medium, rng)
        self.elements = elements_of(scene, frames, fps, Random(f"{seed}/wind/{number}"))  # noqa: S311
        self.motion = motion.move(scene, spoken, self.actors, aspect, frames, fps, rng, self.elements)
        self.flashes = lightning(weather_of(scene), frames / fps, rng)
        self.events: list[Event] = sorted(
            self.motion.events + thunder(self.flashes), key=lambda e: (e.at, e.kind)
        )
        self.camera0 = rng.uniform(0, 4.0)
        self.order = sorted(
            range(len(self.actors)), key=lambda i: (_layer(self.actors, i), self.actors[i].row, i)
        )

    def open(self, faces: Mapping[str, Likeness]) -> None:
        """This function will cut all paper of the shot."""
        rng = Random(f"{self.seed}/{self.scene.set}")  # noqa: S311
        light = sets.light_of(self.scene)
        self.backdrop, self.light = sets.build(
            self.scene.set, light, self.width, self.height, rng, self.scene.camera
        )
        kind, size, ground = weather_of(self.scene), (self.width, self.height), self.backdrop.ground
        self.weather = Weather(kind, *size, self.flashes, self.light, rng, leaves_of(self), ground)
        self.puppeteers = [_puppeteer(self, actor, faces) for actor in self.actors]
        self.bursts = [
            _burst(self, track, rng) for track in self.motion.tracks if track.bursts_at is not None
        ]
        self.vignette = vignette(self.width, self.height, self.light)
        if not np.ptp(self.motion.camera) > 0:
            self.backdrop.behind = _merged(self, self.backdrop.behind)

    def close(self) -> None:
        """This function will throw the sheets away."""
        del self.backdrop, self.weather, self.puppeteers, self.bursts, self.vignette

    def _lay(self, canvas: skia.Canvas, plane: Plane, frame: int, t: float) -> None:
        swing = math.sin(math.tau * t / plane.beat)
        y = plane.top + round(plane.bob * math.cos(math.tau * t / plane.beat))
        if not plane.period:
            canvas.drawImage(plane.image, 0, y)
            return
        way = (self.motion.camera[frame] + self.camera0) * self.height * plane.speed
        if plane.anchor is not None:
            way = self.motion.camera[frame] * self.height * plane.speed + plane.anchor - self.width * 0.58
        x = -(round(way + plane.sway * swing - plane.drift * t) % plane.period)
        while x < self.width:
            canvas.drawImage(plane.image, x, y)
            x += plane.period

    def draw(self, canvas: skia.Canvas, frame: int) -> None:
        """This function will draw one frame over whatever was there."""
        t = frame / self.fps
        for plane in self.backdrop.behind:
            self._lay(canvas, plane, frame, t)
        self._figures(canvas, frame)
        for burst in self.bursts:
            burst.draw(canvas, t, self.light, self.height)
        for plane in self.backdrop.front:
            self._lay(canvas, plane, frame, t)
        self.weather.draw(canvas, t, frame)
        for image, top in self.vignette:
            canvas.drawImage(image, 0, top)

    def _figures(self, canvas: skia.Canvas, frame: int) -> None:
        waiting = list(self.motion.lines)
        for line in [one for one in waiting if one.kind == "swing"]:
            tackle.stand(self, canvas, line)
            tackle.rope(self, canvas, line, frame)
            waiting.remove(line)
        drawn: set[int] = set()
        for i in self._order(frame):
            self._figure(canvas, frame, i)
            drawn.add(i)
            for line in [one for one in waiting if {*one.after} <= drawn]:
                tackle.rope(self, canvas, line, frame)
                waiting.remove(line)
        for hat in self.motion.hats:
            tackle.fly_off(self, canvas, hat, frame)

    def _figure(self, canvas: skia.Canvas, frame: int, i: int) -> None:
        track, hand = self.motion.tracks[i], self.puppeteers[i]
        pose = self.motion.pose(track, frame)
        x = round(self.width / 2 + track.x[frame] * self.height)
        floor = round((self.backdrop.ground + track.actor.row) * self.height)
        above = float(track.height[frame] + pose.rise * track.actor.height) * self.height
        above *= STEEP if hand.from_above else 1.0
        gone = track.bursts_at is not None and frame >= track.bursts_at * self.fps
        gone |= track.appears_at is not None and frame < track.appears_at * self.fps
        if gone or not -hand.wide < x < self.width + hand.wide:
            return
        if hand.image is None or frame % ON_TWOS == 0:
            hand.redraw(pose, self.motion.facing(track, frame))
        if hand.from_above:
            hand.lie_under(canvas, x, floor, above)
            return
        if self.backdrop.medium == "land" and not track.actor.afloat:
            hand.contact(canvas, x, floor, above)
        thread(hand, canvas, x, floor - round(above), floor)
        hand.afloat = self.scene.set in OFFSHORE and track.actor.row == OFFSHORE[self.scene.set]
        hand.show(canvas, x, floor, above)
        if hand.afloat:
            float_in(hand, canvas, x, floor)

    def _order(self, frame: int) -> list[int]:
        """From the back to the front; who circles somebody passes behind and before."""
        rounds = {i: track for i, track in enumerate(self.motion.tracks) if track.depth is not None}
        if not rounds:
            return self.order
        order = [i for i in self.order if i not in rounds]
        for i, track in rounds.items():
            centre = order.index(track.actor.orbits)
            order.insert(centre + (track.depth[frame] > 0), i)
        return order


def _merged(shot: Shot, planes: list[Plane]) -> list[Plane]:
    """Sheets that will not stir for the whole clip become one."""
    out: list[Plane] = []
    for plane in planes:
        still = not (plane.sway or plane.bob or plane.drift)
        if still and out and not (out[-1].sway or out[-1].bob or out[-1].drift):
            surface = new_surface(shot.width, shot.height)
            for sheet in (out.pop(), plane):
                shot._lay(surface.getCanvas(), sheet, 0, 0.0)
            out.append(Plane(surface.makeImageSnapshot().makeRasterImage(), 0, 0, 0.0))
        else:
            out.append(plane)
    return out


def _puppeteer(shot: Shot, actor: Actor, faces: Mapping[str, Likeness]) -> Puppeteer:
    place = shot.scene.cast[actor.index] if shot.scene.cast else actor.index
    which = actor.copy if actor.figure.kind == "person" else 0
    look = Random(f"{shot.seed}/{place}/{which}")  # noqa: S311
    likeness = faces.get(actor.figure.cameo) if actor.figure.cameo else None
    face, views = (likeness.face, likeness.views) if likeness else (None, None)
    light = shot.light if actor.figure.kind == "plant" else replace(shot.light, season="")
    above = shot.scene.camera == "from_above"
    return Puppeteer(actor, puppet(actor.figure, look, face, views, above), light, shot.height, above)


def leaves_of(shot: Shot) -> np.ndarray | None:
    """The way of every leaf in the wind of this shot; None where none blows."""
    if not shot.elements.blows:
        return None
    own = Random(f"{shot.seed}/leaves")  # noqa: S311
    return loose.leaves(shot.elements, shot.frame_count, shot.fps, shot.width / shot.height, own)


def _burst(shot: Shot, track: motion.Track, rng: Random) -> Burst:
    frame = min(shot.frame_count - 1, round((track.bursts_at or 0.0) * shot.fps))
    middle = shot.backdrop.ground + track.actor.row - float(track.height[frame]) - track.actor.height * 0.5
    return Burst(track.bursts_at or 0.0, shot.width / shot.height / 2 + float(track.x[frame]), middle, rng)


def _layer(actors: list[Actor], i: int) -> int:
    """Scenery behind, then the rest; a rider sits behind the side of a car but before a horse."""
    actor = actors[i]
    if actor.layer is not None:
        return actor.layer
    if actor.is_scenery or actor.lemma in ("sun", "moon", "cloud", "star"):
        return 0
    if actor.mount is not None:
        lemma = actors[actor.mount].lemma
        open_seat = lemma in ("bicycle", "horse", "unicorn", "donkey", "sledge", "dragon", "elephant")
        return 3 if open_seat else 1
    return 2
