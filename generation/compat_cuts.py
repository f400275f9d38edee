"""/v1/videos/edits and /v1/videos/extensions: new words for a video, and going on from its end.

The original takes a video by id or as a file. Nothing is uploaded here: a file is only looked at for its seal, which
says which clip of this server it is; any other file is refused.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.utils.timezone import now
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from accounts.models import User
from generation import again, editing
from generation.access import visible_clip
from generation.compat import CompatView, finished, shown, source
from generation.compat_errors import BadCall
from generation.compat_forms import read_model, read_prompt, read_seconds
from generation.models import Clip
from generation.recognising import clip_named_in

LARGEST = 200 * 1024 * 1024  # bytes of a file that is looked at


class OneVideo(TemporaryFileUploadHandler):
    """Takes the file called `video`, up to a limit, to a temporary place; any other is passed over by name."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.others: list[str] = []
        self.size = 0

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        if field_name != "video":
            self.others.append(field_name)
            raise SkipFile
        super().new_file(field_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > LARGEST:
            text = f"Invalid value for 'video': the file is larger than {LARGEST // 1024**2} MB."
            raise BadCall(text, code="file_too_large", param="video", status=413)
        super().receive_data_chunk(raw_data, start)


@dataclass(frozen=True)
class Asked:
    """One call: the words, which video, and what else was sent with them."""

    prompt: str
    clip: Clip
    rest: Mapping[str, Any]


class Edits(CompatView):
    def post(self, request: Request) -> Response:
        asked = _read(request, {"model"})
        clip = asked.clip
        if "model" in asked.rest:
            read_model(asked.rest)
        job = again.remix_clip(
            clip=clip, author=myself(request), prompt=asked.prompt, at=now(), seed=clip.job.seed, origin="v1"
        )
        return shown(myself(request), job)


class Extensions(CompatView):
    def post(self, request: Request) -> Response:
        asked = _read(request, {"seconds", "model"})
        if "seconds" not in asked.rest:
            raise BadCall(
                "Missing required parameter: 'seconds'.", code="missing_required_parameter", param="seconds"
            )
        if "model" in asked.rest:
            read_model(asked.rest)
        order = editing.Order(author=myself(request), at=now(), origin="v1", alias=asked.clip.job.alias)
        seconds = read_seconds(asked.rest["seconds"])
        job = editing.extend_clip(order=order, clip=asked.clip, prompt=asked.prompt, seconds=seconds)
        return shown(myself(request), job)


def _read(request: Request, known: set[str]) -> Asked:
    """:raises BadCall: when something is missing, unknown, or not a video of this server"""
    handler = OneVideo(request._request)
    request._request.upload_handlers = [handler]
    data = request.data
    if not isinstance(data, Mapping):
        raise BadCall("Expected an object.", code="invalid_type")
    fields = {re.split(r"[\[.]", str(name), maxsplit=1)[0]: value for name, value in data.items()}
    for name in [*fields, *handler.others]:
        if name not in {"prompt", "video", *known}:
            raise BadCall(f"Unknown parameter: '{name[:80]}'.", code="unknown_parameter", param=name[:80])
    if "video" not in fields:
        raise BadCall(
            "Missing required parameter: 'video'.", code="missing_required_parameter", param="video"
        )
    return Asked(read_prompt(fields), _clip(myself(request), fields["video"]), fields)


def _clip(viewer: User, video: Any) -> Clip:
    if isinstance(video, TemporaryUploadedFile):
        return _clip_of_file(viewer, Path(video.temporary_file_path()))
    name = video.get("id") if isinstance(video, Mapping) else video
    if not isinstance(name, str):
        text = "Invalid type for 'video': expected a file, or an object with an 'id'."
        raise BadCall(text, code="invalid_type", param="video")
    return source(viewer, name)


def _clip_of_file(viewer: User, path: Path) -> Clip:
    found: uuid.UUID | None = clip_named_in(path)
    if found is None:
        text = (
            "Invalid value for 'video': this file was not made here, or was changed since. Only clips of this "
            "server can be edited; send the file as it was downloaded, or its id."
        )
        raise BadCall(text, code="video_not_ours", param="video")
    job = viewer.jobs.filter(pk=found, deleted_at=None).first()
    return finished(viewer, job) if job else visible_clip(viewer, found)
