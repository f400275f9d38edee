"""Batches over our own API: look, start, watch, cancel, try again, fetch the results as a list."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.timezone import now
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from generation import batches
from generation.api import PersonalList, PersonalView, valid
from generation.api_wishes import LISTED, ShotSerializer
from generation.batch_lists import checked_rows, read_list
from generation.batch_pages import as_csv, own_batch, results_of
from generation.batches import BatchRefused, Choices, Plan
from generation.models import Batch
from generation.problems import Problem
from generation.refusals import said
from generation.serializers import ReasonSerializer
from generation.wishes import Wanted, tidy


class BatchRequestSerializer(serializers.Serializer[dict[str, Any]]):
    name = serializers.CharField(default="", allow_blank=True, max_length=120)
    template = serializers.CharField(
        default="", allow_blank=True, trim_whitespace=False, max_length=4000,
        help_text="A prompt with {{column}} where a value goes; empty: the column `prompt`.",
    )  # fmt: skip
    rows = serializers.JSONField(
        default=None, allow_null=True, help_text="A list of objects, one for each clip."
    )
    csv = serializers.CharField(
        default="", allow_blank=True, trim_whitespace=False, help_text="Or the same as CSV with names on top."
    )
    seconds = serializers.IntegerField(default=8, min_value=0, max_value=3600)
    size = serializers.CharField(default="720x1280", max_length=40)
    engine = serializers.CharField(default="", allow_blank=True, max_length=200)
    style = serializers.CharField(default="", allow_blank=True, max_length=80)  # type: ignore[assignment]
    camera = serializers.CharField(default="", allow_blank=True, max_length=80)
    negative = serializers.CharField(default="", allow_blank=True, max_length=4000)
    sound = serializers.BooleanField(default=True)
    shots = ShotSerializer(many=True, default=list)
    leave_out = serializers.BooleanField(
        default=False, help_text="Start the rows that go and leave the others out; else it is all or nothing."
    )


class PlannedRowSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField(source="number")
    prompt = serializers.CharField()
    goes = serializers.BooleanField()
    refusals = serializers.SerializerMethodField()

    @extend_schema_field(ReasonSerializer(many=True))
    def get_refusals(self, row: batches.PlannedRow) -> list[dict[str, str]]:
        return [said(one).as_dict() for one in row.refusals]


class PlanSerializer(serializers.Serializer[Any]):
    going = serializers.IntegerField()
    left_out = serializers.IntegerField()
    rows = PlannedRowSerializer(many=True)


class BatchSerializer(serializers.ModelSerializer[Batch]):
    counts = serializers.SerializerMethodField(help_text="done, running, waiting, failed, left_out")
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Batch
        fields = ["id", "name", "template", "counts", "url", "created_at"]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_counts(self, batch: Batch) -> dict[str, int]:
        return batches.counts_of(batches.rows_of(batch))


class ResultSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField()
    state = serializers.CharField(help_text="done, running, waiting, failed or left_out")
    prompt = serializers.CharField()
    job = serializers.CharField()
    clip = serializers.CharField(help_text="The page of the clip.")
    video = serializers.CharField()
    reason = serializers.CharField(help_text="Why it failed or was left out, and what to do.")
    values = serializers.DictField()


class BatchInFullSerializer(BatchSerializer):
    rows = serializers.SerializerMethodField()

    class Meta(BatchSerializer.Meta):
        fields = [*BatchSerializer.Meta.fields, "rows"]

    @extend_schema_field(ResultSerializer(many=True))
    def get_rows(self, batch: Batch) -> list[dict[str, Any]]:
        return results_of(batch)


class RetriedSerializer(serializers.Serializer[Any]):
    going = serializers.IntegerField()
    left_out = serializers.IntegerField()


def _plan(request: Request, asked: dict[str, Any]) -> Plan:
    """:raises JobRefused: when list or template can not be read"""
    rows = read_list(asked["csv"]) if asked["rows"] is None else checked_rows(_listed(asked["rows"]))
    named = {name: asked[name] for name in LISTED if name in asked}
    named["shots"] = [dict(shot) for shot in asked["shots"]]
    wanted = tidy(Wanted(**named))  # type: ignore[typeddict-item]
    choices = Choices(asked["seconds"], asked["size"], asked["engine"], wanted)
    return batches.plan_batch(
        author=myself(request), template=asked["template"], rows=rows, choices=choices, at=now()
    )


def _listed(rows: object) -> list[Any]:
    if not isinstance(rows, list):
        raise serializers.ValidationError({"rows": ["Expected a list of objects."]}, code="not_a_list")
    return rows


@extend_schema_view(get=extend_schema(summary="Your batches, newest first", operation_id="batches_list"))
class BatchList(PersonalList):
    serializer_class = BatchSerializer
    queryset = Batch.objects.none()

    def get_queryset(self) -> QuerySet[Batch]:
        return myself(self.request).batches.order_by("-created_at", "id")

    @extend_schema(
        summary="Ask for many clips", request=BatchRequestSerializer, responses={201: BatchInFullSerializer},
        description="All rows are queued in one go, or none; with `leave_out`, those that go. Each counts for the quota.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = valid(BatchRequestSerializer(data=request.data))
        plan = _plan(request, asked)
        try:
            batch = batches.start_batch(
                author=myself(request), plan=plan, at=now(), name=asked["name"], leave_out=asked["leave_out"]
            )
        except BatchRefused as refused:
            return _refused(refused)
        return Response(BatchInFullSerializer(batch).data, 201)


def _refused(refused: BatchRefused) -> Response:
    errors = [
        {
            "field": f"rows.{row.number}",
            "code": words.code,
            "layer": words.layer,
            "detail": words.sentence,
            "remedy": words.remedy,
        }
        for row in refused.rows
        for words in map(said, row.refusals)
    ]
    detail = " ".join(dict.fromkeys(one["detail"] for one in errors[:3]))
    return Problem(422, "refused", "Nothing was started", detail, errors).as_response()


class BatchCheck(PersonalView):
    @extend_schema(
        summary="Would these rows go?", request=BatchRequestSerializer, responses=PlanSerializer,
        description="Each row as if those before it were asked for already. Writes nothing.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        plan = _plan(request, valid(BatchRequestSerializer(data=request.data)))
        return Response(PlanSerializer(plan).data)


class BatchDetail(PersonalView):
    @extend_schema(summary="One batch, row by row", responses=BatchInFullSerializer)
    def get(self, request: Request, batch_id: uuid.UUID) -> Response:
        return Response(BatchInFullSerializer(own_batch(myself(request), batch_id)).data)


class BatchResults(PersonalView):
    @extend_schema(
        summary="The rows of a batch as CSV", responses={(200, "text/csv"): OpenApiTypes.STR},
        parameters=[OpenApiParameter("batch_id", OpenApiTypes.UUID, OpenApiParameter.PATH)],
    )  # fmt: skip
    def get(self, request: Request, batch_id: uuid.UUID) -> HttpResponse:
        rows = results_of(own_batch(myself(request), batch_id))
        return HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")


class BatchCancel(PersonalView):
    @extend_schema(summary="Cancel what is left of a batch", request=None, responses=BatchInFullSerializer)
    def post(self, request: Request, batch_id: uuid.UUID) -> Response:
        batch = own_batch(myself(request), batch_id)
        batches.cancel_batch(batch=batch, by=myself(request), at=now())
        return Response(BatchInFullSerializer(batch).data)


class BatchRetry(PersonalView):
    @extend_schema(
        summary="Ask again for the rows that failed or were left out",
        request=None,
        responses=RetriedSerializer,
    )
    def post(self, request: Request, batch_id: uuid.UUID) -> Response:
        batch = own_batch(myself(request), batch_id)
        going, staying = batches.retry_batch(batch=batch, at=now())
        return Response(RetriedSerializer({"going": going, "left_out": staying}).data)
