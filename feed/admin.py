"""Looking at what people liked and watched."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import ReadOnly
from feed.models import Collection, Like, PeopleList, Saved, Watch


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
