"""Reports under /api/v1/: of a clip, a comment, a circle. The same as the pages; the desk itself is for people."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from comments.access import readable_comment
from generation.api import PersonalView, valid
from generation.problems import Gently, SaidNo
from moderation import circle_pages, operations, talk_pages, views
from moderation.access import reportable_circle, reportable_clip
from moderation.operations import OwnClip, Reportable
from policy.reasons import REVIEW_REASONS


class ReportSerializer(serializers.Serializer[Any]):
    reason_code = serializers.ChoiceField(choices=[reason.code for reason in REVIEW_REASONS])
    note = serializers.CharField(default="", allow_blank=True, max_length=1000)


class ReportedSerializer(serializers.Serializer[Any]):
    is_new = serializers.BooleanField(help_text="The same reason of one person counts once.")


class ReportView(PersonalView):
    throttle_classes = [Gently]

    def report(self, request: Request, about: Reportable, said: Callable[[Exception], str]) -> Response:
        """Files it; of something of one's own, it says why not."""
        asked = valid(ReportSerializer(data=request.data))
        try:
            is_new = operations.file_report(about=about, reporter=myself(request), at=now(), **asked)
        except OwnClip as refused:
            raise SaidNo(said(refused)) from None
        return Response({"is_new": is_new}, 201)


class ClipReport(ReportView):
    @extend_schema(
        summary="Report a clip", operation_id="clips_report", request=ReportSerializer,
        responses={201: ReportedSerializer}, description="A person looks at it, and you hear what came of it.",
    )  # fmt: skip
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip = reportable_clip(myself(request), clip_id)
        return self.report(request, clip, views.said)


class CommentReport(ReportView):
    @extend_schema(
        summary="Report a comment", operation_id="comments_report", request=ReportSerializer,
        responses={201: ReportedSerializer},
    )  # fmt: skip
    def post(self, request: Request, comment_id: int) -> Response:
        comment = readable_comment(myself(request), comment_id)
        return self.report(request, comment, talk_pages.said)


class CircleReport(ReportView):
    @extend_schema(
        summary="Report a circle you are in, or invited to", operation_id="circles_report",
        request=ReportSerializer, responses={201: ReportedSerializer},
    )  # fmt: skip
    def post(self, request: Request, circle_id: uuid.UUID) -> Response:
        circle = reportable_circle(myself(request), circle_id)
        return self.report(request, circle, circle_pages.said)
