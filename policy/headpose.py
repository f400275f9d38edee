"""Where the head in each picture of a film is turned: how the features lie within the outline.

Every picture is measured by itself against the one that looks straight ahead, so nothing adds up over a film: a camera
that shakes, a wall that moves, a photograph that is carried about change outline and features alike, and count for
nothing. Plain numpy and OpenCV.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from policy.faces import Face
from policy.recordings import Frame

Track = NDArray[np.float64]  # (pictures, 3): radians to the right, down, and how sure that is (0 to 1)
_Grey = NDArray[np.float32]

WIDE = 32  # pixels of the face in which it is measured
TURNED = 0.24  # radians from which a head has turned
CLEAR = 0.4  # how well a picture must fit to count
SURE = 0.5  # how well a turn must fit to be relied on
CLEARER = 1.25  # by how much one direction must outweigh the other
_REACH = 16  # pixels in which the outline is looked for
_LOOK = (18, 22)  # width and height of what is compared to find out who looks ahead
_SAME = 8  # power of a likeness: what is the same counts, what is merely alike hardly does
_OUTLINE = (18, 24)  # half width and height of what is compared
_BALL = (16.0, 22.0)  # half axes of the ball on which the features lie
_SKIN = (11.0, 15.0)  # half axes of what is certainly face
_ACROSS, _DOWN = np.linspace(-0.75, 0.75, 11), np.linspace(-0.6, 0.6, 9)  # radians that are tried
_NAMES = ("", "LEFT", "RIGHT", "UP")


@dataclass(frozen=True)
class Turn:
    """One turn as the person made it ("LEFT" is their own left), the picture where it is clearest, how sure it is."""

    name: str
    at: int
    sure: float


def turns_in(track: Track) -> list[Turn]:
    """This function will name each turn of the head in order. One that comes twice on end is one.

    In a recording that is not mirrored a head turned to its own left moves to the right of the picture.
    """
    clear = track[:, 2] >= CLEAR
    if not clear.any():
        return []
    away = track[:, :2] - np.median(track[clear, :2], axis=0)
    names = np.where(clear, _names(away), 0)
    turns: list[Turn] = []
    begin = 0
    for end in range(1, len(names) + 1):
        if end == len(names) or names[end] != names[begin]:
            if names[begin] and end - begin >= 2:
                turn = _turn(names[begin], begin, away[begin:end], track[begin:end, 2])
                if turns and turns[-1].name == turn.name:
                    turn = max(turns.pop(), turn, key=lambda one: one.sure)
                turns.append(turn)
            begin = end
    return turns


def follow(frames: Sequence[Frame], found: Sequence[tuple[Face, ...]]) -> Track:
    """This function will measure where the main face is turned in each picture. Zeros where there is never a face."""
    track = np.zeros((len(frames), 3))
    front = [index for index, faces in enumerate(found) if faces and faces[0].side == "front"]
    if not front:
        return track
    ahead = _straight_ahead(frames, found, front)
    scale = WIDE / found[ahead][0].width
    known = _Known.of(_small(frames[ahead], scale), _middle(found[ahead][0], scale))
    place, size = _middle(found[ahead][0], scale), frames[ahead].shape
    for index, frame in enumerate(frames):
        if found[index]:
            place = _middle(found[index][0], scale)
        if frame.shape == size:
            track[index] = known.measure(_small(frame, scale), place)
    return track


@dataclass(frozen=True)
class _Known:
    """The outline of the head, and what the face would look like turned in every direction."""

    outline: _Grey
    ring: _Grey
    turned: _Grey  # one row for each direction, of mean 0 and length 1
    directions: Track

    @classmethod
    def of(cls, picture: _Grey, middle: tuple[int, int]) -> _Known:
        head = _cut(picture, middle, _OUTLINE)
        x, y = _grid()
        far = np.hypot(x / _OUTLINE[0], y / _OUTLINE[1])
        directions = np.array([(across, down) for across in _ACROSS for down in _DOWN])
        turned = np.stack([_level(_turned(head, *one)[_inner()]) for one in directions])
        return cls(head, ((far > 0.62) & (far < 1)).astype(np.float32), turned, directions)

    def measure(self, picture: _Grey, near: tuple[int, int]) -> tuple[float, float, float]:
        """Which direction explains the picture best, and how well."""
        around = _cut(picture, near, (_OUTLINE[0] + _REACH, _OUTLINE[1] + _REACH))
        x, y, fits = _best(around, self.outline, self.ring)
        wide, high = 2 * _OUTLINE[0], 2 * _OUTLINE[1]
        alike = np.stack(
            [
                self.turned @ _level(around[top : top + high, left : left + wide][_inner()])
                for top in range(max(0, y - 1), min(2 * _REACH, y + 1) + 1)
                for left in range(max(0, x - 1), min(2 * _REACH, x + 1) + 1)
            ]
        ).max(axis=0)
        best = int(alike.argmax())
        across, down = self.directions[best]
        return float(across), float(down), max(0.0, min(fits, float(alike[best])))


def _names(away: NDArray[np.float64]) -> NDArray[np.int64]:
    across, up = np.abs(away[:, 0]), -away[:, 1]
    sideways = across >= np.abs(away[:, 1])
    names = np.where(sideways & (across > TURNED), np.where(away[:, 0] > 0, 1, 2), 0)
    return np.asarray(np.where(~sideways & (up > TURNED), 3, names), np.int64)


def _turn(name: int, begin: int, away: NDArray[np.float64], fits: NDArray[np.float64]) -> Turn:
    """The clearest picture is the one that is farthest of those that fit; a slanting turn is less sure."""
    along = 1 if _NAMES[name] == "UP" else 0
    size = np.abs(away[:, along])
    at = int((size * fits**2).argmax())
    plain = size[at] / max(1e-6, CLEARER * abs(float(away[at, 1 - along])))
    return Turn(_NAMES[name], begin + at, float(fits[at]) * min(1.0, plain))


def _straight_ahead(frames: Sequence[Frame], found: Sequence[tuple[Face, ...]], front: Sequence[int]) -> int:
    """The picture that most others are the same as: somebody looks ahead more than anywhere else."""
    looks = np.stack([_level(_look(frames[index], found[index][0])).ravel() for index in front])
    same = np.clip(looks @ looks.T, 0, 1) ** _SAME
    return front[int(same.sum(axis=1).argmax())]


def _look(frame: Frame, face: Face) -> _Grey:
    """The face, small, cut exactly where it was found.

    Where it was found differs by a pixel from picture to picture, be it that the encoder left more or less of it. Cut at
    whole small pixels, pictures that are the same fell into two kinds by that, and one of a turned head was most like all.
    """
    wide, high = _LOOK
    scale = wide / 0.75 / face.width
    middle_x, middle_y = face.x + face.width / 2, face.y + face.height / 2
    place = np.array([[scale, 0, wide / 2 - scale * middle_x], [0, scale, high / 2 - scale * middle_y]])
    soft = cv2.GaussianBlur(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), (0, 0), 0.4 / scale)
    return np.asarray(cv2.warpAffine(soft, place, _LOOK, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _turned(head: _Grey, across: float, down: float) -> _Grey:
    """The head as if its features lay on a ball that turns inside the outline."""
    x, y = _grid()
    from_x = _BALL[0] * np.sin(np.arcsin(np.clip(x / _BALL[0], -0.95, 0.95)) - across)
    from_y = _BALL[1] * np.sin(np.arcsin(np.clip(y / _BALL[1], -0.95, 0.95)) - down)
    beyond = np.maximum(
        1, np.hypot(from_x / _SKIN[0], from_y / _SKIN[1]) / 0.95
    )  # what comes into view is skin
    map_x, map_y = from_x / beyond + _OUTLINE[0] - 0.5, from_y / beyond + _OUTLINE[1] - 0.5
    return np.asarray(
        cv2.remap(head, map_x.astype(np.float32), map_y.astype(np.float32), cv2.INTER_LINEAR), np.float32
    )


@cache
def _grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    y, x = np.mgrid[-_OUTLINE[1] : _OUTLINE[1], -_OUTLINE[0] : _OUTLINE[0]] + 0.5
    return x, y


@cache
def _inner() -> NDArray[np.bool_]:
    x, y = _grid()
    return np.asarray(np.hypot(x / _SKIN[0], y / _SKIN[1]) < 1)


def _level(values: _Grey) -> _Grey:
    """Of mean 0 and length 1: brightness and contrast do not matter."""
    values = values - values.mean()
    return np.asarray(values / max(1e-6, float(np.linalg.norm(values))), np.float32)


def _best(picture: _Grey, wanted: _Grey, mask: _Grey | None = None) -> tuple[int, int, float]:
    """Where it fits best, and how well; brightness and contrast do not matter."""
    fits = np.nan_to_num(
        cv2.matchTemplate(picture, wanted, cv2.TM_CCOEFF_NORMED, mask=mask), posinf=0, neginf=0
    )
    fits[fits > 1.001] = 0  # a flat patch divides by nothing
    y, x = np.unravel_index(int(fits.argmax()), fits.shape)
    return int(x), int(y), float(fits[y, x])


def _cut(picture: _Grey, middle: tuple[int, int], half: tuple[int, int]) -> _Grey:
    """What is around that place, continued where the picture ends."""
    (x, y), (wide, high) = middle, half
    rows = np.clip(np.arange(y - high, y + high), 0, picture.shape[0] - 1)
    columns = np.clip(np.arange(x - wide, x + wide), 0, picture.shape[1] - 1)
    return np.ascontiguousarray(picture[rows[:, None], columns[None, :]])


def _middle(face: Face, scale: float) -> tuple[int, int]:
    return round((face.x + face.width / 2) * scale), round((face.y + face.height / 2) * scale)


def _small(frame: Frame, scale: float) -> _Grey:
    size = (max(16, round(frame.shape[1] * scale)), max(16, round(frame.shape[0] * scale)))
    grey = cv2.resize(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.float32)
