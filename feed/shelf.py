"""From rows to what the ranking knows: the table of clips that may be chosen, and who looks. Few queries, no rules."""

from __future__ import annotations

import threading
import time
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from django.contrib.auth.models import AnonymousUser
from django.db.models import IntegerField, QuerySet, Value
from django.utils.timezone import now

from accounts.models import Follow, User
from accounts.prepared import LATER, SOMEBODY, SOMETIME, Prepared
from feed.knowledge import Knowledge
from feed.memory import published
from feed.models import Like, Watch
from feed.ranking import content, lasting
from feed.ranking.neighbours import Neighbours
from feed.ranking.serving import Standing
from feed.ranking.snapshot import Snapshot
from feed.ranking.sources import Person
from feed.ranking.table import Clips, Keys, Values, keys_of, nothing, table
from feed.tallies import judged_since
from generation.chips import lemmas
from generation.models import CameoUse, Clip

Viewer = User | AnonymousUser
POOL = 300  # newest clips that are read beside what was learned
ONCE_IN = timedelta(days=30)  # no clip twice
KEPT_VECTORS = 5000
HELD = 3.0  # seconds the newest clips are used again, where there is a snapshot to put them under
COLUMNS = (
    "id", "author_id", "published_at", "author__date_joined", "seconds", "remix_of_id", "visibility",
    "title", "job__prompt", "job__understood",
    "tally__likes", "tally__viewers", "tally__finished",
    "tally__worth", "tally__copy",
)  # fmt: skip
REACH = {"PUBLIC": 2, "INSTANCE": 1}
_vectors: dict[uuid.UUID, content.Vectors] = {}
_laid_on: list[content.Vectors] = []  # the directions those vectors are of
_alone = threading.Lock()
_plain: list[content.Vectors] = []


