"""Posing: how one actor holds itself at one frame, from its gait, its mood, what it has in the hand and what befalls it."""

import math

import numpy as np

from . import gaits, passing
from .actors import Actor, Turn
from .figures.pose import Pose
from .track import Track

UNDER = {
    "swing": "seat",
    "surf": "board",
    "ski": "skis",
    "skate": "skates",
    "slide": "board",
    "lie": "pillow",
}
CARRIED = ("surf", "ski", "skate", "slide")  # what an animal stands on, too
WHIRL = 1.1  # seconds somebody turns ever faster before becoming somebody else


def facing(track: Track, frame: int, fps: int) -> float:
    """Which way it looks: 1 right, -1 left; it passes through 0 when it spins."""
    turn = turn_at(track.actor, frame)
    way = float(track.facing[frame])
    if turn.verb == "spin":
        return way * math.cos(math.tau * 0.6 * (frame - turn.start) / fps)
    if turn.verb == "turn_into" and track.bursts_at is not None:
        since = WHIRL - (track.bursts_at - frame / fps)
        return way * math.cos(math.tau * 1.6 * since * since) if 0 < since < WHIRL else way
    return way


def pose(track: Track, frame: int, fps: int) -> Pose:
    """This function will give the pose of one actor at one frame."""
    actor, t = track.actor, frame / fps
    turn = turn_at(actor, frame)
    verb = _played(actor, turn.verb)
    tempo = gaits.TEMPO.get(turn.verb, 0.8) * actor.tempo
    phase = actor.offset + (frame - turn.start) / fps * tempo
    held = gaits.pose_at(actor.family, verb, phase, t)
    if actor.lemma == "witch" and turn.verb in ("fly", "float", "ride"):
        held = gaits.BIPED["ride"](phase * 0.2, t).but(flying=True, turn=-4 + 4 * gaits.sin(t * 0.4))
    held.time = t
    _carried(held, track, frame, t)
    held = passing.bent(held, track.strikes, t, actor.family)
    _mood(held, actor, t)
    _change(held, actor, turn, frame, fps)
    if track.appears_at is not None:
        held.size = 0.3 + 0.7 * gaits.smooth((t - track.appears_at) / 0.5)
    held.dozes = turn.verb == "sleep"
    _handle(held, actor, turn, verb, t)
    return held


def _played(actor: Actor, verb: str) -> str:
    """What is seen of a verb here: who sleeps on the bare ground lies down, who rides sits."""
    if actor.swings:
        return "swing"
    if actor.mount is not None:
        return "ride" if verb in ("ride", "drive", "gallop") else "sit"
    return "lie" if verb == "sleep" and lies_down(actor) else verb


def lies_down(actor: Actor) -> bool:
    """True for a person on the bare ground; on a chair one sleeps sitting."""
    return actor.family == "biped" and not actor.hover and actor.layer is None and actor.mount is None


def _carried(held: Pose, track: Track, frame: int, t: float) -> None:
    """What was found out for the whole clip before: wheels, blows, mouth, head, waves and wind."""
    way = float(np.degrees(track.way[frame] / (0.17 * track.actor.height)))
    held.spin = way if track.spin is None else float(track.spin[frame])
    if track.squash is not None:
        held.squash += float(track.squash[frame])
    if track.mouth is not None and track.mouth[frame] > 0.02:
        held.mouth = float(track.mouth[frame])
    if track.yaw is not None and track.pitch is not None:
        held.yaw, held.pitch = float(track.yaw[frame]), float(track.pitch[frame])
    if track.tilt is not None:
        held.turn += float(track.tilt[frame])
        if track.actor.swings:
            _pump(held, float(track.tilt[frame]))
    held.bare = track.bare_at is not None and t >= track.bare_at
    held.tied = track.actor.tied


