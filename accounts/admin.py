"""Looking at people and their rows. What tells somebody or leaves a trace is done by operations, not here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import (
    Device,
    Follow,
    Invite,
    Mute,
    Notification,
    PersonBlock,
    Reading,
    Telling,
    User,
)


class ReadOnly(admin.ModelAdmin):
    """Rows that operations write: to look at, never to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    list_display = ["handle", "name", "is_active", "is_moderator", "is_staff", "is_demo", "date_joined"]
    list_filter = ["is_active", "is_moderator", "is_staff", "is_demo"]
    search_fields = ["handle", "name", "email"]
    ordering = ["handle", "id"]
    readonly_fields = ["last_login", "date_joined", "is_demo"]
    fieldsets = [
        (None, {"fields": ["handle", "password"]}),
        (_("Person"), {"fields": ["name", "email", "portrait"]}),
        (_("Roles"), {"fields": ["is_active", "is_moderator", "is_staff", "is_superuser", "is_demo"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["handle", "password1", "password2"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return [*self.readonly_fields, "handle"] if obj else list(self.readonly_fields)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # clips, consent and decisions hang on a person: make them inactive instead


@admin.register(Invite)
class InviteAdmin(admin.ModelAdmin):
    list_display = ["code", "made_by", "uses_left", "expires_at", "created_at"]
    list_filter = ["expires_at"]
    search_fields = ["code", "made_by__handle"]
    fields = ["code", "uses_left", "expires_at"]

    def save_model(self, request: HttpRequest, obj: Invite, form: Any, change: bool) -> None:
        if not change:
            obj.made_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)


@admin.register(Follow)
class FollowAdmin(ReadOnly):
    list_display = ["who", "whom", "created_at"]
    search_fields = ["who__handle", "whom__handle"]
    list_select_related = ["who", "whom"]


@admin.register(PersonBlock)
class PersonBlockAdmin(ReadOnly):
    list_display = ["id", "who", "whom", "created_at"]
    search_fields = ["who__handle", "whom__handle"]
    list_select_related = ["who", "whom"]


@admin.register(Mute)
class MuteAdmin(ReadOnly):
    """That something is muted is to be seen here; which words, is the person's own business."""

    list_display = ["id", "who", "kind", "created_at"]
    list_filter = ["kind"]
    search_fields = ["who__handle"]
    list_select_related = ["who"]
    exclude = ["words", "person"]


@admin.register(Notification)
class NotificationAdmin(ReadOnly):
    list_display = ["id", "to", "kind", "actor", "created_at", "read_at"]
    list_filter = ["kind", "created_at"]
    search_fields = ["to__handle", "actor__handle"]
    list_select_related = ["to", "actor"]


@admin.register(Reading)
class ReadingAdmin(ReadOnly):
    list_display = ["id", "user", "at"]
    search_fields = ["user__handle"]
    list_select_related = ["user"]


@admin.register(Telling)
class TellingAdmin(ReadOnly):
    list_display = ["user", "mail", "pushes", "quiet_from", "quiet_until", "time_zone", "digest_on"]
    list_filter = ["mail", "pushes"]
    search_fields = ["user__handle"]
    list_select_related = ["user"]
    exclude = ["address"]


@admin.register(Device)
class DeviceAdmin(ReadOnly):
    list_display = ["id", "user", "name", "created_at"]
    search_fields = ["user__handle", "name"]
    list_select_related = ["user"]
    exclude = ["endpoint", "p256dh", "auth"]
