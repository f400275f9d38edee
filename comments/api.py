"""Comments under /api/v1/: read, write, heart, delete; for the maker of a clip also pin, show and rules."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from accounts.queries import number
from comments import operations, queries
from comments.access import comment_under_mine, commented_clip, readable, readable_comment
from comments.models import Comment, Who
from comments.writing import LONGEST, rules_of
from generation.access import own_clip, visible_clip
from generation.api import Pages, PersonalView, valid
from generation.problems import ApiView
from generation.serializers import PersonSerializer


class CommentSerializer(serializers.ModelSerializer[Comment]):
    author = PersonSerializer()
    hearts = serializers.IntegerField()
    is_hearted = serializers.BooleanField(help_text="By you.")
    answers = serializers.SerializerMethodField(help_text="How many there are to it.")
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Comment
        fields = [
            "id", "clip", "author", "text", "mentions", "thread", "answers", "state", "is_pinned", "hearts",
            "is_hearted", "url", "created_at",
        ]  # fmt: skip

    @extend_schema_field(OpenApiTypes.INT)
    def get_answers(self, comment: Comment) -> int:
        return int(getattr(comment, "number", 0))


class WriteSerializer(serializers.Serializer[dict[str, Any]]):
    text = serializers.CharField(
        allow_blank=True, trim_whitespace=False, max_length=20 * LONGEST, help_text=f"{LONGEST} characters."
    )
    answers = serializers.IntegerField(
        default=None, allow_null=True, min_value=1, help_text="A comment's id."
    )


class OnSerializer(serializers.Serializer[dict[str, bool]]):
    on = serializers.BooleanField()


class RulesSerializer(serializers.Serializer[Any]):
    who = serializers.ChoiceField(Who.choices)
    holds = serializers.BooleanField(default=False, help_text="Each waits until you show it.")


class Comments(ListAPIView[Comment], ApiView):
    permission_classes = [IsAuthenticatedOrReadOnly]
    serializer_class = CommentSerializer
    pagination_class = Pages
    queryset = Comment.objects.none()

    def get_queryset(self) -> QuerySet[Comment]:
        clip = commented_clip(visible_clip(self.request.user, self.kwargs["clip_id"]))
        thread = number(self.request.query_params.get("thread", ""))
        return queries.listed(clip=clip, viewer=self.request.user, thread=thread)

    @extend_schema(
        summary="Comments under a clip, newest first",
        operation_id="comments_list",
        parameters=[OpenApiParameter("thread", int, description="The answers to this comment instead.")],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        summary="Write under a clip", request=WriteSerializer, responses={201: CommentSerializer},
        description="It may wait for the maker of the clip (HELD).",
    )  # fmt: skip
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip = commented_clip(visible_clip(request.user, clip_id))
        asked = valid(WriteSerializer(data=request.data))
        wanted = asked.pop("answers")
        answers = get_object_or_404(readable(request.user).filter(clip=clip), pk=wanted) if wanted else None
        comment = operations.write_comment(
            clip=clip, author=myself(request), at=now(), answers=answers, **asked
        )
        return _shown(request, comment.pk, 201)


class CommentDetail(PersonalView):
    @extend_schema(summary="One comment", responses=CommentSerializer)
    def get(self, request: Request, comment_id: int) -> Response:
        return _shown(request, comment_id)

    @extend_schema(
        summary="Delete a comment of yours, or take one away from under your clip", responses={204: None}
    )
    def delete(self, request: Request, comment_id: int) -> Response:
        comment = readable_comment(request.user, comment_id)
        if comment.author_id == myself(request).pk:
            operations.delete(comment=comment)
        else:
            operations.remove(comment=comment_under_mine(myself(request), comment_id))
        return Response(status=204)


class CommentHeart(PersonalView):
    @extend_schema(
        summary="Give a comment a heart, or take it back", request=OnSerializer, responses=CommentSerializer
    )
    def post(self, request: Request, comment_id: int) -> Response:
        comment = readable_comment(request.user, comment_id)
        if valid(OnSerializer(data=request.data))["on"]:
            operations.heart(who=myself(request), comment=comment, at=now())
        else:
            operations.unheart(who=myself(request), comment=comment)
        return _shown(request, comment_id)


class CommentPin(PersonalView):
    @extend_schema(
        summary="Put a comment on top of those under your clip",
        request=OnSerializer,
        responses=CommentSerializer,
    )
    def post(self, request: Request, comment_id: int) -> Response:
        comment = comment_under_mine(myself(request), comment_id)
        operations.pin(comment=comment, on=valid(OnSerializer(data=request.data))["on"])
        return _shown(request, comment_id)


class CommentShow(PersonalView):
    @extend_schema(
        summary="Show a comment that waits under your clip", request=None, responses=CommentSerializer
    )
    def post(self, request: Request, comment_id: int) -> Response:
        operations.show(comment=comment_under_mine(myself(request), comment_id), at=now())
        return _shown(request, comment_id)


class CommentRules(PersonalView):
    @extend_schema(
        summary="Who may write under your clip", request=RulesSerializer, responses=RulesSerializer
    )
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip = own_clip(myself(request), clip_id)
        operations.set_rules(clip=clip, **valid(RulesSerializer(data=request.data)))
        return Response(RulesSerializer(rules_of(clip)).data)


def _shown(request: Request, comment_id: int, status: int = 200) -> Response:
    comment = get_object_or_404(readable(request.user).with_hearts(request.user), pk=comment_id)
    return Response(CommentSerializer(comment).data, status)
