"""My notifications under /api/v1/, newest first. Addresses and the form of problems are those of generation/."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import operations, queries
from accounts.models import Notification
from accounts.sentences import actor_name, sentence


class NotificationSerializer(serializers.ModelSerializer[Notification]):
    text = serializers.SerializerMethodField(help_text="The sentence, in the language asked for.")
    actor = serializers.CharField(source="actor.handle", default=None, allow_null=True)
    actor_name = serializers.SerializerMethodField()
    at = serializers.DateTimeField(source="created_at")
    unread = serializers.SerializerMethodField()

    class Meta:
        model = Notification
        fields = ["id", "kind", "text", "url", "actor", "actor_name", "at", "unread"]

    def get_text(self, row: Notification) -> str:
        return sentence(row)

    def get_actor_name(self, row: Notification) -> str:
        return actor_name(row)

    def get_unread(self, row: Notification) -> bool:
        return row.read_at is None


class ReadSerializer(serializers.Serializer[Any]):
    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1),
        required=False,
        max_length=500,
        help_text="All without it.",
    )


class Cursors(CursorPagination):
    """`?cursor=` from `next`, `?limit=` up to 100. A position somebody invented is not found."""

    page_size_query_param = "limit"
    max_page_size = 100

    def paginate_queryset(self, *args: Any, **kwargs: Any) -> list[Any] | None:
        try:
            return super().paginate_queryset(*args, **kwargs)
        except (ValidationError, ValueError, OverflowError):
            raise NotFound(self.invalid_cursor_message) from None


class NewestFirst(Cursors):
    ordering = "-id"


@extend_schema_view(
    get=extend_schema(
        summary="What happened to me",
        operation_id="notifications_list",
        parameters=[OpenApiParameter("last", int, description="Only what came after this id.")],
    )
)
class NotificationList(ListAPIView[Notification]):
    permission_classes = [IsAuthenticated]
    serializer_class = NotificationSerializer
    pagination_class = NewestFirst

    def get_queryset(self) -> QuerySet[Notification]:
        if getattr(self, "swagger_fake_view", False):  # the schema is made without a person
            return Notification.objects.none()
        rows = queries.notifications_of(self.request.user)  # type: ignore[arg-type]
        last = queries.number(self.request.query_params.get("last", ""))
        return rows if last is None else rows.filter(pk__gt=last)


class NotificationRead(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        summary="Mark these notifications, or all of them, as read",
        operation_id="notifications_read",
        request=ReadSerializer,
        responses=inline_serializer("NotificationsRead", {"read": serializers.IntegerField()}),
    )
    def post(self, request: Request) -> Response:
        _body = request._request.body  # bounded here; the parser would read on without end
        wanted = ReadSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        read = operations.mark_read(
            user=request.user,  # type: ignore[arg-type]
            at=now(),
            ids=wanted.validated_data.get("ids"),
        )
        return Response({"read": read})
