"""Shapes of our own API: what goes in is checked for form and size here, for rules in operations."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import User
from generation.api_wishes import ScriptSerializer
from generation.files import RENDITIONS
from generation.models import CameoUse, Clip, Job, Source, Visibility
from generation.progress import snapshot
from generation.queries import variations_of
from generation.refusals import said_of_job


class PersonSerializer(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ["handle", "name"]


class QuotaSerializer(serializers.Serializer[dict[str, int]]):
    limit = serializers.IntegerField()
    used = serializers.IntegerField(help_text="Clips asked for in the last 24 hours that count.")


class MeSerializer(serializers.Serializer[dict[str, Any]]):
    handle = serializers.CharField()
    name = serializers.CharField()
    is_moderator = serializers.BooleanField()
    url = serializers.CharField()
    unread = serializers.IntegerField(help_text="Notifications not read yet.")
    quota = QuotaSerializer()


class CastSerializer(serializers.ModelSerializer[CameoUse]):
    handle = serializers.CharField(source="cameo.handle")
    name = serializers.CharField(source="cameo.name")

    class Meta:
        model = CameoUse
        fields = ["handle", "name", "state"]


class PartSerializer(serializers.ModelSerializer[Source]):
    class Meta:
        model = Source
        fields = ["clip", "start", "end"]


class ClipSerializer(serializers.ModelSerializer[Clip]):
    author = PersonSerializer()
    prompt = serializers.SerializerMethodField(
        help_text="null where its maker hides the words, and for nobody."
    )
    is_answer = serializers.BooleanField(source="job.is_answer", help_text="To the clip of `remix_of`.")
    kind = serializers.CharField(source="job.kind", help_text="MAKE, EXTEND, RECUT or STITCH.")
    cast = CastSerializer(source="uses", many=True)
    url = serializers.CharField(source="get_absolute_url")
    media = serializers.SerializerMethodField()

    class Meta:
        model = Clip
        fields = [
            "id", "title", "prompt", "kind", "state", "visibility", "author", "cast", "remix_of", "is_answer",
            "forbids_remix", "engine",
            "source_type", "seconds", "fps", "width", "height", "thumbhash", "lines", "url", "media",
            "created_at", "published_at",
        ]  # fmt: skip

    @extend_schema_field({"type": "string", "nullable": True})
    def get_prompt(self, clip: Clip) -> str | None:
        request = self.context.get("request")
        viewer = request.user if request else AnonymousUser()
        asks = viewer.is_authenticated and clip.shows_prompt_to(viewer)
        return clip.job.prompt if asks else None

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_media(self, clip: Clip) -> dict[str, str]:
        return {name: clip.media_url(name) for name in RENDITIONS if name in clip.files}


class ReasonSerializer(serializers.Serializer[dict[str, str]]):
    code = serializers.CharField()
    layer = serializers.CharField(help_text="PROMPT, CONSENT, QUOTA, RESULT, ENGINE or REVIEW.")
    field = serializers.CharField()
    sentence = serializers.CharField()
    remedy = serializers.CharField(help_text="What to do next.")


class JobSerializer(serializers.ModelSerializer[Job]):
    size = serializers.SerializerMethodField()
    state_label = serializers.CharField(source="get_state_display")
    cast = CastSerializer(source="uses", many=True)
    parts = PartSerializer(
        source="sources", many=True, help_text="What it is cut from; a clip that is gone is null."
    )
    wanted = serializers.SerializerMethodField(
        help_text="What else was asked for; what was not is not there."
    )
    error = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = [
            "id", "kind", "state", "state_label", "percent", "prompt", "title", "seconds", "size", "engine", "model",
            "seed", "group", "wanted", "remix_of", "is_answer", "publish_when_done", "cast", "parts", "unknown", "error",
            "created_at", "started_at",
            "finished_at",
        ]  # fmt: skip

    def get_size(self, job: Job) -> str:
        return f"{job.width}x{job.height}"

    @extend_schema_field({"type": "object"})
    def get_wanted(self, job: Job) -> dict[str, object]:
        return {**job.wanted, "picture": True} if "picture" in job.wanted else job.wanted

    @extend_schema_field(ReasonSerializer(allow_null=True))
    def get_error(self, job: Job) -> dict[str, str] | None:
        reason = said_of_job(job)
        return reason.as_dict() if reason else None


class JobInFullSerializer(JobSerializer):
    """One job with where it stands: `progress` is what the socket /ws/jobs/<id> sends."""

    progress = serializers.SerializerMethodField()
    scene = serializers.SerializerMethodField()
    variations = serializers.SerializerMethodField(help_text="The jobs of one request, this one among them.")

    class Meta(JobSerializer.Meta):
        fields = [*JobSerializer.Meta.fields, "progress", "scene", "variations"]

    @extend_schema_field({"type": "array", "items": {"type": "string", "format": "uuid"}})
    def get_variations(self, job: Job) -> list[str]:
        if job.author_id != self.context["request"].user.pk:
            return []
        return [str(key) for key in variations_of(job).values_list("pk", flat=True)]

    @extend_schema_field({"type": "object", "nullable": True})
    def get_scene(self, job: Job) -> object:
        return job.understood.get("scene") or job.wanted.get("scene")

    @extend_schema_field({"type": "object"})
    def get_progress(self, job: Job) -> dict[str, object]:
        return snapshot(job, self.context["request"].user)


class JobRequestSerializer(ScriptSerializer):
    title = serializers.CharField(default="", allow_blank=True, max_length=120)
    seed = serializers.IntegerField(default=None, allow_null=True, min_value=0, max_value=2**31 - 1)
    publish_when_done = serializers.BooleanField(default=False)
    remix_of = serializers.UUIDField(default=None, allow_null=True, help_text="A clip you may see.")
    is_answer = serializers.BooleanField(
        default=False, help_text="It answers that clip and is made from words of its own."
    )


class ChipSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    text = serializers.CharField()


class OwnWordsSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(help_text="A restriction in the owner's own words.")
    means = serializers.CharField(help_text="What the machine checks of it; empty: a person has to judge it.")


class AnswerSerializer(serializers.Serializer[Any]):
    handle = serializers.CharField()
    name = serializers.CharField()
    verdict = serializers.CharField(help_text="GOES, BEFORE_RENDER, BEFORE_PUBLISH or REFUSED.")
    refusals = ReasonSerializer(many=True)
    own_words = OwnWordsSerializer(many=True)


class EstimateSerializer(serializers.Serializer[Any]):
    costs = serializers.IntegerField(help_text="Clips of the day's quota.")
    left = serializers.IntegerField(allow_null=True, help_text="Of it now; null where there is no limit.")
    seconds = serializers.IntegerField(allow_null=True, help_text="Such a clip usually takes, once begun.")
    ahead = serializers.IntegerField(help_text="Clips that wait for the same engine now.")


class CheckSerializer(serializers.Serializer[Any]):
    estimate = EstimateSerializer()
    goes = serializers.BooleanField()
    understood = ChipSerializer(source="chips", many=True)
    scene = serializers.DictField(
        source="scene.scene", default=None, help_text="All of it, to be edited and sent back."
    )
    unknown = serializers.ListField(child=serializers.CharField())
    cast = AnswerSerializer(source="answers", many=True)
    refusals = ReasonSerializer(many=True)


class PublishSerializer(serializers.Serializer[dict[str, Any]]):
    title = serializers.CharField(default=None, allow_null=True, allow_blank=True, max_length=120)
    visibility = serializers.ChoiceField(Visibility.choices, default=None, allow_null=True)


class UseSerializer(serializers.ModelSerializer[CameoUse]):
    cameo = serializers.CharField(source="cameo.handle")
    author = PersonSerializer(source="job.author")
    prompt = serializers.CharField(source="job.prompt")
    mark = serializers.CharField(help_text="asked, stands or ended: what the promise says now.")

    class Meta:
        model = CameoUse
        fields = [
            "id", "cameo", "author", "state", "mark", "ask_stage", "prompt", "job", "clip", "receipt",
            "asked_at", "answer_by", "answered_at", "ended_at", "valid_until",
        ]  # fmt: skip


class YesSerializer(serializers.Serializer[dict[str, bool]]):
    yes = serializers.BooleanField()


class AnswersSerializer(serializers.Serializer[dict[str, Any]]):
    yes = serializers.BooleanField()
    uses = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=200)
    author = serializers.SlugRelatedField(
        slug_field="handle", queryset=User.objects.all(), default=None, allow_null=True
    )

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        if bool(asked["uses"]) == bool(asked["author"]):
            raise serializers.ValidationError(_("Name the uses, or the person who asked."))
        return asked


class AnsweredSerializer(serializers.Serializer[dict[str, int]]):
    answered = serializers.IntegerField()
