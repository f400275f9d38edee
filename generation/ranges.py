"""Byte ranges of RFC 9110 §14 as pure functions over header text. Knows no request and no file."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"^(\d{0,18})-(\d{0,18})$")


@dataclass(frozen=True)
class Span:
    """Bytes `first` to `last`, both included, as Content-Range counts them."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class RangeNotSatisfiable(Exception):
    """The range is well formed, and no byte of the file lies in it."""


def read_range(header: str, size: int) -> Span | None:
    """This function will say which one span of `size` bytes a Range header asks for; None means all of it.

    What is not understood is ignored, as the RFC allows: another unit, a malformed range, several ranges.

    :raises RangeNotSatisfiable: when the ranges are well formed and all of them lie outside
    """
    unit, _equals, spec = header.partition("=")
    if unit.strip().lower() != "bytes":
        return None
    asked = [_ends(part.strip()) for part in spec.split(",") if part.strip()]
    if not asked or None in asked:
        return None
    spans = [span for ends in asked if ends and (span := _span(*ends, size))]
    if not spans:
        raise RangeNotSatisfiable(header)
    return spans[0] if len(spans) == 1 else None


def _ends(text: str) -> tuple[str, str] | None:
    found = _ONE.match(text)
    if not found or text == "-" or (found[1] and found[2] and int(found[1]) > int(found[2])):
        return None
    return found[1], found[2]


def _span(first: str, last: str, size: int) -> Span | None:
    if not first:  # the last so many bytes
        length = min(int(last), size)
        return Span(size - length, size - 1) if length else None
    if int(first) >= size:
        return None
    return Span(int(first), min(int(last), size - 1) if last else size - 1)
