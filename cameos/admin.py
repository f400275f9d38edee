"""Looking at likenesses and consent. Faces are not shown; terms and receipts are nobody's to edit."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin import ReadOnly
from cameos.models import (
    Block,
    Cameo,
    Challenge,
    Grant,
    Permission,
    Piece,
    Reading,
    Receipt,
    Recording,
    Revocation,
)
from cameos.operations import approve_cameo


@admin.register(Cameo)
class CameoAdmin(ReadOnly):
    list_display = ["handle", "name", "owner", "kind", "state", "created_at"]
    list_filter = ["state", "kind", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["handle", "name", "owner__handle"]
    ordering = ["handle"]
    actions = ["approve"]

    def has_move_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("cameos.change_cameo")  # type: ignore[union-attr]

    @admin.action(description=_("Let the selected likenesses be cast"), permissions=["move"])
    def approve(self, request: HttpRequest, cameos: QuerySet[Cameo]) -> None:
        done = sum(approve_cameo(cameo=cameo) for cameo in cameos)
        self.message_user(
            request, ngettext("%s likeness can be cast now.", "%s likenesses can be cast now.", done) % done
        )


@admin.register(Permission)
class PermissionAdmin(ReadOnly):
    list_display = ["cameo", "version", "audience", "asking", "voice", "uses_a_day", "until", "created_at"]
    list_filter = ["audience", "asking", "voice", "created_at"]
    exclude = ["notes"]  # the owner's own
    list_select_related = ["cameo"]
    search_fields = ["cameo__handle"]
    ordering = ["-created_at", "-id"]


@admin.register(Grant)
class GrantAdmin(ReadOnly):
    list_display = ["cameo", "person", "created_at", "ended_at"]
    list_filter = ["created_at", "ended_at"]
    list_select_related = ["cameo", "person"]
    search_fields = ["cameo__handle", "person__handle"]
    ordering = ["-created_at", "-id"]


@admin.register(Block)
class BlockAdmin(ReadOnly):
    list_display = ["cameo", "person", "created_at"]
    list_filter = ["created_at"]
    list_select_related = ["cameo", "person"]
    search_fields = ["cameo__handle", "person__handle"]
    ordering = ["-created_at", "-id"]


@admin.register(Revocation)
class RevocationAdmin(ReadOnly):
    list_display = ["cameo", "person", "at"]
    list_filter = ["at"]
    list_select_related = ["cameo", "person"]
    search_fields = ["cameo__handle", "person__handle"]
    ordering = ["-at", "-id"]


@admin.register(Receipt)
class ReceiptAdmin(ReadOnly):
    list_display = ["id", "cameo", "place", "digest", "created_at", "ended_at"]
    list_filter = ["created_at", "ended_at"]
    list_select_related = ["cameo"]
    search_fields = ["id__startswith", "cameo__handle", "digest__startswith"]
    ordering = ["-created_at", "id"]


@admin.register(Challenge)
class ChallengeAdmin(ReadOnly):
    list_display = ["id", "owner", "created_at", "expires_at", "used_at"]
    list_filter = ["created_at"]
    list_select_related = ["owner"]
    search_fields = ["owner__handle"]
    exclude = ["steps"]
    ordering = ["-created_at", "id"]


@admin.register(Recording)
class RecordingAdmin(ReadOnly):
    list_display = ["cameo", "version", "state", "reason_code", "created_at", "decided_at"]
    list_filter = ["state", "created_at"]
    list_select_related = ["cameo"]
    search_fields = ["cameo__handle"]
    exclude = ["figures", "challenge"]
    ordering = ["-created_at", "id"]


@admin.register(Piece)
class PieceAdmin(ReadOnly):
    list_display = ["recording", "kind", "size"]
    list_filter = ["kind"]
    list_select_related = ["recording"]
    search_fields = ["recording__cameo__handle"]
    exclude = ["name"]
    ordering = ["-id"]


@admin.register(Reading)
class ReadingAdmin(ReadOnly):
    list_display = ["at", "cameo", "version", "purpose", "reader", "about"]
    list_filter = ["purpose", "at"]
    list_select_related = ["cameo", "reader"]
    search_fields = ["cameo__handle", "reader__handle", "about"]
    ordering = ["-id"]
