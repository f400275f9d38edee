"""/v1/videos/characters: a thing from a short video. A person records themselves in front of a camera instead."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.timezone import now
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from cameos import enrolment
from cameos.access import own_cameo
from cameos.enrolment import EnrolmentRefused
from cameos.models import Cameo
from cameos.uploads import StaysInMemory, bytes_of
from cameos.words import said_refusal
from generation.compat import CompatView
from generation.compat_errors import BadCall
from policy.recordings import media_type_of

PREFIX = "char_"
PERSON = (
    "It waits for a reviewer, who accepts pets, drawings and invented figures only. "
    "A person records themselves, in a browser, at /cameos/new/."
)


def character(cameo: Cameo) -> dict[str, object]:
    """This function will show a likeness as a Character object; `status` and `handle` are ours."""
    return {
        "id": f"{PREFIX}{cameo.pk.hex}",
        "object": "character",
        "name": cameo.name,
        "created_at": int(cameo.created_at.timestamp()),
        "handle": cameo.handle,
        "status": cameo.state.lower(),
        "note": "" if cameo.is_castable else PERSON,
    }


class Characters(CompatView):
    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        request.upload_handlers = [StaysInMemory(request)]
        return super().initialize_request(request, *args, **kwargs)

    def post(self, request: Request) -> Response:
        if not isinstance(request.data, Mapping):
            raise BadCall("Expected an object.", code="invalid_type")
        name = str(request.data.get("name") or "").strip()
        data = bytes_of(request, "video")
        if not name or len(name) > 60:
            raise BadCall(
                "'name' is missing, or longer than 60 characters.", code="invalid_value", param="name"
            )
        if not data or not media_type_of(data).startswith("video/"):
            text = f"'video' must be a WebM or MP4 file of a pet, a drawing or an invented figure. {PERSON}"
            raise BadCall(text, code="invalid_value", param="video")
        try:
            recording = enrolment.enrol_thing(
                owner=myself(request), handle=enrolment.free_handle(name), name=name, manner="",
                data=data, at=now(),
            )  # fmt: skip
        except EnrolmentRefused as refused:
            said = said_refusal(refused.why)
            raise BadCall(f"{said.sentence} {said.remedy}", code=said.code.lower(), param="video") from None
        return Response(character(recording.cameo))


class Character(CompatView):
    def get(self, request: Request, character_id: str) -> Response:
        try:
            pk = uuid.UUID(hex=character_id.removeprefix(PREFIX))
        except ValueError:
            raise Http404 from None
        return Response(character(own_cameo(myself(request), pk)))
