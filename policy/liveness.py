"""What a recording shows of what was asked: a face, one, turning in the order asked, and a voice in as many groups.

Every answer has a confidence and none is an identity: a person looks at the recording as well. Plain numpy and OpenCV.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np

from policy.faces import Face, faces_in
from policy.headpose import SURE, Track, follow, turns_in
from policy.recordings import RATE, Film, Frame, Sound

LOOK_SIDE = 240  # pixels in which faces are looked for
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
    """The faces of each picture that was looked at, and where the main one was turned."""

    faces: tuple[tuple[Face, ...], ...]  # per frame of the film, in its pixels; () where none was found
    looked: tuple[int, ...]  # the frames in which faces were looked for
    track: Track


def see(film: Film) -> Seen:
    """This function will find the faces in every third picture and measure in all of them where the main one is turned."""
    looked = tuple(range(0, len(film.frames), 3))
    found = {index: _faces(film.frames[index]) for index in looked}
    return Seen(
        tuple(found.get(index, ()) for index in range(len(film.frames))),
        looked,
        follow(film.frames, [found.get(index, ()) for index in range(len(film.frames))]),
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
    """Passed only when every turn was seen surely, in the order asked, and at most one more than was asked for."""
    turns = turns_in(seen.track)
    done = [turn.name for turn in turns]
    mirrored = [{"LEFT": "RIGHT", "RIGHT": "LEFT"}.get(name, name) for name in done]
    as_asked, as_mirrored = _in_order(asked, done), _in_order(asked, mirrored)
    found = max(as_asked, as_mirrored)
    facts: dict[str, object] = {"found": found, "asked": len(asked)}
    least = min((turn.sure for turn in turns), default=0.0)
    if found < len(asked) and set(done) >= set(asked) and least >= SURE and len(done) == len(asked):
        return Finding("TURNS", Verdict.FAILED, round(least, 2), facts)  # all of them, in another order
    share = found / max(1, len(asked))
    if as_mirrored > as_asked or least < SURE or len(done) > len(asked) + 1:
        share *= 0.8  # some cameras mirror, some pictures are hardly to be read: then a person is to look
    return _graded("TURNS", share, 1.0, 0.5, **facts)


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
