"""Pages of what somebody saved, of a collection and who has its address, and of lists of people."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import myself
from feed import saving
from feed.forms import SwitchForm
from feed.models import Collection, PeopleList
from feed.rows import Row
from feed.saving import SavingRefused
from feed.slates import LIST
from feed.views import stage_of, switched
from generation.access import visible_clip
from generation.forms_cuts import ids_in

A_PAGE = 24


@require_POST
@login_required
def save(request: HttpRequest, clip_id: uuid.UUID) -> HttpResponse:
    """A switch; with the id of a collection the clip goes into it."""
    clip, form, me = visible_clip(request.user, clip_id), SwitchForm(request.POST), myself(request)
    if not clip.is_published:
        raise Http404
    wanted = ids_in([request.POST.get("collection", "")])
    into = get_object_or_404(Collection, pk=wanted[0], owner=me) if wanted else None
    if form.is_valid() and form.cleaned_data["on"]:
        saving.save(who=me, clip=clip, at=now(), collection=into)
    else:
        saving.unsave(who=me, clip=clip)
    return switched(request, form, clip.get_absolute_url())


@require_safe
@login_required
def saved(request: HttpRequest) -> HttpResponse:
    me = myself(request)
    page = Paginator(saving.saved_by(me), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "feed/saved.html", {"page": page, "collections": saving.collections_of(me)})


@require_safe
def collection(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """Its owner's; while it is shared, for everybody who has the address, each clip for whom it is for."""
    found = get_object_or_404(Collection.objects.select_related("owner"), pk=collection_id)
    is_mine = found.owner_id == request.user.pk
    if not (is_mine or found.is_shared):
        raise Http404
    page = Paginator(saving.in_collection(found, request.user), A_PAGE).get_page(request.GET.get("page"))
    context = {"collection": found, "page": page, "is_mine": is_mine}
    return render(request, "feed/collection.html", context)


@require_POST
@login_required
def collection_make(request: HttpRequest) -> HttpResponse:
    shared = request.POST.get("is_shared") == "on"
    try:
        made = saving.make_collection(
            owner=myself(request), name=request.POST.get("name", ""), at=now(), is_shared=shared
        )
    except SavingRefused as refused:
        messages.error(request, str(refused))
        return redirect("feed:saved")
    return redirect(made)


@require_POST
@login_required
def collection_change(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    mine = get_object_or_404(Collection, pk=collection_id, owner=myself(request))
    name, shared = request.POST.get("name", ""), request.POST.get("is_shared") == "on"
    try:
        saving.change_collection(collection=mine, name=name, is_shared=shared)
    except SavingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("Saved. Its address opens it now.") if shared else _("Saved. Only you see it.")
        )
    return redirect(mine)


@require_POST
@login_required
def collection_delete(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    saving.delete_collection(
        collection=get_object_or_404(Collection, pk=collection_id, owner=myself(request))
    )
    messages.success(request, _("The collection is gone. What was in it stays saved."))
    return redirect("feed:saved")


@require_POST
@login_required
def collection_out(request: HttpRequest, collection_id: uuid.UUID, clip_id: uuid.UUID) -> HttpResponse:
    mine = get_object_or_404(Collection, pk=collection_id, owner=myself(request))
    if saving.take_out(collection=mine, clip_id=clip_id):
        messages.success(request, _("It is out of the collection, and still saved."))
    return redirect(mine)


# ---------------------------------------------------------------- lists of people
@require_safe
@login_required
def lists(request: HttpRequest) -> HttpResponse:
    return render(request, "feed/lists.html", {"lists": saving.lists_of(myself(request))})


@require_safe
@login_required
def list_feed(request: HttpRequest, list_id: int) -> HttpResponse:
    people_list = _own_list(request, list_id)
    named = Row(people_list.name, reverse("feed:lists"), [])  # only what its head and its end say
    return stage_of(request, f"{LIST}{people_list.pk}", named)


@require_POST
@login_required
def list_make(request: HttpRequest) -> HttpResponse:
    try:
        saving.make_list(owner=myself(request), name=request.POST.get("name", ""), at=now())
    except SavingRefused as refused:
        messages.error(request, str(refused))
    return redirect("feed:lists")


@require_POST
@login_required
def list_change(request: HttpRequest, list_id: int) -> HttpResponse:
    """Somebody put on it, or taken off."""
    mine, handle = _own_list(request, list_id), request.POST.get("handle", "")
    try:
        if request.POST.get("on") == "1":
            saving.put_on_list(people_list=mine, handle=handle)
        else:
            saving.take_off_list(people_list=mine, handle=handle)
    except SavingRefused as refused:
        messages.error(request, str(refused))
    return redirect("feed:lists")


@require_POST
@login_required
def list_delete(request: HttpRequest, list_id: int) -> HttpResponse:
    saving.delete_list(people_list=_own_list(request, list_id))
    return redirect("feed:lists")


def _own_list(request: HttpRequest, list_id: int) -> PeopleList:
    return get_object_or_404(PeopleList.objects.select_related("owner"), pk=list_id, owner=myself(request))
