"""Looking at jobs, clips and uses. States move through operations only: here as actions, never by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnly
from generation import pools
from generation.cuts import Folder, Source
from generation.models import CameoUse, Clip, Job, Pool, Preview, Transition
from generation.moves import LostRace, NotAllowed
from generation.operations import cancel_job
from generation.orders import Batch, BatchRow, FirstPicture
from generation.publishing import withdraw_with_cuts
from generation.records import ClipLook, Download, Purge
from generation.refusals import said_of_code
from generation.shares import Shared
from policy.reasons import REVIEW_REASONS


def _reasons() -> list[tuple[str, str]]:
    return [
        ("", gettext("Reason of a withdrawal")),
        *((one.code, said_of_code(one.code).sentence) for one in REVIEW_REASONS),
    ]


class ReasonForm(ActionForm):
    reason = forms.ChoiceField(choices=_reasons, required=False, label="")


class ReadOnlyInline(admin.TabularInline):  # type: ignore[type-arg]
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TransitionInline(ReadOnlyInline):
    model = Transition
    fields = ["at", "subject", "old_state", "new_state", "reason_code", "actor"]
    ordering = ["id"]
    show_change_link = False


class UseInline(ReadOnlyInline):
    model = CameoUse
    fields = ["cameo", "state", "ask_stage", "asked_at", "answered_at", "ended_at"]


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = [
        "id", "author", "state", "percent", "engine", "seconds", "origin", "attempts", "error_code", "created_at",
    ]  # fmt: skip
    list_filter = ["state", "origin", "engine", "pool", "error_code", "created_at"]
    list_select_related = ["author"]
    search_fields = ["id__startswith", "author__handle", "title"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "id"]
    inlines = [UseInline, TransitionInline]
    exclude = ["lease"]
    actions = ["cancel"]

    def has_move_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("generation.change_job")  # type: ignore[union-attr]

    @admin.action(description=_("Cancel the selected jobs"), permissions=["move"])
    def cancel(self, request: HttpRequest, jobs: QuerySet[Job]) -> None:
        done = sum(cancel_job(job=job, by=request.user, at=now()) for job in jobs)  # type: ignore[arg-type]
        self.message_user(request, ngettext("%s job cancelled.", "%s jobs cancelled.", done) % done)


@admin.register(Clip)
class ClipAdmin(ReadOnly):
    list_display = [
        "id", "title", "author", "state", "seconds", "engine", "withdrawn_for", "created_at", "published_at",
    ]  # fmt: skip
    list_filter = ["state", "visibility", "engine", "withdrawn_for", "published_at"]
    list_select_related = ["author"]
    search_fields = ["id__startswith", "author__handle", "title"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "id"]
    inlines = [UseInline]
    action_form = ReasonForm
    actions = ["withdraw"]

    def has_move_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("generation.change_clip")  # type: ignore[union-attr]

    @admin.action(description=_("Withdraw the selected clips for the reason beside"), permissions=["move"])
    def withdraw(self, request: HttpRequest, clips: QuerySet[Clip]) -> None:
        reason = request.POST.get("reason", "")
        if reason not in [one.code for one in REVIEW_REASONS]:
            self.message_user(request, _("Choose a reason: its author is told why."), messages.ERROR)
            return
        done = sum(_withdrawn(clip, reason, request) for clip in clips.select_related("author", "job"))
        self.message_user(request, ngettext("%s clip withdrawn.", "%s clips withdrawn.", done) % done)


def _withdrawn(clip: Clip, reason: str, request: HttpRequest) -> bool:
    try:
        withdraw_with_cuts(clip=clip, at=now(), reason_code=reason, by=request.user)  # type: ignore[arg-type]
    except (LostRace, NotAllowed):
        return False
    return True


@admin.register(CameoUse)
class UseAdmin(ReadOnly):
    list_display = ["id", "cameo", "job", "state", "ask_stage", "asked_at", "answered_at", "ended_at"]
    list_filter = ["state", "ask_stage", "asked_at"]
    list_select_related = ["cameo", "job"]
    search_fields = ["id__startswith", "cameo__handle", "job__author__handle"]
    ordering = ["-asked_at", "id"]


@admin.register(Transition)
class TransitionAdmin(ReadOnly):
    list_display = ["id", "at", "subject", "subject_id", "old_state", "new_state", "reason_code", "actor"]
    list_filter = ["subject", "new_state", "reason_code", "at"]
    list_select_related = ["actor"]
    search_fields = ["subject_id__startswith", "actor__handle"]
    ordering = ["-id"]


@admin.register(Preview)
class PreviewAdmin(ReadOnly):
    list_display = ["job"]
    list_select_related = ["job"]
    fields = ["job"]


class ClosingForm(ActionForm):
    hours = forms.IntegerField(min_value=1, max_value=720, required=False, label=_("for hours"))
    note = forms.CharField(max_length=200, required=False, label=_("why, people read it"))


@admin.register(Pool)
class PoolAdmin(ReadOnly):
    list_display = ["name", "state", "until", "waiting", "running", "note", "changed_by"]
    list_filter = ["state"]
    list_select_related = ["changed_by"]
    search_fields = ["name", "note"]
    ordering = ["name"]
    exclude = ["turn", "batch_turn", "since_batch"]
    action_form = ClosingForm
    actions = ["drain", "pause", "resume"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pool]:
        pools.all_pools()  # one that was configured a moment ago has its row from here on
        return super().get_queryset(request)

    def has_move_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("generation.change_pool")  # type: ignore[union-attr]

    @admin.display(description=_("waiting"))
    def waiting(self, pool: Pool) -> int:
        return Job.objects.waiting().filter(pool=pool.name).count()

    @admin.display(description=_("running"))
    def running(self, pool: Pool) -> int:
        return Job.objects.running().filter(pool=pool.name).count()

    @admin.action(description=_("Drain: finish what runs, take nothing new"), permissions=["move"])
    def drain(self, request: HttpRequest, chosen: QuerySet[Pool]) -> None:
        for pool in chosen:
            pools.drain_pool(pool=pool, **_closing(request))
        self.message_user(request, gettext("Nothing new is taken; what runs is finished."))

    @admin.action(description=_("Pause: put what runs back into the line"), permissions=["move"])
    def pause(self, request: HttpRequest, chosen: QuerySet[Pool]) -> None:
        back = sum(pools.pause_pool(pool=pool, **_closing(request)) for pool in chosen)
        self.message_user(
            request, ngettext("Paused; %s clip went back.", "Paused; %s clips went back.", back) % back
        )

    @admin.action(description=_("Resume"), permissions=["move"])
    def resume(self, request: HttpRequest, chosen: QuerySet[Pool]) -> None:
        for pool in chosen:
            pools.resume_pool(pool=pool, at=now(), by=request.user)  # type: ignore[arg-type]
        self.message_user(request, gettext("Open again."))


def _closing(request: HttpRequest) -> dict[str, Any]:
    hours, at = request.POST.get("hours", ""), now()
    until: datetime | None = at + timedelta(hours=int(hours)) if hours.isdigit() and len(hours) < 4 else None
    return {"at": at, "by": request.user, "until": until, "note": request.POST.get("note", "")}


@admin.register(Source)
class SourceAdmin(ReadOnly):
    list_display = ["job", "place", "clip", "start", "end"]
    list_select_related = ["job", "clip"]
    search_fields = ["job__id__startswith", "clip__id__startswith", "job__author__handle"]
    ordering = ["-job__created_at", "place", "id"]


@admin.register(Folder)
class FolderAdmin(ReadOnly):
    list_display = ["name", "owner", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["name", "owner__handle"]
    ordering = ["owner", "name", "id"]


@admin.register(Download)
class DownloadAdmin(ReadOnly):
    list_display = ["clip", "person", "day"]
    list_filter = ["day"]
    list_select_related = ["clip", "person"]
    search_fields = ["clip__id__startswith", "person__handle"]
    ordering = ["-id"]


@admin.register(ClipLook)
class ClipLookAdmin(ReadOnly):
    list_display = ["clip", "light", "movement", "loudness"]
    list_select_related = ["clip"]
    search_fields = ["clip__author__handle", "clip__title"]
    exclude = ["pictures", "usual"]
    ordering = ["-clip__created_at", "clip"]


@admin.register(Purge)
class PurgeAdmin(ReadOnly):
    list_display = ["id", "created_at", "attempts", "next_at", "done_at", "last_error"]
    list_filter = ["done_at", "created_at"]
    search_fields = ["urls", "last_error"]
    ordering = ["-id"]


@admin.register(FirstPicture)
class FirstPictureAdmin(ReadOnly):
    list_display = ["id", "owner", "width", "height", "created_at"]
    list_select_related = ["owner"]
    search_fields = ["id__startswith", "owner__handle"]
    ordering = ["-created_at", "id"]
    exclude = ["file"]


class BatchRowInline(ReadOnlyInline):
    model = BatchRow
    fields = ["number", "prompt", "job", "refusals"]
    ordering = ["number"]


@admin.register(Batch)
class BatchAdmin(ReadOnly):
    list_display = ["id", "author", "name", "created_at"]
    list_select_related = ["author"]
    search_fields = ["id__startswith", "author__handle", "name"]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "id"]
    inlines = [BatchRowInline]


@admin.register(BatchRow)
class BatchRowAdmin(ReadOnly):
    list_display = ["batch", "number", "prompt", "job"]
    list_select_related = ["batch", "job"]
    search_fields = ["batch__id__startswith", "batch__author__handle", "prompt"]
    ordering = ["-batch__created_at", "number", "id"]


@admin.register(Shared)
class SharedAdmin(ReadOnly):
    list_display = ["id", "circle", "clip", "by", "at"]
    list_filter = ["at"]
    list_select_related = ["circle", "clip", "by"]
    search_fields = ["by__handle", "clip__author__handle"]
    ordering = ["-id"]
