"""Our API for one likeness of one's own: what became of its recordings. Nobody else's is to be found."""

from __future__ import annotations

import uuid

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import myself
from cameos.access import own_cameo
from cameos.checking import findings_of
from cameos.models import Cameo, Recording
from cameos.words import said_finding, said_reason


class FindingSerializer(serializers.Serializer[object]):
    sentence = serializers.CharField()
    verdict = serializers.CharField(help_text="PASSED, UNSURE or FAILED. It decides nothing: a person does.")
    percent = serializers.IntegerField(help_text="How sure the machine is.")


class RecordingSerializer(serializers.ModelSerializer[Recording]):
    reason = serializers.SerializerMethodField(help_text="Why it was not accepted.")

    class Meta:
        model = Recording
        fields = ["version", "state", "reason", "note", "created_at", "checked_at", "decided_at"]

    def get_reason(self, recording: Recording) -> str:
        return said_reason(recording.reason_code).sentence if recording.reason_code else ""


class CameoInFullSerializer(serializers.ModelSerializer[Cameo]):
    url = serializers.CharField(source="get_absolute_url")
    recordings = serializers.SerializerMethodField()
    findings = serializers.SerializerMethodField(help_text="What the machine saw in the newest recording.")

    class Meta:
        model = Cameo
        fields = [
            "id", "handle", "name", "kind", "state", "recording_version", "url", "created_at", "recordings",
            "findings",
        ]  # fmt: skip

    @extend_schema_field(RecordingSerializer(many=True))
    def get_recordings(self, cameo: Cameo) -> list[dict[str, object]]:
        rows = cameo.recordings.order_by("-version")
        return [dict(row) for row in RecordingSerializer(rows, many=True).data]

    @extend_schema_field(FindingSerializer(many=True))
    def get_findings(self, cameo: Cameo) -> list[dict[str, object]]:
        newest = cameo.recordings.order_by("-version").first()
        found = findings_of(newest) if newest else []
        return [dict(FindingSerializer(said_finding(one)).data) for one in found]


class CameoDetail(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        responses=CameoInFullSerializer, summary="One likeness of mine, and what became of its recordings"
    )
    def get(self, request: Request, cameo_id: uuid.UUID) -> Response:
        return Response(CameoInFullSerializer(own_cameo(myself(request), cameo_id)).data)
