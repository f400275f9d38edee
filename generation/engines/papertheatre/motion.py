"""Motion: for every actor and frame where it is and how it holds itself, and every sound that motion makes."""

from dataclasses import dataclass, field
from random import Random

import numpy as np

from . import encounters, loose, passing, posing, rigged
from .actors import Actor, Turn
from .cues import cues
from .elements import Elements
from .figures.pose import Pose
from .flights import fall
from .glances import glance
from .repertoire import TRAVEL as GOING
from .ropes import Line
from .scene import Event, Scene, Spoken
from .sizes import FLOATERS
from .track import Track

TRAVEL = (*GOING, "chase", "follow", "carry")

# frame heights per second for a figure of 0.4
SPEED: dict[str, float] = {
    "walk": 0.2, "run": 0.42, "chase": 0.44, "follow": 0.2, "gallop": 0.5, "march": 0.2, "sneak": 0.09,
    "crawl": 0.08, "hop": 0.2, "swim": 0.14, "fly": 0.26, "float": 0.06, "sail": 0.1, "drive": 0.5,
    "ride": 0.42, "roll": 0.3, "slide": 0.3, "skate": 0.34, "ski": 0.44, "surf": 0.3, "travel": 0.3,
    "dive": 0.14, "carry": 0.16,
}  # fmt: skip


@dataclass
class Motion:
    tracks: list[Track]
    camera: np.ndarray  # frame heights the scenery has scrolled
    events: list[Event]
    fps: int
    lines: list[Line] = field(default_factory=list)
    hats: list[loose.Hat] = field(default_factory=list)
    from_above: bool = False

    def facing(self, track: Track, frame: int) -> float:
        """Which way it looks: 1 right, -1 left; it passes through 0 when it spins."""
        return posing.facing(track, frame, self.fps)

    def pose(self, track: Track, frame: int) -> Pose:
        """This function will give the pose of one actor at one frame."""
        return posing.pose(track, frame, self.fps)


def move(
    scene: Scene,
    spoken: list[Spoken],
    actors: list[Actor],
    aspect: float,
    frames: int,
    fps: int,
    rng: Random,
    elements: Elements | None = None,
) -> Motion:
    """This function will move everybody for the whole clip; same scene and seed, same motion."""
    leader = _leader(scene, actors)
    camera = _camera(scene, leader, frames, fps)
    tracks = [
        _walk(actor, actor is leader or leader is not None, camera, aspect, frames, fps) for actor in actors
    ]
    motion = Motion(tracks, camera, [], fps, from_above=scene.camera == "from_above")
    elements = elements or Elements(np.zeros(frames))
    encounters.meet(tracks, frames)
    passed = passing.stage(tracks, frames, fps, motion.events, aspect / 2)
    fall(tracks, camera, aspect, frames, fps, rng, motion.events, passed, elements)
    _rise(tracks, frames, fps)
    encounters.climb(tracks, frames)
    encounters.bear(tracks, frames)
    encounters.orbit(tracks, fps)
    motion.events += encounters.transform(tracks, fps, aspect / 2)
    encounters.ride_along(tracks)
    rigged.swing(tracks, frames, fps, aspect / 2, motion.events)
    _talk(spoken, tracks, frames, fps)
    glance(tracks, spoken, frames, fps)
    motion.lines = rigged.rig(tracks, elements, motion.pose, fps, aspect / 2)
    motion.hats = loose.hats(tracks, elements, fps, aspect / 2, motion.events)
    for hat in motion.hats:
        hat.track.bare_at = hat.at
    for track in tracks:
        bursting = next((t for t in track.actor.turns if t.verb == "explode"), None)
        if bursting:
            track.bursts_at = (bursting.start + bursting.end) / 2 / fps
        motion.events += _sounds(track, fps, aspect, frames)
    motion.events.sort(key=lambda e: (e.at, e.kind))
    return motion


def _travels(actor: Actor) -> bool:
    going = any(t.verb in TRAVEL and t.verb != "climb" for t in actor.turns)
    return going and actor.mount is None and actor.orbits is None


def _leader(scene: Scene, actors: list[Actor]) -> Actor | None:
    """Whom the panorama follows: nobody when a still camera was asked for or somebody who matters stays behind."""
    asked_still = scene.camera == "static" and "camera" in getattr(scene, "asked", ())
    main = [a for a in actors if not a.is_scenery and a.mount is None]
    movers = [a for a in main if _travels(a)]
    if not movers or asked_still or scene.set == "stage":
        return None
    stay = [
        a
        for a in main
        if not _travels(a) and a.figure.kind in ("person", "animal", "vehicle") and not a.hover
    ]
    return None if stay and scene.camera != "follow" else movers[0]


