"""Pages of comments: what stands under a clip, writing there, and what its maker and readers do with it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import myself
from accounts.queries import number
from comments import operations, queries
from comments.access import comment_under_mine, commented_clip, readable, readable_comment
from comments.forms import CommentForm, RulesForm
from comments.models import Comment
from comments.operations import CommentRefused
from generation.access import own_clip, visible_clip
from generation.models import Clip
from generation.moves import NotAllowed


@require_safe
def comments(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = commented_clip(visible_clip(request.user, clip_id))
    return _page(request, clip, CommentForm(initial={"answers": number(request.GET.get("answer", ""))}))


@require_POST
@login_required
def write(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip = commented_clip(visible_clip(request.user, clip_id))
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, clip, form, 422)
    answers = _answered(request, clip, form.cleaned_data["answers"])
    try:
        comment = operations.write_comment(
            clip=clip, author=myself(request), text=form.cleaned_data["text"], at=now(), answers=answers
        )
    except CommentRefused as refused:
        form.refuse(refused.refusals)
        return _page(request, clip, form, 422)
    if comment.is_held:
        messages.info(request, _("Its maker looks at it first. Until then only you and they read it."))
    return _done(request, comment)


def _answered(request: HttpRequest, clip: Clip, wanted: int | None) -> Comment | None:
    """:raises Http404: when it is not under this clip, or not to be read"""
    if wanted is None:
        return None
    answered = readable(request.user).filter(clip=clip, pk=wanted).first()
    if answered is None:
        raise Http404
    return answered


@require_POST
@login_required
def heart(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment, on = readable_comment(request.user, comment_id), request.POST.get("on") == "1"
    if on:
        operations.heart(who=myself(request), comment=comment, at=now())
    else:
        operations.unheart(who=myself(request), comment=comment)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"on": on})
    return _done(request, comment)


@require_POST
@login_required
def delete(request: HttpRequest, comment_id: int) -> HttpResponse:
    """One's own words are deleted, those of others taken away from under one's clip."""
    comment, me = readable_comment(request.user, comment_id), myself(request)
    if me.pk not in (comment.author_id, comment.clip.author_id):
        raise Http404
    try:
        (operations.delete if comment.author_id == me.pk else operations.remove)(comment=comment)
    except NotAllowed:
        messages.info(request, _("It was gone already."))
    return _done(request, comment, is_there=False)


@require_POST
@login_required
def pin(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = comment_under_mine(myself(request), comment_id)
    try:
        operations.pin(comment=comment, on=request.POST.get("on") == "1")
    except NotAllowed:
        messages.error(request, _("Only a comment that is shown, and answers none, can be on top."))
    return _done(request, comment)


@require_POST
@login_required
def show(request: HttpRequest, comment_id: int) -> HttpResponse:
    comment = comment_under_mine(myself(request), comment_id)
    try:
        operations.show(comment=comment, at=now())
    except NotAllowed:
        messages.info(request, _("It is shown already."))
    return _done(request, comment)


@require_POST
@login_required
def rules(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    clip, form = own_clip(myself(request), clip_id), RulesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose from the list who may write."))
    else:
        operations.set_rules(clip=clip, **form.cleaned_data)
        messages.success(request, _("Saved. It counts from the next comment on."))
    return redirect("comments:comments", clip_id)


def _page(
    request: HttpRequest, clip: Clip, form: CommentForm, status: int = 200, thread: int | None = None
) -> HttpResponse:
    """All of it, or what changes for a sheet over the stage."""
    page = queries.page_of(
        clip=clip,
        viewer=request.user,
        before=number(request.GET.get("before", "")),
        thread=thread or number(request.GET.get("thread", "")),
    )
    name = "_comments" if request.headers.get("X-Fragment") else "comments"
    response = render(
        request, f"comments/{name}.html", {"page": page, "form": form, "clip": clip}, status=status
    )
    patch_vary_headers(response, ["X-Fragment"])
    return response


def _done(request: HttpRequest, comment: Comment, *, is_there: bool = True) -> HttpResponse:
    """A sheet is drawn anew; a page goes on where the comment stands."""
    if request.headers.get("X-Fragment"):
        return _page(request, comment.clip, CommentForm(), thread=comment.thread_id)
    where = comment.get_absolute_url() if is_there else resolve_url("comments:comments", comment.clip_id)
    return redirect(where)
