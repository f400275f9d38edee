"""What clients send to /v1, in JSON or multipart with bracketed keys, read into plain values. No rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from django.conf import settings
from rest_framework.request import Request

from generation.compat_errors import BadCall
from generation.compat_wishes import EXTRAS, PICTURE, PictureOnly, read_picture, read_seed, read_wish
from generation.wishes import Wanted as Wish

ALIASES = ("sora-2", "sora-2-pro")
_DATED = re.compile(r"^sora-2(-pro)?-\d{4}-\d{2}-\d{2}$")
_KNOWN = {"prompt", "model", "seconds", "size", "quality", PICTURE, *EXTRAS}
_NOT_YET = {
    "characters": "Name people with @handle in the prompt instead.",
    "video": "Send it to /videos/edits or /videos/extensions.",
}


@dataclass(frozen=True)
class Wanted:
    prompt: str
    seconds: int
    size: str
    model: str
    offer: str = ""  # the key of the engine that stands behind the model
    seed: int | None = None
    wish: Wish = field(default_factory=Wish)
    picture: IO[bytes] | None = None


def read_create(request: Request) -> Wanted:
    """This function will read a create call.

    :raises BadCall: when a parameter is missing, unknown, not offered, or of the wrong type
    """
    data, uploaded = _read(request)
    _expect_known(data, _KNOWN)
    return Wanted(
        prompt=read_prompt(data),
        seconds=read_seconds(data.get("seconds", "4")),
        size=_text(data, "size", "720x1280"),
        model=(model := read_model(data)),
        offer=_offer(model),
        seed=read_seed(data),
        wish=read_wish(data),
        picture=read_picture(data, uploaded),
    )


def read_remix(request: Request) -> str:
    """This function will read a remix call: the prompt alone.

    :raises BadCall: as read_create does
    """
    data = read_fields(request)
    _expect_known(data, {"prompt"})
    return read_prompt(data)


def read_fields(request: Request) -> Mapping[str, Any]:
    """This function will give the top-level names sent and their values; `video[id]` and files count by name.

    :raises BadCall: when JSON holds something else than an object
    """
    return _read(request)[0]


def _read(request: Request) -> tuple[Mapping[str, Any], bytes | bytearray | None]:
    """The fields, and the bytes of a first picture that came as a file."""
    handler = PictureOnly()
    request._request.upload_handlers = [handler]
    if not isinstance(request.data, Mapping):
        raise BadCall("Expected an object.", code="invalid_type")
    files = dict.fromkeys(handler.names)
    sent = [*request.data.items(), *files.items()]
    data = {re.split(r"[\[.]", str(name), maxsplit=1)[0]: value for name, value in sent}
    if (address := request.data.get(f"{PICTURE}[image_url]")) is not None:
        data[PICTURE] = {"image_url": address}
    return data, handler.picture


def read_prompt(data: Mapping[str, Any]) -> str:
    if "prompt" not in data:
        raise BadCall(
            "Missing required parameter: 'prompt'.", code="missing_required_parameter", param="prompt"
        )
    return _text(data, "prompt", "")


def _expect_known(data: Mapping[str, Any], known: Iterable[str]) -> None:
    for name in data:
        if name in _NOT_YET:
            raise BadCall(
                f"Unsupported parameter: '{name}'. {_NOT_YET[name]}", code="unsupported_parameter", param=name
            )
        if name not in known:
            raise BadCall(f"Unknown parameter: '{name[:80]}'.", code="unknown_parameter", param=name[:80])


def _text(data: Mapping[str, Any], name: str, default: str) -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise BadCall(f"Invalid type for '{name}': expected a string.", code="invalid_type", param=name)
    return value


def read_seconds(value: Any) -> int:
    """:raises BadCall: when it is no whole number"""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 6:
        return int(value)
    raise BadCall(
        "Invalid value for 'seconds': expected a whole number.", code="invalid_value", param="seconds"
    )


def models() -> list[str]:
    """This function will name the models this server answers to: the original's names and its own engine."""
    names = (settings.ENGINE, settings.MODEL, *settings.OFFERS)
    return [*ALIASES, *dict.fromkeys(name for name in names if name)]


def _offer(model: str) -> str:
    """The key of the offer a model stands for; the original's names stand for the default."""
    return model if model in settings.OFFERS else ""


def read_model(data: Mapping[str, Any]) -> str:
    """This function will give the model asked for.

    :raises BadCall: when there is none of that name
    """
    return _model(_text(data, "model", ALIASES[0]))


def _model(name: str) -> str:
    if name in models() or _DATED.match(name):
        return name
    choices = ", ".join(f"'{one}'" for one in models())
    text = f"The model '{name[:80]}' does not exist here. Supported values are: {choices}."
    raise BadCall(text, code="model_not_found", param="model")
