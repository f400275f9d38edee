"""The public consent status: whether a receipt still stands, told without telling whose it is."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from cameos.models import Receipt, Revocation
from cameos.receipts import LIST_SIZE, canonical, instance_key
from generation.models import CameoUse, Job, Transition
from provenance.keys import sign_bytes

TTL = timedelta(seconds=60)  # how long others may rely on what they fetched

Credential = dict[str, object]


@require_safe
def status(request: HttpRequest, number: int) -> HttpResponse:
    if number > last_status_list():
        raise Http404
    made_at, body = _list(number, now())
    return public(JsonResponse(body), made_at + TTL - max(made_at, now().replace(microsecond=0)))


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    return public(JsonResponse({"keys": [instance_key().public_jwk()]}), timedelta(hours=1))


_kept: dict[int, tuple[tuple[object, ...], datetime, Credential]] = {}


def _list(number: int, at: datetime) -> tuple[datetime, Credential]:
    """The signed list and when it was made: used again for a few seconds where nothing has moved since."""
    moved = _newest()
    kept = _kept.get(number)
    if kept and kept[0] == moved and at - kept[1] < timedelta(seconds=settings.STATUS_KEPT):
        return kept[1], kept[2]
    body = signed(credential(number, places_without_consent(number), at))
    _kept[number] = (moved, at, body)
    return at, body


def _newest() -> tuple[object, ...]:
    """What changes whenever a use is asked for, answered, ended or taken back."""
    return (
        Transition.objects.aggregate(last=Max("pk"))["last"],
        Revocation.objects.aggregate(last=Max("pk"))["last"],
        Job.objects.aggregate(last=Max("created_at"))["last"],
    )


def last_status_list() -> int:
    """This function will give the number of the newest status list; list 0 always exists."""
    return (Receipt.objects.aggregate(last=Max("list_index"))["last"] or 0) // LIST_SIZE


def places_without_consent(number: int) -> list[int]:
    """This function will give the places in status list `number` whose receipt does not stand now.

    Ended, no longer covered, still unanswered, or without the use it was issued for.
    """
    first = number * LIST_SIZE
    uncovered = CameoUse.objects.uncovered(published=True).values("pk")
    fallen = Q(ended_at__isnull=False) | Q(use=None) | Q(use__in=uncovered)
    here = Receipt.objects.filter(fallen, list_index__gte=first, list_index__lt=first + LIST_SIZE)
    return [index - first for index in here.values_list("list_index", flat=True)]


def credential(number: int, places: Iterable[int], at: datetime) -> Credential:
    """This function will build the W3C BitstringStatusListCredential: bit 1 where consent does not stand."""
    url = f"{settings.PUBLIC_URL}/.well-known/kulisse/status/{number}"
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": settings.PUBLIC_URL,
        "validFrom": _stamp(at),
        "validUntil": _stamp(at + TTL),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(places),
            "ttl": int(TTL.total_seconds() * 1000),
        },
    }


def encoded(places: Iterable[int]) -> str:
    """This function will write the list as the W3C asks: bit 0 leftmost, gzip, multibase base64url."""
    bits = bytearray(LIST_SIZE // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()


def signed(body: Credential) -> Credential:
    """This function will add a detached JWS over the canonical JSON of everything else, as on a receipt."""
    key = instance_key()
    method = f"{settings.PUBLIC_URL}/.well-known/jwks.json#{key.public_jwk()['kid']}"
    proof = {"type": "DetachedJws", "canonicalization": "JCS", "verificationMethod": method}
    return {**body, "proof": {**proof, "jws": sign_bytes(canonical(body), key)}}


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def public(response: HttpResponse, age: timedelta) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={int(age.total_seconds())}"
    response["Access-Control-Allow-Origin"] = "*"  # a page that verifies a file may live anywhere
    return response
