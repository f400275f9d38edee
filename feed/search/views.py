"""The search page, its changing part while somebody types, and the page of one tag."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.timezone import now
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from feed.search import queries
from feed.search.forms import SearchForm
from search.operations import tag_name

TABS = (
    ("clips", gettext_noop("Clips")),
    ("people", gettext_noop("People")),
    ("cameos", gettext_noop("To cast")),
    ("tags", gettext_noop("Tags")),
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words, kind, after = SearchForm(request.GET).asked()
    found = queries.find(viewer=request.user, words=words, kind=kind, after=after, at=now())
    is_part = bool(request.headers.get("X-Fragment"))
    context = {"found": found, "tabs": TABS, "part": is_part}
    response = render(request, "feed/_found.html" if is_part else "feed/search.html", context)
    patch_vary_headers(response, ["X-Fragment"])
    return response


@require_safe
def tag(request: HttpRequest, name: str) -> HttpResponse:
    if tag_name(name) != name:
        return redirect("feed:tag", tag_name(name))
    _words, _kind, after = SearchForm(request.GET).asked()
    found = queries.tagged(viewer=request.user, name=name, after=after)
    if found.is_empty:
        raise Http404
    return render(request, "feed/tag.html", {"found": found, "name": name})
