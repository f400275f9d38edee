"""Gaits and gestures: the pose of a family of puppets at a phase of its cycle. Pure arithmetic, no drawing."""

import math

from .cycles import LEAP_OFF as LEAP_OFF
from .cycles import LEAP_ON as LEAP_ON
from .cycles import TAU, Cycle, hop, leap, smooth
from .cycles import sin as sin
from .figures.pose import Pose
from .gaits_of_beasts import FISH, FOWL, QUAD

# cycles per second at a figure height of 0.4 frames
TEMPO: dict[str, float] = {
    "juggle": 1.6,
    "dribble": 1.14, "hold": 0.8, "walk": 0.95, "march": 1.0, "sneak": 0.6, "run": 1.55, "chase": 1.65,
    "follow": 1.0, "gallop": 1.5, "crawl": 0.7, "hop": 1.3, "dance": 0.95, "jump": 0.75, "swim": 0.8,
    "fly": 1.1, "wave": 1.3, "skate": 0.6, "ski": 0.5, "climb": 0.9, "clap": 2.0, "laugh": 2.2, "cry": 1.2,
    "spin": 0.5, "play": 1.6, "cheer": 1.2, "bark": 1.1, "sing": 0.7, "eat": 1.4, "shake": 3.0, "cook": 1.0,
    "paint": 0.7, "swing": 0.5, "nod": 0.9,
}  # fmt: skip


def _stand(p: float, t: float) -> Pose:
    breath = sin(t * 0.28)
    return Pose(
        squash=0.006 * breath,
        head=2.5 * sin(t * 0.17),
        arm_near=5 + 2 * breath,
        arm_far=-5 - 2 * breath,
        wag=sin(t * 0.4),
    )


def _stride(amp: float, knee: float, arm: float, elbow: float, lean: float, lift: float) -> Cycle:
    def cycle(p: float, t: float) -> Pose:
        s, c = sin(p), math.cos(TAU * p)
        return Pose(lean=lean, head=-lean * 0.6 + 2 * sin(2 * p), leg_near=amp * s, leg_far=-amp * s,
            shin_near=knee * max(0.0, c) + 5, shin_far=knee * max(0.0, -c) + 5, arm_near=-arm * s,
            arm_far=arm * s, fore_near=elbow + 14 * max(0.0, -s), fore_far=elbow + 14 * max(0.0, s),
            rise=lift * abs(c), wag=sin(2 * p), squash=0.02 * (abs(s) - 0.5) if lift else 0.0, joy=0.5,)  # fmt: skip

    return cycle


def _dance(p: float, t: float) -> Pose:
    s, d = sin(p), sin(2 * p)
    side = 1 if (p % 2) < 1 else -1
    return Pose(lean=9 * s, head=-10 * s, arm_near=95 + 55 * s * side, fore_near=50 + 30 * d,
        arm_far=-(70 - 45 * s), fore_far=-30 + 25 * d, leg_near=16 * s + 8, shin_near=24 * max(0, s),
        leg_far=-16 * s - 6, shin_far=24 * max(0, -s), rise=0.03 * abs(d), squash=0.05 * (0.5 - abs(d)),
        wag=s, joy=0.9,)  # fmt: skip


def _jump(p: float, t: float) -> Pose:
    height, squash = leap(p % 1)
    up = 1.0 if height > 0.02 else 0.0
    bend = 0.0 if up else squash * 220
    return Pose(rise=0.3 * height, squash=squash * 0.7,
        arm_near=150 * smooth(height * 2) - 30 * (squash > 0.05), joy=0.8, wag=1 - 2 * height,
        arm_far=-140 * smooth(height * 2), leg_near=18 * up + bend,
        shin_near=40 * up * (1 - height) + bend * 2, leg_far=-14 * up + bend,
        shin_far=50 * up * (1 - height) + bend * 2, mouth=0.35 * up,)  # fmt: skip


def _wave(p: float, t: float) -> Pose:
    return _stand(p, t).but(
        arm_near=112 + 5 * sin(p), fore_near=42 + 34 * sin(p), head=5 * sin(p * 0.5), joy=0.9
    )


