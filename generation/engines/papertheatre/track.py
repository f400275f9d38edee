"""The way of one actor through the clip, frame by frame."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from .actors import Actor

if TYPE_CHECKING:
    from .passing import Strike


@dataclass(eq=False)
class Track:
    """One actor over the whole clip, frame by frame. x: frame heights right of the middle of the picture."""

    actor: Actor
    x: np.ndarray
    height: np.ndarray
    facing: np.ndarray  # 1 right, -1 left; between: turning over like paper
    way: np.ndarray  # frame heights travelled
    spin: np.ndarray | None = None
    squash: np.ndarray | None = None
    tilt: np.ndarray | None = (
        None  # degrees the whole leans, forward positive: on waves, on a swing, in the wind
    )
    mouth: np.ndarray | None = None
    yaw: np.ndarray | None = None  # of a cameo's head: -1 to the left of the picture .. 1 to its right
    pitch: np.ndarray | None = None  # 1 up
    depth: np.ndarray | None = None  # -1 behind what it circles .. 1 before it
    strikes: list["Strike"] = field(default_factory=list)  # throws, catches and kicks
    bare_at: float | None = None  # seconds: then the hat flies off
    appears_at: float | None = None  # seconds: before, somebody else stood there
    bursts_at: float | None = None  # seconds: from then on there are only scraps
    is_off: bool = False  # nobody of the cast: a hand beyond the edge of the stage
