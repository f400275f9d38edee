"""The pages of challenges: the list, one with its ranking, opening one, and what is sent from there."""

from __future__ import annotations

import uuid
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from feed.challenges import operations, queries
from feed.challenges.forms import BlanksForm, ChallengeForm, ClipForm
from feed.challenges.models import Challenge
from feed.challenges.operations import ChallengeRefused
from generation.access import own_clip


def challenge_or_404(request: HttpRequest, challenge_id: uuid.UUID) -> Challenge:
    return get_object_or_404(queries.challenges_for(request.user), pk=challenge_id)


@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    lists = {"open": queries.open_ones(request.user, now()), "past": queries.past_ones(request.user, now())}
    return render(
        request, "challenges/list.html", {name: some[: queries.LISTED] for name, some in lists.items()}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = ChallengeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said, at = dict(form.cleaned_data), now()
        closes_at = at + timedelta(days=said.pop("days"))
        try:
            return redirect(operations.open_challenge(by=myself(request), closes_at=closes_at, at=at, **said))
        except ChallengeRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
    return render(request, "challenges/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def challenge(request: HttpRequest, challenge_id: uuid.UUID) -> HttpResponse:
    challenge, at = challenge_or_404(request, challenge_id), now()
    is_open, known = challenge.is_open(at), request.user.is_authenticated
    context = {
        "challenge": challenge,
        "is_open": is_open,
        "board": queries.standing(challenge=challenge, viewer=request.user),
        "blanks": BlanksForm(challenge),
        "mine": queries.could_enter(challenge, myself(request)) if is_open and known else [],
    }
    return render(request, "challenges/challenge.html", context)


@login_required
@require_safe
def fill(request: HttpRequest, challenge_id: uuid.UUID) -> HttpResponse:
    """Leads to the composer with the words in it."""
    challenge = challenge_or_404(request, challenge_id)
    prompt = BlanksForm(challenge, request.GET).prompt()
    return redirect(f"{reverse('generation:create')}?{urlencode({'prompt': prompt})}")


@login_required
@require_POST
def enter(request: HttpRequest, challenge_id: uuid.UUID) -> HttpResponse:
    challenge, form = challenge_or_404(request, challenge_id), ClipForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a clip first."))
        return redirect(challenge)
    clip = own_clip(myself(request), form.cleaned_data["clip"])
    try:
        operations.enter(challenge=challenge, clip=clip, who=myself(request), at=now())
        messages.success(request, _("Your clip is in."))
    except ChallengeRefused as refused:
        messages.error(request, str(refused))
    return redirect(challenge)


@login_required
@require_POST
def vote(request: HttpRequest, challenge_id: uuid.UUID, entered_id: int) -> HttpResponse:
    challenge = challenge_or_404(request, challenge_id)
    entered = get_object_or_404(queries.entered_in(challenge, request.user), pk=entered_id)
    try:
        on = request.POST.get("on") != "0"
        operations.vote(entered=entered, who=myself(request), at=now(), on=on)
    except ChallengeRefused as refused:
        messages.error(request, str(refused))
    return redirect(challenge)


@login_required
@require_POST
def stop(request: HttpRequest, challenge_id: uuid.UUID) -> HttpResponse:
    challenge = challenge_or_404(request, challenge_id)
    try:
        operations.stop(challenge=challenge, by=myself(request), at=now())
    except ChallengeRefused as refused:
        messages.error(request, str(refused))
        return redirect(challenge)
    return redirect("feed:challenges")
