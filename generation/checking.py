"""Check before you render: does this person, this prompt and these likenesses go together? Writes nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from accounts.models import User
from cameos.models import Cameo
from cameos.rules import Asks, Refused
from generation import queries
from generation.chips import Chip, chips
from generation.engines.registry import engine_named
from generation.engines.types import Likeness, Request, SceneInvalid
from generation.operations import JobRefused, check_request
from generation.refusals import Said, said
from generation.scenes import Row, edited, edits_of, invalid, rows, seal
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
    scene: Mapping[str, object] = field(default_factory=dict)  # as the engine tells it, edits and all
    rows: tuple[Row, ...] = ()  # what can be changed of the scene
    seal: str = ""  # the words those changes belong to
    is_edited: bool = False
    refusals: tuple[Said, ...] = ()  # about the prompt, the form and the quota; those of a likeness are above

    @property
    def goes(self) -> bool:
        return not self.refusals and all(answer.verdict != "REFUSED" for answer in self.answers)


def check(
    *,
    author: User,
    prompt: str,
    seconds: int,
    size: str,
    at: datetime,
    scene: Mapping[str, Any] | None = None,
    posted: Mapping[str, str] | None = None,
) -> Check:
    """This function will say what is understood of the prompt and what the rules answer to each mention.

    `scene` is an edited scene to be played instead; `posted` are edits of a form, made to what was understood.
    """
    read = understanding(prompt, seconds, cast_of(prompt))[0].get("scene")
    refusals: tuple[Refusal, ...] = ()
    try:
        scene = scene or edited_scene(prompt=prompt, seconds=seconds, posted=posted or {})
        check_request(author=author, prompt=prompt, at=at, seconds=seconds, size=size, scene=scene)
    except JobRefused as refused:
        refusals = refused.refusals
        scene = None if any(one.reason.code == "SCENE_INVALID" for one in refusals) else scene
    handles = list(dict.fromkeys(mentions(prompt))) if len(prompt) <= MAX_LENGTH else []
    known = {cameo.handle: cameo for cameo in cast_of(prompt)}
    understood, unknown = understanding(prompt, seconds, list(known.values()), scene)
    return Check(
        rows=tuple(rows(read, posted)) if isinstance(read, Mapping) else (),
        seal=seal(prompt),
        is_edited=bool(scene or (posted and edits_of(posted, prompt) and refusals)),
        chips=tuple(chips(understood)),
        unknown=tuple(unknown),
        scene=understood,
        answers=tuple(_answer(one, known.get(one), author, prompt, refusals, at) for one in handles),
        refusals=tuple(said(one) for one in refusals if one.facts.get("handle") not in handles),
    )


def cast_of(prompt: str) -> list[Cameo]:
    """This function will find the likenesses a prompt names."""
    return list(Cameo.objects.castable().filter(handle__in=mentions(prompt)))


def edited_scene(*, prompt: str, seconds: int, posted: Mapping[str, str]) -> dict[str, Any] | None:
    """This function will give the scene as a posted form changes it; None when it changes nothing.

    :raises JobRefused: when the result can not be played
    """
    if not edits_of(posted, prompt):
        return None
    read = understanding(prompt, seconds, cast_of(prompt))[0].get("scene")
    try:
        return edited(read, posted, prompt, seconds) if isinstance(read, Mapping) else None
    except SceneInvalid as wrong:
        raise JobRefused([invalid(wrong)]) from wrong


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


def understanding(
    prompt: str, seconds: int, cast: list[Cameo], scene: Mapping[str, Any] | None = None
) -> tuple[dict[str, object], tuple[str, ...]]:
    """This function will ask the engine what it makes of the prompt; an engine in trouble says nothing."""
    if not prompt.strip() or len(prompt) > MAX_LENGTH:
        return {}, ()
    likenesses = tuple(Likeness(cameo.handle, cameo.name) for cameo in cast)
    try:
        return engine_named(settings.ENGINE, settings.MODEL).understand(
            Request(prompt, seconds, cameos=likenesses, scene=scene)
        )
    except Exception:  # the boundary to the engine: the composer works without its opinion
        log.exception("the engine %s could not read a prompt", settings.ENGINE)
        return {}, ()
