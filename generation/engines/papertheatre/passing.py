"""Passing: what is thrown, caught or kicked goes from hand to hand or foot to foot, in time with arm and leg."""

import math
from dataclasses import dataclass, replace

import numpy as np

from .actors import Actor, Turn
from .figures.pose import Pose
from .gaits import smooth
from .scene import Event
from .track import Track

PASSES = ("throw", "catch", "kick")
SHOULDER, ARM, LEG = 0.64, 0.16, 0.2  # of a person's height
FLIGHT = {"throw": 0.85, "kick": 1.05}  # seconds
HELD = {"throw": 0.75, "kick": 0.12}  # how long it stays with who has it
FIRST = 0.8
UP = {"throw": 0.16, "kick": 0.22}  # how high it rises above the straight way, frame heights


@dataclass
class Strike:
    """One moment of a player: at `at` seconds the hand or foot is where the ball is."""

    at: float
    kind: str  # throw | catch | kick | hold


def stage(tracks: list[Track], frames: int, fps: int, events: list[Event], half: float) -> list[Track]:
    """This function will play all passes; it returns the tracks of the things passed, which need no physics."""
    passed = []
    for at, ball in enumerate(tracks):
        players = [t for t in tracks if any(x.target == at and x.verb in PASSES for x in t.actor.turns)]
        players = [t for t in players if t.actor.family in ("biped", "quad") and t.actor.mount is None]
        if not players or ball.actor.figure.kind not in ("prop", "plant"):
            continue
        if len(players) == 1:
            players += _partner(players[0], tracks)
        if len(players) == 1 and any(
            x.verb in ("throw", "catch") and x.target == at for x in players[0].actor.turns
        ):
            players.append(_unseen(players[0], half))
        _play(ball, at, players[:2], frames, fps, events, half)
        passed.append(ball)
    return passed


def _partner(player: Track, tracks: list[Track]) -> list[Track]:
    """Somebody who stands about and can play along."""
    idle = [
        t
        for t in tracks
        if t is not player
        and t.actor.family in ("biped", "quad")
        and t.actor.mount is None
        and [x.verb for x in t.actor.turns] in (["stand"], ["look"])
    ]
    return idle[:1]


def _unseen(player: Track, half: float) -> Track:
    """Somebody beyond the edge of the stage who throws back what was thrown."""
    actor = replace(player.actor, turns=[])
    gone = np.full(len(player.x), half + 0.24)
    return Track(actor, gone, player.height * 0, player.facing * 0 - 1, player.way * 0, is_off=True)


def _play(
    ball: Track, at: int, players: list[Track], frames: int, fps: int, events: list[Event], half: float
) -> None:
    one = players[0]
    turn = next(x for x in one.actor.turns if x.target == at and x.verb in PASSES)
    way = "kick" if turn.verb == "kick" else "throw"
    _face(players)
    ball.actor.row = max(p.actor.row for p in players) + 0.004
    ball.squash = np.zeros(frames)
    who = 1 if turn.verb == "catch" and len(players) > 1 else 0
    clock, last = turn.start / fps, frames / fps
    legs: list[tuple[float, float, Track, Track]] = []  # leaves, arrives, from, to
    clock += FIRST
    while clock < last:
        giver, taker = players[who], players[(who + 1) % len(players)]
        flight = FLIGHT[way] * (1.3 if giver is taker else 1.0)
        legs.append((clock, clock + flight, giver, taker))
        giver.strikes.append(Strike(clock, way))
        taker.strikes.append(Strike(clock + flight, "kick" if way == "kick" else "catch"))
        for when, kind in ((clock, way), (clock + flight, "catch" if way == "throw" else "bounce")):
            owner = giver if when == clock else taker
            if when < last and not owner.is_off and not (kind == "bounce" and giver is not taker):
                pan = float(np.clip(giver.x[min(frames - 1, round(when * fps))] / half, -1, 1))
                events.append(Event(round(when * fps) / fps, kind, 0.7, round(pan, 3)))
        clock += flight + HELD[way]
        who = (who + 1) % len(players)
    for frame in range(frames):
        ball.x[frame], ball.height[frame] = _where(ball, legs, players, way, frame, frame / fps)
    step = np.abs(np.diff(ball.x, prepend=ball.x[0])) / max(0.02, ball.actor.height * 0.5)
    ball.spin = np.degrees(np.cumsum(step))
    for player in players:
        player.actor.turns = [
            Turn("stand", x.start, x.end) if x.verb in (*PASSES, "stand", "look") else x
            for x in player.actor.turns
        ]


def _face(players: list[Track]) -> None:
    if len(players) < 2:
        return
    a, b = players
    side = 1.0 if a.x[0] <= b.x[0] else -1.0
    a.facing[:], b.facing[:] = side, -side


