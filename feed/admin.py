"""Looking at what people liked and watched."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import ReadOnly
from feed.models import Like, Watch


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
