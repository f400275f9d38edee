"""Our candidates and our ranker on a public log of short-video showings, beside simple ones.

    python -m benchmarks.ranking --data DIR [--known-until YYYYMMDD]

DIR holds KuaiRand-Pure (Gao et al., CIKM 2022, CC BY-SA 4.0, https://kuairand.com) in four Parquet files:
histories (user_id, watch_seq, long_watch_seq, like_seq: what each person saw, watched long and liked before the
log), interactions (one showing a row: user_id, video_id, date, hourmin, time_ms, tab, duration_ms,
freshness_days, play_time_ms, is_like, long_view), videos and users. Everything up to the given day is known; the
days after it are to be predicted: which unseen videos a person will watch long (recall and NDCG of 20, coverage of
all videos), and the order of what they were shown (AUC, and GAUC: within each person). One JSON line each.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.instance import say
from feed.ranking.items import PRIOR, neighbours, recency
from feed.ranking.learning import described, learn
from feed.ranking.measures import auc, gauc, offered
from feed.ranking.past import Exposures, Items, Pairs, Past, People

if TYPE_CHECKING:
    from pyarrow import Table as Arrow

    from feed.ranking.learning import Ranker

TARGETS = {"recall": 0.158, "long": 0.665, "like": 0.680}
FILES = ("histories", "interactions", "videos", "users")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    here = os.environ.get("KULISSE_RANKING_DATA", "")
    parser.add_argument("--data", type=Path, default=Path(here) if here else None)
    parser.add_argument("--known-until", type=int, default=20220427)
    wanted = parser.parse_args()
    if wanted.data is None:
        print("no data: say --data DIR or set KULISSE_RANKING_DATA; see python -m benchmarks.ranking --help")
        return 0
    if missing := [name for name in FILES if not (wanted.data / f"{name}.parquet").exists()]:
        print(f"--data {wanted.data}: {', '.join(missing)} missing; see python -m benchmarks.ranking --help")
        return 2
    past, future = read(wanted.data, wanted.known_until)
    if not len(past.log) or not len(future):
        print(
            f"--known-until {wanted.known_until}: no showings before or after that day; choose one inside the log"
        )
        return 2
    began = time.monotonic()
    ranker = learn(past)
    say("learned", seconds=round(time.monotonic() - began, 1), showings=len(past.log), target_s=120 + 60)
    candidates(past, future, ranker)
    order(past, future, ranker)
    return 0


def candidates(past: Past, future: Exposures, ranker: Ranker) -> None:
    """What each person is offered, from what is known alone."""
    known = past.with_log()
    watched, seen = known.watched(), known.matrix(known.seen)
    long = future.outcomes["long"] == 1
    wanted = known.matrix(Pairs(future.person[long], future.item[long]))
    heat = np.asarray(watched.sum(0)).ravel()
    lately = recency(
        past.log.item[past.log.outcomes["long"] == 1],
        np.zeros(int(past.log.outcomes["long"].sum())),
        len(heat),
    )
    near = neighbours(watched)
    ways = {
        "popular, all time": lambda some: np.tile(heat, (len(some), 1)),
        "popular, in the log": lambda some: np.tile(lately.astype(np.float32), (len(some), 1)),
        "tf-idf neighbours, 200": lambda some: (watched[some] @ near).toarray().astype(np.float32),
        "ours, without popularity": lambda some: ranker.items.personal(watched[some]),
        "ours": lambda some: ranker.items.scores(watched[some]),
    }
    for name, score in ways.items():
        found = offered(score, seen, wanted)
        target = {"target_recall": TARGETS["recall"], "prior": PRIOR} if name == "ours" else {}
        say(
            "candidates", of=name, recall_at_20=round(found.recall, 4), ndcg_at_20=round(found.ndcg, 4),
            coverage=round(found.coverage, 3), people=found.people, **target,
        )  # fmt: skip


def order(past: Past, future: Exposures, ranker: Ranker) -> None:
    """In which order we would have shown what was shown."""
    table = described(future, past, ranker)
    for name, head in ranker.heads.items():
        happened = future.outcomes[name]
        ways = {"the video's rate": table.column(f"item_{name}"), "ours": head.score(table)}
        for way, score in ways.items():
            chance = head.probability(table) if way == "ours" else score
            target = {"target_gauc": TARGETS[name]} if way == "ours" else {}
            say(
                "order", outcome=name, by=way, auc=round(auc(happened, chance), 4),
                gauc=round(gauc(happened, score, future.person), 4), **target,
            )  # fmt: skip


def read(folder: Path, known_until: int) -> tuple[Past, Exposures]:
    """This function will read the four files and split the log after the given day."""
    from pyarrow import parquet

    tables = {name: parquet.read_table(folder / f"{name}.parquet") for name in FILES}
    log = _log(tables["interactions"])
    people = 1 + max(
        int(log.person.max()), *(_numbers(tables[name], "user_id").max() for name in ("histories", "users"))
    )
    count = 1 + max(int(log.item.max()), int(_numbers(tables["videos"], "video_id").max()))
    known = log.day <= known_until
    histories = tables["histories"]
    seen, long, liked = (_pairs(histories, name) for name in ("watch_seq", "long_watch_seq", "like_seq"))
    past = Past(
        _items(tables["videos"], count), _people(tables["users"], people), seen, long.among(seen),
        liked.among(seen), log.where(known), older=long,
    )  # fmt: skip
    return past, log.where(~known)


def _numbers(table: Arrow, column: str, missing: float = -1) -> np.ndarray:
    from pyarrow import compute

    return compute.fill_null(table[column].cast("float64"), float(missing)).to_numpy()


def _codes(table: Arrow, column: str, place: np.ndarray, count: int) -> np.ndarray:
    """Groups by name as small integers; 0 is for what has none."""
    names = np.array([str(value or "").split(",")[0] for value in table[column].to_pylist()])
    codes = np.zeros(count, np.int64)
    codes[place] = np.unique(names, return_inverse=True)[1] + 1
    return codes


def _spread(values: np.ndarray, place: np.ndarray, count: int, missing: float = -1) -> np.ndarray:
    made = np.full(count, float(missing))
    made[place] = values
    return made


def _items(table: Arrow, count: int) -> Items:
    place = _numbers(table, "video_id").astype(np.int64)
    groups = (_codes(table, name, place, count) for name in ("author_id", "tag", "video_type"))
    seconds = _spread(_numbers(table, "video_duration") / 1000, place, count)
    return Items(*groups, seconds)


def _people(table: Arrow, count: int) -> People:
    place = _numbers(table, "user_id").astype(np.int64)
    activity = _codes(table, "user_active_degree", place, count)
    rest = (_spread(_numbers(table, name), place, count) for name in ("register_days", "is_video_author"))
    return People(activity, *rest)


def _pairs(table: Arrow, column: str) -> Pairs:
    lists = table[column].combine_chunks()
    lengths = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    person = np.repeat(_numbers(table, "user_id").astype(np.int64), lengths.astype(np.int64))
    return Pairs(person, lists.flatten().to_numpy(zero_copy_only=False).astype(np.int64))


def _log(table: Arrow) -> Exposures:
    table = table.sort_by([("time_ms", "ascending")])
    whole = {
        name: _numbers(table, name).astype(np.int64)
        for name in ("user_id", "video_id", "date", "hourmin", "tab")
    }
    length = np.maximum(_numbers(table, "duration_ms", 0), 1)
    outcomes = {"long": "long_view", "like": "is_like"}
    return Exposures(
        whole["user_id"], whole["video_id"], _numbers(table, "time_ms") / 1000, whole["date"],
        whole["hourmin"] // 100, whole["tab"], _numbers(table, "freshness_days"),
        np.clip(_numbers(table, "play_time_ms", 0) / length, 0, 3),
        {name: (_numbers(table, column, 0) > 0).astype(np.int8) for name, column in outcomes.items()},
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
