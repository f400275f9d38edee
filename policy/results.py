"""What a finished clip is checked for before it is sealed: frames that stayed blank, lines that break a rule."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from policy.prompts import categories_of, hard_rules
from policy.reasons import CATEGORY_NAMES, Category, Refusal, refusal

BLANK_SPREAD = 2.0  # standard deviation of 8-bit values below which a frame shows nothing


def check_frames(samples: Sequence[NDArray[np.uint8]]) -> tuple[Refusal, ...]:
    """This function will refuse a clip whose sampled frames (H, W, 3, uint8) all stayed blank."""
    if samples and all(float(frame.std()) < BLANK_SPREAD for frame in samples):
        return (refusal("RESULT_BLANK"),)
    return ()


def check_speech(lines: Iterable[str], categories_off: Iterable[str] = ()) -> tuple[Refusal, ...]:
    """This function will refuse spoken lines that break a hard rule or a category the likeness owner shut."""
    said = " ".join(lines)
    if not said:
        return ()
    broken = hard_rules(said)
    shut = (categories_of(said) | {Category.SPEECH}) & {Category(code) for code in categories_off}
    return broken + tuple(
        refusal("RESULT_SPEECH", category=CATEGORY_NAMES[category]) for category in sorted(shut)
    )
