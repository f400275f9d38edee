"""The air of a place: sea, leaves, city, wind, rain, night, made of shaped noise and distant calls. Stereo."""

from collections.abc import Callable

import numpy as np

from generation.engines.papertheatre import calls  # noqa: F401  (its recipes)
from generation.engines.papertheatre.effects import effect
from generation.engines.papertheatre.scene import Scene
from generation.engines.papertheatre.synth import (
    SOUND_RATE,
    Rng,
    Samples,
    count,
    curve,
    hump,
    noise,
    panned,
    put,
    struck,
    times,
    tone,
    wander,
)  # fmt: skip

Layer = Callable[[Rng, int], Samples]

OUTDOORS = frozenset(
    ("beach", "lake", "forest", "street", "meadow", "garden", "mountain", "farm", "desert", "city")
)
INDOORS = ("room", "stage", "kitchen", "classroom", "office", "train", "concert")
WIND_ONLY = frozenset(("rain", "storm", "snow", "wind"))  # weather in which birds and crickets are silent


def ambience(scene: Scene, n: int, rng: Rng) -> Samples:
    """All that sounds by itself in this set, weather and time, and what the prompt asked to hear of it."""
    out = np.zeros((n, 2), np.float32)
    for name, level in _layers(scene).items():
        out += LAYERS[name](rng, n) * np.float32(level)
    return out


def _layers(scene: Scene) -> dict[str, float]:
    """Layer -> level. What is absent by the prompt's wish is left out."""
    layers = dict(PLACES.get(scene.set, {"air": 0.5}))
    if scene.set in OUTDOORS and scene.weather not in WIND_ONLY:
        natural = {"night": {"crickets": 0.35}, "sunset": {"crickets": 0.15, "birds": 0.25}}
        layers.update(natural.get(scene.time, {"birds": 0.5}) if scene.set != "desert" else {})
    for name, level in WEATHER.get(scene.weather, {}).items():
        indoors = (
            0.4 if scene.set in INDOORS else 0.0 if scene.set in ("underwater", "space", "moon") else 1.0
        )
        layers[name] = max(layers.get(name, 0), level * indoors)
    for name in scene.sounds:
        if name in LAYERS:
            layers[name] = max(layers.get(name, 0), 0.9)
    return {name: level for name, level in layers.items() if level and name not in scene.absent}


def _wide(rng: Rng, n: int, low: float, high: float, slope: float = 1, same: float = 0.5) -> Samples:
    """Stereo noise; `same` is how much both ears share."""
    both = noise(rng, n, low, high, slope)
    sides = [same * both + (1 - same) * noise(rng, n, low, high, slope) for _ in range(2)]
    return np.stack(sides, axis=1)


def _scattered(rng: Rng, n: int, kind: str, per_second: float, far: float) -> Samples:
    """Distant calls at random times and places."""
    out = np.zeros((n, 2), np.float32)
    for _ in range(rng.poisson(per_second * n / SOUND_RATE) + 1):
        level = far * float(rng.uniform(0.3, 1))
        put(out, panned(effect(kind, rng), float(rng.uniform(-1, 1))), int(rng.integers(0, max(1, n))), level)
    return out


def _waves(rng: Rng, n: int) -> Samples:
    period = float(rng.uniform(4.5, 6.5))
    turn = 2 * np.pi * (times(n) / period + float(rng.uniform(0, 1)))
    swell = (0.5 + 0.5 * np.sin(turn + 0.6 * np.sin(turn))).astype(np.float32)
    foam = np.clip(np.roll(swell, count(0.5)), 0, 1) ** 3
    deep, bright = _wide(rng, n, 90, 700), _wide(rng, n, 900, 7000, same=0.2)
    return deep * (0.35 + 0.5 * swell[:, None]) + bright * (0.05 + 0.4 * foam[:, None])


