"""Decrypted bytes to the one person who may have them now: whole or in a range, never cached, each time logged."""

from __future__ import annotations

import re
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from accounts.models import User
from cameos import biometrics
from cameos.models import Purpose, Recording

ONE_LOOK = timedelta(minutes=10)  # a player fetches a video in parts: together they are one reading
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})$")


def send(
    request: HttpRequest, *, recording: Recording, kind: str, purpose: Purpose, reader: User, about: str = ""
) -> HttpResponse:
    """This function will decrypt one piece for `reader`, log the reading, and answer with the part asked for.

    :raises PieceMissing: when there is none
    """
    asked = _RANGE.match(request.headers.get("Range", ""))
    data, media_type = biometrics.read_one(
        recording=recording, kind=kind, purpose=purpose, at=now(), reader=reader, about=about,
        again_within=ONE_LOOK if asked else None,
    )  # fmt: skip
    first = int(asked[1]) if asked else 0
    last = min(int(asked[2]), len(data) - 1) if asked and asked[2] else len(data) - 1
    if asked and first > last:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(data)}"})
    else:
        response = HttpResponse(data[first : last + 1], content_type=media_type, status=206 if asked else 200)
        if asked:
            response["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
