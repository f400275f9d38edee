"""Who wears what: one Body per person of the repertoire, varied by seed, colour and attributes."""

from random import Random

from ..paper import RGB, mix
from ..repertoire import COLOURS
from ..scene import Figure
from .head import Head
from .person import Body

SKINS: tuple[RGB, ...] = (
    (246, 208, 176), (238, 190, 150), (214, 158, 116), (176, 118, 82), (132, 86, 62), (98, 64, 50),
)  # fmt: skip
HAIRS: tuple[RGB, ...] = (
    (60, 40, 40),
    (104, 64, 44),
    (164, 96, 52),
    (222, 172, 90),
    (36, 32, 40),
    (188, 76, 44),
)
CLOTHS: tuple[RGB, ...] = ((196, 70, 58), (228, 136, 66), (236, 184, 82), (70, 140, 134), (62, 100, 150),
    (126, 84, 138), (220, 118, 128), (110, 146, 92),)  # fmt: skip
DARK: tuple[RGB, ...] = ((58, 66, 104), (92, 62, 58), (60, 84, 82), (96, 70, 100), (74, 72, 82))
GREY: RGB = (214, 208, 204)


def dress(figure: Figure, rng: Random) -> Body:
    """This function will cut a person's clothes, hair and proportions, the same for the same random source."""
    lemma, colour = figure.lemma, figure.colour
    skin, hair = rng.choice(SKINS), rng.choice(HAIRS)
    top, accent = rng.sample(CLOTHS, 2)
    body = Body(Head(skin, hair), top=top, accent=accent, bottom=rng.choice(DARK))
    body.pattern = rng.choice(("", "", "stripes", "dots", "check"))
    body.head.hat_colour = accent
    PLAIN.get(lemma, _man)(body, rng)
    if lemma in COSTUMES:
        _costume(body, COSTUMES[lemma])
    if colour in COLOURS:
        _recolour(body, COLOURS[colour])
    for attribute in figure.attributes:
        _wear(body, attribute)
    for garment, hue, _said in figure.worn:
        if hue in COLOURS:
            _tint(body, garment, COLOURS[hue])
    for part in ("top", "bottom", "accent"):
        _keep_off(body, part, figure.avoids)
    return body


def _tint(body: Body, garment: str, colour: RGB) -> None:
    """A garment of its own colour: "with a green hat", "in red trousers"."""
    if garment in ("hat", "crown", "top_hat", "cap", "helmet"):
        body.head.hat_colour = colour
    elif garment in ("scarf", "cape", "apron", "backpack", "tie"):
        body.accent = colour
    elif garment in ("trousers", "skirt"):
        body.bottom = colour
    elif garment == "shoes":
        body.shoes = colour
    elif garment in UPPER:
        body.top = colour


def _keep_off(body: Body, part: str, avoids: tuple[str, ...]) -> None:
    """Another cloth where this one is of a colour the owner never wants to be shown in."""
    if not avoids or _called(getattr(body, part)) not in avoids:
        return
    other = next((cloth for cloth in (*CLOTHS, *DARK) if _called(cloth) not in avoids), (246, 239, 226))
    setattr(body, part, other)
    if part == "accent":
        body.head.hat_colour = other


def _called(colour: RGB) -> str:
    """The name of the palette nearest to a colour."""
    return min(
        COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(COLOURS[name], colour, strict=True))
    )


def _woman(b: Body, rng: Random) -> None:
    b.head.style = rng.choice(("long", "bob", "bun", "ponytail", "curly"))
    b.head.lashes = True
    b.outfit = rng.choice(("dress", "dress", "skirt", "trousers"))
    b.girth, b.head_size = 1.0, 0.14


def _man(b: Body, rng: Random) -> None:
    b.head.style = rng.choice(("short", "short", "curly"))
    b.head.beard = rng.choice(("", "", "moustache", "full"))
    b.outfit, b.girth = rng.choice(("trousers", "overalls", "suit")), 1.2


def _young(b: Body, style: tuple[str, ...], outfits: tuple[str, ...], rng: Random) -> None:
    b.head.style, b.outfit = rng.choice(style), rng.choice(outfits)
    b.head_size, b.hip, b.shoulder, b.girth = 0.172, 0.31, 0.575, 1.08
    b.head.skin = mix(b.head.skin, (255, 214, 190), 0.12)


def _girl(b: Body, rng: Random) -> None:
    _young(b, ("braids", "ponytail", "bob", "curly"), ("dress", "overalls", "skirt"), rng)
    b.head.lashes = True


def _boy(b: Body, rng: Random) -> None:
    _young(b, ("short", "curly"), ("shorts", "overalls"), rng)
    b.head.hat = rng.choice(("", "cap", ""))


def _child(b: Body, rng: Random) -> None:
    (_girl if rng.random() < 0.5 else _boy)(b, rng)


def _baby(b: Body, rng: Random) -> None:
    _young(b, ("tuft",), ("overalls",), rng)
    b.head_size, b.hip, b.shoulder, b.girth = 0.205, 0.25, 0.5, 1.25


def _grandmother(b: Body, rng: Random) -> None:
    b.head.style, b.head.hair, b.head.glasses, b.head.wrinkles = "bun", GREY, True, True
    b.outfit, b.pattern, b.extras = "dress", "dots", ("shawl",)
    b.hip, b.shoulder, b.head_size, b.girth = 0.345, 0.625, 0.148, 1.22


def _grandfather(b: Body, rng: Random) -> None:
    b.head.style, b.head.hair, b.head.glasses, b.head.wrinkles = "bald", GREY, True, True
    b.head.beard = rng.choice(("moustache", "full"))
    b.outfit, b.pattern = "overalls", "check"
    b.hip, b.shoulder, b.head_size, b.girth = 0.355, 0.635, 0.146, 1.22