def _sit(p: float, t: float) -> Pose:
    return Pose(seated=True, leg_near=84, leg_far=74, shin_near=12, shin_far=4, arm_near=24, fore_near=26,
        arm_far=20, fore_far=30, squash=0.006 * sin(t * 0.28), head=3 * sin(t * 0.2), wag=sin(t * 0.5),)  # fmt: skip


def _swing(p: float, t: float) -> Pose:
    return _sit(p, t).but(
        arm_near=112, fore_near=44, arm_far=104, fore_far=50, joy=0.95, mouth=0.12, under="seat"
    )


def _sleep(p: float, t: float) -> Pose:
    breath = sin(t * 0.22)
    return _sit(p, t).but(
        head=24 + 4 * breath,
        blink=1.0,
        squash=0.022 * breath,
        lean=6,
        mouth=0.12 + 0.08 * breath,
        wag=0.2 * breath,
    )


def _lie(p: float, t: float) -> Pose:
    """Asleep on the back, a pillow under the head, breathing."""
    breath = sin(t * 0.22)
    return Pose(turn=-84, head=6, blink=1.0, squash=0.02 * breath, arm_near=22 + 3 * breath, fore_near=34, arm_far=10,
        fore_far=12, leg_near=6, shin_near=0, leg_far=-2, shin_far=0, mouth=0.12 + 0.08 * breath, joy=0.5,
        rise=-0.31, under="pillow",)  # fmt: skip


def _swim(p: float, t: float) -> Pose:
    s = sin(p)
    return Pose(turn=72 + 4 * s, head=-52, arm_near=100 + 75 * s, fore_near=10, arm_far=100 - 75 * s,
        fore_far=10, leg_near=14 * sin(2 * p), leg_far=-14 * sin(2 * p), shin_near=12, shin_far=12, wag=s,
        joy=0.6,)  # fmt: skip


def _fly(p: float, t: float) -> Pose:
    s = sin(p)
    return Pose(turn=66 + 3 * s, head=-46, arm_near=168, fore_near=4, arm_far=150, fore_far=6,
        leg_near=-6 + 5 * s, leg_far=6 - 5 * s, wag=s, joy=0.9, flying=True)  # fmt: skip


def _float(p: float, t: float) -> Pose:
    a, b = sin(t * 0.21), sin(t * 0.17 + 0.3)
    return Pose(turn=10 * a, arm_near=46 + 16 * a, fore_near=30, arm_far=-40 + 14 * b, fore_far=-20,
        leg_near=20 + 8 * b, shin_near=26, leg_far=-10 + 8 * a, shin_far=30, head=-6 * a, wag=a,
        flying=True, joy=0.6)  # fmt: skip


def _ride(p: float, t: float) -> Pose:
    s, c = sin(p), math.cos(TAU * p)
    return Pose(lean=22, head=-16, arm_near=58, fore_near=22, arm_far=62, fore_far=18, leg_near=52 + 20 * s,
        shin_near=56 + 22 * c, leg_far=52 - 20 * s, shin_far=56 - 22 * c, wag=s, joy=0.6)  # fmt: skip


def _glide(p: float, t: float) -> Pose:
    s = sin(p)
    return Pose(lean=16 + 4 * s, head=-10, leg_near=24 * s + 8, leg_far=-24 * s + 4, shin_near=22,
        shin_far=22, arm_near=-50 * s, arm_far=50 * s, fore_near=24, fore_far=24, wag=s, joy=0.7)  # fmt: skip


def _gesture(**swing: tuple[float, float, float]) -> Cycle:
    """A pose on the spot: each field is (middle, amplitude, cycles per cycle)."""

    def cycle(p: float, t: float) -> Pose:
        return _stand(p, t).but(**{name: mid + amp * sin(p * k) for name, (mid, amp, k) in swing.items()})

    return cycle


