"""The stage of a clip, drawn once for all who see the same of it; what is theirs alone is filled in.

Drawing ten of them took as long as all the rest of a page; filling them in takes a quarter of that.

What it is drawn from is a part of its name: rows, numbers, switches, the language. Whatever changes of them draws it anew,
and nothing has to be thrown away. For whom a clip shows more than to others (its maker, whoever is in it, moderators) it
is drawn each time.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import fields

from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from accounts.models import User
from feed.queries import Viewer
from feed.slates import Item

KEPT = 3000  # stages of some seven kilobytes
_kept: OrderedDict[bytes, str] = OrderedDict()
_alone = threading.Lock()
_SIGN = secrets.token_hex(8)  # nobody can write it into a title


def hole(name: str) -> str:
    """This function will give the sign that stands in a drawing for what is filled in."""
    return f"\ue000{_SIGN}{name}\ue001"


class Marked(Item):
    """An item as it is drawn: signs where something is filled in."""

    @property
    def slip(self) -> str:
        return hole("slip")


def stage(item: Item, context: Context, draw: Callable[[Context], SafeString]) -> SafeString:
    """This function will give the stage of an item; `draw` makes it where it was not drawn yet."""
    if shows_more_to(context["user"], item):
        return draw(context)
    theirs = {
        "req_id": context["req_id"], "begins": context.get("begins", ""), "csrf_token": context["csrf_token"],
        "place": item.place, "slip": item.slip, "why": item.why,
    }  # fmt: skip
    name = drawn_from(item, context)
    with _alone:
        drawn = _kept.get(name)
    if drawn is None:
        drawn = _drawn(item, context, draw)
        with _alone:
            _kept[name] = drawn
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    for one, value in theirs.items():
        drawn = drawn.replace(hole(one), conditional_escape(value))
    return mark_safe(drawn)  # noqa: S308  # every value is escaped above


def shows_more_to(viewer: Viewer, item: Item) -> bool:
    """This function will say whether somebody sees more of a clip than others do."""
    clip = item.clip
    in_it = any(use.cameo.owner_id == viewer.pk for use in clip.cast)  # type: ignore[attr-defined]
    return isinstance(viewer, User) and (viewer.is_moderator or clip.author_id == viewer.pk or in_it)


def drawn_from(item: Item, context: Context) -> bytes:
    """This function will name a drawing by all that is in it."""
    clip, ways = item.clip, context.get("ways")
    rows = [clip, clip.author, clip.job, clip.remix_of, clip.remix_of and clip.remix_of.author]
    for use in clip.cast:  # type: ignore[attr-defined]
        rows += [use, use.cameo, use.cameo.owner]
    facts = [value for row in rows if row for name, value in vars(row).items() if name[0] != "_"]
    around = (
        get_language(), get_current_timezone_name(), context["user"].is_authenticated, not ways or ways.loops,
        bool(context["is_first_clip"]), bool(context["is_top"]), bool(context.get("begins")),
        context["request"].headers.get("save-data"),
    )  # fmt: skip
    named = repr((item.source, item.chain, bool(item.why), around, facts))
    return hashlib.blake2b(named.encode(), digest_size=20).digest()


def _drawn(item: Item, context: Context, draw: Callable[[Context], SafeString]) -> str:
    facts = {one.name: getattr(item, one.name) for one in fields(item)}
    facts |= {"place": hole("place"), "why": hole("why") if item.why else ""}
    signs = {name: hole(name) for name in ("req_id", "csrf_token")}
    signs |= {"begins": hole("begins") if context.get("begins") else ""}
    with context.push(item=Marked(**facts), **signs):
        return str(draw(context))
