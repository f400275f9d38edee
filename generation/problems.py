"""What goes wrong in our own API, as RFC 9457 problems in the reader's language. /v1 has its own: compat_errors."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView, set_rollback
from rest_framework.views import exception_handler as drf_handler

from generation.access import Gone
from generation.moves import LostRace, NotAllowed
from generation.operations import JobRefused
from generation.refusals import Said, said, said_of_code
from policy.reasons import Layer

log = logging.getLogger("kulisse.api")


@dataclass
class Problem:
    """One answer of RFC 9457. `type` leads to the place in the docs that explains the code."""

    status: int
    code: str
    title: str
    detail: str
    errors: list[dict[str, str]] = field(default_factory=list)

    def as_response(self, headers: dict[str, str] | None = None) -> Response:
        kind = f"{settings.PUBLIC_URL}/api/docs/#problem-{self.code}"
        body = {"type": kind, **asdict(self)}
        content_type = "application/problem+json"
        return Response(body, self.status, headers=headers, content_type=content_type)


class SaidNo(APIException):
    """A rule says no, in one sentence; `field` is what it is about. For refusals that have no reason code."""

    status_code = 422
    default_code = "refused"

    def __init__(self, said: str, field: str = "") -> None:
        super().__init__(said)
        self.field = field


class Gently(UserRateThrottle):
    """So many changes one person's programs make in a minute, in one process: nobody floods others with news."""

    scope = "changes"
    rate = "120/min"

    def allow_request(self, request: Request, view: APIView) -> bool:
        return request.method in SAFE_METHODS or super().allow_request(request, view)


class ApiView(APIView):  # no docstring: the schema would show it with every operation
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not (request.content_type or "").startswith("multipart/"):
            _body = request._request.body  # raises RequestDataTooBig where the parser would read on


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    problem = problem_of(error)
    if problem is None:
        return None
    set_rollback()
    answered = drf_handler(error, context)
    kept = ("WWW-Authenticate", "Retry-After", "Allow")
    headers = {name: answered[name] for name in kept if answered is not None and name in answered}
    return problem.as_response({"Cache-Control": "no-store", **headers})


def problem_of(error: Exception) -> Problem | None:
    """This function will say how an expected failure reads; None for what nobody expected."""
    match error:
        case JobRefused():
            return _refused([said(one) for one in error.refusals])
        case SaidNo(field=about):
            errors = [{"field": about, "code": "refused", "detail": str(error)}]
            return Problem(422, "refused", _("This can not be done"), str(error), errors)
        case NotAllowed() | LostRace():
            return Problem(409, "conflict", _("It has moved on"), _("Look at its state now and decide anew."))
        case Gone():
            return _gone(error)
        case RequestDataTooBig():
            return Problem(413, "too_large", _("Too large"), _("The request is larger than it may be."))
        case RecursionError():
            return Problem(400, "invalid", _("The request is not well formed"), _("It is nested too deeply."))
        case OperationalError():
            log.exception("the database did not answer")
            return Problem(503, "busy", _("The stage is busy"), _("Nothing was changed. Try again."))
    return _of_framework(error)


def _refused(reasons: list[Said]) -> Problem:
    quota = all(reason.layer == Layer.QUOTA for reason in reasons)
    detail = " ".join(reason.sentence for reason in reasons)
    errors = [
        {
            "field": reason.field,
            "code": reason.code,
            "layer": reason.layer,
            "detail": reason.sentence,
            "remedy": reason.remedy,
        }
        for reason in reasons
    ]
    return Problem(429 if quota else 422, "refused", _("This can not be made"), detail, errors)


def _gone(gone: Gone) -> Problem:
    reason = gone.clip.withdrawn_for or "LIKENESS_REVOKED"
    return Problem(410, "gone", _("This clip is gone"), said_of_code(reason).sentence)


def _of_framework(error: Exception) -> Problem | None:
    answered = drf_handler(error, {})
    if answered is None:
        return None
    if isinstance(error, ValidationError):
        errors = list(_flat(error.detail, error.get_codes()))
        return Problem(400, "invalid", _("The request is not well formed"), errors[0]["detail"], errors)
    if answered.status_code == 404:
        return Problem(404, "not_found", _("Not found"), _("There is nothing here, or not for you."))
    code = str(error.get_codes()) if isinstance(error, APIException) else "permission_denied"
    return Problem(answered.status_code, code, answered.status_text, str(answered.data.get("detail", "")))


def _flat(detail: Any, codes: Any, path: str = "") -> Iterator[dict[str, str]]:
    """DRF nests its messages as the input is nested; a problem lists them with their path."""
    if isinstance(detail, dict):
        for name in detail:
            yield from _flat(detail[name], codes[name], f"{path}.{name}" if path else str(name))
    elif isinstance(detail, list):
        for one, code in zip(detail, codes, strict=True):
            yield from _flat(one, code, path)
    else:
        yield {
            "field": path.removesuffix("non_field_errors").rstrip("."),
            "code": str(codes),
            "detail": str(detail),
        }
