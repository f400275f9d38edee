"""That somebody steers their feed is to be seen here. What they said and whom they meant is their own business."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import ReadOnly
from feed.steering.models import Called, ClipTraits, Guardian, Less, Mood, MoodVersion, Watching


@admin.register(Mood)
class MoodAdmin(ReadOnly):
    list_display = ["id", "who", "is_active", "until", "changed_at"]
    list_filter = ["is_active", "changed_at"]
    list_select_related = ["who"]
    search_fields = ["who__handle"]
    exclude = ["name", "said", "steering", "unknown", "questions"]
    ordering = ["-id"]


@admin.register(MoodVersion)
class MoodVersionAdmin(ReadOnly):
    list_display = ["id", "mood_id", "was_active", "at"]
    search_fields = ["mood__who__handle"]
    exclude = ["said", "steering"]
    ordering = ["-id"]


@admin.register(Called)
class CalledAdmin(ReadOnly):
    list_display = ["id", "who"]
    list_select_related = ["who"]
    search_fields = ["who__handle"]
    exclude = ["said", "person"]
    ordering = ["-id"]


@admin.register(Less)
class LessAdmin(ReadOnly):
    list_display = ["id", "who", "what", "created_at"]
    list_filter = ["what", "created_at"]
    list_select_related = ["who"]
    search_fields = ["who__handle"]
    exclude = ["name"]
    ordering = ["-id"]


@admin.register(ClipTraits)
class ClipTraitsAdmin(ReadOnly):
    list_display = ["clip", "marks"]
    list_select_related = ["clip"]
    search_fields = ["clip__author__handle", "clip__title"]
    ordering = ["-clip"]


@admin.register(Watching)
class WatchingAdmin(ReadOnly):
    list_display = ["user", "autoplay", "loops", "personal", "minutes_a_day", "check_after"]
    list_select_related = ["user"]
    search_fields = ["user__handle"]
    ordering = ["-user"]


@admin.register(Guardian)
class GuardianAdmin(ReadOnly):
    list_display = ["young", "by", "asked_at", "confirmed_at"]
    list_select_related = ["young", "by"]
    search_fields = ["young__handle", "by__handle"]
    ordering = ["-asked_at"]
