"""Encounters: who hugs, kisses or greets goes there first; who climbs goes up; one turns into another; orbits."""

import numpy as np

from .actors import Actor, Turn
from .scene import Event
from .track import Track

TOUCHING = ("hug", "kiss", "push", "feed", "greet")
NEARNESS = {
    "hug": 0.28,
    "kiss": 0.27,
    "push": 0.36,
    "feed": 0.44,
    "greet": 0.5,
    "eat": 0.2,
}  # of the taller one's height
ROUND = 3.6  # seconds for once around


def meet(tracks: list[Track], frames: int) -> None:
    """This function will bring together who is to touch."""
    for track in tracks:
        for turn in list(track.actor.turns):
            if turn.target is None or track.actor.mount is not None:
                continue
            if turn.verb in TOUCHING:
                _approach(track, tracks[turn.target], turn, frames)
            elif turn.verb == "eat" and track.actor.family in ("quad", "fowl"):
                _approach(track, tracks[turn.target], turn, frames)
                _eaten(tracks[turn.target].actor, turn)


def _approach(track: Track, other: Track, turn: Turn, frames: int) -> None:
    actor = track.actor
    start, there = turn.start, turn.start + max(1, round((turn.end - turn.start) * 0.34))
    side = 1.0 if other.x[start] >= track.x[start] else -1.0
    near = NEARNESS[turn.verb] * max(actor.height, other.actor.height)
    near += 0.0 if other.actor.family == "biped" else 0.3 * other.actor.width
    near += 0.0 if actor.family == "biped" else 0.3 * actor.width
    goal = float(other.x[start]) - side * near
    u = np.clip((np.arange(frames) - start) / (there - start), 0, 1)
    eased = u * u * (3 - 2 * u)
    track.way = track.way + eased * abs(goal - float(track.x[start]))
    track.x = track.x + (goal - track.x) * eased
    track.facing[start:] = side
    if other.actor.mount is None and other.actor.figure.kind in ("person", "animal"):
        other.facing[start:] = -side
    actor.turns = _replaced(
        actor, turn, [Turn("walk", start, there), Turn(turn.verb, there, turn.end, turn.target)]
    )
    if turn.verb in ("hug", "kiss", "greet") and other.actor.family == "biped":
        idle = next(
            (t for t in other.actor.turns if t.start <= start and t.verb == "stand" and t.end >= turn.end),
            None,
        )
        if idle:
            parts = [
                Turn("stand", idle.start, there),
                Turn(turn.verb, there, turn.end),
                Turn("stand", turn.end, idle.end),
            ]
            other.actor.turns = _replaced(other.actor, idle, [p for p in parts if p.end > p.start])


def _eaten(food: Actor, turn: Turn) -> None:
    """Bite by bite there is less of it."""
    if food.figure.kind not in ("prop", "plant", "card"):
        return
    there = turn.start + max(1, round((turn.end - turn.start) * 0.34))
    food.turns = [Turn("stand", 0, there), Turn("shrink", there, max(turn.end, food.turns[-1].end))]


def _replaced(actor: Actor, turn: Turn, by: list[Turn]) -> list[Turn]:
    return [new for old in actor.turns for new in (by if old is turn else [old])]


def climb(tracks: list[Track], frames: int) -> None:
    """Up the tree, the castle, or a rope where nothing else is there."""
    for track in tracks:
        for turn in track.actor.turns:
            if turn.verb != "climb" or track.actor.mount is not None:
                continue
            u = np.clip((np.arange(frames) - turn.start) / max(1, turn.end - turn.start), 0, 1)
            top = 0.4
            if turn.target is not None:
                target = tracks[turn.target]
                top = max(0.05, 0.86 * target.actor.height - 0.4 * track.actor.height + target.actor.hover)
                track.x = track.x + (target.x - track.x) * np.clip(u * 8, 0, 1)
            steps = np.floor(u * 9) / 9 + np.clip((u * 9 % 1) * 1.6, 0, 1) / 9  # hand over hand
            track.height = track.height + min(top, 0.92 - track.actor.height) * np.clip(steps, 0, 1)