def _lapping(rng: Rng, n: int) -> Samples:
    out = _wide(rng, n, 200, 1400) * (0.15 + 0.2 * wander(rng, n, 0.7, 0, 1)[:, None] ** 2)
    return out + _scattered(rng, n, "drop", 1.5, 0.25)


def _under(rng: Rng, n: int) -> Samples:
    return _wide(rng, n, 40, 260, 2) * 0.6 + _scattered(rng, n, "bubble", 2.2, 0.4)


def _leaves(rng: Rng, n: int) -> Samples:
    return _wide(rng, n, 1200, 7000, same=0.3) * (0.08 + 0.35 * wander(rng, n, 1.4, 0, 1)[:, None] ** 2)


def _wind(rng: Rng, n: int) -> Samples:
    gust = wander(rng, n, 1.3, 0.1, 1)
    low, high = _wide(rng, n, 120, 480), _wide(rng, n, 480, 1500, 2)
    return low * (0.2 + 0.6 * gust[:, None]) + high * (0.5 * gust[:, None] ** 3)


def _birds(rng: Rng, n: int) -> Samples:
    return _scattered(rng, n, "chirp", 0.8, 0.4)


def _crickets(rng: Rng, n: int) -> Samples:
    t, out = times(n), np.zeros((n, 2), np.float32)
    for pan in (-0.7, 0.1, 0.8):
        pitch, beat = float(rng.uniform(3900, 4700)), float(rng.uniform(0.8, 1.3))
        turn = t * beat + float(rng.uniform(0, 1))
        song = np.clip(np.sin(2 * np.pi * turn) + 0.3, 0, 1) * np.clip(np.sin(2 * np.pi * 31 * t), 0, 1)
        out += panned((np.sin(2 * np.pi * pitch * t) * song).astype(np.float32), pan) * 0.25
    return out


def _hum(rng: Rng, n: int) -> Samples:
    rumble = _wide(rng, n, 45, 320) * (0.5 + 0.3 * wander(rng, n, 2, 0, 1)[:, None])
    return rumble + _wide(rng, n, 400, 2000) * 0.08 + _scattered(rng, n, "horn", 0.12, 0.06)


