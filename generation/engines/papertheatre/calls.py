"""What creatures and people give voice to, without words. Adds to the recipes of effects."""

import numpy as np

from generation.engines.papertheatre.effects import _near, _puff, _several, recipe, voice
from generation.engines.papertheatre.synth import Rng, Samples, count, curve, decay, hump, noise, throat, tone


@recipe("bark")
def _bark(rng: Rng) -> Samples:
    call = voice(rng, 0.2, [300, 520, 430, 210], [(680, 260), (1350, 380), (2700, 600)], 0.35)
    breath = noise(rng, len(call), 500, 3500) * decay(len(call), 0.004, 0.035) * 0.12
    again = voice(rng, 0.17, [280, 470, 380, 200], [(650, 260), (1300, 380)], 0.35)
    return _several(0.52, [(0, call + breath), (_near(rng, 0.27), again * 0.8)])


@recipe("meow")
def _meow(rng: Rng) -> Samples:
    opening = voice(rng, 0.75, [520, 760, 700, 560, 430], [(950, 380), (2100, 520)], 0.05)
    narrow = voice(rng, 0.75, [520, 760, 700, 560, 430], [(420, 160), (2600, 400)], 0.05)
    mouth = curve(min(len(opening), len(narrow)), [0, 0.8, 1, 0.5, 0.1])
    return narrow[: len(mouth)] * (1 - mouth) * 0.7 + opening[: len(mouth)] * mouth


@recipe("neigh")
def _neigh(rng: Rng) -> Samples:
    n = count(1.15)
    tremble = 1 + 0.09 * np.sin(np.cumsum(curve(n, [9, 13, 11])) * 2 * np.pi / 48000)
    pitch = (curve(n, [640, 1050, 900, 620, 380]) * tremble * _near(rng, 1)).astype(np.float32)
    return throat(pitch, [(1100, 420), (2400, 700)], 0.25, rng) * hump(n, 0.015, 0.6) * (tremble**4)


@recipe("moo")
def _moo(rng: Rng) -> Samples:
    return voice(rng, 1.2, [125, 160, 165, 150, 110], [(330, 140), (720, 200), (1500, 400)], 0.12)


@recipe("oink")
def _oink(rng: Rng) -> Samples:
    grunts = [voice(rng, 0.19, [95, 150, 110], [(480, 200), (1250, 300)], 0.9) for _ in range(2)]
    return _several(0.5, [(0, grunts[0]), (_near(rng, 0.25), grunts[1] * 0.9)])


@recipe("baa")
def _baa(rng: Rng) -> Samples:
    call = voice(rng, 0.8, [330, 390, 370, 310], [(760, 260), (1650, 420)], 0.1)
    return call * (1 + 0.5 * np.sin(np.arange(len(call)) * 2 * np.pi * 9.5 / 48000)).astype(np.float32)


@recipe("roar")
def _roar(rng: Rng) -> Samples:
    call = voice(rng, 1.3, [85, 130, 120, 95, 65], [(430, 260), (900, 400), (1800, 700)], 0.7)
    return call + 0.25 * noise(rng, len(call), 150, 1800) * hump(len(call), 0.02, 0.7)


@recipe("howl")
def _howl(rng: Rng) -> Samples:
    return voice(rng, 1.7, [330, 560, 690, 670, 600, 420], [(600, 260), (1150, 300)], 0.03)


@recipe("chirp", "tweet")
def _chirp(rng: Rng) -> Samples:
    notes, at = [], 0.0
    for _ in range(int(rng.integers(2, 5))):
        n = count(_near(rng, 0.075, 0.3))
        start = float(rng.uniform(2900, 4300))
        glide = curve(
            n, [start, start * float(rng.uniform(1.05, 1.35)), start * float(rng.uniform(0.8, 1.1))]
        )
        notes.append((at, tone(glide, (1, 0.12)) * hump(n, 0.008, 0.03)))
        at += n / 48000 + _near(rng, 0.05, 0.4)
    return _several(at + 0.05, notes)


@recipe("quack")
def _quack(rng: Rng) -> Samples:
    return voice(rng, 0.24, [270, 300, 250, 200], [(1050, 300), (2300, 500), (3200, 600)], 0.4)


@recipe("crow")
def _crow(rng: Rng) -> Samples:
    parts = (
        (0, 0.16, [420, 560]),
        (0.2, 0.16, [560, 640]),
        (0.4, 0.2, [600, 720]),
        (0.64, 0.7, [760, 840, 700, 520]),
    )
    shape = [(1200.0, 400.0), (2500.0, 600.0)]
    return _several(
        1.4,
        [(at, voice(rng, length, [float(hz) for hz in pitch], shape, 0.2)) for at, length, pitch in parts],
    )


