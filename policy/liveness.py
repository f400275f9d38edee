"""What a recording shows of what was asked: a face, one, turning in the order asked, and a voice in as many groups.

Every answer has a confidence and none is an identity: a person looks at the recording as well. Plain numpy and OpenCV.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from policy.faces import Face, faces_in
from policy.recordings import RATE, Film, Frame, Sound

Track = NDArray[np.float64]  # shape (looks, 2): where the face has moved to since the start, in face widths

LOOK_SIDE = 240  # pixels in which faces are looked for
FLOW_SIDE = 160  # pixels in which motion is measured
TURNED = 0.09  # face widths by which the features have moved when a head has turned
DARK = 55  # mean brightness of a face below which it is too dark
QUIET = 0.012  # loudness of the loudest speech below which it is too quiet
PAUSE = 0.45  # seconds of silence that end a spoken group
SYLLABLE = 0.12  # seconds a group lasts at least


class Verdict(StrEnum):
    PASSED = "PASSED"
    UNSURE = "UNSURE"
    FAILED = "FAILED"


@dataclass(frozen=True)
class Finding:
    """One answer: what was looked for, how it came out, how sure that is (0 to 1), and what the sentence needs."""

    code: str
    verdict: Verdict
    confidence: float
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Asked:
    """The challenge as plain data: turns as the person turns ("LEFT" is their own left), numbers in order."""

    turns: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Seen:
    """The faces of each picture that was looked at, and how the main one moved."""

    faces: tuple[tuple[Face, ...], ...]  # per frame of the film, in its pixels; () where none was found
    looked: tuple[int, ...]  # the frames in which faces were looked for
    track: Track


def see(film: Film) -> Seen:
    """This function will find the faces in every third picture and follow the main one through all of them."""
    looked = tuple(range(0, len(film.frames), 3))
    found = {index: _faces(film.frames[index]) for index in looked}
    return Seen(
        tuple(found.get(index, ()) for index in range(len(film.frames))),
        looked,
        _follow(film.frames, [found.get(index, ()) for index in range(len(film.frames))]),
    )


def findings(film: Film, seen: Seen, asked: Asked) -> tuple[Finding, ...]:
    """This function will answer what can be answered without knowing anybody."""
    return (
        _face_present(seen),
        _one_face(seen),
        _turns(seen, asked.turns),
        _speech(film.sound, len(asked.numbers)),
        _light(film, seen),
    )


def turns_in(track: Track) -> list[tuple[str, int]]:
    """This function will name each turn of the head in order, with the frame in which it is farthest.

    In a recording that is not mirrored a head turned to its own left moves to the right of the picture.
    """
    away = track - np.median(track, axis=0)
    sideways = np.abs(away[:, 0]) >= np.abs(away[:, 1])
    names = np.where(sideways & (away[:, 0] > TURNED), 1, np.where(sideways & (away[:, 0] < -TURNED), 2, 0))
    names = np.where(~sideways & (away[:, 1] < -TURNED * 0.7), 3, names)
    turns: list[tuple[str, int]] = []
    begin = 0
    for end in range(1, len(names) + 1):
        if end == len(names) or names[end] != names[begin]:
            if names[begin] and end - begin >= 2:
                size = np.abs(away[begin:end]).max(axis=1)
                turns.append((("", "LEFT", "RIGHT", "UP")[names[begin]], begin + int(size.argmax())))
            begin = end
    return [turn for place, turn in enumerate(turns) if place == 0 or turn[0] != turns[place - 1][0]]


def spoken_groups(sound: Sound) -> list[tuple[float, float]]:
    """This function will find when something is spoken, as groups with a pause between them (seconds)."""
    step = RATE // 50
    count = len(sound) // step
    if not count:
        return []
    loud = np.sqrt(np.mean(sound[: count * step].reshape(count, step) ** 2, axis=1))
    floor, top = float(np.percentile(loud, 20)), float(np.percentile(loud, 98))
    if top < QUIET:
        return []
    above = loud > max(floor * 2.5, top * 0.12, 0.004)
    groups: list[list[int]] = []
    for index in np.flatnonzero(above):
        if groups and index - groups[-1][1] <= PAUSE * 50:
            groups[-1][1] = int(index)
        else:
            groups.append([int(index), int(index)])
    return [(begin / 50, (end + 1) / 50) for begin, end in groups if end + 1 - begin >= SYLLABLE * 50]


def _faces(frame: Frame) -> tuple[Face, ...]:
    scale = LOOK_SIDE / max(frame.shape[:2])
    if scale >= 1:
        return faces_in(frame)
    size = (round(frame.shape[1] * scale), round(frame.shape[0] * scale))
    small = np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8)
    grown = [
        Face(
            round(one.x / scale),
            round(one.y / scale),
            round(one.width / scale),
            round(one.height / scale),
            one.side,
        )
        for one in faces_in(small)
    ]
    return tuple(grown)


def _follow(frames: tuple[Frame, ...], found: list[tuple[Face, ...]]) -> Track:
    """Optical flow inside the main face, added up. Zeros where there is never a face."""
    track = np.zeros((len(frames), 2))
    main = next((faces[0] for faces in found if faces), None)
    if main is None:
        return track
    scale = FLOW_SIDE / max(frames[0].shape[:2])
    before = _grey(frames[0], scale)
    for index in range(1, len(frames)):
        if found[index - 1] and found[index - 1][0].side == "front":
            main = found[index - 1][0]
        now = _grey(frames[index], scale)
        if now.shape == before.shape:
            flow = cv2.calcOpticalFlowFarneback(before, now, None, 0.5, 3, 15, 3, 5, 1.2, 0)  # type: ignore[call-overload]
            track[index] = track[index - 1] + _inside(flow, main, scale) / max(1.0, main.width * scale)
        else:
            track[index] = track[index - 1]
        before = now
    return track


def _inside(flow: NDArray[np.float32], face: Face, scale: float) -> NDArray[np.float64]:
    """How the middle of the face moved: the median of what moved at all, else nothing."""
    left, top = face.x + face.width * 0.15, face.y + face.height * 0.2
    right, bottom = face.x + face.width * 0.85, face.y + face.height * 0.85
    cut = flow[
        max(0, int(top * scale)) : int(bottom * scale) + 1, max(0, int(left * scale)) : int(right * scale) + 1
    ]
    if not cut.size:
        return np.zeros(2)
    moved = cut.reshape(-1, 2)
    size = np.hypot(moved[:, 0], moved[:, 1])
    strong = moved[size >= max(0.25, float(np.percentile(size, 60)))]
    return np.median(strong, axis=0).astype(np.float64) if len(strong) > len(moved) * 0.05 else np.zeros(2)


def _grey(frame: Frame, scale: float) -> NDArray[np.uint8]:
    size = (max(16, round(frame.shape[1] * scale)), max(16, round(frame.shape[0] * scale)))
    small = cv2.resize(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _graded(code: str, share: float, passes: float, unsure: float, **facts: object) -> Finding:
    verdict = Verdict.PASSED if share >= passes else Verdict.UNSURE if share >= unsure else Verdict.FAILED
    sure = share if verdict is not Verdict.FAILED else 1 - share
    return Finding(code, verdict, round(float(np.clip(sure, 0, 1)), 2), facts)


def _face_present(seen: Seen) -> Finding:
    share = sum(bool(seen.faces[index]) for index in seen.looked) / max(1, len(seen.looked))
    return _graded("FACE_PRESENT", share, 0.6, 0.25, percent=round(100 * share))


def _one_face(seen: Seen) -> Finding:
    """A second face counts when it is at least half as wide as the main one."""
    several = [
        index
        for index in seen.looked
        if len([one for one in seen.faces[index] if one.width * 2 >= seen.faces[index][0].width]) > 1
    ]
    alone = 1 - len(several) / max(1, len(seen.looked))
    return _graded("ONE_FACE", alone, 0.85, 0.6, percent=round(100 * (1 - alone)))


def _turns(seen: Seen, asked: tuple[str, ...]) -> Finding:
    done = [name for name, _frame in turns_in(seen.track)]
    mirrored = [{"LEFT": "RIGHT", "RIGHT": "LEFT"}.get(name, name) for name in done]
    as_asked, as_mirrored = _in_order(asked, done), _in_order(asked, mirrored)
    found = max(as_asked, as_mirrored) / max(1, len(asked))
    if as_mirrored > as_asked:
        found *= 0.8  # some cameras mirror; then it can only be unsure
    facts = {"found": max(as_asked, as_mirrored), "asked": len(asked)}
    return _graded("TURNS", found, 1.0, 0.5, **facts)


def _in_order(asked: tuple[str, ...], done: list[str]) -> int:
    """How many of the turns came in the order asked (longest common subsequence)."""
    row = [0] * (len(done) + 1)
    for wanted in asked:
        above = row[:]
        for place, name in enumerate(done, 1):
            row[place] = above[place - 1] + 1 if name == wanted else max(above[place], row[place - 1])
    return row[-1]


def _speech(sound: Sound, numbers: int) -> Finding:
    heard = len(spoken_groups(sound))
    facts: dict[str, object] = {"heard": heard, "asked": numbers}
    if heard == numbers:
        return Finding("SPEECH", Verdict.PASSED, 0.8, facts)
    if heard > numbers or heard == numbers - 1 > 0:
        return Finding("SPEECH", Verdict.UNSURE, 0.5, facts)
    return Finding("SPEECH", Verdict.FAILED, 0.8, facts)


def _light(film: Film, seen: Seen) -> Finding:
    with_face = [index for index in seen.looked if seen.faces[index]] or list(seen.looked)
    bright = float(np.mean([film.frames[index].mean() for index in with_face]))
    return _graded("LIGHT", min(1.0, bright / (2 * DARK)), 0.5, 0.3, brightness=round(bright))
