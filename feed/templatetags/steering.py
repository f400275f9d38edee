"""What the end of a feed offers: what friends made, and an idea to make something from."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import now

from accounts.models import User
from generation.models import Clip
from generation.sheet import beginnings

register = template.Library()
SHOWN = 3


@register.simple_tag
def of_friends(viewer: User | AnonymousUser) -> list[Clip]:
    """The newest clips of people the viewer follows."""
    if not viewer.is_authenticated:
        return []
    clips = Clip.objects.published(viewer).filter(author__followers__who=viewer).select_related("author")
    return list(clips.order_by("-published_at", "id")[:SHOWN])


@register.simple_tag
def idea_of_today() -> str:
    """A sentence to begin from, another one each day."""
    ideas = [one.prompt for one in beginnings()]
    return ideas[now().toordinal() % len(ideas)]
