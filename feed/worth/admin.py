"""Looking at what sinks and why. Deciding happens on the desk."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import ReadOnly
from feed.worth.models import Demotion


@admin.register(Demotion)
class DemotionAdmin(ReadOnly):
    list_display = [
        "id",
        "clip",
        "reason_code",
        "factor",
        "created_at",
        "contested_at",
        "is_lifted",
        "decided_by",
    ]
    list_filter = ["reason_code", "is_lifted", "created_at"]
    list_select_related = ["clip", "decided_by"]
    search_fields = ["clip__author__handle", "clip__title"]
    ordering = ["-id"]