class Held:
    """What is made of a snapshot and used again from page to page: its table with what came since, what is near what."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self.near = snapshot, Neighbours(snapshot.clips)
        self.whole, self.fresh = snapshot.clips, nothing(content.WIDTH)
        self.judged: list[tuple[int, int, float]] | None = None
        self.until = 0.0  # when the newest clips are read again, on the clock of `time.monotonic`
        self._alone = threading.Lock()

    def table(self) -> Clips:
        """This function will give the table, at most HELD seconds old."""
        with self._alone:
            if time.monotonic() > self.until:
                self._read_again()
            return self.whole

    def _read_again(self) -> None:
        fresh = _read(
            published(), self.snapshot.directions
        )  # of those known, too: what is owed is counted live
        judged = judged_since(datetime.fromtimestamp(self.snapshot.at, UTC))
        if judged != self.judged or not _same(self.fresh, fresh):
            self.whole = self.snapshot.clips.with_newer(fresh).judged(judged)
        self.fresh, self.judged, self.until = fresh, judged, time.monotonic() + HELD


_held: list[Held] = []


def held(snapshot: Snapshot) -> Held:
    """This function will give what is held of a snapshot; of the one before nothing is held any more."""
    with _alone:
        if not _held or _held[0].snapshot is not snapshot:
            _held[:] = [Held(snapshot)]
        return _held[0]


def everything(known: Knowledge, viewer: Viewer, at: datetime) -> Clips:
    """This function will give the table of all clips that may be chosen: what was learned of, and what came since.

    Without a snapshot these are the newest the viewer may see. With one, who may see what is asked when the chosen
    ones are read.
    """
    snapshot = known.snapshot
    if snapshot is None:
        return _read(Clip.objects.published(viewer).filter(published_at__lte=at), directions(known))
    return held(snapshot).table()


def neighbours(known: Knowledge) -> Neighbours | None:
    """This function will give what is near what, kept as long as the snapshot stands."""
    return held(known.snapshot).near if known.snapshot else None


def _same(one: Clips, other: Clips) -> bool:
    return len(one) == len(other) and all(
        bool((getattr(one, name) == getattr(other, name)).all()) for name in ("key", "likes", "viewers")
    )


def directions(known: Knowledge) -> content.Vectors:
    """This function will give the directions words are laid on: learned ones, or the fixed ones."""
    if known.snapshot is not None:
        return known.snapshot.directions
    if not _plain:
        _plain.append(content.fixed_directions())
    return _plain[0]


def _read(clips: QuerySet[Clip], laid_on: content.Vectors) -> Clips:
    rows = list(clips.order_by("-published_at", "id").values(*COLUMNS)[:POOL])
    return as_table(rows, _vectors_of(rows, laid_on))


def as_table(rows: Sequence[Mapping[str, Any]], vectors: content.Vectors) -> Clips:
    """This function will make a table of rows with what COLUMNS names."""
    parents = {row["id"]: row["remix_of_id"] for row in rows}
    remixes = Counter(parents.values())
    made = [
        {
            "id": row["id"],
            "author": row["author_id"],
            "at": row["published_at"].timestamp(),
            "joined": row["author__date_joined"].timestamp(),
            "seconds": row["seconds"],
            "likes": row["tally__likes"] or 0,
            "remixes": remixes[row["id"]],
            "viewers": row["tally__viewers"] or 0,
            "finished": row["tally__finished"] or 0,
            "root": _half(_root(row["id"], parents)),
            "copy": _half(row["tally__copy"] or row["id"]),
            "reach": REACH.get(row["visibility"], 0),
            "worth": 1.0 if row["tally__worth"] is None else row["tally__worth"],
        }
        for row in rows
    ]
    return table(made, vectors)


def text_of(row: Mapping[str, Any]) -> str:
    """This function will give the words a clip is known by: title, prompt with its tags, and its scene."""
    return " ".join((row["title"], row["job__prompt"], *lemmas(row["job__understood"])))


def _root(clip_id: object, parents: Mapping[object, object]) -> object:
    """The first clip of its chain, as far back as these rows reach."""
    met = {clip_id}
    while (parent := parents.get(clip_id)) and parent not in met:
        met.add(parent)
        clip_id = parent
    return clip_id


def _half(clip_id: object) -> int:
    return uuid.UUID(str(clip_id)).int >> 64


def _vectors_of(rows: Sequence[Mapping[str, Any]], laid_on: content.Vectors) -> content.Vectors:
    """Kept from page to page: words do not change. Other directions, other vectors."""
    if not _laid_on or _laid_on[0] is not laid_on or len(_vectors) > KEPT_VECTORS:
        _vectors.clear()
        _laid_on[:] = [laid_on]
    missing = [row for row in rows if row["id"] not in _vectors]
    found = content.vectors_of([text_of(row) for row in missing], laid_on)
    made = dict(zip((row["id"] for row in missing), found, strict=True))
    _vectors.update(made)
    vectors = [made.get(row["id"], _vectors.get(row["id"])) for row in rows]
    return np.array(vectors, np.float32).reshape(-1, content.WIDTH)


def who_looks(
    viewer: Viewer,
    clips: Clips,
    known: Knowledge,
    at: datetime,
    muted: frozenset[int] = frozenset(),
    until: datetime | None = None,
) -> tuple[Person, Standing | None]:
    """This function will gather what the feed knows of the viewer, in two queries; of a stranger, nothing.

    :param until: what they did later is left out, so that a slate that is asked for again brings the same clips
    """
    if not viewer.is_authenticated:
        return Person(is_known=False), None
    clip_ids, spans = _SIGNALS.columns(0, 2, who=viewer.pk, since=at - ONCE_IN, until=until or now())
    keys, ms = keys_of_given(clip_ids), numbers_of_given(spans)
    seen, liked, watched, ms = keys[ms >= 0], keys[ms < 0], keys[ms > 0], ms[ms > 0]
    there = clips.find(watched)
    here = there >= 0
    seconds = clips.seconds[there[here]]
    from_ms = known.snapshot.from_ms if known.snapshot else _to_the_end()
    long = lasting.stayed(seconds, ms[here], from_ms)
    follows, shares = ties(viewer)
    person = Person(
        id=viewer.pk,
        seen=seen,
        liked=liked,
        finished=watched[here][long],
        follows=follows,
        shares=shares,
        muted=muted,
    )
    if known.snapshot is None:
        return person, None
    return person, _standing(viewer, clips, known.snapshot, person, watched[here], ms[here], at)


def _standing(
    viewer: User, clips: Clips, snapshot: Snapshot, person: Person, watched: Keys, ms: Values, at: datetime
) -> Standing:
    size = len(snapshot.clips)
    there = clips.find(watched)
    seen, long, liked = (
        places[(places >= 0) & (places < size)]
        for places in (there, clips.find(person.finished), clips.find(person.liked))
    )
    played = np.clip(ms / 1000 / np.maximum(clips.seconds[there], 0.1), 0, 3)
    days = (at - viewer.date_joined).total_seconds() / 86_400
    return Standing(
        seen, long, liked, len(played), float(played.sum()), max(days, 0.0),
        float(len(clips.of([viewer.pk])) > 0), snapshot.items.of_one(np.unique(long)),
    )  # fmt: skip


def _to_the_end() -> Any:
    return lasting.thresholds(np.zeros(0), np.zeros(0))


def ties(viewer: User) -> tuple[frozenset[int], frozenset[int]]:
    """This function will name whom the viewer follows, and who they share a likeness with, in one query."""
    rows = _TIES.rows(who=viewer.pk)
    by_kind = [frozenset(person for person, kind in rows if kind == wanted) for wanted in (0, 1)]
    return by_kind[0], by_kind[1] - {viewer.pk}


def _ties() -> QuerySet[Any, Any]:
    follows = Follow.objects.filter(who=SOMEBODY).values_list("whom_id", _number(0))
    standing = CameoUse.objects.filter(state="APPROVED", clip__state="PUBLISHED")
    cast = standing.filter(job__author=SOMEBODY).values_list("cameo__owner_id", _number(1))
    cast_me = standing.filter(cameo__owner=SOMEBODY).values_list("job__author_id", _number(1))
    return follows.union(cast, cast_me)


def _signals() -> QuerySet[Any, Any]:
    """What somebody watched lately, and what they liked, the newest first: clip, when, milliseconds (-1 for a like)."""
    watched = Watch.objects.filter(who=SOMEBODY, created_at__gte=SOMETIME, created_at__lte=LATER).values_list(
        "clip_id", "created_at", "watched_ms"
    )
    liked = Like.objects.filter(who=SOMEBODY, created_at__lte=LATER).values_list(
        "clip_id", "created_at", _number(-1)
    )
    return watched.union(liked, all=True).order_by("-created_at")


def keys_of_given(given: Sequence[Any]) -> Keys:
    """This function will read the keys of ids as the database gave them."""
    if not given or isinstance(given[0], uuid.UUID):
        return keys_of(given)
    if isinstance(given[0], bytes):
        return np.frombuffer(b"".join(given), ">u8")[::2].astype(np.uint64)
    return np.frombuffer(bytes.fromhex("".join([one[:16] for one in given])), ">u8").astype(np.uint64)


def numbers_of_given(given: Sequence[Any]) -> Values:
    """This function will read whole numbers as the database gave them."""
    if given and isinstance(given[0], bytes):
        return np.frombuffer(b"".join(given), f">i{len(given[0])}").astype(np.float64)
    return np.array(given, np.float64)


def _number(value: int) -> Value:
    return Value(value, output_field=IntegerField())


_TIES, _SIGNALS = Prepared(_ties), Prepared(_signals, converts=False)
