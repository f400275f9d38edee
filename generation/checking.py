"""Check before you render: does this person, this prompt and these likenesses go together? Writes nothing."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.conf import settings

from accounts.models import User
from cameos.models import Cameo
from cameos.rules import Asks, Refused
from cameos.wording import Read, own_words
from generation import queries
from generation.chips import Chip, chips
from generation.engines.offers import Offer
from generation.engines.registry import engine_named
from generation.engines.types import Likeness, SceneInvalid
from generation.limits import used_today
from generation.line import next_turn
from generation.models import Job
from generation.operations import Casting, JobRefused, check_request, offered
from generation.refusals import Said, said
from generation.scene_rows import Row, rows
from generation.scenes import edited, edits_of, invalid, on_stage, seal
from generation.waiting import closed_in_words, in_words
from generation.waiting import span as span
from generation.waits import usual_seconds, wait_of
from generation.wishes import (
    MOST_VARIATIONS,
    SIZES,
    Wanted,
    as_request,
    default_offer,
    said_in,
    sealed_words,
    tidy,
)
from policy.prompts import MAX_LENGTH, mentions
from policy.reasons import Refusal, refusal

log = logging.getLogger("kulisse.check")


@dataclass(frozen=True)
class Answer:
    """What the rules say about one @mention: it goes, its owner is asked first, or it is refused and why."""

    handle: str
    name: str = ""
    verdict: str = "GOES"  # GOES | BEFORE_RENDER | BEFORE_PUBLISH | REFUSED
    refusals: tuple[Said, ...] = ()
    own_words: tuple[Read, ...] = ()  # the owner's restrictions, for those who are let in


OUTSIDE = {"LIKENESS_UNKNOWN", "LIKENESS_NOT_ALLOWED", "LIKENESS_BLOCKED"}


@dataclass(frozen=True)
class Estimate:
    """What it would cost and how long it would take. `seconds` is None where nothing like it was made yet."""

    costs: int = 1  # clips of the day's quota
    left: int | None = None  # of it now; None where there is no limit
    seconds: int | None = None  # a clip like this usually takes, once begun
    ahead: int = 0  # clips that start before it, were it asked for now
    starts: str = ""  # when it would start, in words
    closed: str = ""  # that its pool takes nothing now, in words

    @property
    def span(self) -> str:
        return span(self.seconds)


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
    estimate: Estimate = field(default_factory=Estimate)

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
    offer: Offer | str | None = None,
    wanted: Wanted | None = None,
    variations: int = 1,
    posted: Mapping[str, str] | None = None,
) -> Check:
    """This function will say what is understood of the wish and what the rules answer to each mention.

    The wish may hold an edited scene to be played; `posted` are edits of a form, made to what was understood.
    """
    wanted, posted = tidy(wanted), posted or {}
    whole = "\n".join(said_in(prompt, wanted))
    handles = list(dict.fromkeys(mentions(whole))) if len(whole) <= MAX_LENGTH else []
    known = {cameo.handle: cameo for cameo in cast_of(whole)}
    chosen = offered(offer) or default_offer()
    people = list(known.values())
    plain = cast(Wanted, {name: value for name, value in wanted.items() if name != "scene"})
    read = understanding(prompt, seconds, people, chosen, plain)
    casting: Casting = []
    try:
        if edit := _edited(read[0].get("scene"), prompt, seconds, plain, posted):
            wanted["scene"] = edit
        asked = {"author": author, "prompt": prompt, "at": at, "seconds": seconds, "size": size}
        casting, refusals = _cast_or_refused(asked, offer, wanted, variations)
    except JobRefused as refused:
        refusals = refused.refusals
    is_broken = any(one.reason.code == "SCENE_INVALID" for one in refusals)
    is_edited = "scene" in wanted
    understood, unknown = (
        understanding(prompt, seconds, people, chosen, wanted) if is_edited and not is_broken else read
    )
    scene, sealed = read[0].get("scene"), sealed_words(prompt, plain)
    stages = {cameo.handle: stage for cameo, stage in casting}
    handles = on_stage(handles, wanted.get("scene"))
    return Check(
        rows=tuple(rows(scene, posted)) if isinstance(scene, Mapping) else (),
        seal=seal(sealed),
        is_edited=is_edited or bool(edits_of(posted, sealed) and refusals),
        chips=tuple(chips(understood)),
        unknown=tuple(unknown),
        scene=understood,
        answers=tuple(_answer(one, known.get(one), author, whole, refusals, stages, at) for one in handles),
        refusals=tuple(said(one) for one in refusals if one.facts.get("handle") not in handles),
        estimate=estimated(author, chosen, seconds, size, variations, at),
    )


def _cast_or_refused(
    asked: dict[str, Any], offer: Offer | str | None, wanted: Wanted, count: int
) -> tuple[Casting, tuple[Refusal, ...]]:
    """Of the last of `count` clips: it goes only when all do."""
    if not 1 <= count <= MOST_VARIATIONS:
        return [], (refusal("VARIATIONS_UNSUPPORTED", "variations", count=count, limit=MOST_VARIATIONS),)
    try:
        casting: Casting = check_request(**asked, offer=offer, wanted=wanted)
        if count > 1:
            check_request(**asked, offer=offer, wanted=wanted, ahead=[casting] * (count - 1))
    except JobRefused as refused:
        return [], refused.refusals
    return casting, ()


def estimated(author: User, offer: Offer, seconds: int, size: str, count: int, at: datetime) -> Estimate:
    """This function will say what asking for this would cost now, and how long such a clip takes here."""
    width, height = map(int, size.split("x")) if size in SIZES else (0, 0)
    turn = next_turn(author=author, pool=offer.pool, is_batch=False)
    like = Job(
        engine=offer.engine, model=offer.model, pool=offer.pool, seconds=seconds, width=width, height=height,
        turn=turn, created_at=at,
    )  # fmt: skip
    wait = wait_of(like, at)
    return Estimate(
        costs=count,
        left=None if author.is_demo else max(0, settings.JOBS_A_DAY - used_today(author, at).count()),
        seconds=usual_seconds(like),
        ahead=wait.place,
        starts=in_words(wait),
        closed=closed_in_words(wait.pool),
    )


def cast_of(prompt: str) -> list[Cameo]:
    """This function will find the likenesses a prompt names."""
    return list(Cameo.objects.castable().filter(handle__in=mentions(prompt)))


def edited_scene(
    *,
    prompt: str,
    seconds: int,
    posted: Mapping[str, str],
    offer: Offer | str | None = None,
    wanted: Wanted | None = None,
) -> dict[str, Any] | None:
    """This function will give the scene as a posted form changes it; None when it changes nothing.

    :raises JobRefused: when the result can not be played
    """
    plain = tidy(wanted)
    if not edits_of(posted, sealed_words(prompt, plain)):
        return None
    people = cast_of("\n".join(said_in(prompt, plain)))
    read = understanding(prompt, seconds, people, offered(offer), plain)
    return _edited(read[0].get("scene"), prompt, seconds, plain, posted)


def _edited(
    scene: object, prompt: str, seconds: int, wanted: Wanted, posted: Mapping[str, str]
) -> dict[str, Any] | None:
    """:raises JobRefused: as `edited_scene` does"""
    sealed = sealed_words(prompt, wanted)
    if not isinstance(scene, Mapping) or not edits_of(posted, sealed):
        return None
    try:
        return edited(scene, posted, sealed, seconds)
    except SceneInvalid as wrong:
        raise JobRefused([invalid(wrong)]) from wrong


def _answer(
    handle: str,
    cameo: Cameo | None,
    author: User,
    prompt: str,
    refusals: tuple[Refusal, ...],
    stages: Mapping[str, str],
    at: datetime,
) -> Answer:
    name = cameo.name if cameo else ""
    mine = tuple(said(one) for one in refusals if one.facts.get("handle") == handle)
    if cameo is None or OUTSIDE & {one.code for one in mine}:
        return Answer(handle, name, "REFUSED", mine)
    rules = tuple(own_words(cameo.permission_in_force().restrictions)) if cameo.owner_id != author.pk else ()
    if mine:
        return Answer(handle, name, "REFUSED", mine, rules)
    if handle in stages:  # the request goes: it has asked for each
        return Answer(handle, name, stages[handle] or "GOES", (), rules)
    decision = queries.may_cast(cameo=cameo, author=author, words=prompt[:MAX_LENGTH], at=at)
    if isinstance(decision, Refused):
        return Answer(handle, name, "REFUSED", tuple(said(one) for one in decision.refusals))
    return Answer(handle, name, decision.stage if isinstance(decision, Asks) else "GOES", (), rules)


def understanding(
    prompt: str,
    seconds: int,
    people: list[Cameo],
    offer: Offer | None = None,
    wanted: Wanted | None = None,
) -> tuple[dict[str, object], tuple[str, ...]]:
    """This function will ask the engine what it makes of the wish; an engine in trouble says nothing."""
    said = "\n".join(said_in(prompt, wanted or {}))
    if not said.strip() or len(said) > MAX_LENGTH:
        return {}, ()
    likenesses = tuple(Likeness(cameo.handle, cameo.name) for cameo in people)
    offer = offer or default_offer()
    try:
        wish = as_request(prompt=prompt, seconds=seconds, cameos=likenesses, wanted=wanted)
        return engine_named(offer.engine, offer.model).understand(wish)
    except Exception:  # the boundary to the engine: the composer works without its opinion
        log.exception("the engine %s could not read a prompt", offer.engine)
        return {}, ()
