"""Taking a face in without laying it aside: an upload stays in memory until it is encrypted, and never grows too large.

Django puts larger uploads into a temporary file before a view sees them; the views here put this handler first. For
the body as a whole config/asgi.py does the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any, Concatenate, ParamSpec

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from rest_framework.request import Request

from policy.recordings import LARGEST

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class StaysInMemory(FileUploadHandler):
    """One byte more than the largest file is kept, so that the operation can say it is too large."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file, self.size = BytesIO(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if start > 2 * LARGEST:
            raise StopUpload(connection_reset=True)
        self.file.write(raw_data[: max(0, LARGEST + 1 - self.file.tell())])

    def file_complete(self, file_size: int) -> UploadedFile:
        self.file.seek(0)
        size = self.file.getbuffer().nbytes
        return InMemoryUploadedFile(
            self.file, self.field_name, self.file_name or "", self.content_type or "", size, self.charset
        )


def stays_in_memory(view: View[P]) -> View[P]:
    """The handler has to be there before anything reads the form, and the check of the CSRF token reads it."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request.upload_handlers = [StaysInMemory(request)]
        return csrf_protect(view)(request, *args, **kwargs)

    return guarded


def bytes_of(request: HttpRequest | Request, field: str) -> bytes:
    """This function will give what was uploaded in this field; nothing is b""."""
    file = request.FILES.get(field)
    return bytes(file.read()) if isinstance(file, UploadedFile) else b""