def _traffic(rng: Rng, n: int) -> Samples:
    out = _hum(rng, n) * 0.6
    for _ in range(1 + n // (7 * SOUND_RATE)):
        length = count(float(rng.uniform(3, 4.5)))
        car = noise(rng, length, 100, 1100) * hump(length, 1.8, 1.8) ** 2 * 0.6
        side = curve(length, [-0.9, 0, 0.9]) * float(rng.choice([-1, 1]))
        angle = (side + 1) * np.pi / 4
        stereo = np.stack([car * np.cos(angle), car * np.sin(angle)], axis=1).astype(np.float32)
        put(out, stereo, int(rng.integers(0, max(1, n))) - length // 3)
    return out


def _air(rng: Rng, n: int) -> Samples:
    return _wide(rng, n, 60, 500) * 0.25


def _clock(rng: Rng, n: int) -> Samples:
    out = np.zeros((n, 2), np.float32)
    for beat in range(2 * n // SOUND_RATE + 1):
        tick = struck(count(0.05), [((2300, 1900)[beat % 2], 1, 0.004), (4700, 0.4, 0.002)])
        put(out, panned(tick, 0.5), beat * SOUND_RATE // 2, 0.12)
    return out


def _drone(rng: Rng, n: int) -> Samples:
    """Space: nobody hears anything, so it sings a little."""
    base, out = float(rng.uniform(52, 62)), np.zeros((n, 2), np.float32)
    for ratio, pan in ((1, 0), (1.5, -0.6), (2.01, 0.6), (3.02, 0.2)):
        breath = wander(rng, n, 2.5, 0.2, 1)
        out += panned(tone(np.full(n, base * ratio, np.float32)) * breath / np.float32(ratio), pan) * 0.5
    return out + _wide(rng, n, 60, 240) * 0.15


def _rain(rng: Rng, n: int) -> Samples:
    veil = _wide(rng, n, 900, 9000, same=0.2) * 0.35 + _wide(rng, n, 250, 900) * 0.12
    return veil * (0.8 + 0.2 * wander(rng, n, 1.5, 0, 1)[:, None]) + _scattered(rng, n, "drop", 6, 0.14)


def _thunder(rng: Rng, n: int) -> Samples:
    out = np.zeros((n, 2), np.float32)
    for i in range(1 + n // (6 * SOUND_RATE)):
        at = int((i * 6 + float(rng.uniform(0.8, 2.2))) * SOUND_RATE)
        put(out, panned(effect("thunder", rng), float(rng.uniform(-0.5, 0.5))), at, 0.9)
    return out


def _farmyard(rng: Rng, n: int) -> Samples:
    return _scattered(rng, n, str(rng.choice(["moo", "baa", "crow"])), 0.1, 0.12)


def _applause(rng: Rng, n: int) -> Samples:
    out = np.zeros((n, 2), np.float32)
    put(out, panned(effect("applause", rng), 0.3), n - count(2.4), 0.8)
    put(out, panned(effect("applause", rng), -0.4), n - count(2.3), 0.8)
    return out


def _rolling(rng: Rng, n: int) -> Samples:
    """Wheels on rails."""
    out = _wide(rng, n, 60, 420) * 0.4
    clack = effect("knock", rng)
    for beat in range(int(n / SOUND_RATE / 0.62) + 1):
        for shift in (0.0, 0.14):
            put(out, panned(clack, 0.1), count(beat * 0.62 + shift), 0.25)
    return out


LAYERS: dict[str, Layer] = {
    "waves": _waves, "lapping": _lapping, "under": _under, "leaves": _leaves, "wind": _wind, "birds": _birds,
    "crickets": _crickets, "hum": _hum, "traffic": _traffic, "air": _air, "clock": _clock, "drone": _drone,
    "rain": _rain, "thunder": _thunder, "farmyard": _farmyard, "applause": _applause, "rolling": _rolling,
}  # fmt: skip
PLACES: dict[str, dict[str, float]] = {
    "beach": {"waves": 0.8}, "sea": {"waves": 0.8, "wind": 0.25}, "underwater": {"under": 0.9},
    "lake": {"lapping": 0.8}, "forest": {"leaves": 0.7}, "city": {"hum": 0.6}, "street": {"traffic": 0.6},
    "meadow": {"leaves": 0.35, "wind": 0.15}, "garden": {"leaves": 0.4}, "mountain": {"wind": 0.5},
    "room": {"air": 0.6, "clock": 0.8}, "stage": {"air": 0.5}, "moon": {"drone": 0.5}, "space": {"drone": 0.6},
    "kitchen": {"air": 0.6, "clock": 0.5}, "classroom": {"air": 0.7, "clock": 0.4}, "office": {"air": 0.8, "hum": 0.3},
    "castle": {"wind": 0.3, "birds": 0.2}, "volcano": {"drone": 0.4, "wind": 0.4}, "train": {"rolling": 0.5, "air": 0.4},
    "concert": {"applause": 0.25, "air": 0.4}, "market": {"hum": 0.6, "birds": 0.15}, "stadium": {"applause": 0.45},
    "snow": {"wind": 0.35}, "desert": {"wind": 0.4}, "sky": {"wind": 0.55}, "farm": {"leaves": 0.3, "farmyard": 1.0},
}  # fmt: skip
WEATHER: dict[str, dict[str, float]] = {
    "rain": {"rain": 0.8}, "storm": {"rain": 0.9, "wind": 0.9, "thunder": 0.9}, "wind": {"wind": 0.9, "leaves": 0.5},
    "snow": {"wind": 0.3}, "fog": {"air": 0.4},
}  # fmt: skip
