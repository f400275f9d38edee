"""Looks: how a style cuts, edges and grades all paper, and what lamps, seasons and moods do to its light. Data."""

from dataclasses import dataclass

RGB = tuple[int, int, int]
Matrix = tuple[float, ...]  # 4 rows of 5, as skia's colour matrix; the last column 0..1

LUMA = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True)
class Look:
    """A style. Widths as shares of the piece's unit; matrices grade what is already drawn."""

    planes: Matrix | None = None
    near: Matrix | None = None  # sheets that go with the figures; None: as `planes`
    figures: Matrix | None = None
    outline: RGB | None = None
    line: float = 0.0
    border: float = 0.0  # a pale rim, as left by coarse scissors
    lift: float = 1.0  # how far pieces stand off
    grain: float = 1.0
    texture: str = ""  # newsprint | wash
    vignette: float = 1.0


def saturation(by: float, gain: float = 1.0, plus: float = 0.0) -> Matrix:
    rows: list[float] = []
    for i in range(3):
        rows += [gain * ((1 - by) * LUMA[k] + (by if k == i else 0.0)) for k in range(3)] + [0.0, plus]
    return (*rows, 0.0, 0.0, 0.0, 1.0, 0.0)


def duotone(dark: RGB, light: RGB, gain: float = 1.0, plus: float = 0.0) -> Matrix:
    """From `dark` to `light` by how bright the paper was."""
    rows: list[float] = []
    for a, b in zip(dark, light, strict=True):
        reach = (b - a) / 255
        rows += [reach * gain * k for k in LUMA] + [0.0, a / 255 + reach * plus]
    return (*rows, 0.0, 0.0, 0.0, 1.0, 0.0)


NIGHT_INK: RGB = (22, 14, 30)
PLAIN = Look()
LOOKS: dict[str, Look] = {
    "cartoon": Look(saturation(1.3, 1.06), figures=saturation(1.35, 1.06), outline=(40, 30, 48), line=0.0085,
                    lift=0.5, grain=0.4, vignette=0.6),
    "anime": Look(saturation(1.2, 0.94, 0.09), figures=saturation(1.22, 0.98, 0.05), outline=(92, 52, 84),
                  line=0.0042, lift=0.35, grain=0.25, vignette=0.35),
    "noir": Look(duotone((10, 9, 14), (240, 234, 222), 1.32, -0.2), figures=duotone((8, 8, 12), (255, 250, 240),
                 1.45, -0.14), lift=1.6, grain=1.6, vignette=1.9),
    "silhouette": Look(duotone((70, 30, 56), (255, 214, 140), 1.25, -0.02), near=duotone(NIGHT_INK, (150, 74, 70),
                       0.75, -0.1), figures=duotone(NIGHT_INK, (52, 34, 52), 0.5, -0.1), lift=0.7, vignette=1.3),
    "collage": Look(saturation(1.15), figures=saturation(1.2), border=0.012, lift=1.7, grain=1.5,
                    texture="newsprint"),
    "watercolour": Look(saturation(0.86, 0.8, 0.19), figures=saturation(0.95, 0.84, 0.13), outline=(96, 84, 110),
                        line=0.0032, lift=0.0, grain=1.5, texture="wash", vignette=0.15),
    "realistic": Look(saturation(0.9, 1.02), figures=saturation(0.92, 1.02), lift=1.9, grain=1.9, vignette=1.25),
}  # fmt: skip

# per channel: gain on the light, and what the sky is drawn towards
MOODS: dict[str, tuple[tuple[float, float, float], RGB, float]] = {
    "sad": ((0.9, 0.95, 1.04), (120, 136, 160), 0.3),
    "calm": ((0.98, 1.0, 1.02), (196, 220, 220), 0.12),
    "tense": ((0.96, 0.9, 0.9), (96, 60, 70), 0.25),
    "spooky": ((0.82, 0.98, 0.9), (60, 90, 84), 0.4),
    "romantic": ((1.04, 0.95, 0.97), (246, 170, 170), 0.3),
    "dreamy": ((1.03, 0.99, 1.06), (222, 200, 236), 0.34),
    "happy": ((1.03, 1.01, 0.97), (255, 232, 170), 0.1),
}


def leaf(colour: RGB, season: str) -> RGB:
    """What a season makes of green paper; every other colour stays."""
    r, g, b = colour
    if not season or season == "summer" or g <= max(r * 1.02, b * 1.1):
        return colour
    towards, by = {
        "autumn": ((222, 132, 56) if (r + g) % 2 else (196, 92, 52), 0.78),
        "winter": ((236, 240, 246), 0.8),
        "spring": ((176, 214, 110), 0.45),
    }.get(season, (colour, 0.0))
    return tuple(round(x + (y - x) * by) for x, y in zip(colour, towards, strict=True))  # type: ignore[return-value]