BIPED: dict[str, Cycle] = {
    "juggle": _gesture(arm_near=(26, 10, 1), fore_near=(72, 14, 1), arm_far=(10, -10, 1), fore_far=(84, -14, 1),
    joy=(0.9, 0, 1)),
    "carry": lambda p, t: _stride(25, 24, 0, 0, -3, 0.0)(p, t).but(arm_near=52, fore_near=52, arm_far=56,
    fore_far=48, joy=0.6),
    "push": _gesture(arm_near=(78, 4, 1), fore_near=(10, 4, 1), arm_far=(84, 4, 1), fore_far=(8, 4, 1), lean=(15, 4, 1),
    leg_near=(24, 8, 1), leg_far=(-22, 8, 1), head=(-8, 2, 1)),
    "fall": _gesture(arm_near=(140, 34, 2), arm_far=(-140, 34, 2), leg_near=(30, 26, 2), leg_far=(-24, 26, 2),
    shin_near=(30, 20, 2), turn=(0, 11, 1), mouth=(0.6, 0.3, 1), joy=(-0.6, 0, 1)),
    "stand": _stand, "walk": _stride(27, 26, 26, 12, 3, 0.0), "march": _stride(36, 40, 44, 20, -2, 0.012),
    "sneak": _stride(30, 50, 18, 60, 16, 0.0), "run": _stride(44, 76, 50, 78, 13, 0.05),
    "crawl": _stride(20, 30, 30, 40, 46, 0.0), "dance": _dance, "jump": _jump, "hop": hop, "wave": _wave,
    "sit": _sit, "lie": _lie, "swing": _swing, "sleep": _sleep, "swim": _swim, "fly": _fly, "float": _float, "ride": _ride,
    "skate": _glide, "ski": _glide, "surf": _gesture(lean=(12, 8, 1), arm_near=(85, 14, 1), arm_far=(-80,
    14, 1), leg_near=(24, 3, 1), leg_far=(-24, 3, 1), shin_near=(22, 4, 1), shin_far=(6, 4, 1), joy=(0.9, 0,
    1)), "sing": _gesture(arm_near=(44, 5, 1), fore_near=(104, 6, 1), arm_far=(-58, 34, 0.5),
    fore_far=(-20, 14, 0.5), lean=(-3, 4, 0.5), head=(-7, 6, 0.5), mouth=(0.45, 0.4, 2.5), joy=(0.8, 0, 1)),
    "laugh": _gesture(lean=(-6, 4, 1), head=(-10, 5, 1),
    mouth=(0.6, 0.3, 1), joy=(1, 0, 1), arm_near=(38, 8, 1), fore_near=(80, 8, 1)),
    "cry": _gesture(head=(18, 3, 1), arm_near=(60, 5, 1), fore_near=(125, 8, 2), joy=(-1, 0, 1), blink=(1,
    0, 1), mouth=(0.2, 0.15, 1)), "eat": _gesture(arm_near=(52, 12, 0.5), fore_near=(110, 16, 0.5),
    mouth=(0.25, 0.25, 1), joy=(0.6, 0, 1)), "drink": _gesture(arm_near=(58, 8, 0.5), fore_near=(112, 8,
    0.5), head=(-4, 6, 0.5), joy=(0.5, 0, 1)), "read": _gesture(arm_near=(38, 2, 0.5), fore_near=(76, 2,
    0.5), head=(12, 3, 0.4), gaze=(0.4, 0.6, 0.4)), "paint": _gesture(arm_near=(76, 22, 1), fore_near=(24,
    18, 2), head=(-3, 4, 0.5)), "cook": _gesture(arm_near=(46, 14, 1), fore_near=(52, 18, 1), arm_far=(30,
    4, 1), fore_far=(50, 4, 1), head=(8, 3, 0.5)), "play": _gesture(arm_near=(30, 6, 1), fore_near=(84, 20,
    1), arm_far=(52, 3, 1), fore_far=(64, 5, 0.5), lean=(-2, 3, 0.5), head=(4, 6, 0.5), joy=(0.8, 0, 1)),
    "clap": _gesture(arm_near=(52, 14, 1), fore_near=(58, 12, 1), arm_far=(60, -14, 1), fore_far=(52, 10,
    1), joy=(0.9, 0, 1)), "cheer": _gesture(arm_near=(158, 14, 1), arm_far=(-152, 14, 1), rise=(0.03, 0.03,
    1), joy=(1, 0, 1), mouth=(0.5, 0.3, 1)), "hold": _gesture(arm_near=(118, 7, 0.3), fore_near=(18, 8,
    0.4), head=(-8, 4, 0.3), joy=(0.9, 0, 1)), "dribble": _gesture(arm_near=(44, 18, 1), fore_near=(30, 16,
    1), lean=(6, 2, 1), head=(8, 3, 1), joy=(0.8, 0, 1)), "bow": _gesture(lean=(26, 26, 0.35), head=(10, 10,
    0.35), arm_near=(40, 24, 0.35)), "nod": _gesture(head=(6, 10, 1)), "think": _gesture(arm_near=(42, 2,
    0.5), fore_near=(128, 3, 0.5), head=(9, 3, 0.4), gaze=(0.6, 0.4, 0.3)), "speak": _gesture(arm_near=(26,
    16, 0.6), fore_near=(50, 22, 0.7), head=(0, 4, 0.5), joy=(0.5, 0, 1)), "hug": _gesture(arm_near=(78, 4,
    0.5), fore_near=(30, 6, 0.5), arm_far=(72, 4, 0.5), fore_far=(34, 4, 0.5), lean=(8, 3, 0.5), joy=(1, 0,
    1), blink=(1, 0, 1)), "kick": _gesture(leg_near=(22, 42, 1), shin_near=(26, -24, 1), arm_far=(30, 20,
    1), arm_near=(-30, 20, 1), lean=(-6, 4, 1)), "throw": _gesture(arm_near=(110, 70, 1), fore_near=(36, 26,
    1), lean=(0, 10, 1)), "shake": _gesture(turn=(0, 3, 1), head=(0, 9, 1)),
    "stretch": _gesture(arm_near=(165, 8, 0.4), arm_far=(-165, 8, 0.4), squash=(-0.03, 0.03, 0.4)),
    "climb": _gesture(arm_near=(140, 30, 1), arm_far=(140, -30, 1), leg_near=(40, 26, 1), leg_far=(40, -26,
    1), shin_near=(60, 20, 1), shin_far=(60, -20, 1)), "sneeze": _gesture(head=(0, 16, 1), mouth=(0.3, 0.3,
    1), blink=(0.6, 0.5, 1), lean=(4, 10, 1)),
}  # fmt: skip


