"""Questions to likeness owners, many at once and those nobody answered. One answer: consent.answer_use."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from accounts.models import User
from generation import queries
from generation.consent import answer_use, decline
from generation.models import CameoUse
from generation.moves import LostRace, NotAllowed
from generation.states import UseState


def answer_many(
    *,
    owner: User,
    yes: bool,
    at: datetime,
    ids: Iterable[uuid.UUID] | None = None,
    person: User | None = None,
) -> int:
    """This function will give one answer to the open questions of `ids`, or to all by `person`, and count them.

    What was answered or ended meanwhile is passed over. Nobody's own questions but the owner's are touched.
    """
    asked = queries.asks_of(owner)
    asked = asked.filter(job__author=person) if person else asked.filter(pk__in=list(ids or ()))
    answered = 0
    for use in asked.select_related("cameo__owner", "job__author", "clip__author", "clip__job"):
        with suppress(LostRace, NotAllowed):
            answer_use(use=use, yes=yes, by=owner, at=at)
            answered += 1
    return answered


def decline_silent(*, at: datetime) -> int:
    """This function will take the silence of owners whose time to answer has passed as a no, and count them."""
    late = CameoUse.objects.filter(state=UseState.ASKED, answer_by__lte=at)
    late = late.select_related("cameo__owner", "job__author", "clip__author", "clip__job")
    return sum(_decline(use, at) for use in late.order_by("answer_by", "pk"))


def _decline(use: CameoUse, at: datetime) -> bool:
    try:
        with transaction.atomic():
            decline(use, at=at, code="LIKENESS_NO_ANSWER")
    except (LostRace, NotAllowed):
        return False
    return True
