"""Looking at what people liked and watched."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import ReadOnly
from feed.challenges.models import Challenge, Entered, Vote
from feed.models import Collection, Like, PeopleList, Saved, Tally, Watch
from feed.steering import admin as steering_admin  # noqa: F401
from feed.worth import admin as worth_admin  # noqa: F401


@admin.register(Like)
class LikeAdmin(ReadOnly):
    list_display = ["id", "who", "clip", "created_at"]
    list_filter = ["created_at"]
    list_select_related = ["who", "clip"]
    search_fields = ["who__handle", "clip__author__handle"]
    ordering = ["-id"]


@admin.register(Watch)
class WatchAdmin(ReadOnly):
    list_display = ["id", "who", "clip", "place", "source", "watched_ms", "loops", "created_at"]
    list_filter = ["source", "created_at"]
    list_select_related = ["who", "clip"]
    search_fields = ["who__handle", "clip__author__handle"]
    ordering = ["-id"]


@admin.register(Collection)
class CollectionAdmin(ReadOnly):
    list_display = ["id", "owner", "is_shared", "created_at"]
    list_filter = ["is_shared"]
    list_select_related = ["owner"]
    search_fields = ["owner__handle"]
    ordering = ["-created_at", "id"]


@admin.register(Saved)
class SavedAdmin(ReadOnly):
    list_display = ["id", "who", "clip", "created_at"]
    list_select_related = ["who", "clip"]
    search_fields = ["who__handle"]
    ordering = ["-id"]


@admin.register(PeopleList)
class PeopleListAdmin(ReadOnly):
    """That there is a list is to be seen here; who is on it, is its owner's own business."""

    list_display = ["id", "owner", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["owner__handle"]
    exclude = ["people"]
    ordering = ["-id"]


@admin.register(Challenge)
class ChallengeAdmin(ReadOnly):
    list_display = ["id", "title", "by", "closes_at", "ended_at", "stopped_by"]
    list_filter = ["closes_at", "ended_at"]
    list_select_related = ["by", "stopped_by"]
    search_fields = ["title", "by__handle"]
    ordering = ["-created_at", "id"]


@admin.register(Entered)
class EnteredAdmin(ReadOnly):
    list_display = ["id", "challenge", "who", "clip", "place", "at"]
    list_select_related = ["challenge", "who", "clip"]
    search_fields = ["challenge__title", "who__handle"]
    ordering = ["-id"]


@admin.register(Vote)
class VoteAdmin(ReadOnly):
    list_display = ["id", "challenge", "entered", "at"]
    list_select_related = ["challenge", "entered"]
    search_fields = ["challenge__title"]
    exclude = ["who"]  # a vote is nobody else's business
    ordering = ["-id"]


@admin.register(Tally)
class TallyAdmin(ReadOnly):
    list_display = ["clip", "viewers", "finished", "likes"]
    list_select_related = ["clip"]
    search_fields = ["clip__author__handle", "clip__title"]
    ordering = ["-viewers", "clip"]
