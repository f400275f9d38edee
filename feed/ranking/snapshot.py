"""All that was learned up to one moment, and how it is stored: arrays in one file, trees as text. Nothing executable.

The places of `clips` are the numbers everything else counts by.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import lightgbm as lgb
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from feed.ranking.content import Vectors
from feed.ranking.heads import Head
from feed.ranking.items import ItemModel
from feed.ranking.lore import Lore
from feed.ranking.nets import unpacked
from feed.ranking.past import Numbers, Values
from feed.ranking.table import Clips

FORM = 2  # of what is stored; another one is not read


@dataclass(frozen=True)
class Snapshot:
    clips: Clips
    items: ItemModel
    lore: Lore
    directions: Vectors
    topics: Vectors  # the middle of each topic, in those directions
    authors: Numbers  # by the code they have in `lore`
    from_ms: Values  # `lasting.thresholds`
    at: float  # everything up to then is known, seconds since 1970


def save_snapshot(snapshot: Snapshot, path: Path) -> None:
    """This function will write a snapshot as one file of arrays."""
    small = {"vector": np.float16, "likes": np.int32, "viewers": np.int32}
    flat: dict[str, Any] = {
        f"clips.{one.name}": np.asarray(getattr(snapshot.clips, one.name)).astype(
            small.get(one.name, getattr(snapshot.clips, one.name).dtype)
        )
        for one in fields(Clips)
    }
    together = snapshot.items.together
    flat |= {
        "items.data": together.data.astype(np.float16),  # half of what a web process keeps of all this
        "items.indices": together.indices.astype(np.int32),
    }
    flat |= {
        "items.indptr": together.indptr,
        "items.prior": snapshot.items.prior,
        "items.spread": snapshot.items.spread,
    }
    for part in ("by_item", "by_group", "codes", "means"):
        for name, values in getattr(snapshot.lore, part).items():
            flat[f"lore.{part}.{name}"] = values.astype(np.float32) if part == "by_item" else values
    flat |= {"directions": snapshot.directions.astype(np.float16), "topics": snapshot.topics}
    flat |= {"authors": snapshot.authors, "from_ms": snapshot.from_ms, "at": snapshot.at, "form": FORM}
    with path.open("wb") as file:
        np.savez(file, **flat)


def load_snapshot(path: Path) -> Snapshot | None:
    """This function will read a snapshot, or nothing where it is of another form."""
    with np.load(path, allow_pickle=False) as kept:
        if int(kept["form"]) != FORM:
            return None
        grown = {"vector": np.float32, "likes": np.int64, "viewers": np.int64}
        columns = {one.name: kept[f"clips.{one.name}"] for one in fields(Clips)}
        clips = Clips(
            **{name: values.astype(grown.get(name, values.dtype)) for name, values in columns.items()}
        )
        count = len(clips)
        together = sparse.csr_matrix(
            (kept["items.data"], kept["items.indices"], kept["items.indptr"]), shape=(count, count)
        )
        items = ItemModel(together, kept["items.prior"], float(kept["items.spread"]))
        lore = Lore(
            _part(kept, "by_item"),
            _part(kept, "by_group"),
            _part(kept, "codes"),
            {name: float(value) for name, value in _part(kept, "means").items()},
        )
        directions = kept["directions"].astype(np.float32)
        return Snapshot(
            clips,
            items,
            lore,
            directions,
            kept["topics"],
            kept["authors"],
            kept["from_ms"],
            float(kept["at"]),
        )


def _part(kept: Any, name: str) -> dict[str, NDArray[Any]]:
    start = f"lore.{name}."
    return {key.removeprefix(start): kept[key] for key in kept.files if key.startswith(start)}


def save_heads(heads: dict[str, Head], path: Path, about: dict[str, object]) -> None:
    """This function will write heads as text, and what is to be known of them."""
    told = {
        name: {
            "names": head.names, "is_rare": head.is_rare, "usual": head.usual,
            "nets": [net.packed() for net in head.nets],
            "trees": [model.model_to_string() for model in head.trees],
        }
        for name, head in heads.items()
    }  # fmt: skip
    path.write_text(json.dumps({"form": FORM, "about": about, "heads": told}))


def load_heads(path: Path) -> tuple[dict[str, Head], dict[str, Any]]:
    """This function will read heads and what is to be known of them; none where they are of another form."""
    told = json.loads(path.read_text())
    if told["form"] != FORM:
        return {}, {}
    heads = {
        name: Head(
            name, tuple(one["names"]), [lgb.Booster(model_str=text) for text in one["trees"]],
            one["is_rare"], one["usual"], [unpacked(net) for net in one["nets"]],
        )
        for name, one in told["heads"].items()
    }  # fmt: skip
    return heads, told["about"]
