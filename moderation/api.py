"""Reports under /api/v1/: of a clip, a comment, a circle, a person, and one's own. As the pages; the desk is for people."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from comments.access import readable_comment
from generation.api import PersonalList, PersonalView, valid
from generation.problems import Gently, SaidNo
from moderation import circle_pages, operations, people_pages, reported, talk_pages, views
from moderation.access import reportable_circle, reportable_clip, reportable_person
from moderation.models import Report
from moderation.operations import OwnClip, Reportable
from policy.reasons import ACCOUNT_REASONS, REVIEW_REASONS


class ReportSerializer(serializers.Serializer[Any]):
    reason_code = serializers.ChoiceField(choices=[reason.code for reason in REVIEW_REASONS])
    note = serializers.CharField(default="", allow_blank=True, max_length=1000)


class PersonReportSerializer(ReportSerializer):
    reason_code = serializers.ChoiceField(choices=[reason.code for reason in ACCOUNT_REASONS])


class ReportedSerializer(serializers.Serializer[Any]):
    is_new = serializers.BooleanField(help_text="The same reason of one person counts once.")


class OwnReportSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(help_text="clip, comment, circle or person")
    title = serializers.CharField(help_text="Empty once you may not open it any more.")
    url = serializers.CharField()
    reason_code = serializers.CharField()
    note = serializers.CharField()
    created_at = serializers.DateTimeField()
    outcome = serializers.CharField(help_text="WAITS, STANDS, WITHDRAWN, or GONE before anybody looked")
    decided_at = serializers.DateTimeField(allow_null=True)
    because = serializers.CharField(help_text="Why it was withdrawn, in a sentence.")


class ReportView(PersonalView):
    throttle_classes = [Gently]
    shape: type[ReportSerializer] = ReportSerializer

    def report(self, request: Request, about: Reportable, said: Callable[[Exception], str]) -> Response:
        """Files it; of something of one's own, it says why not."""
        asked = valid(self.shape(data=request.data))
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


class PersonReport(ReportView):
    shape = PersonReportSerializer

    @extend_schema(
        summary="Report a person", operation_id="people_report",
        request=PersonReportSerializer, responses={201: ReportedSerializer},
    )  # fmt: skip
    def post(self, request: Request, handle: str) -> Response:
        person = reportable_person(myself(request), handle)
        return self.report(request, person, people_pages.said)


@extend_schema_view(
    get=extend_schema(summary="What you reported, the latest first", operation_id="reports_list")
)
class OwnReports(PersonalList):
    serializer_class = OwnReportSerializer
    queryset = Report.objects.none()

    def get_queryset(self) -> QuerySet[Report]:
        return reported.reports_by(myself(self.request))

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        return reported.told(page or [], myself(self.request))
