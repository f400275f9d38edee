"""What makes a clip sink: rules over what is known of it. No database.

Each is mild by itself and shown to the maker; nothing here takes a clip away from anybody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policy.bait import bait_in

COPY, BAIT, BULK, EMPTY = "NEAR_COPY", "BAIT", "BULK", "NEARLY_EMPTY"
FACTORS = {COPY: 0.5, BAIT: 0.4, BULK: 0.4, EMPTY: 0.3}
"""What is left of a clip's worth."""
ALIKE_A_DAY = 4  # clips of one maker within a day that look the same, from which it is bulk
SAME_WORDS_A_DAY = 8  # and that were made from the same words
SILENT = -55.0  # LUFS below which nobody hears anything
PLAIN = 12.0  # grey values between dark and light
STILL = 0.006  # share of the picture in which something moved


@dataclass(frozen=True)
class Known:
    """One clip as far as it matters here."""

    texts: tuple[str, ...] = ()  # title, the prompt where others read it, what is spoken
    copy_of: str = (
        ""  # the older clip by somebody, or its own maker, that looks the same and is not its source
    )
    alike: int = 1  # clips of its maker within a day up to this one that look the same, itself included
    same_words: int = 1
    light: float = 255.0  # grey values between dark and light
    movement: float = 1.0
    loudness: float = 0.0


@dataclass(frozen=True)
class Finding:
    code: str
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def factor(self) -> float:
        return FACTORS[self.code]


def found_in(known: Known) -> list[Finding]:
    """This function will name every reason for which a clip sinks."""
    findings = []
    if known.copy_of:
        findings.append(Finding(COPY, {"like": known.copy_of}))
    if words := bait_in(*known.texts):
        findings.append(Finding(BAIT, {"words": words}))
    if known.alike >= ALIKE_A_DAY or known.same_words >= SAME_WORDS_A_DAY:
        findings.append(Finding(BULK, {"count": max(known.alike, known.same_words)}))
    if _is_empty(known):
        findings.append(Finding(EMPTY))
    return findings


def _is_empty(known: Known) -> bool:
    return known.loudness <= SILENT and (known.light < PLAIN or known.movement < STILL)


def bare(prompt: str) -> str:
    """This function will give the words of a prompt without what makes two of them differ only on paper."""
    return " ".join(re.findall(r"[^\W\d_]+", prompt.casefold()))
