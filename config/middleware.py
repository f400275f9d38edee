"""Requests no view should ever see."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest


class NoNul:
    """PostgreSQL keeps no NUL and answers one with an error, so an address that holds one ends here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            return HttpResponseBadRequest(
                "A NUL character has no place in an address.", content_type="text/plain"
            )
        return self.get_response(request)
