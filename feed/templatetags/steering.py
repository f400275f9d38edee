"""What the end of a feed offers: what friends made, and an idea to make something from."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import now

from accounts.models import User
from feed.steering import curtain
from generation.sheet import beginnings

register = template.Library()


@register.simple_tag
def of_friends(viewer: User | AnonymousUser) -> curtain.OfFriends:
    return curtain.of_friends(viewer, now())


@register.simple_tag
def idea_of_today() -> str:
    """A sentence to begin from, another one each day."""
    ideas = [one.prompt for one in beginnings()]
    return ideas[now().toordinal() % len(ideas)]
