"""What stands on the director's sheet beside the words: engines, people, things to begin with. The form: sheet_forms."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import get_language, gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import myself
from accounts.models import User
from cameos.queries import suggested_to
from generation import firstpictures
from generation.checking import estimated, span
from generation.models import FirstPicture, Job
from generation.refusals import Said, said
from generation.refused import JobRefused
from generation.sheet_forms import ShotRow, can_do
from generation.wishes import Wanted, capabilities_of

gettext_noop("Paper theatre")  # the title of an engine, which knows no languages
SUGGESTED = 8
EARLIER = 6


@dataclass(frozen=True)
class EngineCard:
    """One engine to choose: what it can do, under which licence, how long it usually takes here."""

    key: str
    title: str
    licence: str
    note: str
    can: Sequence[str]
    seconds: int | None

    @property
    def span(self) -> str:
        return span(self.seconds)


@dataclass(frozen=True)
class Beginning:
    """Something to start from. `shots` are the words of a storyboard."""

    key: str
    title: str
    prompt: str
    seconds: int = 8
    size: str = "720x1280"
    style: str = ""
    camera: str = ""
    shots: Sequence[str] = field(default_factory=tuple)

    def as_initial(self) -> dict[str, Any]:
        rows = [ShotRow(one, f"{self.seconds / len(self.shots):g}") for one in self.shots]
        names = ("prompt", "seconds", "size", "style", "camera")
        return {**{name: getattr(self, name) for name in names}, "shots": rows}


def engine_cards(author: User, seconds: int, size: str, at: datetime) -> list[EngineCard]:
    """This function will list the engines on offer with what a person needs to choose one."""
    cards = []
    for key, offer in settings.OFFERS.items():
        able = capabilities_of(offer)
        if able is None:
            continue
        took = estimated(author, offer, seconds, size, 1, at).seconds
        note = gettext(able.licence_note) if able.licence_note else ""
        cards.append(EngineCard(key, gettext(able.title), able.licence, note, can_do(able), took))
    return cards


def beginnings() -> list[Beginning]:
    """This function will list the templates, in the active language."""
    language = "de" if (get_language() or "").startswith("de") else "en"
    common = ("key", "seconds", "size", "style", "camera")
    return [
        Beginning(**{name: row[name] for name in common if name in row}, **row[language])
        for row in _beginnings()
    ]


@cache
def _beginnings() -> list[dict[str, Any]]:
    with (Path(__file__).parent / "beginnings.toml").open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)["beginning"]
    return rows


def earlier(author: User) -> list[Job]:
    """This function will list the author's latest wishes, each wording once."""
    found: dict[str, Job] = {}
    for job in author.jobs.filter(deleted_at=None, is_batch=False).order_by("-created_at", "id")[:40]:
        found.setdefault(job.prompt, job)
    return list(found.values())[:EARLIER]


def asked_again(job: Job) -> dict[str, Any]:
    """This function will give a job's wish as the sheet shows it, to be changed and sent anew."""
    wanted: Wanted = job.wanted
    kept = FirstPicture.objects.filter(file=wanted.get("picture", ""), owner=job.author_id).first()
    rows = [ShotRow(shot["prompt"], f"{shot['seconds']:g}") for shot in wanted.get("shots", [])]
    from_shots = rows and job.prompt == "\n".join(row.prompt.strip() for row in rows)
    return {
        "prompt": "" if from_shots else job.prompt,
        "title": job.title,
        "size": f"{job.width}x{job.height}",
        "seconds": job.seconds,
        "publish_when_done": job.publish_when_done,
        "remix": job.remix_of_id or "",
        "is_answer": job.is_answer,
        "style": wanted.get("style", ""),
        "camera": wanted.get("camera", ""),
        "negative": wanted.get("negative", ""),
        "sound": "on" if wanted.get("sound", True) else "off",
        "engine": next(
            (k for k, o in settings.OFFERS.items() if (o.engine, o.model) == (job.engine, job.model)), ""
        ),
        "seed": job.seed,
        "picture_kept": kept.pk if kept else "",
        "shots": rows,
        "shot_prompt": [row.prompt for row in rows],
        "shot_seconds": [row.seconds for row in rows],
    }


def first_picture(request: HttpRequest, words: str, key: object) -> FirstPicture | None:
    """This function will keep the picture that came with a form, or find the one kept before under `key`.

    :raises JobRefused: as `keep_picture` and `own_picture` do
    """
    person = myself(request)
    if (request.POST or request.GET).get("picture_out"):
        return None
    if file := request.FILES.get("picture"):
        file.seek(0)
        return firstpictures.keep_picture(owner=person, file=file, words=words, at=now())
    return firstpictures.own_picture(person, key) if key else None


def looked_at(request: HttpRequest, words: str, key: object) -> tuple[FirstPicture | None, list[Said]]:
    """The same for a look without making anything: the picture, or why there is none."""
    try:
        return first_picture(request, words, key), []
    except JobRefused as refused:
        return None, [said(one) for one in refused.refusals]


@login_required
@require_safe
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    """The likenesses whose handle or name begins like this, as options of the mention list."""
    start = request.GET.get("q", "")[:24].replace("\x00", "").lower()
    found = [
        one
        for one in suggested_to(myself(request))
        if one.handle.startswith(start) or one.name.lower().startswith(start)
    ]
    context = {"people": found[:SUGGESTED], "more": len(found) > SUGGESTED}
    return render(request, "generation/_people_options.html", context)
