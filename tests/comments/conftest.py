"""A clip by ada, and a way to write under it."""

import pytest
from django.utils.timezone import now

from comments.operations import write_comment


@pytest.fixture
def clip(ada, clip_of):
    return clip_of(ada, "Kiteflying")


@pytest.fixture
def say(clip):
    def said(author, text="What a kite", at=None, **rest):
        return write_comment(clip=clip, author=author, text=text, at=at or now(), **rest)

    return said
