"""Pages of a batch: the list and its rows looked at, one view of how far all are, the results as a list."""

from __future__ import annotations

import csv
import io
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import myself
from accounts.models import User
from generation import batches
from generation.batch_lists import LARGEST, MOST_ROWS, read_list
from generation.batches import BatchRefused, Choices, Plan, PlannedRow
from generation.forms import SIZE_NAMES
from generation.models import Batch, BatchRow
from generation.refusals import Said, said, said_of_job
from generation.refused import JobRefused
from generation.sheet_forms import choices_of
from generation.wishes import LENGTHS, SIZES, Wanted, tidy

SHOWN = 12  # batches listed under the form


class BatchForm(forms.Form):
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    template = forms.CharField(
        label=_("Template"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    rows = forms.CharField(
        label=_("List"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false", "class": "list-field"}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("or a file"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.tsv,.txt,text/csv,application/json"}),
    )  # fmt: skip
    seconds = forms.TypedChoiceField(
        label=_("Length"), coerce=int, initial=8, choices=[(one, one) for one in LENGTHS]
    )
    size = forms.ChoiceField(
        label=_("Format"), initial="720x1280", choices=[(one, SIZE_NAMES[one]) for one in SIZES]
    )
    style = forms.CharField(label=_("Style"), required=False, widget=forms.Select)
    engine = forms.CharField(label=_("Engine"), required=False, widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["style"].widget.choices = choices_of("styles")
        self.fields["engine"].widget.choices = [(key, key) for key in settings.OFFERS]
        self.refused: dict[str, list[Said]] = {}

    def choices(self) -> Choices:
        data = self.cleaned_data
        wanted = tidy(Wanted(style=data["style"]))
        return Choices(int(data["seconds"]), data["size"], data["engine"], wanted)

    def refuse(self, refusals: Any) -> None:
        for words in map(said, refusals):
            field = words.field if words.field in self.fields else "rows"
            self.add_error(field, forms.ValidationError(words.sentence, code=words.code))
            self.refused.setdefault(field, []).append(words)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def batch_new(request: HttpRequest) -> HttpResponse:
    """The list is looked at first; a second press starts all rows, or those that go."""
    if request.method != "POST":
        return _form_page(request, BatchForm())
    sent, listed = request.POST.copy(), _listed(request)
    if isinstance(listed, bytes):  # a file does not come a second time: its text goes into the field
        sent["rows"] = listed.decode("utf-8-sig", "replace").replace("\x00", "\ufffd")
    form = BatchForm(sent, request.FILES)
    plan = _planned(myself(request), form, listed)
    if plan is None:
        return _form_page(request, form, status=422)
    do = request.POST.get("do", "look")
    if do not in ("start", "start_some"):
        return _form_page(request, form, plan)
    try:
        name, leave_out = form.cleaned_data["name"], do == "start_some"
        batch = batches.start_batch(
            author=myself(request), plan=plan, at=now(), name=name, leave_out=leave_out
        )
    except BatchRefused as refused:
        return _form_page(request, form, Plan(plan.template, refused.rows, plan.choices), status=422)
    return redirect(batch)


def _listed(request: HttpRequest) -> str | bytes:
    file = request.FILES.get("file")
    return file.read(2 * LARGEST) if file else request.POST.get("rows", "")


def _planned(author: User, form: BatchForm, listed: str | bytes) -> Plan | None:
    """What came of the list; None when it can not be read, with the reason at its field."""
    if not form.is_valid():
        return None
    try:
        return batches.plan_batch(
            author=author,
            template=form.cleaned_data["template"],
            rows=read_list(listed),
            choices=form.choices(),
            at=now(),
        )
    except JobRefused as refused:
        form.refuse(refused.refusals)
    return None


def _form_page(
    request: HttpRequest, form: BatchForm, plan: Plan | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "plan": plan,
        "rows": [_shown(row) for row in plan.rows] if plan else [],
        "most": MOST_ROWS,
        "batches": myself(request).batches.order_by("-created_at", "id")[:SHOWN],
    }
    return render(request, "generation/batch_new.html", context, status=status)


def _shown(row: PlannedRow) -> dict[str, object]:
    return {
        "number": row.number,
        "prompt": row.prompt,
        "goes": row.goes,
        "refusals": [said(one) for one in row.refusals],
    }


def own_batch(author: User, batch_id: uuid.UUID) -> Batch:
    return get_object_or_404(Batch.objects.filter(author=author).select_related("author"), pk=batch_id)


@login_required
@require_safe
@never_cache
def batch(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    found = own_batch(myself(request), batch_id)
    rows = batches.rows_of(found)
    counts = batches.counts_of(rows)
    context = {
        "batch": found,
        "rows": [row_shown(row) for row in rows],
        "counts": counts,
        "total": len(rows),
        "ended": counts["done"] + counts["failed"] + counts["left_out"],
        "is_finished": not counts["waiting"] and not counts["running"],
    }
    fragment = request.headers.get("X-Fragment") == "1"
    return render(request, f"generation/{'_batch' if fragment else 'batch'}.html", context)


def row_shown(row: BatchRow) -> dict[str, Any]:
    """One row as the page and the results show it: where it stands, and why it failed or was left out."""
    job = row.job
    reasons = [said(one) for one in batches.refusals_of(row)]
    if job is not None and not reasons and (why := said_of_job(job)):
        reasons = [why]
    clip = getattr(job, "clip", None) if job is not None else None
    is_there = clip is not None and clip.state != "WITHDRAWN"
    return {
        "number": row.number, "values": row.values, "prompt": row.prompt, "job": job, "reasons": reasons,
        "standing": batches.standing(row), "state": job.get_state_display() if job else "",
        "clip": clip if is_there else None,
    }  # fmt: skip


@login_required
@require_POST
def batch_cancel(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    found = own_batch(myself(request), batch_id)
    ended = batches.cancel_batch(batch=found, by=myself(request), at=now())
    said = ngettext("%(n)s clip was cancelled.", "%(n)s clips were cancelled.", ended) % {"n": ended}
    messages.info(request, said if ended else gettext("Nothing was left to cancel."))
    return redirect(found)


@login_required
@require_POST
def batch_retry(request: HttpRequest, batch_id: uuid.UUID) -> HttpResponse:
    found = own_batch(myself(request), batch_id)
    going, staying = batches.retry_batch(batch=found, at=now())
    said = ngettext("%(n)s row is tried again.", "%(n)s rows are tried again.", going) % {"n": going}
    if staying:
        again = ngettext("%(n)s row does not go.", "%(n)s rows do not go.", staying) % {"n": staying}
        said = f"{said} {again}" if going else again
    messages.info(request, said if going or staying else gettext("There was nothing to try again."))
    return redirect(found)


@login_required
@require_safe
@never_cache
def batch_results(request: HttpRequest, batch_id: uuid.UUID, form: str) -> HttpResponse:
    if form not in ("csv", "json"):
        raise Http404
    found = own_batch(myself(request), batch_id)
    rows = results_of(found)
    if form == "json":
        answer: HttpResponse = JsonResponse({"batch": str(found.pk), "name": found.name, "rows": rows})
    else:
        answer = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="batch-{found.pk.hex[:8]}.{form}"'
    return answer


def results_of(found: Batch) -> list[dict[str, Any]]:
    """This function will list the rows with where each stands and where its clip is, with whole addresses."""
    results = []
    for row in map(row_shown, batches.rows_of(found)):
        clip, job = row["clip"], row["job"]
        results.append(
            {
                "row": row["number"],
                "state": row["standing"],
                "prompt": row["prompt"],
                "job": str(job.pk) if job else "",
                "clip": settings.PUBLIC_URL + clip.get_absolute_url() if clip else "",
                "video": settings.PUBLIC_URL + clip.video_url if clip else "",
                "reason": " ".join(f"{one.sentence} {one.remedy}".strip() for one in row["reasons"]),
                "values": row["values"],
            }
        )
    return results


def as_csv(rows: list[dict[str, Any]]) -> str:
    """This function will write results as CSV; what a spreadsheet would take for a formula is marked as text."""
    names = list(dict.fromkeys(name for row in rows for name in row["values"]))
    fixed = [name for name in (rows[0] if rows else {}) if name != "values"]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*fixed, *map(_cell, names)])
    for row in rows:
        writer.writerow(
            [*(_cell(row[name]) for name in fixed), *(_cell(row["values"].get(one, "")) for one in names)]
        )
    return out.getvalue()


def _cell(value: object) -> str:
    text = str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
