"""The pages on the way into a circle: a link, an invitation, what keepers answer. Unknown and not for you read alike."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import myself
from circles import entering
from circles.operations import CircleRefused
from circles.queries import invitations_of
from feed.circles.forms import AnswerForm, EnterForm, HandleForm
from feed.circles.views import attempt, mine_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def enter(request: HttpRequest, code: str) -> HttpResponse:
    person = myself(request)
    link = entering.link_for(code=code.replace("\0", ""), person=person, at=now())
    if link is None:
        raise Http404
    if link.circle.members.filter(person=person).exists():
        return redirect(link.circle)
    form = EnterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if entering.enter(link=link, person=person, at=now()):
                return redirect(link.circle)
            messages.success(
                request, _("The keepers of the circle are asked. You hear from us when you are in.")
            )
            return redirect("feed:circles")
        except CircleRefused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "circle": link.circle, "by": link.by}
    return render(request, "circles/enter.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def answer_invitation(request: HttpRequest, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(invitations_of(myself(request)), pk=invitation_id)
    form = AnswerForm(request.POST)
    yes = form.is_valid() and form.cleaned_data["yes"]
    done = attempt(request, lambda: entering.answer_invitation(invitation=invitation, yes=yes, at=now()))
    return redirect(invitation.circle if yes and done else "feed:circles")


@login_required
@require_POST
def invite(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    member, form = mine_or_404(request, circle_id), HandleForm(request.POST)
    if form.is_valid():
        handle = form.cleaned_data["handle"]
        attempt(
            request,
            lambda: entering.invite(circle=member.circle, by=member, handle=handle, at=now()),
            _("@%(handle)s is invited.") % {"handle": handle.strip().removeprefix("@").lower()},
        )
    else:
        messages.error(request, _("Write the handle of the person, as in @mira."))
    return redirect("feed:circle_people", circle_id)


@login_required
@require_POST
def call_back(request: HttpRequest, circle_id: uuid.UUID, handle: str) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    attempt(request, lambda: entering.call_back(circle=member.circle, by=member, handle=handle))
    return redirect("feed:circle_people", circle_id)


@login_required
@require_POST
def answer_asking(request: HttpRequest, circle_id: uuid.UUID, asking_id: int) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    asking = get_object_or_404(member.circle.askings.select_related("circle", "person"), pk=asking_id)
    form = AnswerForm(request.POST)
    yes = form.is_valid() and form.cleaned_data["yes"]
    attempt(request, lambda: entering.answer_asking(asking=asking, by=member, yes=yes, at=now()))
    return redirect("feed:circle_people", circle_id)


@login_required
@require_POST
def link(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    if request.POST.get("on") == "0":
        attempt(request, lambda: entering.end_link(circle=member.circle, by=member))
    else:
        attempt(request, lambda: entering.make_link(circle=member.circle, by=member, at=now()))
    return redirect("feed:circle_people", circle_id)
