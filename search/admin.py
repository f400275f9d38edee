"""Looking at what leads to which clip."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from search.models import Entry, Tag


class Looked(admin.ModelAdmin):  # accounts.admin has the same; it lies above
    """Rows that operations write: to look at, never to change."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Entry)
class EntryAdmin(Looked):
    list_display = ["id", "key", "author", "head"]
    search_fields = ["head", "maker"]
    ordering = ["-id"]


@admin.register(Tag)
class TagAdmin(Looked):
    list_display = ["id", "name", "key"]
    search_fields = ["name"]
    ordering = ["-id"]