PLAIN = {
    "woman": _woman, "dancer": _woman, "queen": _woman, "witch": _woman, "teacher": _woman, "girl": _girl,
    "princess": _girl, "boy": _boy, "prince": _boy, "child": _child, "baby": _baby,
    "grandmother": _grandmother, "grandfather": _grandfather, "man": _man,
}  # fmt: skip

# what a role wears over its plain cut: fields of Body and, under "head", of Head
COSTUMES: dict[str, dict[str, object]] = {
    "astronaut": {"outfit": "space", "top": (236, 232, 224), "bottom": (226, 222, 216), "pattern": "",
    "shoes": (150, 146, 142), "head": {"hat": "helmet", "beard": ""}}, "pirate": {"outfit": "trousers",
    "pattern": "stripes", "top": (236, 226, 206), "accent": (166, 44, 48), "extras": ("belt",),
    "head": {"hat": "pirate", "beard": "full"}}, "king": {"outfit": "robe", "top": (150, 40, 56),
    "accent": (226, 176, 70), "pattern": "dots", "extras": ("belt",), "girth": 1.32,
    "head": {"hat": "crown", "beard": "long", "hair": (206, 200, 196)}}, "queen": {"outfit": "robe",
    "top": (110, 66, 130), "accent": (226, 176, 70), "pattern": "stars", "head": {"hat": "crown",
    "style": "long"}}, "princess": {"outfit": "dress", "top": (226, 134, 150), "accent": (250, 236, 214),
    "pattern": "stars", "head": {"hat": "crown", "style": "long"}}, "prince": {"outfit": "trousers",
    "extras": ("cape", "belt"), "top": (62, 100, 150), "accent": (166, 44, 48), "pattern": "",
    "head": {"hat": "crown"}}, "knight": {"outfit": "armour", "top": (178, 184, 194), "bottom": (140, 146,
    158), "shoes": (110, 114, 126), "accent": (166, 44, 48), "extras": ("cape",), "pattern": "",
    "head": {"hat": "knight", "beard": ""}}, "witch": {"outfit": "robe", "top": (70, 56, 92),
    "accent": (226, 136, 62), "pattern": "stars", "head": {"hat": "witch", "style": "long", "hair": (196,
    96, 52), "hat_colour": (58, 46, 78)}}, "wizard": {"outfit": "robe", "top": (52, 74, 130),
    "accent": (241, 190, 74), "pattern": "stars", "head": {"hat": "wizard", "beard": "long", "hair": (226,
    220, 214), "hat_colour": (52, 74, 130)}}, "dancer": {"outfit": "tutu", "top": (226, 134, 150),
    "accent": (250, 236, 214), "pattern": "", "head": {"style": "bun"}, "shoes": (226, 134, 150)},
    "chef": {"outfit": "trousers", "top": (244, 238, 226), "extras": ("apron", "scarf"), "accent": (201, 62,
    54), "pattern": "", "girth": 1.32, "head": {"hat": "chef", "beard": "moustache"}},
    "farmer": {"outfit": "overalls", "pattern": "check", "bottom": (72, 98, 140), "head": {"hat": "straw"}},
    "teacher": {"outfit": "skirt", "head": {"glasses": True, "style": "bob"}}, "doctor": {"outfit": "suit",
    "top": (244, 240, 232), "accent": (74, 158, 156), "pattern": ""}, "musician": {"outfit": "suit",
    "top": (52, 48, 66), "accent": (166, 44, 48), "pattern": ""}, "clown": {"outfit": "overalls",
    "pattern": "dots", "top": (241, 190, 74), "bottom": (196, 70, 58), "accent": (74, 158, 156),
    "girth": 1.32, "extras": ("scarf",), "shoes": (196, 70, 58), "head": {"style": "curly", "hair": (226,
    120, 52), "nose": (214, 48, 44), "beard": ""}},
}  # fmt: skip

UPPER = ("dress", "suit", "coat", "jacket", "raincoat", "sweater", "shirt", "uniform", "armour")
WORN: dict[str, dict[str, object]] = {
    "hat": {"head": {"hat": "straw"}},
    "crown": {"head": {"hat": "crown"}},
    "glasses": {"head": {"glasses": True}},
    "beard": {"head": {"beard": "full"}},
    "scarf": {"extras": ("scarf",)},
    "apron": {"extras": ("apron",)},
    "cape": {"extras": ("cape",)},
    "backpack": {"extras": ("backpack",)},
    "dress": {"outfit": "dress"},
    "suit": {"outfit": "suit"},
    "coat": {"outfit": "robe"},
    "jacket": {"outfit": "trousers", "pattern": ""},
    "striped": {"pattern": "stripes"},
    "dotted": {"pattern": "dots"},
    "fat": {"girth": 1.35},
    "thin": {"girth": 0.82},
    "old": {"head": {"hair": GREY, "wrinkles": True}},
}


def _costume(body: Body, costume: dict[str, object]) -> None:
    for name, value in costume.items():
        if name == "head":
            for part, worn in value.items():  # type: ignore[attr-defined]
                setattr(body.head, part, worn)
        else:
            setattr(body, name, value)


def _wear(body: Body, attribute: str) -> None:
    worn = WORN.get(attribute)
    if worn is None:
        return
    extras = body.extras
    _costume(body, worn)
    body.extras = tuple(dict.fromkeys((*extras, *body.extras)))


def _recolour(body: Body, colour: RGB) -> None:
    body.top = colour
    if body.outfit == "overalls":
        body.bottom = colour
        body.top = mix(colour, (250, 241, 222), 0.7)
    body.head.hat_colour = colour
