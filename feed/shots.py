"""What is to be seen in a clip, in words: its scene as one sentence, and where each of its shots begins."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from feed.queries import Viewer
from generation.chips import chips, word
from generation.models import Clip

SEEN = ("who", "does", "set", "time", "weather")
MOST = 24  # shots worth a mark


@dataclass(frozen=True)
class Shot:
    start: float  # seconds
    percent: str  # of the clip, written for CSS
    words: str

    @property
    def clock(self) -> str:
        return f"{int(self.start) // 60}:{int(self.start) % 60:02d}"


def scene_words(clip: Clip) -> str:
    """This function will say for whoever does not see the picture what is in it, or nothing when nobody knows."""
    seen = [(chip.kind, *chip.text.split(" · ")) for chip in chips(clip.job.understood) if chip.kind in SEEN]
    busy = {who for kind, who, *_acts in seen if kind == "does"}
    told = [
        _aloud(*words)
        for kind, *words in seen
        if not (kind == "who" and words[0] in busy and len(words) == 1)
    ]
    return _("In the picture: %(things)s.") % {"things": ", ".join(dict.fromkeys(told))} if told else ""


def _aloud(thing: str, *more: str) -> str:
    return f"{thing} ({', '.join(more)})" if more else thing


def shots_of(clip: Clip, viewer: Viewer, is_alone: bool) -> list[Shot]:
    """This function will list the shots of a clip where it has several, named as far as the viewer may read its words.

    What it was cut from costs a query, and is asked only for a clip on a page of its own.
    """
    spans = _parts(clip) if clip.job.is_cut and is_alone else _spans(clip)
    if not 2 <= len(spans) <= MOST:
        return []
    scale = clip.seconds / (sum(spans) or 1)
    starts = [0.0, *accumulate(spans[:-1])]
    names = _names(clip, viewer, len(spans))
    return [
        Shot(start * scale, f"{100 * start * scale / (clip.seconds or 1):.2f}", name)
        for start, name in zip(starts, names, strict=True)
    ]


def _parts(clip: Clip) -> list[float]:
    return [part.seconds for part in clip.job.sources.order_by("place")]


def _spans(clip: Clip) -> list[float]:
    """How long each shot is, in any unit."""
    played = (clip.job.understood.get("scene") or {}).get("shots") or []
    if played:
        return [float(shot.get("share", 1)) for shot in played]
    return [float(shot["seconds"]) for shot in clip.job.wanted.get("shots", [])]


def _names(clip: Clip, viewer: Viewer, count: int) -> list[str]:
    wishes, seen = clip.job.wanted.get("shots", []), clip.job.understood.get("shots") or []
    may_read = viewer.is_authenticated and clip.shows_prompt_to(viewer)
    return [
        (may_read and len(wishes) == count and wishes[number]["prompt"])
        or (len(seen) == count and _figures(seen[number]))
        or _("Shot %(number)s") % {"number": number + 1}
        for number in range(count)
    ]


def _figures(shot: dict[str, Any]) -> str:
    names = dict.fromkeys(one for one in shot.get("figures", []) if isinstance(one, str))
    return ", ".join(word("figure", one) for one in names)
