"""A small tune for a music box and plucked strings: key and tempo by seed, mood by time, weather and action."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from generation.engines.papertheatre.scene import Scene
from generation.engines.papertheatre.synth import SOUND_RATE, Rng, Samples, count, panned, put, struck

MAJOR, MINOR, DORIAN = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 3, 5, 7, 9, 10)
LYDIAN = (0, 2, 4, 6, 7, 9, 11)
BRIGHT = ((0, 4, 5, 3), (0, 5, 3, 4), (0, 3, 0, 4), (0, 2, 3, 4))  # chords by step of the scale, one a bar
DARK = ((0, 5, 2, 6), (0, 3, 0, 4), (0, 6, 5, 4))
LIVELY = frozenset(
    (
        "run",
        "chase",
        "gallop",
        "dance",
        "jump",
        "hop",
        "bounce",
        "kick",
        "juggle",
        "explode",
        "ski",
        "surf",
        "cheer",
    )
)
QUIET = frozenset(["sleep", "rest", "read", "think", "float", "sit", "glow", "sneak", "cry", "write"])
CHORD = (0, 2, 4)


@dataclass(frozen=True)
class Mood:
    scale: tuple[int, ...]
    chords: tuple[tuple[int, ...], ...]
    tempo: float  # quarter notes per minute
    density: float  # how likely an eighth of the melody sounds
    octave: int = 0


MOODS = {
    "calm": Mood(MAJOR, BRIGHT, 64, 0.35),
    "spooky": Mood(MINOR, ((0, 6, 1, 0), (0, 1, 0, 6)), 72, 0.35, -1),
    "tense": Mood(MINOR, DARK, 122, 0.6, -1),
    "romantic": Mood(MAJOR, ((0, 5, 3, 4),), 72, 0.5),
    "funny": Mood(MAJOR, ((0, 4, 0, 4), (0, 3, 4, 0)), 132, 0.75),
    "dreamy": Mood(LYDIAN, ((0, 1, 0, 4),), 70, 0.45),
    "festive": Mood(MAJOR, BRIGHT, 128, 0.75),
    "epic": Mood(DORIAN, ((0, 6, 3, 0), (0, 5, 6, 0)), 104, 0.6, -1),
}


def _is_sad(scene: Scene) -> bool:
    """Of noir, and where everybody is sad."""
    sad = [("sad" in figure.attributes) for figure in scene.figures]
    return scene.style == "noir" or (bool(sad) and all(sad))


def mood(scene: Scene) -> Mood:
    if scene.mood in MOODS:
        return MOODS[scene.mood]
    verbs = {action.verb for action in scene.actions}
    if _is_sad(scene):
        return Mood(MINOR, DARK, 66, 0.4)
    if scene.weather == "storm":
        return Mood(MINOR, DARK, 108, 0.55, -1)
    if verbs & QUIET and not verbs & LIVELY:
        return Mood(MAJOR if scene.time != "night" else DORIAN, BRIGHT, 68, 0.4)
    if verbs & LIVELY:
        return Mood(MAJOR, BRIGHT, 126, 0.72)
    if scene.set in ("space", "moon", "underwater"):
        return Mood(LYDIAN, ((0, 1, 0, 4),), 76, 0.45)
    if scene.time == "night" or scene.weather in ("rain", "fog"):
        return Mood(DORIAN, DARK, 80, 0.5)
    return Mood(MAJOR, BRIGHT, 96, 0.6)


def music(scene: Scene, n: int, rng: Rng) -> Samples:
    """Stereo, as long as the clip; the last bar comes home and rings out."""
    feel = mood(scene)
    key = 60 + int(rng.integers(-4, 5))
    eighth = 30 / (feel.tempo * float(rng.uniform(0.95, 1.05)))
    chords = feel.chords[int(rng.integers(len(feel.chords)))]
    out = np.zeros((n, 2), np.float32)
    bars = max(1, int(n / SOUND_RATE / (8 * eighth)))
    last_bar = bars - 1 if n / SOUND_RATE - bars * 8 * eighth < 4 * eighth else bars
    theme = _theme(rng, feel)
    for bar in range(last_bar + 1):
        chord = 0 if bar == last_bar else chords[bar % len(chords)]
        _accompany(out, feel, key, chord, bar * 8 * eighth, eighth, bar == last_bar, rng)
        if bar < last_bar:
            _sing(out, feel, key, chord, theme[bar % 2], bar * 8 * eighth, eighth, rng)
    put(out, panned(_box(key + 12), 0.1), count(last_bar * 8 * eighth), 0.5)
    return out


def _theme(rng: Rng, feel: Mood) -> list[list[int | None]]:
    """Two bars of eighths as steps above the chord's root; None is a rest. Leaps are small, ends on the chord."""
    theme: list[list[int | None]] = []
    for _ in range(2):
        step, bar = int(rng.choice([0, 2, 4])), []
        for eighth in range(8):
            strong = eighth % 4 == 0
            sounds = rng.random() < (0.95 if strong else feel.density * (0.9 if eighth % 2 == 0 else 0.55))
            step = int(np.clip(step + rng.choice([-2, -1, -1, 0, 1, 1, 2]), -2, 7))
            if strong:
                step = min((0, 2, 4, 7), key=lambda tone: abs(tone - step))
            bar.append(step if sounds else None)
        theme.append(bar)
    return theme


