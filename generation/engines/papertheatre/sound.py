"""The sound of a clip: ambience, effects on their sample, music, voices over all, at one loudness. numpy only."""

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from generation.engines.papertheatre.ambience import LAYERS, ambience
from generation.engines.papertheatre.effects import RECIPES, effect
from generation.engines.papertheatre.lexicon import concepts
from generation.engines.papertheatre.loudness import lufs, mastered
from generation.engines.papertheatre.music import music
from generation.engines.papertheatre.scene import Event, Scene, Spoken
from generation.engines.papertheatre.synth import SOUND_RATE, Rng, Samples, count, panned, put, room
from generation.engines.types import Sound

MUSIC, EFFECTS, VOICES = 0.28, 0.9, 0.85
AMBIENCE = -31.0  # LUFS before mastering; speech is at about -20
LOUD_AIR = {"storm": 6, "rain": 3, "wind": 3, "underwater": 2, "room": -5, "stage": -5, "snow": -2}
GLIDE = 0.4  # seconds in which the air of one shot becomes that of the next
DUCK, DUCK_EFFECTS = 0.30, 0.65  # levels under speech
ROOM = 0.16
FADE_IN, FADE_OUT = 0.05, 0.5
VARIANTS = 3  # different takes of one kind of effect
MOST_EVENTS = 400
SOFT = {  # levels of effects beside the others
    "step": 0.35, "hoof": 0.5, "flap": 0.35, "chirp": 0.4, "engine": 0.5, "fire": 0.35, "buzz": 0.4, "horn": 0.6,
    "eat": 0.4, "snore": 0.4, "whoosh": 0.55, "thunder": 0.95, "explosion": 1.0, "rocket": 0.8, "train_whistle": 0.55,
    "sparkle": 0.45, "beep": 0.4, "squeak": 0.4, "gull": 0.4, "hoot": 0.5, "jump": 0.45, "crow": 0.5, "applause": 0.7,
}  # fmt: skip


def mix(scene: Scene, spoken: Sequence[Spoken], events: Sequence[Event], seconds: float, seed: int) -> Sound:
    """This function will return the finished sound: (round(seconds × 48000), 2), -1..1, the same for the same seed."""
    n = round(seconds * SOUND_RATE)
    if n <= 0:
        return np.zeros((0, 2), np.float32)
    duck = _ducking(spoken, n)
    bed = _bed(scene, n, seed)
    asked = _asked(scene, events, seconds, _rng(seed, "asked"))
    heard = _effects([*events, *asked], n, seed) * np.float32(EFFECTS)
    out = bed * (1 - (1 - DUCK) * duck)[:, None] + heard * (1 - (1 - DUCK_EFFECTS) * duck)[:, None]
    out = room(out, ROOM) + _voices(scene, spoken, n)
    return np.ascontiguousarray(_faded(mastered(_faded(out))), dtype=np.float32)


def _bed(scene: Scene, n: int, seed: int) -> Samples:
    """Air and music, shot by shot, one gliding into the next. The key stays: all are drawn from the same seed."""
    bed = np.zeros((n, 2), np.float32)
    parts = scene.parts()
    for part in parts:
        start = round(part.starts * SOUND_RATE)
        end = n if part is parts[-1] else min(n, start + round((part.seconds + GLIDE) * SOUND_RATE))
        if end <= start:
            continue
        piece = _shot_bed(part, end - start, seed)
        glide = min(count(GLIDE), len(piece))
        if part is not parts[0]:
            piece[:glide] *= np.linspace(0, 1, glide, dtype=np.float32)[:, None]
        if part is not parts[-1]:
            piece[len(piece) - glide :] *= np.linspace(1, 0, glide, dtype=np.float32)[:, None]
        bed[start:end] += piece
    return bed


def _shot_bed(part: Scene, n: int, seed: int) -> Samples:
    bed = _air(part, n, seed)
    if not {"music", "sound"} & set(part.absent):
        loud = MUSIC * (1.6 if {"music", "piano"} & set(part.sounds) else 1.0)
        bed += music(part, n, _rng(seed, "music")) * np.float32(loud)
    return bed


def _rng(seed: int, name: str) -> Rng:
    return np.random.default_rng([seed & 0xFFFFFFFF, zlib.crc32(name.encode())])


def _air(scene: Scene, n: int, seed: int) -> Samples:
    air = ambience(scene, n, _rng(seed, "ambience"))
    wanted = AMBIENCE + LOUD_AIR.get(scene.set, 0) + LOUD_AIR.get(scene.weather, 0)
    return air * np.float32(10 ** (min(20.0, wanted - lufs(air)) / 20))


def _effects(events: Sequence[Event], n: int, seed: int) -> Samples:
    """Every event on its sample. A kind is made a few times and reused: a walk is made of many steps."""
    out = np.zeros((n, 2), np.float32)
    takes: dict[str, Samples] = {}
    for i, event in enumerate(sorted(events, key=lambda e: e.at)[:MOST_EVENTS]):
        name = f"{event.kind}/{i % VARIANTS}"
        if name not in takes:
            takes[name] = effect(event.kind, _rng(seed, name))
        level = SOFT.get(event.kind, 0.7) * float(np.clip(event.strength, 0, 1)) ** 0.8
        put(out, panned(takes[name], event.pan), round(event.at * SOUND_RATE), level)
    return out


def _asked(scene: Scene, events: Sequence[Event], seconds: float, rng: Rng) -> list[Event]:
    """Sounds the prompt names and nothing on stage makes: a few times, at unhurried moments."""
    made = {event.kind for event in events}
    extra = []
    for kind in (_effects_of().get(sound, sound) for sound in scene.sounds):
        if kind in RECIPES and kind not in made and kind not in LAYERS:
            for part in (0.12, 0.45, 0.78):
                at = seconds * part + float(rng.uniform(0, 0.08)) * seconds
                extra.append(Event(at, kind, 0.8, float(rng.uniform(-0.5, 0.5))))
    return extra


@lru_cache(maxsize=1)
def _effects_of() -> dict[str, str]:
    return {c.lemma: c.says("kind") for c in concepts() if c.kind == "sound" and c.says("kind")}


def _voices(scene: Scene, spoken: Sequence[Spoken], n: int) -> Samples:
    out = np.zeros((n, 2), np.float32)
    for line in spoken:
        many = len(scene.figures)
        pan = (
            0.0 if line.speech.speaker is None or many < 2 else (line.speech.speaker / (many - 1) - 0.5) * 0.4
        )
        put(out, panned(line.samples, pan), round(line.start * SOUND_RATE), VOICES)
    return room(out, 0.05)


def _ducking(spoken: Sequence[Spoken], n: int) -> Samples:
    """1 where somebody speaks, 0 elsewhere, opening just before and closing gently after."""
    step = count(0.01)
    duck = np.zeros(n // step + 2, np.float32)
    for line in spoken:
        duck[max(0, int((line.start - 0.15) * 100)) : int((line.end + 0.25) * 100)] = 1
    window = np.hanning(31)
    smooth = np.convolve(duck, window / window.sum(), mode="same")
    return np.interp(np.arange(n), np.arange(len(smooth)) * step, smooth).astype(np.float32)


def _faded(samples: Samples) -> Samples:
    faded = samples.copy()
    rise, fall = min(len(samples) // 2, count(FADE_IN)), min(len(samples) // 2, count(FADE_OUT))
    faded[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)[:, None]
    faded[len(samples) - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)[:, None]
    return faded
