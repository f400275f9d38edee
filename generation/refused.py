"""The one exception by which a request is refused, apart so that every part of the check can raise it."""

from __future__ import annotations

from collections.abc import Iterable

from policy.reasons import Refusal


class JobRefused(Exception):
    """The request breaks rules; `refusals` says which, of which layer, and what to do."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(", ".join(one.reason.code for one in self.refusals))