def _camera(scene: Scene, leader: Actor | None, frames: int, fps: int) -> np.ndarray:
    speed = np.zeros(frames)
    if leader is not None:
        for turn in leader.turns:
            if turn.verb in TRAVEL:
                speed[turn.start : turn.end] = SPEED.get(turn.verb, 0.2) * min(
                    1.25, (leader.height / 0.4) ** 0.35
                )
    elif scene.camera in ("pan", "follow"):
        speed[:] = 0.07
    kernel = np.ones(max(1, fps // 2)) / max(1, fps // 2)
    return np.cumsum(np.convolve(np.pad(speed, fps, mode="edge"), kernel, "same")[fps:-fps]) / fps


def _walk(actor: Actor, followed: bool, camera: np.ndarray, aspect: float, frames: int, fps: int) -> Track:
    t = np.arange(frames) / fps
    zero = np.zeros(frames)
    track = Track(actor, zero + actor.home, zero + actor.hover, zero + actor.faces, camera.copy())
    if actor.is_scenery and not actor.lemma.startswith(("sun", "moon", "star", "cloud", "rainbow")):
        wide = aspect + actor.width * 1.4 + 0.4
        track.x = (actor.home - camera + wide / 2) % wide - wide / 2
        track.way = zero
    elif _travels(actor) and not followed:
        _pace(track, aspect, fps)
    elif _travels(actor):
        wander = 0.03 * np.sin(t * 0.7 * actor.tempo + actor.index * 2 + actor.copy) + 0.02 * np.sin(
            t * 1.1 + actor.copy * 2
        )
        chasing = any(x.verb == "chase" for x in actor.turns)
        enter = -0.07 * np.exp(-t * 1.4) if not chasing else 0.05 * np.sin(t * 1.3) - 0.06 * np.exp(-t)
        track.x = track.x + wander + enter
        track.facing = zero + 1
    if any(x.verb == "sleep" and posing.lies_down(actor) for x in actor.turns):
        track.x = track.x + 0.16 * actor.height  # so that head and feet are both in the picture
    if actor.hover:
        track.height = track.height + 0.018 * np.sin(t * 1.4 + actor.index + actor.copy * 1.7)
    if (
        actor.hover < 0 and not actor.is_scenery and not actor.afloat
    ):  # at the surface: up for air and down again
        track.height = track.height + 0.05 * np.sin(t * 1.6 + actor.copy * 2)
    elif actor.lemma in FLOATERS and not actor.afloat:
        track.height = track.height + 0.006 * np.sin(t * 1.9)
    return track


def _pace(track: Track, aspect: float, fps: int) -> None:
    """To and fro across a stage that stands still, turning over at each end."""
    actor = track.actor
    reach = max(0.05, aspect / 2 - actor.width * 0.42)
    x, side = float(np.clip(actor.home, -reach, reach)), 1.0
    facing = 1.0
    for i in range(len(track.x)):
        turn = posing.turn_at(actor, i)
        moving = turn.verb in TRAVEL
        if moving:
            v = SPEED.get(turn.verb, 0.2) * 0.62
            x += side * v / fps
            track.way[i:] += v / fps
            if abs(x) > reach:
                x, side = float(np.clip(x, -reach, reach)), -1.0 if x > 0 else 1.0
        facing += np.clip(side - facing, -0.25, 0.25)
        track.x[i], track.facing[i] = x, facing


def _rise(tracks: list[Track], frames: int, fps: int) -> None:
    """Rockets, balloons and suns go up: first a little down, then slowly, then faster."""
    for track in tracks:
        for turn in track.actor.turns:
            lifts = turn.verb == "rise" or (
                track.actor.lemma == "rocket" and turn.verb in ("fly", "travel", "run", "drive")
            )
            if not lifts:
                continue
            span = max(1, turn.end - turn.start)
            u = np.clip((np.arange(frames) - turn.start) / span, 0, 1)
            top = 0.34 if track.actor.lemma == "rocket" else 0.5
            track.height = track.height * (1 - (u > 0)) + (u > 0) * (
                top * np.clip((u - 0.16) / 0.84, 0, 1) ** 1.6 - 0.012 * np.sin(u * 9) * (u < 0.16)
            )
            if track.actor.lemma == "rocket":
                track.x = track.x + 0.003 * np.sin(np.arange(frames) * 2.1) * (u < 0.3)


def _talk(spoken: list[Spoken], tracks: list[Track], frames: int, fps: int) -> None:
    for line in spoken:
        track = next((t for t in tracks if t.actor.index == line.speech.speaker), None)
        if track is None or not len(line.mouth):
            continue
        if track.mouth is None:
            track.mouth = np.zeros(frames)
        at = np.arange(frames) / fps - line.start
        inside = (at >= 0) & (at < len(line.mouth) / 24)
        places = np.clip((at[inside] * 24).astype(int), 0, len(line.mouth) - 1)
        track.mouth[inside] = np.maximum(track.mouth[inside], line.mouth[places])
        _gesticulate(track.actor, int(line.start * fps), int(line.end * fps), frames)


def _gesticulate(actor: Actor, start: int, end: int, frames: int) -> None:
    """Who only stands, speaks with the hands while speaking."""
    if actor.family != "biped" or [t.verb for t in actor.turns] not in (["stand"], ["speak"]):
        return
    actor.turns = [
        t
        for t in (Turn("stand", 0, start), Turn("speak", start, end), Turn("stand", end, frames))
        if t.end > t.start
    ]


def _sounds(track: Track, fps: int, aspect: float, frames: int) -> list[Event]:
    """Steps, leaps, wing beats, calls and engines of one actor."""
    actor, out = track.actor, []
    for turn in actor.turns:
        for at, kind, strength in cues(actor, turn, fps):
            frame = round(at * fps)
            if turn.start <= frame < min(turn.end, frames):
                pan = float(np.clip(track.x[frame] / (aspect / 2), -1, 1))
                out.append(Event(frame / fps, kind, round(strength, 3), round(pan, 3)))
    return out
