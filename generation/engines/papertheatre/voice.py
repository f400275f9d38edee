"""Quoted lines as voices: who sounds how, when each line is said, how open the mouth is."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from generation.engines.papertheatre import espeak
from generation.engines.papertheatre.espeak import Manner, Utterance
from generation.engines.papertheatre.scene import Figure, Scene, Speech, Spoken
from generation.engines.types import SOUND_RATE

Samples = NDArray[np.float32]

MOUTH_RATE = 24  # per second
FIRST_LINE = 0.8  # seconds from the start; `EARLY` when time is short
EARLY = 0.3
AFTER_ACTION = 1.8  # when the speaker does something else first
GAP = 0.35  # between lines
ENDING = 0.3  # silence kept at the end
FASTEST = 1.45  # times the natural tempo
FADE = 0.06
SHORTEST = 0.25  # a line that would have less than this is not said
LONGEST_LINE = 400  # characters
APART = 26  # of 99, between two voices of one kind
PEAK = 0.9
SPEECH_RMS = 0.17

NARRATOR = Manner("m3", 42, 45, 155)
MANNERS = {
    "woman": Manner("f2", 55, 60, 162),
    "man": Manner("m3", 45, 50, 158),
    "girl": Manner("f5", 80, 75, 168),
    "boy": Manner("f4", 72, 70, 168),
    "child": Manner("f5", 74, 72, 166),
    "baby": Manner("f5", 99, 90, 150),
    "grandmother": Manner("grandma", 48, 55, 132),
    "grandfather": Manner("grandpa", 42, 45, 128),
    "witch": Manner("grandma", 30, 90, 145),
    "queen": Manner("f3", 45, 55, 145),
    "princess": Manner("f4", 60, 65, 158),
    "mermaid": Manner("f4", 66, 70, 150),
    "dancer": Manner("f3", 58, 65, 165),
    "teacher": Manner("f3", 48, 55, 155),
    "king": Manner("m1", 30, 45, 140),
    "pirate": Manner("m5", 25, 65, 155),
    "ghost": Manner("whisper", 40, 60, 115),
    "snowman": Manner("m7", 40, 60, 140),
    "robot": Manner("UniRobot", 40, 2, 150),
    "dog": Manner("m7", 60, 85, 180),
    "cat": Manner("f4", 85, 85, 150),
    "mouse": Manner("f5", 99, 85, 190),
    "bird": Manner("f5", 96, 95, 195),
    "parrot": Manner("croak", 90, 90, 180),
    "duck": Manner("croak", 70, 80, 175),
    "frog": Manner("croak", 20, 60, 140),
    "bear": Manner("m2", 12, 45, 135),
    "lion": Manner("m2", 20, 50, 140),
    "dragon": Manner("m5", 5, 45, 130),
    "elephant": Manner("m2", 8, 40, 125),
    "horse": Manner("m4", 30, 60, 150),
    "fox": Manner("m7", 72, 75, 178),
    "fish": Manner("f1", 80, 60, 150),
}
BY_KIND = {
    "person": MANNERS["man"],
    "animal": Manner("m7", 65, 80, 170),
    "vehicle": Manner("UniRobot", 25, 20, 150),
}

OPENNESS = {  # by the first letter of espeak's name for the sound
    "a": 1.0, "A": 1.0, "V": 0.8, "0": 0.9, "E": 0.7, "3": 0.6, "e": 0.6, "@": 0.45, "O": 0.75, "o": 0.6,
    "I": 0.45, "i": 0.4, "y": 0.35, "Y": 0.4, "U": 0.35, "u": 0.3, "W": 0.6, "2": 0.5,
    "m": 0.0, "b": 0.0, "p": 0.0, "f": 0.08, "v": 0.1, "w": 0.18, "_": 0.0, "h": 0.35, "r": 0.25, "l": 0.25,
}  # fmt: skip
OTHER_SOUND = 0.18  # tongue and teeth: s, t, n, k …


def speak(scene: Scene, seed: int, own: Mapping[str, Manner] | None = None) -> list[Spoken]:
    """This function will voice the lines of the scene one after another, inside its seconds.

    `own` are the voices of cameos that are fitted to a sample, by handle.

    :raises EngineFailed: VOICE_MISSING when espeak-ng or its voices are not installed
    """
    told = [shot.speech for shot in scene.shots] or [scene.speech]
    spoken = []
    for at, (part, lines) in enumerate(zip(scene.parts(), told, strict=True)):
        for line in _speak_part(scene, part, lines, seed, own or {}):
            line.shot, line.start, line.end = at, line.start + part.starts, line.end + part.starts
            spoken.append(line)
    return spoken


def _speak_part(
    scene: Scene, part: Scene, lines: list[Speech], seed: int, own: Mapping[str, Manner]
) -> list[Spoken]:
    """The lines of one shot, timed from its start; their speakers are places in the whole scene."""
    start = _first_start(part)
    says = [partial(_utter, scene, speech, seed, own) for speech in lines]
    takes = [say(1.0) for say in says]
    if _length(takes) > part.seconds - start - ENDING:
        start = min(EARLY, part.seconds / 10)
        tempo = min(FASTEST, _length(takes) / max(0.1, part.seconds - start - ENDING) * 1.03)
        takes = [say(tempo) for say in says] if tempo > 1 else takes
    spoken = []
    for speech, take in zip(lines, takes, strict=True):
        line = _place(speech, take, start, part.seconds - 0.1)
        if line:
            spoken.append(line)
            start = line.end + GAP
    return spoken


def _first_start(scene: Scene) -> float:
    """Soon; but not before the speaker has begun what is told first."""
    first = scene.speech[0].speaker if scene.speech else None
    told = [action.verb for action in scene.actions if action.figure == first and not action.assumed]
    acts_first = bool(told) and told[0] not in ("speak", "sing")
    return AFTER_ACTION if acts_first and scene.seconds >= 6 else FIRST_LINE


def _length(takes: list[Utterance]) -> float:
    return sum(len(take.samples) / take.rate for take in takes) + GAP * max(0, len(takes) - 1)


def _utter(scene: Scene, speech: Speech, seed: int, own: Mapping[str, Manner], tempo: float) -> Utterance:
    figure = scene.figures[speech.speaker] if speech.speaker is not None else None
    fitted = own.get(figure.cameo or "") if figure else None
    manner = fitted or _apart(_manner(figure, speech.speaker or 0, seed), scene, speech.speaker)
    manner = replace(manner, rate=min(400, round(manner.rate * tempo)))
    return _trimmed(espeak.utter(speech.text[:LONGEST_LINE], speech.lang, manner, seed))


def _apart(manner: Manner, scene: Scene, speaker: int | None) -> Manner:
    """Two dogs do not sound the same: each later speaker of one kind is set off from those before."""
    if speaker is None:
        return manner
    lemma = scene.figures[speaker].lemma
    before = {s.speaker for s in scene.speech if s.speaker is not None and s.speaker < speaker}
    twins = sum(scene.figures[at].lemma == lemma for at in before)
    if not twins:
        return manner
    pitch = manner.pitch + APART * (twins if manner.pitch <= 50 else -twins)
    return replace(
        manner, pitch=int(np.clip(pitch, 0, 99)), rate=round(manner.rate * (1 - 0.06 * (twins % 3)))
    )


def _manner(figure: Figure | None, at: int, seed: int) -> Manner:
    """A voice for the kind of figure, a little different for each figure and seed."""
    if figure is None:
        return NARRATOR
    manner = MANNERS.get(figure.lemma) or BY_KIND.get(figure.kind, NARRATOR)
    shift = hashlib.sha256(f"{seed}:{at}:{figure.cameo or figure.lemma}".encode()).digest()[0] % 13 - 6
    small = {"small": 12, "big": -12}.get(figure.size or "", 0)
    return replace(manner, pitch=int(np.clip(manner.pitch + shift + small, 0, 99)))


def _trimmed(take: Utterance) -> Utterance:
    """Without the silence espeak leaves at both ends."""
    loud = np.flatnonzero(np.abs(take.samples) > 0.01)
    if not len(loud):
        return replace(take, samples=take.samples[:0], phonemes=[])
    first = max(0, int(loud[0]) - int(0.02 * take.rate))
    last = int(loud[-1]) + int(0.05 * take.rate)
    phonemes = [(at - first / take.rate, name) for at, name in take.phonemes]
    return Utterance(take.samples[first:last], take.rate, phonemes)


def _place(speech: Speech, take: Utterance, start: float, limit: float) -> Spoken | None:
    """The line from `start`, cut with a fade where the clip ends."""
    length = min(len(take.samples) / take.rate, limit - start)
    if (length < SHORTEST and length < len(take.samples) / take.rate) or not len(take.samples):
        return None
    samples = resampled(take.samples, take.rate)[: round(length * SOUND_RATE)]
    samples = faded(levelled(samples))
    return Spoken(speech, start, start + len(samples) / SOUND_RATE, samples, mouth_curve(take, samples))


def levelled(samples: Samples) -> Samples:
    """At SPEECH_RMS where it is not silent; loud moments are bent, not cut."""
    loud = samples[np.abs(samples) > 0.05 * np.max(np.abs(samples), initial=1e-6)]
    rms = float(np.sqrt(np.mean(loud**2))) if len(loud) else 1.0
    return (PEAK * np.tanh(samples * (SPEECH_RMS / (rms + 1e-6) / PEAK))).astype(np.float32)


def faded(samples: Samples) -> Samples:
    length = min(len(samples) // 2, int(FADE * SOUND_RATE))
    if length:
        samples[-length:] *= np.linspace(1, 0, length, dtype=np.float32) ** 2
        samples[: length // 8] *= np.linspace(0, 1, length // 8, dtype=np.float32)
    return samples


def resampled(samples: Samples, rate: int) -> Samples:
    """The same sound at SOUND_RATE: the spectrum, softly ended below the old Nyquist frequency."""
    step = rate // np.gcd(rate, SOUND_RATE)
    blocks = 1 << int(np.ceil(np.log2(len(samples) / step + 1)))
    spectrum = np.fft.rfft(samples, blocks * step)
    edge = len(spectrum) // 12
    spectrum[-edge:] *= np.cos(np.linspace(0, np.pi / 2, edge)) ** 2
    size = blocks * step * SOUND_RATE // rate
    sound = np.fft.irfft(spectrum, size) * (SOUND_RATE / rate)
    return sound[: len(samples) * SOUND_RATE // rate].astype(np.float32)


def mouth_curve(take: Utterance, samples: Samples) -> Samples:
    """0..1 at MOUTH_RATE: from the phonemes where espeak told them, scaled by how loud it is."""
    count = max(1, int(np.ceil(len(samples) / SOUND_RATE * MOUTH_RATE)))
    loudness = _loudness(samples, count)
    shape = _shape(take.phonemes, count) if len(take.phonemes) > 1 else np.sqrt(loudness)
    curve = shape * np.clip(loudness * 3, 0, 1)
    curve[-1] = 0
    return np.clip(curve, 0, 1).astype(np.float32)


def _loudness(samples: Samples, count: int) -> Samples:
    """RMS per mouth frame, 1 the loudest."""
    padded = np.zeros(count * SOUND_RATE // MOUTH_RATE, np.float32)
    padded[: len(samples)] = samples[: len(padded)]
    rms = np.sqrt((padded.reshape(count, -1) ** 2).mean(axis=1))
    return rms / max(1e-6, float(rms.max()))


def _shape(phonemes: list[tuple[float, str]], count: int) -> Samples:
    """How open each frame's sound is: the mean over the frame, so a short "m" still closes a little."""
    fine = 4
    starts = [at for at, _ in phonemes]
    openness = np.array([_openness(name) for _, name in phonemes], np.float32)
    times = (np.arange(count * fine) + 0.5) / (MOUTH_RATE * fine)
    place = np.clip(np.searchsorted(starts, times, side="right") - 1, 0, len(phonemes) - 1)
    return openness[place].reshape(count, fine).mean(axis=1)


def _openness(phoneme: str) -> float:
    name = phoneme.lstrip("',%=|")
    return OPENNESS.get(name[:1], OTHER_SOUND)
