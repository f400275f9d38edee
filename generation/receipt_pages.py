"""Receipts for the outside: one receipt's public page, the owner's export, and a page that checks an export."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import myself
from cameos.models import Receipt
from cameos.receipts import instance_key
from generation.exporting import export_of
from generation.standing import public_receipt, standing_of
from generation.status import TTL, public
from provenance.receipts import MOST_SAID, NoExport, Report, read_export, verify_export

LARGEST = 2_000_000  # bytes of an export the page takes; the command takes any


@require_safe
def receipt(request: HttpRequest, receipt_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Receipt, pk=receipt_id)
    answer = standing_of(found, now())
    context = {"receipt": found, "standing": str(answer.standing), "since": answer.since}
    response = render(request, "generation/receipt.html", context)
    response["Cache-Control"] = f"private, max-age={int(TTL.total_seconds())}"
    return response


@require_safe
def receipt_json(request: HttpRequest, receipt_id: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Receipt, pk=receipt_id)
    return public(JsonResponse(public_receipt(found, standing_of(found, now()))), TTL)


@login_required
@require_safe
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """All receipts of one's likenesses with their private records, as a file."""
    response = JsonResponse(
        export_of(myself(request), now()), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = f'attachment; filename="receipts-{now():%Y-%m-%d}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Checks an export that is uploaded; it is read, answered, and not kept."""
    report: Report | None = None
    wrong = ""
    if request.method == "POST":
        try:
            report = verify_export(read_export(_sent(request)), instance_key().public_jwk()["kid"])
        except NoExport as error:
            wrong = str(error)
    context = {
        "report": report,
        "wrong": wrong,
        "broken": report.broken[:MOST_SAID] if report else [],
        "largest": LARGEST // 1_000_000,
        "kid": instance_key().public_jwk()["kid"],
    }
    return render(request, "generation/verify_receipts.html", context, status=422 if wrong else 200)


def _sent(request: HttpRequest) -> bytes:
    """:raises NoExport: when no file was sent, or one that is too large for a request"""
    file = request.FILES.get("file")
    if file is None:
        raise NoExport(_("choose the file you have exported"))
    if (file.size or 0) > LARGEST:
        raise NoExport(_("it is too large for this page; manage.py verify-receipts takes it"))
    return bytes(file.read())
