"""The stages of a slate, each drawn once for all who see the same of it; what is theirs alone is filled in.

Drawing ten of them took as long as all the rest of a page; filling them in takes next to nothing.

What it is drawn from is a part of its name: rows, numbers, switches, the language. Whatever changes of them draws it anew,
and nothing has to be thrown away. For whom a clip shows more than to others (its maker, whoever is in it, moderators) it
is drawn each time.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import fields

from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from accounts.models import User
from feed.slates import Item
from feed.standing import Found

KEPT = 3000  # stages of some seven kilobytes
Pieces = list[bytes]  # a text, the name of what is filled in, a text, …; a quotation mark would double a str
_kept: OrderedDict[bytes, Pieces] = OrderedDict()
_alone = threading.Lock()
_SIGN = secrets.token_hex(8)  # nobody can write it into a title
_HOLES = re.compile(f"\ue000{_SIGN}([a-z_]+)\ue001")


def hole(name: str) -> str:
    """This function will give the sign that stands in a drawing for what is filled in."""
    return f"\ue000{_SIGN}{name}\ue001"


class Marked(Item):
    """An item as it is drawn: signs where something is filled in."""

    @property
    def slip(self) -> str:
        return hole("slip")


class Stages:
    """The stages of one page. `draw` makes what was not drawn yet."""

    def __init__(
        self, context: Context, draw: Callable[[Context], SafeString], *, is_first_clip: bool
    ) -> None:
        self.context, self.draw, self.is_first_clip = context, draw, is_first_clip
        self.viewer = context["user"]
        self.begins = str(context.get("begins", ""))
        self.theirs = _escaped(
            req_id=context["slate"].req_id, begins=self.begins, csrf_token=context["csrf_token"]
        )
        ways = context.get("ways")
        self.around = (
            get_language(), get_current_timezone_name(), bool(self.viewer.is_authenticated), not ways or ways.loops,
            is_first_clip, bool(self.begins), context["request"].headers.get("save-data"),
        )  # fmt: skip

    def stage(self, item: Item, *, is_top: bool) -> bytes:
        """This function will give one stage, as HTML in UTF-8."""
        found = item.of
        if not isinstance(found, Found) or self._shows_more_of(found):
            return self._drawn(item, is_top, req_id=str(self.context["slate"].req_id)).encode()
        name = self._drawn_from(item, found, is_top)
        with _alone:
            pieces = _kept.get(name)
        if pieces is None:
            pieces = self._pieces(item, is_top)
            with _alone:
                _kept[name] = pieces
                while len(_kept) > KEPT:
                    _kept.popitem(last=False)
        theirs = {**self.theirs, **_escaped(place=item.place, slip=item.slip, why=item.why)}
        filled = pieces[:]
        filled[1::2] = [theirs[one] for one in pieces[1::2]]
        return b"".join(filled)

    def _shows_more_of(self, found: Found) -> bool:
        """Whether the viewer sees more of a clip than others do."""
        viewer = self.viewer
        in_it = any(use.cameo.owner_id == viewer.pk for use in found.cast)
        return isinstance(viewer, User) and (viewer.is_moderator or found["author_id"] == viewer.pk or in_it)

    def _drawn_from(self, item: Item, found: Found, is_top: bool) -> bytes:
        """All that is in a drawing, as its name."""
        rows = [row for use in found.cast for row in (use, use.cameo, use.cameo.owner)]
        cast = [value for row in rows for name, value in vars(row).items() if name[0] != "_"]
        named = repr((item.source, item.chain, bool(item.why), is_top, self.around, found.row, cast))
        return hashlib.blake2b(named.encode(), digest_size=20).digest()

    def _pieces(self, item: Item, is_top: bool) -> Pieces:
        facts = {one.name: getattr(item, one.name) for one in fields(item)}
        facts |= {"place": hole("place"), "why": hole("why") if item.why else ""}
        signs = {name: hole(name) for name in ("req_id", "csrf_token")}
        signs |= {"begins": hole("begins") if self.begins else ""}
        return [piece.encode() for piece in _HOLES.split(self._drawn(Marked(**facts), is_top, **signs))]

    def _drawn(self, item: Item, is_top: bool, **more: str) -> str:
        with self.context.push(item=item, is_first_clip=self.is_first_clip, is_top=is_top, **more):
            return str(self.draw(self.context))


def stages(context: Context, draw: Callable[[Context], SafeString], *, is_first_clip: bool) -> SafeString:
    """This function will give the stages of the slate in a context, one after another."""
    page = Stages(context, draw, is_first_clip=is_first_clip)
    drawn = [page.stage(item, is_top=not number) for number, item in enumerate(context["slate"].items)]
    return mark_safe(b"".join(drawn).decode())  # noqa: S308  # every value filled in is escaped


def _escaped(**values: object) -> Mapping[bytes, bytes]:
    return {name.encode(): conditional_escape(str(value)).encode() for name, value in values.items()}
