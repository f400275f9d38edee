"""Our own API under /api/v1/: clips, jobs, drafts, uses of one's likeness, me. Problems are in problems.py."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access import myself
from accounts.api import Cursors
from generation import again, asking, consent, operations, publishing, queries
from generation.access import own_clip, own_job, own_use, readable_job, visible_clip
from generation.api_wishes import ScriptSerializer, asked_of
from generation.checking import check
from generation.limits import used_today
from generation.models import CameoUse, Clip, Job
from generation.problems import ApiView
from generation.serializers import (
    AnsweredSerializer,
    AnswersSerializer,
    CheckSerializer,
    ClipSerializer,
    JobInFullSerializer,
    JobRequestSerializer,
    JobSerializer,
    MeSerializer,
    PublishSerializer,
    UseSerializer,
    YesSerializer,
)


def valid(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


class Pages(Cursors):
    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        return tuple(map(str, queryset.query.order_by))


class PersonalView(ApiView):
    permission_classes = [IsAuthenticated]


class PersonalList(ListAPIView[Any], PersonalView):
    pagination_class = Pages


@extend_schema_view(get=extend_schema(summary="The latest published clips", operation_id="clips_list"))
class ClipList(ListAPIView[Clip], ApiView):
    serializer_class = ClipSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Clip]:
        return queries.latest_clips(self.request.user)


class ClipDetail(ApiView):
    @extend_schema(summary="One clip; 410 once it is gone", responses=ClipSerializer)
    def get(self, request: Request, clip_id: uuid.UUID) -> Response:
        return Response(
            ClipSerializer(visible_clip(request.user, clip_id), context={"request": request}).data
        )


class ClipPublish(PersonalView):
    @extend_schema(
        summary="Publish a draft of yours", request=PublishSerializer, responses=ClipSerializer,
        description="It may then wait for a reviewer (HELD), or for the yes of a likeness owner (DRAFT).",
    )  # fmt: skip
    def post(self, request: Request, clip_id: uuid.UUID) -> Response:
        clip = own_clip(myself(request), clip_id)
        asked = valid(PublishSerializer(data=request.data))
        publishing.publish_clip(clip=clip, by=myself(request), at=now(), **asked)
        return Response(ClipSerializer(own_clip(myself(request), clip_id), context={"request": request}).data)


@extend_schema_view(get=extend_schema(summary="Your jobs, newest first", operation_id="jobs_list"))
class JobList(PersonalList):
    serializer_class = JobSerializer
    queryset = Job.objects.none()

    def get_queryset(self) -> QuerySet[Job]:
        return queries.jobs_of(myself(self.request))

    @extend_schema(
        summary="Ask for a clip", request=JobRequestSerializer, responses={201: JobInFullSerializer},
        description="Checks the prompt, each @likeness in it and your quota; refused requests cost nothing.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = valid(JobRequestSerializer(data=request.data))
        source = asked.pop("remix_of")
        remix_of = visible_clip(request.user, source) if source else None
        asked = asked_of(myself(request), asked)
        jobs = operations.request_variations(
            author=myself(request), at=now(), origin="api", remix_of=remix_of, **asked
        )
        return _full(request, jobs[0], 201)


class JobCheck(PersonalView):
    @extend_schema(
        summary="Would this prompt go?", request=ScriptSerializer, responses=CheckSerializer,
        description="What is understood of it and what each likeness owner's rules answer. Writes nothing.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = valid(ScriptSerializer(data=request.data))
        asked = asked_of(myself(request), asked)
        asked["variations"] = asked.pop("count")
        return Response(CheckSerializer(check(author=myself(request), at=now(), **asked)).data)


class JobDetail(PersonalView):
    @extend_schema(summary="One job and where it stands", responses=JobInFullSerializer)
    def get(self, request: Request, job_id: uuid.UUID) -> Response:
        return _full(request, readable_job(myself(request), job_id))

    @extend_schema(summary="Delete a finished job of yours and its clip", responses={204: None})
    def delete(self, request: Request, job_id: uuid.UUID) -> Response:
        publishing.delete_job(job=own_job(myself(request), job_id), by=myself(request), at=now())
        return Response(status=204)


class JobCancel(PersonalView):
    @extend_schema(
        summary="Cancel a job", request=None, responses=JobInFullSerializer,
        description="A job that ended first stays as it is; look at its state.",
    )  # fmt: skip
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        job = own_job(myself(request), job_id)
        operations.cancel_job(job=job, by=myself(request), at=now())
        return _full(request, job)


class JobRetry(PersonalView):
    @extend_schema(summary="Ask for the same clip again", request=None, responses={201: JobInFullSerializer})
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        job = own_job(myself(request), job_id)
        anew = again.retry_job(job=job, by=myself(request), at=now())
        return _full(request, anew, 200 if anew.pk == job.pk else 201)


@extend_schema_view(get=extend_schema(summary="Every use of your likenesses", operation_id="uses_list"))
class UseList(PersonalList):
    serializer_class = UseSerializer
    queryset = CameoUse.objects.none()

    def get_queryset(self) -> QuerySet[CameoUse]:
        return queries.uses_of(myself(self.request))


class UseDetail(PersonalView):
    @extend_schema(summary="One use of your likeness", responses=UseSerializer)
    def get(self, request: Request, use_id: uuid.UUID) -> Response:
        return _use(request, own_use(myself(request), use_id))


class UseAnswer(PersonalView):
    @extend_schema(summary="Say yes or no to a use", request=YesSerializer, responses=UseSerializer)
    def post(self, request: Request, use_id: uuid.UUID) -> Response:
        use = own_use(myself(request), use_id)
        consent.answer_use(use=use, by=myself(request), at=now(), **valid(YesSerializer(data=request.data)))
        return _use(request, use)


class UseAnswers(PersonalView):
    @extend_schema(
        summary="Answer several open questions at once", operation_id="uses_answer_many",
        request=AnswersSerializer, responses=AnsweredSerializer,
        description="Those of `uses`, or all asked by the person `author`. What was answered meanwhile is passed over.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        asked = valid(AnswersSerializer(data=request.data))
        count = asking.answer_many(
            owner=myself(request), at=now(), yes=asked["yes"], ids=asked["uses"], person=asked["author"]
        )
        return Response(AnsweredSerializer({"answered": count}).data)


class UseRevoke(PersonalView):
    @extend_schema(
        summary="End a use", request=None, responses=UseSerializer,
        description="Its clip is out of sight for everybody from this request on.",
    )  # fmt: skip
    def post(self, request: Request, use_id: uuid.UUID) -> Response:
        use = own_use(myself(request), use_id)
        consent.revoke_use(use=use, by=myself(request), at=now())
        return _use(request, use)


class Me(PersonalView):
    @extend_schema(summary="You, your quota, what is unread", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        person = myself(request)
        quota = {"limit": settings.JOBS_A_DAY, "used": used_today(person, now()).count()}
        rest = {name: getattr(person, name) for name in ("handle", "name", "is_moderator")}
        unread, url = person.notifications.unread().count(), person.get_absolute_url()
        return Response(MeSerializer({**rest, "url": url, "unread": unread, "quota": quota}).data)


def _full(request: Request, job: Job, status: int = 200) -> Response:
    return Response(JobInFullSerializer(job, context={"request": request}).data, status)


def _use(request: Request, use: CameoUse) -> Response:
    return Response(UseSerializer(queries.uses_of(myself(request)).get(pk=use.pk)).data)