def _handle(held: Pose, actor: Actor, turn: Turn, verb: str, t: float) -> None:
    """What is in the hand, and how the arm holds it; what is under the feet."""
    held.holding = _held(actor, turn.verb)
    stands = actor.family == "biped" or (actor.family == "quad" and verb in CARRIED)
    held.under = UNDER.get(verb, "") if stands and actor.mount is None else ""
    if held.holding in ("staff", "cane", "sword") and turn.verb != "wave":
        held.arm_near, held.fore_near = 26 + 3 * held.wag, 40
    if held.holding == "umbrella":
        held.arm_near, held.fore_near = 34 + 3 * held.wag, 96
    elif actor.string is not None and turn.verb not in ("wave", "hug"):
        held.arm_near, held.fore_near = 84 + 5 * gaits.sin(t * 0.4), 46
    elif actor.leash is not None and actor.family == "biped":
        held.arm_near, held.fore_near = 34 + 4 * held.wag, 40


def _pump(held: Pose, tilt: float) -> None:
    """Legs out on the way forward, drawn in on the way back; hands on the ropes."""
    forward = max(-1.0, min(1.0, -tilt / 18))
    held.leg_near, held.leg_far = 84 + 9 * forward, 80 + 9 * forward
    held.shin_near, held.shin_far = 44 - 40 * forward, 50 - 40 * forward


def _change(held: Pose, actor: Actor, turn: Turn, frame: int, fps: int) -> None:
    """Growing, shrinking, melting and bursting take the whole turn."""
    span = max(1, turn.end - turn.start)
    done = gaits.smooth((frame - turn.start) / (span * 0.8))
    if turn.verb == "grow":
        held.size = 0.3 + 0.7 * done
        _amazed(held, actor, (frame - turn.start) / fps, done, 1)
    elif turn.verb == "shrink":
        held.size = 1.0 - 0.65 * done
        _amazed(held, actor, (frame - turn.start) / fps, done, -1)
    elif turn.verb == "melt":
        held.squash += 0.62 * done
    elif turn.verb == "explode":
        near = min(1.0, (frame - turn.start) / (span * 0.5))
        held.size *= 1 + 0.14 * near**3
        held.turn += 5 * near * near * math.sin(frame / fps * 58)
        held.squash -= 0.1 * near**2 * math.sin(frame / fps * 31)
        held.joy, held.mouth = -0.5 * near, max(held.mouth, 0.5 * near * (actor.family != "thing"))


def _amazed(held: Pose, actor: Actor, t: float, done: float, way: int) -> None:
    """Arms spread and a stretch while the body changes: nobody grows standing to attention."""
    busy = math.sin(math.pi * min(1.0, done))
    held.squash -= 0.07 * way * busy * math.sin(t * 7)
    held.mouth = max(held.mouth, 0.4 * busy)
    if actor.family == "biped":
        held.arm_near, held.fore_near = 10 + 96 * busy + 6 * math.sin(t * 5), 20 + 16 * busy
        held.arm_far, held.fore_far = -(8 + 88 * busy), -(6 + 18 * busy)
        held.head -= 10 * way * busy
    elif actor.family == "quad":
        held.head -= 14 * way * busy
        held.wag = math.sin(t * 11)


def _mood(held: Pose, actor: Actor, t: float) -> None:
    beat = (t * 0.31 + actor.offset + actor.index * 0.37) % 1
    if t > 0.8 and beat < 0.035 and held.blink == 0:  # eyes are open on the poster, which is the first frame
        held.blink = 1.0
    for word, joy in (("happy", 1.0), ("sad", -0.9), ("angry", -0.6)):
        if word in actor.figure.attributes:
            held.joy = joy


HELD = {
    "juggle": "balls",
    "read": "book",
    "drink": "cup",
    "paint": "brush",
    "write": "brush",
    "cook": "spoon",
    "sing": "microphone",
    "play": "guitar",
    "eat": "apple",
}
OWNED = {"witch": "spoon", "wizard": "staff", "knight": "sword", "grandfather": "cane", "king": "staff"}


def _held(actor: Actor, verb: str) -> str:
    if actor.family != "biped" or actor.mount is not None:
        return ""
    if actor.holding:
        return actor.holding
    if "umbrella" in actor.figure.attributes:
        return "umbrella"
    return HELD.get(verb) or (OWNED.get(actor.lemma, "") if verb in ("stand", "walk", "speak") else "")


def turn_at(actor: Actor, frame: int) -> Turn:
    for turn in actor.turns:
        if turn.start <= frame < turn.end:
            return turn
    return actor.turns[-1]
