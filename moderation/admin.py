"""Looking at cases. Deciding happens at the desk; what was said and decided stays as it is."""

from __future__ import annotations

from django.contrib import admin

from accounts.admin import ReadOnly
from generation.admin import ReadOnlyInline
from moderation.models import Case, Decision, Report


class ReportInline(ReadOnlyInline):
    model = Report
    fields = ["created_at", "reporter", "reason_code", "note"]


class DecisionInline(ReadOnlyInline):
    model = Decision
    fields = ["at", "actor", "action", "reason_code", "note"]


@admin.register(Case)
class CaseAdmin(ReadOnly):
    list_display = [
        "id",
        "clip",
        "recording",
        "comment",
        "circle",
        "user",
        "state",
        "score",
        "claimed_by",
        "claimed_until",
        "created_at",
    ]
    list_filter = ["state", "created_at"]
    list_select_related = ["clip", "recording", "comment", "circle", "user", "claimed_by"]
    search_fields = [
        "clip__id__startswith",
        "clip__author__handle",
        "clip__title",
        "recording__cameo__handle",
        "user__handle",
    ]
    ordering = ["-score", "created_at", "id"]
    inlines = [ReportInline, DecisionInline]


@admin.register(Report)
class ReportAdmin(ReadOnly):
    list_display = ["id", "case", "reporter", "reason_code", "created_at"]
    list_filter = ["reason_code", "created_at"]
    list_select_related = ["case", "reporter"]
    search_fields = ["reporter__handle", "case__clip__author__handle"]
    ordering = ["-id"]


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    list_display = ["id", "case", "actor", "action", "reason_code", "at"]
    list_filter = ["action", "reason_code", "at"]
    list_select_related = ["case", "actor"]
    search_fields = ["actor__handle", "case__clip__author__handle"]
    ordering = ["-id"]
