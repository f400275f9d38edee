"""May this person use this likeness for this? One pure decision that every way in asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from policy.reasons import CATEGORY_NAMES, Category, Refusal, refusal


@dataclass(frozen=True)
class Terms:
    """A permission in force, as plain data. `rules` are the owner's own words, by what they are checked with."""

    handle: str
    name: str
    audience: str
    asking: str
    categories_off: frozenset[str] = frozenset()
    rules: Mapping[str, str] = field(default_factory=dict)  # token of policy.restrictions → the owner's words
    is_unclear: bool = False  # some of the owner's words only a person can judge
    asks_when_unsure: bool = False
    until: datetime | None = None
    uses_a_day: int | None = None


@dataclass(frozen=True)
class UseRequest:
    """Who asks, for what, and how they stand to the owner."""

    at: datetime
    is_owner: bool = False
    is_approved: bool = False
    is_mutual: bool = False
    is_blocked: bool = False
    categories: frozenset[Category] = frozenset()
    touches: frozenset[str] = frozenset()  # tokens of policy.restrictions
    uses_today: int = 0


@dataclass(frozen=True)
class Allowed:
    pass


@dataclass(frozen=True)
class Asks:
    """The owner is asked first; `stage` is BEFORE_RENDER or BEFORE_PUBLISH."""

    stage: str


@dataclass(frozen=True)
class Refused:
    refusals: tuple[Refusal, ...]


Decision = Allowed | Asks | Refused


def _who(terms: Terms, request: UseRequest) -> Refusal | None:
    facts = {"handle": terms.handle, "name": terms.name}
    if request.is_blocked:
        return refusal("LIKENESS_BLOCKED", **facts)
    approved = request.is_approved
    inside = {"ME": False, "APPROVED": approved, "MUTUALS": request.is_mutual or approved, "EVERYONE": True}
    if not inside[terms.audience]:
        return refusal("LIKENESS_NOT_ALLOWED", **facts)
    return None


def _limits(terms: Terms, request: UseRequest) -> list[Refusal]:
    facts = {"handle": terms.handle, "name": terms.name}
    found = []
    if terms.until is not None and request.at >= terms.until:
        found.append(refusal("LIKENESS_EXPIRED", until=terms.until.date().isoformat(), **facts))
    for category in sorted(request.categories):
        if category in terms.categories_off:
            found.append(refusal("LIKENESS_CATEGORY", category=CATEGORY_NAMES[category], **facts))
    for rule in sorted({terms.rules[token] for token in terms.rules.keys() & request.touches}):
        found.append(refusal("LIKENESS_RESTRICTION", rule=rule, **facts))
    if terms.uses_a_day is not None and request.uses_today >= terms.uses_a_day:
        found.append(refusal("LIKENESS_USES_A_DAY", limit=terms.uses_a_day, **facts))
    return found


def decide(terms: Terms, request: UseRequest) -> Decision:
    """This function will say whether the use is allowed, asks the owner first, or is refused and why.

    The owner is never refused by their own audience, limits or questions; a blocked person never passes.
    A person approved by name passes every audience but "only me". Where words of the owner need a person to
    judge them and the owner wants to be asked then, nothing is published before they have seen it.
    """
    if request.is_owner:
        return Allowed()
    refusals = [wrong] if (wrong := _who(terms, request)) else []
    if refusals := refusals + _limits(terms, request):
        return Refused(tuple(refusals))
    if terms.asking != "FREELY":
        return Asks(terms.asking)
    return Asks("BEFORE_PUBLISH") if terms.is_unclear and terms.asks_when_unsure else Allowed()