def bear(tracks: list[Track], frames: int) -> None:
    """What is carried goes before the breast; what is pushed slides along."""
    for track in tracks:
        for turn in track.actor.turns:
            if turn.target is None or track.actor.mount is not None:
                continue
            thing, span = tracks[turn.target], slice(turn.start, turn.end)
            if turn.verb == "carry" and thing.actor.figure.kind in ("prop", "plant", "animal", "card"):
                side, tall = np.sign(track.facing[span]), track.actor.height
                thing.x[span] = track.x[span] + side * (0.16 * tall + 0.3 * thing.actor.width)
                thing.height[span] = track.height[span] + max(0.0, 0.4 * tall - 0.3 * thing.actor.height)
                thing.actor.row = track.actor.row + 0.004
            elif turn.verb == "push" and thing.actor.figure.kind in ("prop", "vehicle"):
                way = 0.05 * np.linspace(0, 1, frames - turn.start) * np.sign(track.facing[turn.start])
                track.x[turn.start :] += way
                thing.x[turn.start :] += way


def transform(tracks: list[Track], fps: int, half: float) -> list[Event]:
    """One is gone in a burst of scraps, the other stands there."""
    events = []
    for track in tracks:
        for turn in track.actor.turns:
            if turn.verb != "turn_into" or turn.target is None:
                continue
            other, middle = tracks[turn.target], (turn.start + turn.end) // 2
            track.bursts_at = other.appears_at = middle / fps
            other.x = track.x + 0.0
            other.facing = track.facing + 0.0
            pan = round(float(np.clip(track.x[middle] / half, -1, 1)), 3)
            events += [Event(middle / fps, "pop", 0.6, pan), Event(middle / fps, "sparkle", 0.9, pan)]
    return events


def orbit(tracks: list[Track], fps: int) -> None:
    """Round and round: before it on the way there, behind it on the way back."""
    for track in tracks:
        actor = track.actor
        if actor.orbits is None:
            continue
        centre = tracks[actor.orbits]
        t = np.arange(len(track.x)) / fps
        angle = np.pi * 2 * t / ROUND + actor.copy * 1.3 + np.pi
        reach = centre.actor.width * 0.5 + actor.width * 0.35 + 0.02
        track.x = centre.x + reach * np.cos(angle)
        track.depth = -np.sin(angle)  # 1 nearest
        track.facing = np.clip(3 * track.depth, -1, 1)
        track.way = reach * np.abs(angle)
        if actor.hover:
            track.height = track.height - 0.05 * track.depth


# where one sits, of the mount's height: right, up
PILLION = 0.27  # of the rider's height: how far behind the next one sits
SEATS: dict[str, tuple[float, float]] = {
    "bicycle": (-0.2, 0.42), "horse": (-0.06, 0.36), "unicorn": (-0.06, 0.36), "car": (-0.1, 0.42),
    "taxi": (-0.1, 0.42), "boat": (0.3, 0.2), "sailboat": (-0.2, 0.12), "sledge": (-0.1, 0.34),
    "tractor": (-0.18, 0.4), "boat_of_paper": (0.0, 0.2), "hot_air_balloon": (0.0, 0.0), "dragon": (-0.1,
    0.36), "elephant": (0.0, 0.6), "donkey": (-0.06, 0.4), "bus": (0.2, 0.3), "truck": (0.3, 0.4),
}  # fmt: skip


def ride_along(tracks: list[Track]) -> None:
    """Who rides sits where the saddle is; who rides with somebody, behind."""
    riders: dict[int, int] = {}
    for track in tracks:
        if track.actor.mount is None:
            continue
        mount = tracks[track.actor.mount]
        dx, dy = SEATS.get(mount.actor.lemma, (0.0, 0.42))
        before = riders.get(track.actor.mount, 0)
        riders[track.actor.mount] = before + 1
        dx -= before * PILLION * track.actor.height / mount.actor.height
        track.x = mount.x + dx * mount.actor.height * np.sign(mount.facing)
        track.height = mount.height + dy * mount.actor.height
        track.facing = mount.facing
        track.tilt = mount.tilt
