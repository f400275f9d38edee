"""Looking at circles and their members. The clips in them are in generation."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import ReadOnly
from circles.models import Asking, Circle, Invitation, Link, Member, ShutOut


@admin.register(Circle)
class CircleAdmin(ReadOnly):
    list_display = ["id", "name", "door", "created_at", "closed_at"]
    list_filter = ["door", "created_at"]
    search_fields = ["name", "members__person__handle"]
    ordering = ["-created_at", "id"]


@admin.register(Member)
class MemberAdmin(ReadOnly):
    list_display = ["id", "circle", "person", "role", "since"]
    list_filter = ["role"]
    list_select_related = ["circle", "person"]
    search_fields = ["circle__name", "person__handle"]
    ordering = ["-id"]


@admin.register(Link)
class LinkAdmin(ReadOnly):
    list_display = ["id", "circle", "by", "expires_at"]
    list_select_related = ["circle", "by"]
    search_fields = ["circle__name", "by__handle"]
    exclude = ["code"]  # who reads it could come in
    ordering = ["-id"]


@admin.register(Invitation, Asking, ShutOut)
class WayAdmin(ReadOnly):
    list_display = ["id", "circle", "person", "at"]
    list_select_related = ["circle", "person"]
    search_fields = ["circle__name", "person__handle"]
    ordering = ["-id"]
