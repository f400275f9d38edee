"""Which engines an instance offers, with which model, and which pool of workers renders each. No Django."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .registry import ENGINES

POOL = "gpu"  # where an engine renders unless the operator gives it a pool of its own
_FORM = re.compile(r"(?P<engine>[a-z]+)(=(?P<model>[^@]+))?(@(?P<pool>[a-z0-9-]{1,20}))?")


@dataclass(frozen=True)
class Offer:
    """One line of the composer's engine list. `model` is a folder, a Hub id or an address, as the engine takes it."""

    engine: str
    model: str = ""
    pool: str = POOL

    @property
    def key(self) -> str:
        """What forms and APIs call it: the engine's name, and the model's last part where it has one."""
        last = self.model.rstrip("/").rsplit("/", 1)[-1]
        return f"{self.engine}:{last}" if last else self.engine


def read_offers(first: Offer, text: str) -> dict[str, Offer]:
    """This function will read `engine[=model][@pool], …` and give the offers by key, the default one first.

    :raises ValueError: naming the part that can not be read, or the engine that is not built in
    """
    offers = {first.key: first}
    for part in filter(None, map(str.strip, text.split(","))):
        found = _FORM.fullmatch(part)
        if not found or found["engine"] not in ENGINES:
            raise ValueError(
                f"{part!r}: expected engine[=model][@pool], the engine one of {', '.join(ENGINES)}"
            )
        offer = Offer(found["engine"], found["model"] or "", found["pool"] or POOL)
        offers[offer.key] = offer
    return offers
