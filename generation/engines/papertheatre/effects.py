"""Short sounds by name: what motion reports (Event.kind) and what prompts ask for. Each begins at its first sample."""

from collections.abc import Callable

import numpy as np

from generation.engines.papertheatre.synth import (
    SOUND_RATE,
    Rng,
    Samples,
    band,
    closing,
    count,
    curve,
    decay,
    hump,
    noise,
    peak,
    put,
    struck,
    throat,
    tone,
)  # fmt: skip

Recipe = Callable[[Rng], Samples]

RECIPES: dict[str, Recipe] = {}
FALLBACK = "knock"


def effect(kind: str, rng: Rng) -> Samples:
    """The sound of that kind, peak 1, a little different for each `rng`. Unknown kinds knock."""
    return peak(RECIPES.get(kind, RECIPES[FALLBACK])(rng))


def recipe(*kinds: str) -> Callable[[Recipe], Recipe]:
    def keep(made: Recipe) -> Recipe:
        RECIPES.update(dict.fromkeys(kinds, made))
        return made

    return keep


def _near(rng: Rng, value: float, spread: float = 0.06) -> float:
    return value * float(rng.uniform(1 - spread, 1 + spread))


def _thump(rng: Rng, seconds: float, start: float, end: float, half: float) -> Samples:
    n = count(seconds)
    fall = end + (start - end) * decay(n, 0.0001, 0.02)
    return tone(fall.astype(np.float32) * _near(rng, 1)) * decay(n, 0.001, half)


def _puff(rng: Rng, seconds: float, low: float, high: float, half: float, attack: float = 0.001) -> Samples:
    n = count(seconds)
    return noise(rng, n, low, high) * decay(n, attack, half)


def _several(seconds: float, pieces: list[tuple[float, Samples]]) -> Samples:
    out = np.zeros(count(seconds), np.float32)
    for at, piece in pieces:
        put(out, piece, round(at * SOUND_RATE))
    return out * closing(len(out), 0.02)


# things that meet


@recipe("step")
def _step(rng: Rng) -> Samples:
    heel = _thump(rng, 0.16, 160, 75, 0.02) + 0.25 * _puff(rng, 0.16, 300, 2500, 0.012)
    return _several(0.26, [(0, heel), (_near(rng, 0.07), 0.35 * _puff(rng, 0.1, 500, 3500, 0.015, 0.004))])


@recipe("hoof")
def _hoof(rng: Rng) -> Samples:
    clop = [(_near(rng, f), a, 0.012) for f, a in ((620, 1), (1130, 0.6), (1870, 0.25))]
    return struck(count(0.14), clop, rng) + 0.3 * _thump(rng, 0.14, 190, 110, 0.02)


@recipe("bounce")
def _bounce(rng: Rng) -> Samples:
    body = _thump(rng, 0.35, 330, 165, 0.05)
    ring = struck(len(body), [(_near(rng, 410), 0.3, 0.04), (_near(rng, 745), 0.14, 0.025)], rng)
    return body + ring + 0.12 * _puff(rng, 0.35, 800, 4000, 0.008)


@recipe("hit", "kick", "push")
def _hit(rng: Rng) -> Samples:
    return _thump(rng, 0.22, 240, 70, 0.035) + 0.4 * _puff(rng, 0.22, 400, 3200, 0.012)


@recipe("land")
def _land(rng: Rng) -> Samples:
    return _thump(rng, 0.3, 130, 52, 0.05) + 0.25 * _puff(rng, 0.3, 200, 1800, 0.03)


@recipe("catch")
def _catch(rng: Rng) -> Samples:
    return _puff(rng, 0.16, 500, 3200, 0.014) + 0.7 * _thump(rng, 0.16, 210, 120, 0.02)


@recipe("knock")
def _knock(rng: Rng) -> Samples:
    wood = [(_near(rng, f), a, h) for f, a, h in ((240, 1, 0.025), (610, 0.55, 0.015), (1340, 0.25, 0.009))]
    return struck(count(0.2), wood, rng)


