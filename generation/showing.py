"""Who is to see a clip, as its maker sets it: at once, and no wider than what others let it be made from."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from generation import purging
from generation.audience import Visibility, is_wider
from generation.models import Clip, Job
from generation.operations import JobRefused
from generation.states import ClipState
from policy.prompts import categories_of
from policy.reasons import refusal


def set_visibility(*, clip: Clip, visibility: str, at: datetime) -> None:
    """This function will show the clip to these people from the next request on, its bytes included.

    :raises JobRefused: when the clip of somebody else that it was made from is shown to fewer
    """
    if is_wider(visibility, widest := widest_of(clip)):
        raise JobRefused([refusal("VISIBILITY_TOO_WIDE", "visibility", widest=str(Visibility(widest).label))])
    Clip.objects.filter(pk=clip.pk).update(visibility=visibility)
    clip.visibility = visibility
    purging.forget([clip], at)  # a shared cache may know it from when more people saw it


def hide_all(*, author: User, at: datetime) -> int:
    """This function will show what somebody published or waits for a reviewer to nobody but them, and count it."""
    shown = Clip.objects.filter(author=author, state__in=[ClipState.HELD, ClipState.PUBLISHED])
    hidden = list(shown.exclude(visibility=Visibility.ME))
    Clip.objects.filter(pk__in=[clip.pk for clip in hidden]).update(visibility=Visibility.ME)
    purging.forget(hidden, at)
    return len(hidden)


def widest_of(clip: Clip) -> str:
    """This function will say how far a clip may be shown: a remix no further than the original somebody else made."""
    return _narrowest(_made_from(clip.job).exclude(author=clip.author_id))


def not_too_wide(clip: Clip) -> str:
    """This function will give the visibility a clip has, or the widest it may have where that is narrower by now."""
    widest = widest_of(clip)
    return widest if is_wider(clip.visibility, widest) else clip.visibility


def usual_of(job: Job) -> str:
    """This function will say who sees what this job makes until its maker says otherwise."""
    return _narrowest(_made_from(job))


def _made_from(job: Job) -> QuerySet[Clip]:
    if job.is_answer:
        return Clip.objects.none()
    return Clip.objects.filter(Q(pk=job.remix_of_id) | Q(used_in__job=job))


def _narrowest(clips: QuerySet[Clip]) -> str:
    widest = str(Visibility.PUBLIC)
    for visibility in clips.values_list("visibility", flat=True):
        widest = visibility if is_wider(widest, visibility) else widest
    return widest


def topics_of(*texts: str) -> str:
    """This function will note what a clip's words touch, as `ClipQuerySet.heard` looks for it."""
    found = sorted(categories_of("\n".join(texts)) - {"SPEECH", "BODY"})
    return f"|{'|'.join(found)}|" if found else ""


def spoken(lines: list[dict[str, object]]) -> list[str]:
    """This function will give what is said in a clip, from its captions."""
    return [str(line.get("text", "")) for line in lines]
