"""A circle's pages for its members: clips, people, rules. For everybody else none of them is there."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from circles import operations
from circles.models import Member, Role
from circles.operations import CircleRefused
from circles.queries import circles_of, invitations_of, member_of, people_of
from feed.circles import queries
from feed.circles.forms import CircleForm, RoleForm, ShareForm
from feed.search.forms import SearchForm
from generation.access import own_clip, visible_clip
from generation.moves import LostRace, NotAllowed
from generation.operations import JobRefused
from generation.refusals import in_words
from generation.sharing import share as put_into
from generation.sharing import unshare


def mine_or_404(request: HttpRequest, circle_id: uuid.UUID) -> Member:
    """One's own place in a circle; without one, the circle does not exist."""
    try:
        return member_of(circle_id=circle_id, person=myself(request))
    except Member.DoesNotExist:
        raise Http404 from None


def attempt(request: HttpRequest, what: Callable[[], object], done: str = "") -> bool:
    """Does it; a refusal becomes a message."""
    try:
        what()
    except CircleRefused as refused:
        messages.error(request, str(refused))
        return False
    except JobRefused as refused:
        messages.error(request, in_words(refused.refusals))
        return False
    except (LostRace, NotAllowed):
        messages.info(request, _("This clip has moved on meanwhile."))
        return False
    if done:
        messages.success(request, done)
    return True


@login_required
@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    person = myself(request)
    context = {"memberships": circles_of(person), "invitations": invitations_of(person)}
    return render(request, "circles/mine.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = CircleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(operations.open_circle(by=myself(request), at=now(), **form.cleaned_data))
        except CircleRefused as refused:
            form.add_error(None, str(refused))
    return render(request, "circles/change.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_safe
@never_cache
def circle(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    _words, _kind, after = SearchForm(request.GET).asked()
    context = {
        "member": member,
        "circle": member.circle,
        "wall": queries.wall(member=member, after=after),
        "offered": queries.could_be_shared(member),
        "askings": member.circle.askings.count() if member.keeps else 0,
    }
    return render(request, "circles/circle.html", context)


@login_required
@require_safe
@never_cache
def people(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    circle = member.circle
    context = {"member": member, "circle": circle, "people": people_of(circle), "roles": Role.choices}
    if member.keeps:
        context |= {
            "askings": circle.askings.select_related("person").order_by("at"),
            "invitations": circle.invitations.select_related("person").order_by("at"),
            "link": circle.links.filter(expires_at__gt=now()).first(),
        }
    return render(request, "circles/people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    if not member.keeps:
        raise Http404
    form = CircleForm(request.POST if request.method == "POST" else None, instance=member.circle)
    if request.method == "POST" and form.is_valid():
        operations.change_circle(circle=member.circle, by=member, **form.cleaned_data)
        return redirect(member.circle)
    context = {"form": form, "member": member, "circle": member.circle}
    return render(request, "circles/change.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def share(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    form = ShareForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a clip first."))
        return redirect(member.circle)
    clip, only = own_clip(myself(request), form.cleaned_data["clip"]), form.cleaned_data["only"]
    done = _("It is in the circle, and nowhere else.") if only else _("It is in the circle.")
    attempt(request, lambda: put_into(clip=clip, member=member, only=only, at=now()), done)
    return redirect(member.circle)


@login_required
@require_POST
def take_out(request: HttpRequest, circle_id: uuid.UUID, clip_id: uuid.UUID) -> HttpResponse:
    member, clip = mine_or_404(request, circle_id), visible_clip(request.user, clip_id)
    attempt(request, lambda: unshare(clip=clip, by=member), _("It is out of the circle."))
    return redirect(member.circle)


@login_required
@require_POST
def role(request: HttpRequest, circle_id: uuid.UUID, handle: str) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    other = get_object_or_404(member.circle.members.select_related("person"), person__handle=handle)
    form = RoleForm(request.POST)
    if form.is_valid():
        attempt(request, lambda: operations.set_role(member=other, by=member, role=form.cleaned_data["role"]))
    return _to_people(member)


@login_required
@require_POST
def remove(request: HttpRequest, circle_id: uuid.UUID, handle: str) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    other = get_object_or_404(member.circle.members.select_related("person", "circle"), person__handle=handle)
    for_good = request.POST.get("for_good") == "1"
    attempt(request, lambda: operations.remove(member=other, by=member, at=now(), for_good=for_good))
    return _to_people(member)


@login_required
@require_POST
def leave(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    done = attempt(request, lambda: operations.leave(member=member), _("You are out of the circle."))
    return redirect("feed:circles") if done else _to_people(member)


@login_required
@require_POST
def delete(request: HttpRequest, circle_id: uuid.UUID) -> HttpResponse:
    member = mine_or_404(request, circle_id)
    done = attempt(request, lambda: operations.delete_circle(circle=member.circle, by=member))
    return redirect("feed:circles") if done else _to_people(member)


def _to_people(member: Member) -> HttpResponseRedirect:
    return redirect("feed:circle_people", member.circle_id)
