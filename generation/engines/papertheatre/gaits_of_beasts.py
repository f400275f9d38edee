"""Gaits of whoever is no person: on four legs, on two with wings, with fins. Pure arithmetic, no drawing."""

import math

from .cycles import TAU, Cycle, hop, leap, sin
from .figures.pose import Pose


def _four(amp: float, knee: float, gap: float, lift: float, pitch: float) -> Cycle:
    """Four legs: the far ones `gap` of a turn after the near ones, hind and fore opposed."""

    def cycle(p: float, t: float) -> Pose:
        s, f, h, k = sin(p), sin(p + gap), sin(p + 0.5), sin(p + 0.5 + gap)
        bend = [max(0.0, math.cos(TAU * q)) * knee for q in (p, p + gap, p + 0.5, p + 0.5 + gap)]
        return Pose(arm_near=amp * s, arm_far=amp * f, leg_near=amp * h, leg_far=amp * k, fore_near=bend[0],
            fore_far=bend[1], shin_near=bend[2], shin_far=bend[3], rise=lift * max(0.0, sin(p + 0.1)),
            lean=pitch * sin(p + 0.25), head=-pitch * 0.6 * sin(p + 0.3), wag=sin(2 * p), joy=0.7,)  # fmt: skip

    return cycle


def _four_stand(p: float, t: float) -> Pose:
    return Pose(arm_near=1, arm_far=-3, leg_near=-2, leg_far=3, fore_near=0, fore_far=0,
        head=5 * sin(t * 0.19), wag=sin(t * 1.1), squash=0.008 * sin(t * 0.3))  # fmt: skip


def _four_with(**swing: tuple[float, float, float]) -> Cycle:
    def cycle(p: float, t: float) -> Pose:
        return _four_stand(p, t).but(
            **{name: mid + amp * sin(p * k) for name, (mid, amp, k) in swing.items()}
        )

    return cycle


def _four_jump(p: float, t: float) -> Pose:
    height, squash = leap(p % 1)
    return _four_stand(p, t).but(rise=0.42 * height, squash=squash * 0.7, arm_near=44 * height,
        arm_far=34 * height, leg_near=-40 * height, leg_far=-30 * height,
        lean=0 if not height else 14 * (0.5 - (p % 1 - 0.22) * 2), wag=height, joy=0.9)  # fmt: skip


def _four_sit(p: float, t: float) -> Pose:
    return _four_stand(p, t).but(
        seated=True,
        arm_near=68,
        fore_near=-16,
        arm_far=62,
        fore_far=-12,
        leg_near=70,
        shin_near=0,
        leg_far=64,
    )


def _four_rampant(p: float, turn: float, reach: float, amp: float) -> Pose:
    """On the hind legs, the fore legs `reach` degrees ahead of hanging."""
    s = sin(p)
    return Pose(turn=-turn + 5 * s, head=turn * 0.72, arm_near=reach - turn + amp * s, arm_far=reach - turn - amp * s,
        fore_near=30, fore_far=34, leg_near=-turn + amp * 0.6 * s, leg_far=-turn - amp * 0.6 * s, shin_near=6,
        shin_far=6, rise=0.19 * turn / 68, wag=s, joy=0.9,)  # fmt: skip


def _four_dance(p: float, t: float) -> Pose:
    pose = _four_rampant(p, 66, 58, 26)
    pose.rise += 0.05 * abs(sin(p))
    pose.squash, pose.wag = 0.04 * (0.5 - abs(sin(p))), sin(2 * p)
    return pose


def _four_eat(p: float, t: float) -> Pose:
    chew = sin(p * 2)
    return _four_stand(p, t).but(turn=13, head=34 + 5 * chew, mouth=max(0.0, 0.3 + 0.3 * chew), arm_near=26, fore_near=52,
        arm_far=20, fore_far=46, leg_near=-15, leg_far=-10, wag=sin(t * 2.2),)  # fmt: skip


def _four_upright(p: float, t: float) -> Pose:
    """Sitting as a dog sits: haunches down, fore legs straight."""
    return _four_stand(p, t).but(turn=-30, head=24 + 4 * sin(t * 0.19), arm_near=-29, arm_far=-24, leg_near=46,
                                 shin_near=104,
                                 leg_far=40, shin_far=100, rise=-0.115)  # fmt: skip


