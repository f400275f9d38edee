"""What comes less often, where a page of its own is one step away."""

from django import template

from accounts.models import User
from feed.worth import queries
from feed.worth.queries import Line
from generation.models import Clip

register = template.Library()


@register.simple_tag
def sinks_for(clip: Clip, viewer: User) -> list[Line]:
    """Why a clip of the viewer's own comes less often now."""
    return [line for line in queries.lines_of(clip, viewer) if not line.row.is_lifted]


@register.simple_tag
def number_sinking(person: User) -> int:
    return queries.sinking(person).count()


@register.simple_tag
def number_contested() -> int:
    return queries.number_contested()
