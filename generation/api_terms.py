"""An owner's likenesses and their terms over the API: read, ask what a change would do, change."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from cameos.access import own_cameo
from cameos.models import Asking, Audience, Cameo, CameoState, Permission
from cameos.operations import TermsWanted
from cameos.wording import own_words
from generation.api import PersonalList, PersonalView, valid
from generation.exporting import export_of
from generation.narrowing import change_terms, effects_of
from generation.serializers import OwnWordsSerializer
from generation.terms import reasons_of
from policy.reasons import CATEGORY_NAMES


class TermsSerializer(serializers.ModelSerializer[Permission]):
    audience = serializers.ChoiceField(choices=Audience.choices)
    asking = serializers.ChoiceField(choices=Asking.choices)
    categories_off = serializers.ListField(
        child=serializers.ChoiceField(choices=[(str(code), name) for code, name in CATEGORY_NAMES.items()]),
        default=list,
    )
    restrictions = serializers.CharField(default="", allow_blank=True, max_length=1000)
    ask_when_unsure = serializers.BooleanField(default=True)
    preferences = serializers.CharField(default="", allow_blank=True, max_length=1000)
    notes = serializers.CharField(
        default="", allow_blank=True, max_length=1000, help_text="Yours; nobody else reads them."
    )
    voice = serializers.BooleanField(default=False)
    until = serializers.DateTimeField(default=None, allow_null=True)
    uses_a_day = serializers.IntegerField(default=None, allow_null=True, min_value=1, max_value=1000)
    read_as = serializers.SerializerMethodField(help_text="How the restrictions are read.")

    class Meta:
        model = Permission
        fields = [
            "version", "audience", "asking", "categories_off", "restrictions", "read_as", "ask_when_unsure",
            "preferences", "notes", "voice", "until", "uses_a_day", "created_at",
        ]  # fmt: skip
        read_only_fields = ["version", "created_at"]

    def get_read_as(self, permission: Permission) -> list[dict[str, str]]:
        return list(OwnWordsSerializer(own_words(permission.restrictions), many=True).data)


class NewTermsSerializer(TermsSerializer):
    apply_to_existing = serializers.BooleanField(
        help_text="End what exists and would not be allowed any more? Ask /terms/preview what that is."
    )

    class Meta(TermsSerializer.Meta):
        fields = [*TermsSerializer.Meta.fields, "apply_to_existing"]


class EffectsSerializer(serializers.Serializer[Any]):
    published = serializers.IntegerField(help_text="Published clips that would no longer be allowed.")
    drafts = serializers.IntegerField()
    on_their_way = serializers.IntegerField()
    ends_earlier = serializers.IntegerField(help_text="Allowed still, but gone after the new end date.")
    people = serializers.IntegerField(help_text="Whose they are.")
    reasons = serializers.ListField(child=serializers.CharField())


class CameoSerializer(serializers.ModelSerializer[Cameo]):
    class Meta:
        model = Cameo
        fields = ["id", "handle", "name", "kind", "state", "created_at"]


@extend_schema_view(get=extend_schema(summary="Your likenesses", operation_id="cameos_list"))
class CameoList(PersonalList):
    serializer_class = CameoSerializer
    queryset = Cameo.objects.none()

    def get_queryset(self) -> QuerySet[Cameo]:
        return myself(self.request).cameos.exclude(state=CameoState.DELETED).order_by("created_at", "id")


class CameoTerms(PersonalView):
    @extend_schema(summary="The terms in force of a likeness of yours", responses=TermsSerializer)
    def get(self, request: Request, cameo_id: uuid.UUID) -> Response:
        cameo = own_cameo(myself(request), cameo_id)
        return Response(TermsSerializer(cameo.permission_in_force()).data)

    @extend_schema(
        summary="Put new terms in force", request=NewTermsSerializer, responses=TermsSerializer,
        description="A new version; what is not named has its default. Nothing changes when they are the same.",
    )  # fmt: skip
    def put(self, request: Request, cameo_id: uuid.UUID) -> Response:
        cameo = own_cameo(myself(request), cameo_id)
        asked = valid(NewTermsSerializer(data=request.data))
        apply = asked.pop("apply_to_existing")
        change_terms(cameo=cameo, by=myself(request), at=now(), wanted=_wanted(asked), apply=apply)
        return Response(TermsSerializer(cameo.permission_in_force()).data)


class CameoTermsPreview(PersonalView):
    @extend_schema(
        summary="What new terms would do to clips that exist", request=TermsSerializer,
        responses=EffectsSerializer, description="Writes nothing.",
    )  # fmt: skip
    def post(self, request: Request, cameo_id: uuid.UUID) -> Response:
        cameo = own_cameo(myself(request), cameo_id)
        asked = valid(TermsSerializer(data=request.data))
        effects = effects_of(cameo=cameo, wanted=_wanted(asked), at=now())
        counted = {
            name: getattr(effects, name) for name in ("published", "drafts", "on_their_way", "ends_earlier")
        }
        said = {**counted, "people": len(effects.people), "reasons": reasons_of(effects)}
        return Response(EffectsSerializer(said).data)


def _wanted(asked: Mapping[str, Any]) -> TermsWanted:
    return TermsWanted(**{name: asked[name] for name in TermsWanted.__annotations__})  # type: ignore[typeddict-item]


class ReceiptExport(PersonalView):
    @extend_schema(
        summary="All receipts of your likenesses", operation_id="receipts_export", responses={200: dict},
        description="Signed as a whole, with the private record of each use; manage.py verify-receipts checks it.",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        return Response(export_of(myself(request), now()))
