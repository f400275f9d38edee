"""May this person touch this comment? For whom it is not there it does not exist."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from comments.models import Comment, CommentQuerySet
from generation.models import Clip


def readable(viewer: User | AnonymousUser) -> CommentQuerySet:
    """This function will give all comments the viewer may read."""
    there = Comment.objects.shown_to(viewer).filter(clip__in=Clip.objects.visible_to(viewer))
    return there.select_related("author", "clip__author", "thread__author")


def readable_comment(viewer: User | AnonymousUser, comment_id: int) -> Comment:
    """:raises Http404: for one the viewer may not read, or of a clip they may not see"""
    return get_object_or_404(readable(viewer), pk=comment_id)


def commented_clip(clip: Clip) -> Clip:
    """:raises Http404: for a clip that is not published: nothing is said under a draft"""
    if not clip.is_published:
        raise Http404
    return clip


def comment_under_mine(maker: User, comment_id: int) -> Comment:
    """:raises Http404: unless it stands under a clip the person made"""
    return get_object_or_404(readable(maker).filter(clip__author=maker), pk=comment_id)
