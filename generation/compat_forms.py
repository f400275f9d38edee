"""What clients send to /v1, in JSON or multipart with bracketed keys, read into plain values. No rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from rest_framework.request import Request

from generation.compat_errors import BadCall

ALIASES = ("sora-2", "sora-2-pro")
_DATED = re.compile(r"^sora-2(-pro)?-\d{4}-\d{2}-\d{2}$")
_KNOWN = {"prompt", "model", "seconds", "size", "quality"}
_NOT_YET = {
    "input_reference": "Starting from a picture is not offered yet.",
    "characters": "Name people with @handle in the prompt instead.",
    "video": "Send it to /videos/edits or /videos/extensions.",
}


class NamesOnly(FileUploadHandler):
    """No call takes a file yet: an uploaded one is passed over, never stored, and its name remembered."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.names: list[str] = []

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        self.names.append(field_name)
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


@dataclass(frozen=True)
class Wanted:
    prompt: str
    seconds: int
    size: str
    model: str


def read_create(request: Request) -> Wanted:
    """This function will read a create call.

    :raises BadCall: when a parameter is missing, unknown, not offered, or of the wrong type
    """
    data = read_fields(request)
    _expect_known(data, _KNOWN)
    return Wanted(
        prompt=read_prompt(data),
        seconds=read_seconds(data.get("seconds", "4")),
        size=_text(data, "size", "720x1280"),
        model=read_model(data),
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
    handler = NamesOnly()
    request._request.upload_handlers = [handler]
    if not isinstance(request.data, Mapping):
        raise BadCall("Expected an object.", code="invalid_type")
    files = dict.fromkeys(handler.names)
    return {
        re.split(r"[\[.]", str(name), maxsplit=1)[0]: value
        for name, value in [*request.data.items(), *files.items()]
    }


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
    return [*ALIASES, *dict.fromkeys(name for name in (settings.ENGINE, settings.MODEL) if name)]


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
