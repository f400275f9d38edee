"""What goes wrong on /v1, as OpenAI error objects, with statuses that a client retries only where it helps.

The official SDK retries 408, 409, 429 and 5xx. A refusal that would be the same next time is therefore
never one of those, the quota included; ours carry the rule, its layer and its remedy beside the usual keys.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404
from rest_framework.exceptions import APIException, AuthenticationFailed, NotAuthenticated
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_handler

from generation.access import Gone
from generation.moves import LostRace, NotAllowed
from generation.operations import JobRefused
from generation.refusals import Said, said, said_of_code
from policy.reasons import Layer

log = logging.getLogger("kulisse.api")
PARAMS = {
    "picture": "input_reference",
    "negative": "negative_prompt",
    "engine": "model",
}  # as this dialect has them
MODERATION = {"SEXUAL_MINORS", "SEXUAL_CONTENT", "HATE", "SELF_HARM"}


class BadCall(Exception):
    """The call itself is wrong; `param` says where, `code` how."""

    def __init__(self, message: str, *, code: str, param: str | None = None, status: int = 400) -> None:
        super().__init__(message)
        self.message, self.code, self.param, self.status = message, code, param, status


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    match error:
        case BadCall():
            return _answer(error.status, error.message, error.code, error.param)
        case JobRefused():
            return _refused([said(one) for one in error.refusals])
        case Gone():
            reason = said_of_code(error.clip.withdrawn_for or "LIKENESS_REVOKED")
            return _answer(410, f"This video is gone. {reason.sentence}", "video_gone", "video_id")
        case NotAllowed() | LostRace():
            return _answer(400, "The video has moved on; look at its status.", "invalid_state", "video_id")
        case Http404():
            return _answer(404, "There is no such video, or it is not yours.", "not_found", "video_id")
        case NotAuthenticated() | AuthenticationFailed():
            text = "Missing, incorrect or ended API key. Make one in your settings and send it as Bearer."
            headers = {"WWW-Authenticate": "Bearer"}
            return _answer(401, text, "invalid_api_key", None, headers)
        case RequestDataTooBig():
            return _answer(413, "The request is larger than it may be.", "request_too_large", None)
        case RecursionError():
            return _answer(400, "The request is nested too deeply.", "invalid_type", None)
        case OperationalError():
            log.exception("the database did not answer")
            return _answer(
                503, "The server is busy; nothing was changed.", "server_busy", None, kind="server_error"
            )
        case APIException() | PermissionDenied():
            return _of_framework(error, context)
    return None


def code_of(reason: Said) -> str:
    """This function will name a reason as clients of the original know it, or by our own name in small letters."""
    if reason.code in MODERATION:
        return "moderation_blocked"
    return "quota_exceeded" if reason.layer == Layer.QUOTA else reason.code.lower()


def message_of(reason: Said) -> str:
    return f"{reason.sentence} {reason.remedy}".strip()


def _refused(reasons: list[Said]) -> Response:
    first = reasons[0]
    forbidden = any(reason.layer in (Layer.CONSENT, Layer.QUOTA) for reason in reasons)
    answer = _answer(
        403 if forbidden else 400,
        " ".join(map(message_of, reasons)),
        code_of(first),
        PARAMS.get(first.field, first.field),
    )
    answer.data["error"]["reasons"] = [reason.as_dict() for reason in reasons]
    return answer


def _of_framework(error: Exception, context: dict[str, Any]) -> Response | None:
    answered = drf_handler(error, context)
    if answered is None:
        return None
    code = str(error.get_codes()) if isinstance(error, APIException) else "permission_denied"
    return _answer(answered.status_code, str(answered.data.get("detail", "")), code, None)


def _answer(
    status: int,
    message: str,
    code: str,
    param: str | None,
    headers: dict[str, str] | None = None,
    kind: str = "invalid_request_error",
) -> Response:
    again = {} if status >= 500 else {"x-should-retry": "false"}
    body = {"error": {"message": message, "type": kind, "param": param, "code": code}}
    return Response(body, status, headers={"Cache-Control": "no-store", **again, **(headers or {})})
