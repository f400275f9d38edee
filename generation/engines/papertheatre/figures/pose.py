"""A pose: joint angles in degrees and a few moods, the same for every puppet; each uses what it has."""

from dataclasses import dataclass, replace


@dataclass
class Pose:
    """Angles: 0 hangs down; positive swings forward (the way the figure faces). Lengths in figure heights."""

    lean: float = 0.0  # the trunk, positive forward
    head: float = 0.0
    arm_near: float = 4.0
    fore_near: float = 8.0
    arm_far: float = -4.0
    fore_far: float = 8.0
    leg_near: float = 2.0
    shin_near: float = 0.0  # positive bends the knee (heel up)
    leg_far: float = -2.0
    shin_far: float = 0.0
    rise: float = 0.0  # up from the ground
    squash: float = 0.0  # positive: lower and wider; negative: stretched
    turn: float = 0.0  # the whole figure, positive forward
    wag: float = 0.0  # tail, wings, fins, ribbons: -1..1
    spin: float = 0.0  # wheels and balls, degrees
    mouth: float = 0.0
    blink: float = 0.0  # 1 closed
    joy: float = 0.35  # -1 sad .. 1 delighted
    gaze: float = 0.0
    yaw: float = 0.0  # a cut-out head: -1 looks to the left of the picture .. 1 to its right
    pitch: float = 0.0  # 1 looks up
    seated: bool = False
    flying: bool = False
    time: float = 0.0  # seconds, for whatever flickers
    size: float = 1.0  # while it grows or shrinks
    holding: str = ""  # a small prop in the near hand
    under: str = ""  # what it stands, sits or lies on: board | skis | skates | seat | pillow
    dozes: bool = False  # letters of sleep rise from it
    bare: bool = False  # the hat has flown off
    tied: bool = False  # on a string that is drawn elsewhere

    def but(self, **changes: object) -> "Pose":
        return replace(self, **changes)  # type: ignore[arg-type]