THING: dict[str, Cycle] = {
    "stand": lambda p, t: Pose(wag=sin(t * 0.4)), "dance": lambda p, t: Pose(turn=9 * sin(p),
    squash=0.07 * sin(2 * p), rise=0.04 * abs(sin(p))), "jump": hop, "hop": hop, "shake": lambda p,
    t: Pose(turn=4 * sin(p), squash=0.02 * sin(2 * p)), "swing": lambda p, t: Pose(turn=14 * sin(p)),
    "fly": lambda p, t: Pose(wag=0.9, turn=3 * sin(p * 0.5), flying=True), "float": lambda p,
    t: Pose(turn=5 * sin(t * 0.2), wag=sin(t * 0.5)),
}  # fmt: skip
FAMILIES = {"biped": BIPED, "quad": QUAD, "fowl": FOWL, "fish": FISH, "thing": THING}

SAME_AS = {
    "chase": "run", "follow": "walk", "gallop": "run", "travel": "walk", "roll": "stand", "slide": "stand",
    "drive": "sit", "sail": "stand", "dive": "swim", "rest": "sit", "meow": "bark", "crow": "bark",
    "write": "paint", "look": "stand", "greet": "wave", "kiss": "hug", "feed": "throw", "catch": "cheer",
    "push": "hug", "tumble": "fall", "drop": "fall", "burn": "stand", "carry": "walk", "honk": "shake",
    "march": "walk", "sneak": "walk", "skate": "walk", "ski": "walk", "surf": "stand", "climb": "walk",
    "float": "fly", "ride": "run",
}  # fmt: skip
BLINKS = ("stand", "walk", "sit", "wave", "speak", "read")


def pose_at(family: str, verb: str, phase: float, t: float) -> Pose:
    """This function will give the pose of a puppet family doing `verb`; verbs it cannot do become the nearest it can."""
    cycles = FAMILIES[family]
    name = verb
    for _ in range(3):
        if name in cycles:
            return cycles[name](phase, t)
        name = SAME_AS.get(name, "stand")
    return cycles["stand"](phase, t)
