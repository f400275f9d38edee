"""The page and sheet a feed is steered on, and "less of this". Works as plain forms; a script sends the same forms."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import myself
from feed.steering import operations, queries
from feed.steering.forms import NameForm, SayForm, read_sliders
from feed.steering.lessening import choices_of, row_words
from feed.steering.models import LessOf, Mood
from feed.steering.operations import SteeringRefused
from feed.steering.steering import NEUTRAL, unpacked
from feed.steering.words import change_words, chips_of, role_words
from generation.access import visible_clip


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def steer(request: HttpRequest) -> HttpResponse:
    form = SayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data["words"]
            mood = operations.say(who=myself(request), text=words, lang=get_language() or "en", at=now())
            return _done(request, told=_understood(mood) if mood else Told(_("Taken back.")))
        except SteeringRefused as refused:
            form.add_error("words", str(refused))
    return _page(request, form, 422 if form.errors else 200)


@dataclass(frozen=True)
class Told:
    """The line about what has just been done, and where it is taken back."""

    words: str
    undo: str = ""  # address
    is_over: bool = False  # there is nothing left to ask or to correct: the sheet may close


def _understood(mood: Mood) -> Told:
    before = mood.versions.order_by("-id").first()
    words = change_words(unpacked(before.steering if before else {}), unpacked(mood.steering))
    words += " · " + _("until midnight") if words and mood.until else ""
    told = _("Understood – %(what)s") % {"what": words} if words else _("Nothing else counts than before.")
    return Told(told, reverse("feed:steer_undo"), bool(words) and not mood.unknown and not mood.questions)


def _page(
    request: HttpRequest, form: SayForm | None = None, status: int = 200, told: Told | None = None
) -> HttpResponse:
    who, at = myself(request), now()
    mood = queries.active_mood(who, at)
    steering = unpacked(mood.steering) if mood else NEUTRAL
    rows = queries.less_of(who)
    titles = queries.titles_for(who, rows)
    less = [{"row": row, "words": row_words(row), "title": titles.get(row.clip_id)} for row in rows]
    questions = [{**one, "words": role_words(str(one["who"]))} for one in (mood.questions if mood else [])]
    is_sheet = bool(request.headers.get("X-Fragment"))
    context = {
        "form": form or SayForm(), "mood": mood, "chips": chips_of(steering), "moods": queries.moods_of(who),
        "less": less, "questions": questions, "can_undo": bool(mood and mood.versions.exists()), "told": told,
        "is_steered": not queries.steering_of(who, at).is_neutral,
    }  # fmt: skip
    response = render(request, "feed/_steer.html" if is_sheet else "feed/steer.html", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["X-Fragment"])
    return response


def _done(request: HttpRequest, said: str = "", told: Told | None = None) -> HttpResponse:
    """A script gets the sheet as it is now; a page without one goes there."""
    told = told or (Told(said) if said else None)
    if request.headers.get("X-Fragment"):
        return _page(request, told=told)
    if told:
        messages.success(request, told.words)
    return redirect("feed:steer")


def _refused(request: HttpRequest, refused: SteeringRefused) -> HttpResponse:
    form = SayForm({"words": ""})
    form.is_valid()
    form.errors.clear()
    form.add_error(None, str(refused))
    return _page(request, form, 422)


@require_POST
@login_required
def correct(request: HttpRequest) -> HttpResponse:
    who, at = myself(request), now()
    mood = queries.active_mood(who, at)
    before = unpacked(mood.steering) if mood else NEUTRAL
    operations.correct(who=who, steering=read_sliders(request.POST, before), at=at)
    return _done(request)


@require_POST
@login_required
def answer(request: HttpRequest) -> HttpResponse:
    said, handle = request.POST.get("who", ""), request.POST.get("handle", "").replace("\0", "")
    try:
        operations.answer(who=myself(request), said=said, handle=handle, at=now())
    except SteeringRefused as refused:
        return _refused(request, refused)
    return _done(request)


@require_POST
@login_required
def undo(request: HttpRequest) -> HttpResponse:
    there_was = operations.undo(who=myself(request), at=now())
    return _done(request, _("Taken back.") if there_was else _("There is nothing to take back."))


@require_POST
@login_required
def off(request: HttpRequest) -> HttpResponse:
    operations.switch(who=myself(request), mood=None, at=now())
    return _done(request, _("Nothing is steered now."))


@require_POST
@login_required
def keep(request: HttpRequest) -> HttpResponse:
    form = NameForm(request.POST)
    try:
        name = form.cleaned_data["name"] if form.is_valid() else ""
        operations.keep(who=myself(request), name=name, at=now())
    except SteeringRefused as refused:
        return _refused(request, refused)
    return _done(request, _("Kept."))


@require_POST
@login_required
def switch(request: HttpRequest, mood_id: int) -> HttpResponse:
    mood = get_object_or_404(Mood, pk=mood_id, who=myself(request))
    operations.switch(who=myself(request), mood=mood, at=now())
    return _done(request)


@require_POST
@login_required
def forget(request: HttpRequest, mood_id: int) -> HttpResponse:
    operations.forget(mood=get_object_or_404(Mood, pk=mood_id, who=myself(request)))
    return _done(request, _("Gone."))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def less(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = visible_clip(request.user, clip_id)
    wrong = ""
    if request.method == "POST":
        what, _colon, name = request.POST.get("what", "").replace("\0", "").partition(":")
        try:
            kind = LessOf(what) if what in LessOf.values else LessOf.COPIES
            row = operations.less(who=myself(request), clip=clip, what=kind, name=name, at=now())
            words = _("From the next clip on less of this: %(what)s") % {"what": row_words(row)}
            return _done(request, told=Told(words, reverse("feed:less_undo", args=[row.pk]), True))
        except SteeringRefused as refused:
            wrong = str(refused)
    context = {"clip": clip, "choices": choices_of(clip), "wrong": wrong}
    template = "feed/_less.html" if request.headers.get("X-Fragment") else "feed/less.html"
    response = render(request, template, context, status=422 if wrong else 200)
    patch_vary_headers(response, ["X-Fragment"])
    return response


@require_POST
@login_required
def less_undo(request: HttpRequest, row_id: int) -> HttpResponse:
    gone = operations.less_no_more(who=myself(request), row_id=row_id)
    return _done(request, _("Taken back.") if gone else _("That was taken back already."))
