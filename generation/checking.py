"""Check before you render: does this person, this prompt and these likenesses go together? Writes nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from accounts.models import User
from cameos.models import Cameo
from cameos.rules import Asks, Refused
from generation import queries
from generation.chips import Chip, chips
from generation.engines.registry import engine_named
from generation.engines.types import Likeness, Request
from generation.operations import JobRefused, check_request
from generation.refusals import Said, said
from policy.prompts import MAX_LENGTH, categories_of, mentions
from policy.reasons import Refusal

log = logging.getLogger("kulisse.check")


@dataclass(frozen=True)
class Answer:
    """What the rules say about one @mention: it goes, its owner is asked first, or it is refused and why."""

    handle: str
    name: str = ""
    verdict: str = "GOES"  # GOES | BEFORE_RENDER | BEFORE_PUBLISH | REFUSED
    refusals: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Check:
    chips: tuple[Chip, ...] = ()
    unknown: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    scene: Mapping[str, object] = field(default_factory=dict)  # as the engine tells it
    refusals: tuple[Said, ...] = ()  # about the prompt, the form and the quota; those of a likeness are above

    @property
    def goes(self) -> bool:
        return not self.refusals and all(answer.verdict != "REFUSED" for answer in self.answers)


def check(*, author: User, prompt: str, seconds: int, size: str, at: datetime) -> Check:
    """This function will say what is understood of the prompt and what the rules answer to each mention."""
    refusals: tuple[Refusal, ...] = ()
    try:
        check_request(author=author, prompt=prompt, at=at, seconds=seconds, size=size)
    except JobRefused as refused:
        refusals = refused.refusals
    handles = list(dict.fromkeys(mentions(prompt))) if len(prompt) <= MAX_LENGTH else []
    known = {cameo.handle: cameo for cameo in Cameo.objects.castable().filter(handle__in=handles)}
    understood, unknown = understanding(prompt, seconds, list(known.values()))
    return Check(
        chips=tuple(chips(understood)),
        unknown=tuple(unknown),
        scene=understood,
        answers=tuple(_answer(one, known.get(one), author, prompt, refusals, at) for one in handles),
        refusals=tuple(said(one) for one in refusals if one.facts.get("handle") not in handles),
    )


def _answer(
    handle: str, cameo: Cameo | None, author: User, prompt: str, refusals: tuple[Refusal, ...], at: datetime
) -> Answer:
    name = cameo.name if cameo else ""
    if mine := tuple(said(one) for one in refusals if one.facts.get("handle") == handle):
        return Answer(handle, name, "REFUSED", mine)
    if cameo is None:
        return Answer(handle, name, "REFUSED")
    decision = queries.may_cast(cameo=cameo, author=author, categories=categories_of(prompt), at=at)
    if isinstance(decision, Refused):
        return Answer(handle, name, "REFUSED", tuple(said(one) for one in decision.refusals))
    return Answer(handle, name, decision.stage if isinstance(decision, Asks) else "GOES")


def understanding(prompt: str, seconds: int, cast: list[Cameo]) -> tuple[dict[str, object], tuple[str, ...]]:
    """This function will ask the engine what it makes of the prompt; an engine in trouble says nothing."""
    if not prompt.strip() or len(prompt) > MAX_LENGTH:
        return {}, ()
    likenesses = tuple(Likeness(cameo.handle, cameo.name) for cameo in cast)
    try:
        return engine_named(settings.ENGINE, settings.MODEL).understand(
            Request(prompt, seconds, cameos=likenesses)
        )
    except Exception:  # the boundary to the engine: the composer works without its opinion
        log.exception("the engine %s could not read a prompt", settings.ENGINE)
        return {}, ()
