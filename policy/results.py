"""What a finished clip is checked for before it is sealed: frames that stayed blank, lines that break a rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from policy.prompts import hard_rules
from policy.reasons import CATEGORY_NAMES, Category, Refusal, refusal
from policy.restrictions import touched_by_ear

BLANK_SPREAD = 2.0  # standard deviation of 8-bit values below which a frame shows nothing


def check_frames(samples: Sequence[NDArray[np.uint8]]) -> tuple[Refusal, ...]:
    """This function will refuse a clip whose sampled frames (H, W, 3, uint8) all stayed blank."""
    if samples and all(float(frame.std()) < BLANK_SPREAD for frame in samples):
        return (refusal("RESULT_BLANK"),)
    return ()


@dataclass(frozen=True)
class Shut:
    """What a likeness owner does not want to be heard beside: categories, and tokens with the owner's words."""

    name: str
    categories: frozenset[str] = frozenset()
    rules: Mapping[str, str] = field(default_factory=dict)


def check_speech(lines: Iterable[str], shut: Iterable[Shut] = ()) -> tuple[Refusal, ...]:
    """This function will refuse spoken lines that break a hard rule or a likeness owner's, by spelling or by sound."""
    said = " ".join(lines)
    if not said.strip():
        return ()
    broken = list(hard_rules(said))
    heard = touched_by_ear([said]) if shut else frozenset()
    for owner in shut:
        found = sorted(owner.categories & heard)
        broken += [refusal("RESULT_SPEECH", category=CATEGORY_NAMES[Category(one)]) for one in found]
        rules = sorted({owner.rules[token] for token in owner.rules.keys() & heard})
        broken += [refusal("RESULT_RESTRICTION", name=owner.name, rule=rule) for rule in rules]
    return tuple(broken)
