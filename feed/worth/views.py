"""Why a clip comes less often: the maker's page, and the moderators' list of what is contested."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import myself
from accounts.models import User
from feed.worth import operations, queries
from feed.worth.forms import AnswerForm, ContestForm
from feed.worth.models import Demotion
from feed.worth.operations import ContestRefused, OwnClip
from generation.access import own_clip
from generation.models import Clip


@login_required
@require_safe
def less_often(request: HttpRequest) -> HttpResponse:
    return render(request, "worth/mine.html", {"clips": queries.sinking(myself(request))[: queries.MOST]})


@login_required
@require_safe
def clip(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    return _sheet(request, own_clip(myself(request), clip_id), ContestForm())


@login_required
@require_POST
def contest(request: HttpRequest, clip_id: uuid.UUID, demotion_id: int) -> HttpResponse:
    clip = own_clip(myself(request), clip_id)
    demotion = get_object_or_404(clip.demotions, pk=demotion_id)
    form = ContestForm(request.POST)
    if not form.is_valid():
        return _sheet(request, clip, form, 422, demotion)
    try:
        operations.contest(demotion=demotion, words=form.cleaned_data["words"], at=now())
    except ContestRefused:
        messages.warning(request, _("You have objected to this already. A person decides once."))
    else:
        messages.success(request, _("Thank you. A person looks at it, and you will hear what came of it."))
    return redirect("feed:less_often_clip", clip_id)


@login_required
@require_safe
def contested(request: HttpRequest) -> HttpResponse:
    return render(request, "worth/contested.html", {"lines": queries.contested(_moderator(request))})


@login_required
@require_POST
def answer(request: HttpRequest, demotion_id: int) -> HttpResponse:
    me, form = _moderator(request), AnswerForm(request.POST)
    visible = Demotion.objects.filter(clip__in=Clip.objects.visible_to(me)).select_related(
        "clip__author", "clip__job"
    )
    demotion = get_object_or_404(visible, pk=demotion_id)
    if not form.is_valid():
        return HttpResponse(_("Say whether it is lifted, in at most 500 characters."), status=422)
    try:
        operations.decide(
            demotion=demotion, by=me, lifts=form.says_lift, note=form.cleaned_data["note"], at=now()
        )
    except OwnClip:
        messages.warning(request, _("This is your own clip: somebody else has to look at it."))
    except ContestRefused:
        messages.warning(request, _("Somebody else has decided this already."))
    else:
        messages.success(request, _("Decided. Its maker is told."))
    return redirect("feed:contested")


def _moderator(request: HttpRequest) -> User:
    """:raises Http404: for everybody else: they learn nothing of the desk"""
    me = myself(request)
    if not (me.is_moderator or me.is_superuser):
        raise Http404
    return me


def _sheet(
    request: HttpRequest, clip: Clip, form: ContestForm, status: int = 200, about: Demotion | None = None
) -> HttpResponse:
    lines = queries.lines_of(clip, myself(request))
    context = {"clip": clip, "lines": lines, "form": form, "about": about}
    return render(request, "worth/clip.html", context, status=status)