QUAD: dict[str, Cycle] = {
    "stand": _four_stand, "walk": _four(22, 30, 0.5, 0.0, 1.5), "run": _four(44, 50, 0.12, 0.09, 8),
    "crawl": _four(14, 18, 0.5, 0, 1), "hop": _four_jump, "jump": _four_jump, "sit": _four_upright,
    "sleep": lambda p, t: _four_sit(p, t).but(head=22, blink=1.0, squash=0.03 * sin(t * 0.22), wag=0.1),
    "dance": _four_dance, "sing": lambda p, t: _four_upright(p, t).but(head=-16 + 7 * sin(p),
    mouth=max(0.0, sin(2.5 * p)) ** 0.6, wag=sin(p), joy=1),
    "ride": lambda p, t: _four_rampant(p, 50, 74, 0).but(leg_near=-8 + 24 * sin(p), shin_near=44 + 18 * sin(p + 0.25),
    leg_far=-8 - 24 * sin(p), shin_far=44 - 18 * sin(p + 0.25), fore_near=6, fore_far=6, rise=0.1),
    "climb": lambda p, t: _four_rampant(p, 74, 150, 24).but(head=20, joy=0.6),
    "surf": _four_with(arm_near=(16, 3, 1), arm_far=(10, 3, 1), leg_near=(-16, 3, 1), leg_far=(-10, 3, 1),
    lean=(0, 5, 1), head=(-4, 5, 1), wag=(0, 1, 1), joy=(1, 0, 1)),
    "fall": _four_with(turn=(0, 22, 1), arm_near=(36, 30, 2), arm_far=(30, -30, 2), leg_near=(-36, 30, 2),
    leg_far=(-30, -30, 2), mouth=(0.6, 0.3, 2), joy=(-0.5, 0, 1)), "bark": lambda p, t: _four_stand(p,
    t).but(mouth=max(0.0, sin(p)) ** 0.5 if sin(p) > 0 else 0.0, lean=-4 * max(0.0, sin(p)),
    head=-10 * max(0.0, sin(p)), rise=0.02 * max(0.0, sin(p)), wag=sin(3 * t)),
    "howl": _four_with(head=(-38, 4, 0.4), mouth=(0.6, 0.2, 0.4), blink=(1, 0, 1)),
    "eat": _four_eat, "wave": lambda p, t: _four_upright(p, t).but(arm_near=62 + 20 * sin(p),
    fore_near=-20 + 20 * sin(p), wag=sin(2 * p), joy=1), "swim": lambda p, t: _four(30, 40, 0.5, 0.0, 3)(p,
    t).but(rise=0), "fly": lambda p, t: _four_with(arm_near=(64, 4, 1), arm_far=(58, 4, 1), leg_near=(-60,
    4, 1), leg_far=(-54, 4, 1))(p, t).but(flying=True), "float": _four_with(turn=(0, 10, 0.3), arm_near=(24,
    10, 0.4), leg_near=(-20, 10, 0.4), arm_far=(34, 8, 0.4), leg_far=(-30, 8, 0.4)),
    "shake": _four_with(turn=(0, 3, 1), head=(0, 12, 1)), "nod": _four_with(head=(8, 12, 1)),
    "spin": _four_stand,
}  # fmt: skip


def _fowl_stand(p: float, t: float) -> Pose:
    return Pose(
        leg_near=3, leg_far=-3, head=6 * sin(t * 0.3), wag=0.3 * sin(t * 0.5), squash=0.01 * sin(t * 0.4)
    )


FOWL: dict[str, Cycle] = {
    "stand": _fowl_stand, "walk": lambda p, t: Pose(leg_near=30 * sin(p), leg_far=-30 * sin(p),
    rise=0.03 * abs(sin(p)), lean=6 * sin(p), wag=0.3 * sin(2 * p)), "run": lambda p,
    t: Pose(leg_near=46 * sin(p), leg_far=-46 * sin(p), rise=0.06 * abs(sin(p)), lean=8, wag=sin(2 * p)),
    "fly": lambda p, t: Pose(flying=True, wag=sin(2.4 * p), rise=-0.05 * sin(2.4 * p + 0.2),
    turn=4 * sin(p)), "jump": hop, "hop": hop, "dance": lambda p, t: Pose(leg_near=24 * sin(p),
    leg_far=-24 * sin(p), rise=0.08 * abs(sin(2 * p)), squash=0.05 * sin(4 * p), wag=sin(4 * p),
    arm_near=40 + 40 * sin(p), lean=10 * sin(p), joy=1), "sleep": lambda p, t: Pose(blink=1,
    squash=0.03 + 0.02 * sin(t * 0.25)), "sing": lambda p, t: _fowl_stand(p, t).but(mouth=max(0,
    sin(p * 3)), squash=0.02 * sin(p * 3)), "swim": lambda p, t: Pose(rise=0.02 * sin(t * 0.5),
    turn=2 * sin(t * 0.4), leg_near=20 * sin(p), leg_far=-20 * sin(p)), "bark": lambda p, t: _fowl_stand(p,
    t).but(mouth=max(0, sin(p)), squash=-0.03 * max(0, sin(p))),
}  # fmt: skip
FISH: dict[str, Cycle] = {
    "stand": lambda p, t: Pose(wag=0.6 * sin(t * 0.7), turn=3 * sin(t * 0.23), flying=True,
    arm_near=10 * sin(t * 0.5), leg_near=-10 * sin(t * 0.5)), "swim": lambda p, t: Pose(wag=sin(p * 1.6),
    turn=4 * sin(p * 0.8), flying=True, arm_near=24 * sin(p), arm_far=-24 * sin(p), leg_near=-20 * sin(p),
    leg_far=20 * sin(p)), "fly": lambda p, t: Pose(wag=sin(p * 2.6), turn=5 * sin(p * 0.7),
    rise=0.05 * sin(p * 1.3), flying=True), "jump": hop, "hop": hop, "dance": lambda p,
    t: Pose(wag=sin(p * 2), turn=18 * sin(p), rise=0.08 * abs(sin(p)), joy=1), "sleep": lambda p,
    t: Pose(blink=1, wag=0.2 * sin(t * 0.2), squash=0.02 * sin(t * 0.2)), "walk": lambda p,
    t: Pose(wag=sin(p), leg_near=20 * sin(p), leg_far=-20 * sin(p), arm_near=-20 * sin(p),
    arm_far=20 * sin(p), squash=0.02 * sin(2 * p)),
}  # fmt: skip