@recipe("drum")
def _drum(rng: Rng) -> Samples:
    skin = [(_near(rng, f, 0.02), a, h) for f, a, h in ((92, 1, 0.12), (147, 0.5, 0.07), (211, 0.3, 0.05))]
    return struck(count(0.7), skin, rng) + 0.25 * _puff(rng, 0.7, 300, 4000, 0.015)


@recipe("clap")
def _clap(rng: Rng) -> Samples:
    pieces = [
        (0.0 if i == 0 else float(rng.uniform(0, 0.03)), _puff(rng, 0.12, 900, 3800, 0.014)) for i in range(3)
    ]
    return _several(0.18, pieces)


@recipe("applause")
def _applause(rng: Rng) -> Samples:
    hands = [(0.0, _clap(rng))] + [
        (float(at), _clap(rng) * _near(rng, 0.6, 0.5)) for at in rng.uniform(0, 2.1, 70)
    ]
    return _several(2.5, hands) * hump(count(2.5), 0.01, 1.2)


# air and water


@recipe("whoosh", "throw", "swoosh")
def _whoosh(rng: Rng) -> Samples:
    n = count(_near(rng, 0.4))
    dull, bright = noise(rng, n, 250, 900), noise(rng, n, 900, 4200)
    sweep = curve(n, [0.2, 1, 0.3, 0])
    return dull * hump(n, 0.01, 0.25) * 0.7 + bright * sweep * hump(n, 0.012, 0.2)


@recipe("jump")
def _jump(rng: Rng) -> Samples:
    n = count(0.26)
    spring = tone(curve(n, [210, 330, 560]) * _near(rng, 1), (1, 0.25)) * decay(n, 0.008, 0.09)
    return spring + 0.3 * noise(rng, n, 500, 3000) * hump(n, 0.01, 0.15)


@recipe("flap")
def _flap(rng: Rng) -> Samples:
    return _puff(rng, 0.16, 180, 1300, 0.035, 0.012) + 0.3 * _puff(rng, 0.16, 1300, 4500, 0.018, 0.008)


@recipe("splash")
def _splash(rng: Rng) -> Samples:
    body = _puff(rng, 0.9, 350, 3800, 0.09, 0.003) + 0.5 * _puff(rng, 0.9, 2500, 9000, 0.13, 0.01)
    drops = [(float(at), _drop(rng) * 0.8) for at in rng.uniform(0.1, 0.7, 9)]
    return _several(0.95, [(0, body), (0, _thump(rng, 0.25, 260, 80, 0.04)), *drops])


@recipe("drop")
def _drop(rng: Rng) -> Samples:
    n = count(0.07)
    start = float(rng.uniform(700, 1600))
    return tone(curve(n, [start, start * 1.5, start * 2.1])) * decay(n, 0.002, 0.016)


@recipe("bubble")
def _bubble(rng: Rng) -> Samples:
    n = count(0.14)
    start = float(rng.uniform(260, 620))
    return tone(curve(n, [start, start * 1.2, start * 1.9])) * decay(n, 0.006, 0.04)


@recipe("fire")
def _fire(rng: Rng) -> Samples:
    breath = noise(rng, count(1.6), 60, 500) * hump(count(1.6), 0.01, 0.6) * 0.35
    cracks = [
        (float(at), _puff(rng, 0.03, 1500, 8000, 0.003) * _near(rng, 0.6, 0.6))
        for at in rng.uniform(0, 1.4, 22)
    ]
    return _several(1.6, [(0, breath), *cracks])


@recipe("explosion")
def _explosion(rng: Rng) -> Samples:
    low = _puff(rng, 1.8, 30, 260, 0.28) + 0.6 * _puff(rng, 1.8, 200, 2400, 0.1)
    return low + _thump(rng, 1.8, 120, 34, 0.2) * 1.2


@recipe("thunder")
def _thunder(rng: Rng) -> Samples:
    n = count(2.8)
    rolls = [(0.0, 1.0)] + [(float(at), float(rng.uniform(0.3, 0.8))) for at in rng.uniform(0.15, 1.5, 5)]
    body = _several(2.8, [(at, _puff(rng, 1.2, 28, 170, 0.22, 0.01) * level) for at, level in rolls])
    crack = _puff(rng, 2.8, 300, 3500, 0.05) * 0.25
    return (body + crack) * hump(n, 0.004, 1.4)


