"""Looking at comments. What is withdrawn is withdrawn at the desk, with a reason."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import ReadOnly
from comments.models import Comment, Heart, Rules


@admin.register(Comment)
class CommentAdmin(ReadOnly):
    list_display = ["id", "author", "clip", "state", "is_pinned", "created_at"]
    list_filter = ["state", "is_pinned", "created_at"]
    list_select_related = ["author", "clip"]
    search_fields = ["author__handle", "text"]
    raw_id_fields = ["clip", "thread", "author"]
    ordering = ["-id"]


@admin.register(Heart)
class HeartAdmin(ReadOnly):
    list_display = ["id", "who", "comment", "created_at"]
    list_select_related = ["who", "comment"]
    search_fields = ["who__handle"]
    ordering = ["-id"]


@admin.register(Rules)
class RulesAdmin(ReadOnly):
    list_display = ["clip", "who", "holds"]
    list_filter = ["who", "holds"]
    list_select_related = ["clip"]
    search_fields = ["clip__author__handle"]
