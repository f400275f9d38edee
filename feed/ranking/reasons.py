"""Why a clip has its place: the true facts, of which `feed.words` makes a sentence. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feed.ranking.sources import Source


@dataclass(frozen=True)
class Reason:
    """What its source knew of a clip when it was chosen."""

    source: Source
    handle: str  # its maker's
    published_at: datetime
    likes: int = 0
    remixes: int = 0
    finished: int = 0
    title: str = ""  # of the clip it is shown for; empty where that may no longer be seen
    liked: bool = False  # that clip was liked, not only watched to the end
