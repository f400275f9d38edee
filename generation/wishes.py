"""What can be asked for beside words, length and size: one shape for page, API, batch, shell and the job's row.

Here a wish is held against what the chosen engine can do, and turned into the request the engine gets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any, TypedDict, cast

from django.conf import settings

from generation.engines.offers import Offer
from generation.engines.registry import EngineUnknown, engine_named
from generation.engines.types import Capabilities, Likeness, Request, ShotWanted
from policy.prompts import has_control_characters
from policy.reasons import Refusal, refusal

SIZES = (
    "720x1280", "1280x720", "1024x1792", "1792x1024", "1080x1920", "1920x1080", "360x640", "640x360",
)  # fmt: skip
LENGTHS = (4, 6, 8, 10, 12, 15, 20)  # seconds
MOST_SHOTS = 6
SHORTEST_SHOT = 0.5  # seconds
LONGEST_NEGATIVE = 500  # characters
MOST_VARIATIONS = 4


class ShotWish(TypedDict):
    prompt: str
    seconds: float


class Wanted(TypedDict, total=False):
    """Job.wanted. A key that is not there was not asked for."""

    fps: int
    negative: str
    style: str
    camera: str
    sound: bool
    shots: list[ShotWish]
    scene: dict[str, Any]  # an edited scene
    join: str  # cut | dissolve, between clips that are put together
    picture: str  # name of the first picture in the media storage


def tidy(wanted: Wanted | None) -> Wanted:
    """This function will leave out what says nothing: empty words, no shots, sound as it is anyway."""
    kept = {name: value for name, value in (wanted or {}).items() if value not in (None, "", [], {})}
    if kept.get("sound") is True:
        del kept["sound"]
    return cast(Wanted, kept)


def words_of(prompt: str, wanted: Wanted) -> str:
    """This function will give what the clip is about: the prompt, or the words of its shots where it is blank."""
    return prompt.strip() or "\n".join(shot["prompt"].strip() for shot in wanted.get("shots", ()))


def said_in(prompt: str, wanted: Wanted) -> list[str]:
    """This function will list every text that may cast somebody; an edited scene and what is ruled out can not."""
    shots = [shot["prompt"] for shot in wanted.get("shots", ())]
    general = (
        "" if prompt.strip() == words_of("", wanted) else prompt
    )  # a kept job has its shots' words as prompt
    return [text for text in (general, *shots) if text.strip()]


def sealed_words(prompt: str, wanted: Wanted) -> str:
    """This function will give all words a scene is read from: with others, an edit of it means nothing."""
    chosen = (wanted.get("style", ""), wanted.get("camera", ""), wanted.get("negative", ""))
    return "\n".join(filter(None, (*said_in(prompt, wanted), *chosen)))


# ---------------------------------------------------------------- engines


def default_offer() -> Offer:
    return cast(Offer, next(iter(settings.OFFERS.values())))


def capabilities_of(offer: Offer) -> Capabilities | None:
    """This function will say what an offered engine can do; None for one this instance does not have any more."""
    try:
        return engine_named(offer.engine, offer.model).capabilities
    except EngineUnknown:
        return None


def offers_with(able: Callable[[Capabilities], object]) -> list[str]:
    """This function will name the engines on offer that can do something."""
    found = map(capabilities_of, settings.OFFERS.values())
    return list(dict.fromkeys(one.title for one in found if one and able(one)))


# ---------------------------------------------------------------- what does not go


def wish_refusals(wanted: Wanted, offer: Offer, *, seconds: int, size: str, people: int) -> list[Refusal]:
    """This function will say what of a wish the chosen engine can not do, each with its field and what to do."""
    able = capabilities_of(offer)
    found = _format(able, seconds, size)
    found += _shapes(wanted, seconds)
    if able is not None:
        found += [*_choices(able, wanted), *_abilities(able, wanted, people)]
    return found


def _format(able: Capabilities | None, seconds: int, size: str) -> list[Refusal]:
    lengths = (able and able.lengths) or LENGTHS
    sizes = (able and able.sizes) or SIZES
    found = []
    if seconds not in lengths:
        choices = ", ".join(map(str, lengths))
        found.append(refusal("LENGTH_UNSUPPORTED", "seconds", seconds=seconds, choices=choices))
    if size not in sizes:
        found.append(refusal("SIZE_UNSUPPORTED", "size", size=size[:40], choices=", ".join(sizes)))
    return found


def _choices(able: Capabilities, wanted: Wanted) -> Iterator[Refusal]:
    """What is chosen from a list of the engine's own."""
    lists = (
        ("style", able.styles, "STYLE_UNSUPPORTED"),
        ("camera", able.cameras, "CAMERA_UNSUPPORTED"),
        ("fps", able.rates, "RATE_UNSUPPORTED"),
    )
    for name, choices, code in lists:
        value = cast(dict[str, Any], wanted).get(name)
        if value is None or value in choices:
            continue
        if choices:
            yield refusal(code, name, value=str(value)[:40], choices=", ".join(map(str, choices)))
        else:
            yield _unable(f"NO_{name.upper()}", name, attrgetter("rates" if name == "fps" else f"{name}s"))