def _where(
    ball: Track,
    legs: list[tuple[float, float, Track, Track]],
    players: list[Track],
    way: str,
    frame: int,
    t: float,
) -> tuple[float, float]:
    """The foot of the ball at one moment: with somebody or on its way."""
    for leaves, arrives, giver, taker in legs:
        if t < leaves:
            return spot(ball, giver, way, frame, t)
        if t <= arrives:
            u = (t - leaves) / (arrives - leaves)
            x0, y0 = spot(ball, giver, way, frame, leaves)
            x1, y1 = spot(ball, taker, way, frame, arrives)
            top = UP[way]
            if giver is taker:
                out = 0.55 if way == "kick" else 0.0  # a kicked ball comes back from the edge
                x1 = x0
                x0 = x0 + out * math.sin(math.pi * u) * float(np.sign(giver.facing[frame]))
                x1, top = x0, 0.3 if way == "throw" else 0.16
            return x0 + (x1 - x0) * u, max(0.0, y0 + (y1 - y0) * u + 4 * top * u * (1 - u))
    return spot(ball, legs[-1][3] if legs else players[0], way, frame, t)


def spot(ball: Track, player: Track, way: str, frame: int, t: float) -> tuple[float, float]:
    """Where the thing is while a player has it: in the near hand, or before the foot."""
    actor, side = player.actor, float(np.sign(player.facing[frame])) or 1.0
    x, tall = float(player.x[frame]), actor.height
    if actor.family == "quad":
        return x + side * 0.66 * tall, 0.62 * tall if way == "throw" else 0.0
    if way == "kick":
        return x + side * (0.16 * tall + ball.actor.width * 0.45), 0.0
    pose = bent(Pose(arm_near=5), player.strikes, t)
    a, b = math.radians(pose.arm_near), math.radians(pose.arm_near + pose.fore_near)
    hand_x, hand_y = ARM * (math.sin(a) + math.sin(b)), SHOULDER - ARM * (math.cos(a) + math.cos(b))
    return x + side * (0.05 + hand_x) * tall, max(0.0, hand_y * tall - ball.actor.height * 0.45)


def bent(pose: Pose, strikes: list[Strike], t: float, family: str = "biped") -> Pose:
    """The pose with arm or leg where the next or last strike wants it; who has no hands uses the head."""
    if not strikes:
        return pose
    strike = min(strikes, key=lambda s: abs(s.at - t))
    off = t - strike.at
    if family == "quad" and strike.kind != "kick":
        return _tossed(pose, off, strike.kind)
    if strike.kind == "kick":
        if -0.45 < off < 0.4:
            swing = (
                -38 * smooth((off + 0.45) / 0.25) if off < -0.16 else -38 + 94 * smooth((off + 0.16) / 0.2)
            )
            fade = 1 - smooth((off - 0.1) / 0.3)
            pose = pose.but(leg_near=swing * fade, shin_near=max(0.0, -swing) * 1.2 * fade + 5, arm_far=30 * fade,
                            arm_near=-26 * fade, lean=-6 * fade)  # fmt: skip
        return pose
    if strike.kind == "throw":
        if off < 0:
            back = smooth((off + 0.5) / 0.3)
            forth = smooth((off + 0.16) / 0.16)
            return pose.but(
                arm_near=58 + 130 * back - 68 * forth, fore_near=46 - 20 * forth, lean=-7 * back + 12 * forth
            )
        fade = smooth(off / 0.5)
        return pose.but(arm_near=120 - 60 * fade, fore_near=26 + 10 * fade, lean=5 * (1 - fade), joy=0.9)
    if off < 0:
        ready = smooth((off + 0.45) / 0.4)
        return pose.but(
            arm_near=40 + 40 * ready, fore_near=36 - 16 * ready, arm_far=74 * ready, fore_far=20 * ready
        )
    fade = smooth(off / 0.35)
    return pose.but(
        arm_near=80 - 22 * fade, fore_near=20 + 26 * fade, arm_far=74 - 60 * fade, fore_far=20, joy=0.9
    )


def _tossed(pose: Pose, off: float, kind: str) -> Pose:
    """A beast throws with a jerk of its head and rears a little to catch."""
    if kind == "throw":
        down = smooth((off + 0.5) / 0.3) * (off < 0)
        up = smooth((off + 0.14) / 0.14) * (1 - smooth((off - 0.1) / 0.4))
        return pose.but(
            head=24 * down - 46 * up, turn=8 * down - 12 * up, mouth=0.5 * up, arm_near=12 * down, joy=0.9
        )
    ready = smooth((off + 0.5) / 0.35) if off < 0 else 1 - smooth(off / 0.4)
    return pose.but(
        head=-22 * ready, turn=-10 * ready, mouth=0.6 * ready * (off < 0), arm_near=34 * ready, joy=0.9
    )


def plays(actor: Actor) -> bool:
    return any(t.verb in PASSES and t.target is not None for t in actor.turns)
