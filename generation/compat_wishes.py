"""What a create call of /v1 may ask for beside the original's parameters, and the picture it may begin with."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Mapping
from typing import IO, Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from generation.compat_errors import BadCall
from generation.firstpictures import LARGEST
from generation.wishes import ShotWish, Wanted, tidy

PICTURE = "input_reference"
EXTRAS = {"seed", "negative_prompt", "style", "camera", "sound", "generate_sound", "fps", "shots"}


class PictureOnly(FileUploadHandler):
    """Takes the first picture into memory, up to its limit; any other file is passed over and its name remembered."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.names: list[str] = []
        self.picture: bytearray | None = None

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        self.names.append(field_name)
        if field_name != PICTURE or self.picture is not None:
            raise SkipFile
        self.picture = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.picture is not None and len(self.picture) <= LARGEST:
            self.picture += raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def read_wish(data: Mapping[str, Any]) -> Wanted:
    """This function will read what else is wished for.

    :raises BadCall: when a value is of the wrong type
    """
    wanted = Wanted(
        negative=_text(data, "negative_prompt"),
        style=_text(data, "style"),
        camera=_text(data, "camera"),
        sound=_truth(data, "generate_sound" if "generate_sound" in data else "sound"),
        shots=_shots(data.get("shots")),
    )
    if "fps" in data:
        wanted["fps"] = read_number(data, "fps", 1, 240)
    return tidy(wanted)


def read_seed(data: Mapping[str, Any]) -> int | None:
    """:raises BadCall: when it is no whole number that can be a seed"""
    return read_number(data, "seed", 0, 2**31 - 1) if data.get("seed") is not None else None


def read_picture(data: Mapping[str, Any], uploaded: bytes | bytearray | None) -> IO[bytes] | None:
    """This function will give the first picture: an uploaded file, or a data URL as `image_url`.

    :raises BadCall: for an address elsewhere (nothing is fetched for anybody), a file id, or another type
    """
    if uploaded is not None:
        return io.BytesIO(bytes(uploaded))
    if data.get(PICTURE) is None:
        return None
    given = data[PICTURE]
    if not isinstance(given, Mapping):
        kind = {str: "a string", list: "an array", bool: "a boolean"}.get(type(given), "a number")
        text = f"Invalid type for '{PICTURE}': expected a file or an object, but got {kind} instead."
        raise BadCall(text, code="invalid_type", param=PICTURE)
    address = given.get("image_url")
    if not isinstance(address, str):
        text = f"'{PICTURE}' needs 'image_url' with a data URL, or send the picture as a file."
        raise BadCall(text, code="unsupported_parameter", param=PICTURE)
    return io.BytesIO(_data_of(address))


def _data_of(address: str) -> bytes:
    head, comma, body = address.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64") or not comma:
        text = (
            f"Invalid value for '{PICTURE}.image_url': expected data:image/…;base64,… (nothing is fetched)."
        )
        raise BadCall(text, code="invalid_value", param=PICTURE)
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError) as wrong:
        text = f"Invalid value for '{PICTURE}.image_url': this is no base64."
        raise BadCall(text, code="invalid_value", param=PICTURE) from wrong


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadCall(f"Invalid type for '{name}': expected a string.", code="invalid_type", param=name)
    return value


def _truth(data: Mapping[str, Any], name: str) -> bool:
    known = {True: True, False: False, "true": True, "false": False, "1": True, "0": False, None: True}
    value = data.get(name)
    value = value.lower() if isinstance(value, str) else value
    if not isinstance(value, str | bool | None) or value not in known:
        raise BadCall(f"Invalid type for '{name}': expected a boolean.", code="invalid_type", param=name)
    return known[value]


def read_number(data: Mapping[str, Any], name: str, least: int, most: int) -> int:
    """:raises BadCall: when it is no whole number between the two"""
    value = data.get(name)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        text = f"Invalid value for '{name}': expected a whole number from {least} to {most}."
        raise BadCall(text, code="invalid_value", param=name)
    return value


def _shots(value: Any) -> list[ShotWish]:
    if value is None:
        return []
    rows: list[Any] = value if isinstance(value, list) else [None]
    for row in rows:
        seconds = row.get("seconds") if isinstance(row, Mapping) else None
        is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
        if not isinstance(row, Mapping) or not isinstance(row.get("prompt"), str) or not is_number:
            text = "Invalid type for 'shots': expected a list of objects with 'prompt' and 'seconds'."
            raise BadCall(text, code="invalid_type", param="shots")
    return [ShotWish(prompt=row["prompt"], seconds=float(row["seconds"])) for row in rows]
