"""Whether the consent behind one receipt stands, and since when not: for anybody, without learning whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.db.models import Max, Q

from cameos.models import Receipt, Revocation
from generation.models import CameoUse
from generation.states import UseState
from generation.status import signed


class Standing(StrEnum):
    STANDS = "stands"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_GIVEN = "not_given"


@dataclass(frozen=True)
class Answer:
    standing: Standing
    since: date | None = None  # the day alone


def standing_of(receipt: Receipt, at: datetime) -> Answer:
    """This function will say whether consent stands at this moment, by the very query that hides clips."""
    use = CameoUse.objects.filter(receipt=receipt).select_related("job", "cameo").first()
    if use is None:
        return Answer(Standing.WITHDRAWN, _day(receipt.ended_at))
    if use.state in (UseState.ASKED, UseState.DECLINED):
        return Answer(Standing.NOT_GIVEN, _day(use.answered_at))
    if not CameoUse.objects.filter(pk=use.pk).uncovered(published=True).exists():
        return Answer(Standing.STANDS)
    if ended := receipt.ended_at or use.ended_at or _taken_back(use):
        return Answer(Standing.WITHDRAWN, _day(ended))
    if use.ended_under_id:
        return Answer(Standing.WITHDRAWN, _day(use.valid_until))
    if use.valid_until and use.valid_until <= at:
        return Answer(Standing.EXPIRED, _day(use.valid_until))
    return Answer(Standing.WITHDRAWN)


def _taken_back(use: CameoUse) -> datetime | None:
    mine = Q(person=None) | Q(person=use.job.author_id)
    found = Revocation.objects.filter(mine, cameo=use.cameo_id, at__gte=use.asked_at)
    newest: datetime | None = found.aggregate(at=Max("at"))["at"]
    return newest


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


def public_receipt(receipt: Receipt, answer: Answer) -> dict[str, object]:
    """This function will write what anybody may know of a receipt, signed.

    Neither the chain it belongs to nor the version of the terms is in it: two receipts of one person must not meet.
    """
    told = ("id", "clip", "issuer", "grantedAt", "validUntil", "credentialStatus")
    body: dict[str, object] = {
        "type": "LikenessReceipt",
        "version": "1",
        **{name: receipt.body[name] for name in told},
        "recordHash": receipt.digest,
        "status": str(answer.standing),
        "since": answer.since.isoformat() if answer.since else None,
        "page": f"{settings.PUBLIC_URL}/receipts/{receipt.pk}",
    }
    return signed(body)