def _abilities(able: Capabilities, wanted: Wanted, people: int) -> Iterator[Refusal]:
    """What the engine either can do or can not."""
    for name in ("negative", "picture", "shots", "scene"):
        if name in wanted and not getattr(able, name):
            yield _unable(f"NO_{name.upper()}", name, attrgetter(name))
    if able.picture_needed and "picture" not in wanted and not people:
        yield refusal("PICTURE_NEEDED", "picture")
    if people > able.cameos:
        facts = {"engine": able.title, "limit": able.cameos}
        code = "LIKENESS_ENGINE_SOME" if able.cameos else "LIKENESS_ENGINE"
        yield _unable(code, "prompt", lambda one: one.cameos >= people, **facts)


def _unable(code: str, field: str, able: Callable[[Capabilities], object], **facts: object) -> Refusal:
    """`others` are the engines that can; where there are none, the remedy is to leave it out."""
    return refusal(code, field, others=", ".join(offers_with(able)), **facts)


def _shapes(wanted: Wanted, seconds: int) -> list[Refusal]:
    """What no engine could take."""
    found, negative, shots = [], wanted.get("negative", ""), wanted.get("shots", [])
    if len(negative) > LONGEST_NEGATIVE:
        found.append(refusal("NEGATIVE_TOO_LONG", "negative", length=len(negative), limit=LONGEST_NEGATIVE))
    if has_control_characters(negative):
        found.append(refusal("PROMPT_CONTROL_CHARACTERS", "negative"))
    if len(shots) > MOST_SHOTS:
        found.append(refusal("SHOTS_TOO_MANY", "shots", limit=MOST_SHOTS))
    for number, shot in enumerate(shots, 1):
        if not shot["prompt"].strip():
            found.append(refusal("SHOT_EMPTY", "shots", number=number))
        if not shot["seconds"] >= SHORTEST_SHOT:
            found.append(refusal("SHOT_TOO_SHORT", "shots", number=number, least=SHORTEST_SHOT))
    total = sum(shot["seconds"] for shot in shots)
    if shots and abs(total - seconds) > 0.05:
        found.append(refusal("SHOTS_LENGTH", "shots", total=f"{total:g}", seconds=seconds))
    return found


# ---------------------------------------------------------------- the request


def as_request(
    *,
    prompt: str,
    seconds: float,
    wanted: Wanted | None = None,
    cameos: Sequence[Likeness] = (),
    width: int = 720,
    height: int = 1280,
    seed: int = 0,
    picture: Path | None = None,
) -> Request:
    """This function will turn a wish into what the engine gets; `picture` is the first picture as a file here."""
    wish = tidy(wanted)
    return Request(
        prompt=words_of(prompt, wish),
        seconds=seconds,
        width=width,
        height=height,
        fps=wish.get("fps", 24),
        seed=seed,
        cameos=tuple(cameos),
        negative=wish.get("negative", ""),
        style=wish.get("style", ""),
        camera=wish.get("camera", ""),
        sound=wish.get("sound", True),
        shots=tuple(ShotWanted(shot["prompt"], shot["seconds"]) for shot in wish.get("shots", ())),
        scene=wish.get("scene"),
        picture=picture,
    )