def _pitch(scale: tuple[int, ...], key: int, step: int) -> int:
    return key + 12 * (step // len(scale)) + scale[step % len(scale)]


def _accompany(
    out: Samples, feel: Mood, key: int, chord: int, at: float, eighth: float, final: bool, rng: Rng
) -> None:
    pattern = (0, 1, 2, 1) if feel.tempo < 100 else (0, 2, 1, 2)
    for i in range(1 if final else 4):
        step = chord + CHORD[pattern[i]]
        note = _string(_pitch(feel.scale, key - 12 + 12 * min(0, feel.octave), step))
        late = float(rng.normal(0, 0.006))
        put(out, panned(note, -0.35), count(max(0.0, at + i * 2 * eighth + late)) - 1, 0.34 - 0.04 * (i % 2))
    put(out, panned(_string(_pitch(feel.scale, key - 24, chord)), 0.0), count(max(0.001, at)) - 1, 0.42)


def _sing(
    out: Samples, feel: Mood, key: int, chord: int, bar: list[int | None], at: float, eighth: float, rng: Rng
) -> None:
    for i, step in enumerate(bar):
        if step is not None:
            late, loud = (
                abs(float(rng.normal(0, 0.008))),
                0.30 + 0.12 * (i % 4 == 0) + float(rng.uniform(-0.05, 0.05)),
            )
            note = _box(_pitch(feel.scale, key + 12, chord % 7 + step - (7 if chord > 3 else 0)))
            put(out, panned(note, 0.3), count(at + i * eighth + late) - 1, loud)


def _hertz(note: int) -> float:
    return 440 * 2 ** ((note - 69) / 12)


@lru_cache(maxsize=128)
def _box(note: int) -> Samples:
    """A tooth of the comb: nearly a sine, a glassy click above it."""
    f = _hertz(note)
    partials = [
        (f, 1, 0.34),
        (f * 2.005, 0.22, 0.16),
        (f * 3.98, 0.13, 0.06),
        (f * 6.6, 0.07, 0.02),
        (f * 11.2, 0.03, 0.01),
    ]
    return struck(count(1.6), partials) * np.float32(0.6)


@lru_cache(maxsize=128)
def _string(note: int) -> Samples:
    """A plucked string, slightly stiff."""
    f = _hertz(note)
    partials = [(f * k * (1 + 0.00025 * k * k), 0.9**k / k**1.1, 0.5 / k**0.75) for k in range(1, 9)]
    return struck(count(1.8), partials) * np.float32(0.6)