@recipe("hoot")
def _hoot(rng: Rng) -> Samples:
    short = voice(rng, 0.22, [355, 370, 340], [(370, 90)], 0.02)
    return _several(
        1.0, [(0, short * 0.8), (0.34, voice(rng, 0.55, [360, 375, 365, 330], [(370, 90)], 0.02))]
    )


@recipe("ribbit")
def _ribbit(rng: Rng) -> Samples:
    n = count(0.32)
    croak = throat(curve(n, [170, 190, 240]) * _near(rng, 1), [(620, 200), (1500, 300)])
    return croak * (np.sin(np.arange(n) * np.pi * 34 / 48000) ** 2).astype(np.float32) * hump(n, 0.004, 0.1)


@recipe("buzz")
def _buzz(rng: Rng) -> Samples:
    n = count(0.9)
    return tone(curve(n, [190, 225, 205, 215]) * _near(rng, 1), (1, 0.7, 0.5, 0.35, 0.25, 0.2)) * hump(
        n, 0.015, 0.4
    )


@recipe("gull")
def _gull(rng: Rng) -> Samples:
    cries = [
        (i * 0.36, voice(rng, 0.33, [980, 1350, 1250, 820], [(1700, 700), (3300, 900)], 0.12))
        for i in range(3)
    ]
    return _several(1.15, [(at, cry * (1 - 0.2 * i)) for i, (at, cry) in enumerate(cries)])


@recipe("squeal")
def _squeal(rng: Rng) -> Samples:
    return voice(rng, 0.3, [1400, 1900, 1600], [(2000, 600)], 0.05)


# people


@recipe("laugh")
def _laugh(rng: Rng) -> Samples:
    base = _near(rng, 290, 0.15)
    ha = [voice(rng, 0.13, [base * f * 0.95, base * f * 1.1, base * f * 0.85], [(780, 200), (1300, 260)], 0.05)
          for f in (1.15, 1.1, 1.02, 0.95, 0.88)]  # fmt: skip
    return _several(1.0, [(i * 0.18, one * (1 - 0.12 * i)) for i, one in enumerate(ha)])


@recipe("cry")
def _cry(rng: Rng) -> Samples:
    sob = voice(rng, 0.75, [430, 520, 480, 390, 330], [(700, 200), (1150, 260)], 0.08)
    return sob * (1 + 0.35 * np.sin(np.arange(len(sob)) * 2 * np.pi * 6 / 48000)).astype(np.float32)


@recipe("cheer")
def _cheer(rng: Rng) -> Samples:
    crowd = [
        voice(rng, 1.2, [f * 0.9, f * 1.2, f * 1.15, f], [(760, 240), (1250, 300)], 0.1)
        for f in rng.uniform(190, 480, 6)
    ]
    return _several(
        1.3, [(0.0 if i == 0 else float(rng.uniform(0, 0.12)), one) for i, one in enumerate(crowd)]
    )


@recipe("snore")
def _snore(rng: Rng) -> Samples:
    n = count(1.3)
    rasp = 0.4 + 0.6 * np.sin(np.arange(n) * np.pi * 23 / 48000) ** 2
    return noise(rng, n, 120, 900) * rasp.astype(np.float32) * hump(n, 0.02, 0.5)


@recipe("sneeze")
def _sneeze(rng: Rng) -> Samples:
    gasp = voice(rng, 0.28, [320, 400, 470], [(780, 220), (1400, 300)], 0.05) * 0.6
    return _several(
        0.85, [(0, gasp), (0.34, _puff(rng, 0.45, 1500, 7000, 0.08, 0.004)), (0.36, gasp[::2] * 0.5)]
    )


@recipe("eat")
def _eat(rng: Rng) -> Samples:
    bites = [
        (i * _near(rng, 0.21), _puff(rng, 0.12, 500, 5200, 0.016) * _near(rng, 0.8, 0.3)) for i in range(3)
    ]
    return _several(0.75, bites)


@recipe("kiss")
def _kiss(rng: Rng) -> Samples:
    n = count(0.09)
    return tone(curve(n, [1300, 2300, 3100])) * decay(n, 0.004, 0.02) + 0.4 * _puff(
        rng, 0.09, 2000, 7000, 0.008
    )
