"""What new terms would do to clips that exist, told before they are in force; and applying them to those, if wanted.

Applied, the uses that the new terms refuse are out of sight from that commit on: one UPDATE ends how long they are
covered. The cleaning up (clips withdrawn, bytes deleted, makers told) follows in short transactions, and a sweep
finishes what was left.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from cameos.models import Cameo, Permission
from cameos.operations import TermsWanted, change_permission
from cameos.queries import Standing, standing_with, terms_from
from cameos.rules import Refused, Terms, UseRequest, decide
from generation import closing, queue
from generation.judging import words_of_job
from generation.models import CameoUse
from generation.states import FRUITLESS, ClipState
from policy.reasons import Category, Refusal, refusal
from policy.restrictions import touched_among

AT_ONCE = 5_000  # ids in one UPDATE


@dataclass
class Effects:
    """Clips and jobs by others that the new terms would not allow. `reasons` says how many by which rule."""

    published: int = 0
    drafts: int = 0
    on_their_way: int = 0
    ends_earlier: int = 0  # allowed still, but not as long as was said
    people: set[int] = field(default_factory=set)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)  # (code, category or rule)
    ids: list[uuid.UUID] = field(default_factory=list)

    @property
    def any(self) -> bool:
        return bool(self.ids or self.ends_earlier)

    def add(self, use: CameoUse, why: tuple[Refusal, ...]) -> None:
        self.ids.append(use.pk)
        self.people.add(use.job.author_id)
        self.published += use.clip is not None and use.clip.state == ClipState.PUBLISHED
        self.drafts += use.clip is not None and use.clip.state != ClipState.PUBLISHED
        self.on_their_way += use.clip is None
        self.reasons.update({(one.reason.code, _detail(one)) for one in why})


def _detail(one: Refusal) -> str:
    return one.facts.get("category") or one.facts.get("rule") or ""


def effects_of(*, cameo: Cameo, wanted: TermsWanted, at: datetime) -> Effects:
    """This function will say what these terms would do to the clips and jobs of others that exist. Writes nothing."""
    before = cameo.permission_in_force()
    after = Permission(cameo=cameo, **wanted)
    found, read = Effects(), _Reader(cameo, terms_from(cameo, before), terms_from(cameo, after), at)
    if _is_wider(before, after):
        return found
    for use in _standing(cameo).iterator(chunk_size=500):
        if why := read.newly_refused(use) or _voice_lost(use, after):
            found.add(use, why)
        elif after.until and (use.valid_until is None or use.valid_until > after.until):
            found.ends_earlier += 1
    return found


def _is_wider(before: Permission, after: Permission) -> bool:
    """Whether nothing that decides about a use has changed."""
    names = ("audience", "categories_off", "restrictions", "until", "voice")
    return all(getattr(before, name) == getattr(after, name) for name in names)


def _standing(cameo: Cameo) -> QuerySet[CameoUse]:
    uses = CameoUse.objects.filter(cameo=cameo, state__in=closing.STANDING).exclude(
        job__author=cameo.owner_id
    )
    over = Q(clip__state=ClipState.WITHDRAWN) | Q(clip=None, job__state__in=FRUITLESS)
    covered = uses.exclude(pk__in=uses.uncovered(published=False).values("pk"))
    return (
        covered.exclude(over).select_related("job__author", "clip", "permission").order_by("-asked_at", "id")
    )


class _Reader:
    """Decides about many uses: each person's standing is asked once, words are read only where words count."""

    def __init__(self, cameo: Cameo, before: Terms, after: Terms, at: datetime) -> None:
        self.cameo, self.before, self.after, self.at = cameo, before, after, at
        self.new = frozenset(after.categories_off - before.categories_off) | (
            after.rules.keys() - before.rules.keys()
        )
        self.standing: dict[int, Standing] = {}

    def newly_refused(self, use: CameoUse) -> tuple[Refusal, ...]:
        request = self._request(use)
        decision = decide(self.after, request)
        if not isinstance(decision, Refused) or isinstance(decide(self.before, request), Refused):
            return ()
        return decision.refusals

    def _request(self, use: CameoUse) -> UseRequest:
        author = use.job.author
        if author.pk not in self.standing:
            self.standing[author.pk] = standing_with(self.cameo, author)
        stand = self.standing[author.pk]
        if not self.new:
            return UseRequest(at=self.at, **stand)
        found = touched_among("\n".join((words_of_job(use.job), *_spoken(use))), self.new)
        categories = frozenset(Category(token) for token in found if token in set(Category))
        return UseRequest(at=self.at, categories=categories, touches=found, **stand)


def _spoken(use: CameoUse) -> Iterator[str]:
    lines = use.clip.lines if use.clip else []
    return (f"“{line.get('text', '')}”" for line in lines)


def _voice_lost(use: CameoUse, after: Permission) -> tuple[Refusal, ...]:
    """Clips that may hold the owner's voice, which they no longer lend."""
    if after.voice or not use.permission.voice or use.clip is None or not use.clip.lines:
        return ()
    return (refusal("LIKENESS_VOICE"),)


# ---------------------------------------------------------------- in force


@transaction.atomic
def change_terms(*, cameo: Cameo, by: User, at: datetime, wanted: TermsWanted, apply: bool) -> bool:
    """This function will put the terms in force and, with `apply`, end what they do not allow of what exists.

    It says whether the terms differ from those before. Without `apply`, what is public stays; what is not yet is
    held against the new terms when it would become so.
    """
    effects = effects_of(cameo=cameo, wanted=wanted, at=at) if apply else Effects()
    if not change_permission(cameo=cameo, at=at, **wanted):
        return False
    terms = cameo.permission_in_force()
    for start in range(0, len(effects.ids), AT_ONCE):
        some = CameoUse.objects.filter(pk__in=effects.ids[start : start + AT_ONCE])
        some.update(valid_until=at, ended_under=terms)
    if apply and terms.until:
        later = Q(valid_until=None) | Q(valid_until__gt=terms.until)
        _standing_ids(cameo).filter(later).update(valid_until=terms.until)
    if effects.ids:
        queue.later("end_narrowed", str(cameo.pk))
    return True


def _standing_ids(cameo: Cameo) -> QuerySet[CameoUse]:
    return CameoUse.objects.filter(cameo=cameo, state__in=closing.STANDING).exclude(
        job__author=cameo.owner_id
    )


def end_narrowed(*, at: datetime, cameo_id: uuid.UUID | None = None) -> int:
    """This function will end for good the uses new terms were applied to, in short transactions, and count them.

    Run twice, it does nothing more.
    """
    ended = 0
    while step := _end_some(at, cameo_id):
        ended += step
    return ended


@transaction.atomic
def _end_some(at: datetime, cameo_id: uuid.UUID | None) -> int:
    open_uses = CameoUse.objects.filter(ended_under__isnull=False, state__in=closing.STANDING)
    if cameo_id:
        open_uses = open_uses.filter(cameo=cameo_id)
    locked = open_uses.order_by("-asked_at", "id").select_for_update(of=("self",))
    uses = list(locked.select_related("job", "cameo", "clip")[: closing.BATCH])
    if uses:
        closing.tell_of_heirs(uses, at)
        closing.end_uses(uses, at=at)
        for cameo in {use.cameo for use in uses}:
            made = [use.job_id for use in uses if use.cameo_id == cameo.pk]
            closing.end_heirs_of(cameo, made, at=at)
    return len(uses)