@recipe("pop", "bang")
def _pop(rng: Rng) -> Samples:
    n = count(0.12)
    return tone(curve(n, [900, 420, 240]) * _near(rng, 1)) * decay(n, 0.0008, 0.014) + 0.35 * _puff(
        rng, 0.12, 900, 6000, 0.005
    )


# metal, glass, strings


@recipe("bell")
def _bell(rng: Rng) -> Samples:
    base = _near(rng, 880, 0.03)
    ratios = (
        (0.5, 0.35, 0.9),
        (1, 1, 0.6),
        (1.19, 0.5, 0.45),
        (1.56, 0.3, 0.3),
        (2.0, 0.5, 0.28),
        (2.76, 0.3, 0.15),
    )
    return struck(count(2.2), [(base * r, a, h) for r, a, h in ratios], rng)


@recipe("sparkle")
def _sparkle(rng: Rng) -> Samples:
    notes = [0.0, *sorted(float(at) for at in rng.uniform(0, 0.5, 7))]
    scale = 1760 * 2 ** (np.array([0, 2, 4, 7, 9, 12, 14, 16]) / 12)
    rings = [(at, struck(count(0.5), [(f, 1, 0.08), (f * 2.76, 0.3, 0.03)], rng) * 0.5)
             for at, f in zip(notes, scale, strict=True)]  # fmt: skip
    return _several(1.1, rings)


@recipe("pluck")
def _pluck(rng: Rng) -> Samples:
    base = _near(rng, 294, 0.1)
    return struck(
        count(1.0), [(base * k * (1 + 0.0004 * k * k), 1 / k**1.2, 0.28 / k**0.7) for k in range(1, 10)], rng
    )


@recipe("beep")
def _beep(rng: Rng) -> Samples:
    n = count(0.16)
    return tone(np.full(n, _near(rng, 990), np.float32), (1, 0, 0.18)) * hump(n, 0.008, 0.06)


@recipe("horn", "honk")
def _horn(rng: Rng) -> Samples:
    n = count(_near(rng, 0.5))
    shape = [1, 0.8, 0.6, 0.45, 0.3, 0.22, 0.15, 0.1]
    chord = tone(np.full(n, 392, np.float32), shape) + tone(np.full(n, 494, np.float32), shape)
    return chord * hump(n, 0.012, 0.09)


@recipe("train_whistle")
def _train_whistle(rng: Rng) -> Samples:
    n = count(1.4)
    bend = curve(n, [0.94, 1, 1, 1, 0.97])
    chord = sum((tone(bend * f, (1, 0.35, 0.12)) for f in (311, 370, 466, 554)), np.zeros(n, np.float32))
    return (chord + 0.5 * noise(rng, n, 500, 3000)) * hump(n, 0.02, 0.35)


@recipe("engine")
def _engine(rng: Rng) -> Samples:
    n = count(1.3)
    pitch = curve(n, [48, 66, 72, 60]) * _near(rng, 1, 0.1)
    motor = band(tone(pitch, [1, 0.9, 0.75, 0.6, 0.5, 0.4, 0.3, 0.3, 0.2, 0.2]), 60, 900)
    return (motor + 0.2 * noise(rng, n, 150, 1400) * (1 + 0.6 * tone(pitch))) * hump(n, 0.02, 0.5)


@recipe("rocket")
def _rocket(rng: Rng) -> Samples:
    n = count(2.6)
    return (noise(rng, n, 35, 350) + 0.5 * noise(rng, n, 400, 3000)) * hump(n, 0.02, 1.5)


@recipe("squeak")
def _squeak(rng: Rng) -> Samples:
    n = count(0.2)
    return tone(curve(n, [1250, 1900, 1500]) * _near(rng, 1), (1, 0.4, 0.2)) * hump(n, 0.01, 0.09)


def voice(
    rng: Rng, seconds: float, pitch: list[float], formants: list[tuple[float, float]], rough: float
) -> Samples:
    """A creature's or person's call without words."""
    n = count(seconds)
    made = throat(curve(n, pitch) * _near(rng, 1, 0.05), formants, rough, rng)
    return made * hump(n, 0.012, seconds * 0.4)
