"""A refusal in the words of the person reading: sentence and remedy in the active language. No rules here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from generation.models import Job
from policy.reasons import CATEGORY_NAMES, REASONS, Reason, Refusal

_NAMES: dict[str, str] = {str(category): name for category, name in CATEGORY_NAMES.items()}


@dataclass(frozen=True)
class Said:
    """What happened and what to do next, ready to show. `field` is the form or API field it belongs to."""

    code: str
    layer: str
    field: str
    sentence: str
    remedy: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


class _Facts(dict[str, str]):
    """A fact the row does not have must never break the sentence that explains it."""

    def __missing__(self, key: str) -> str:
        return "…"


def said(refusal: Refusal) -> Said:
    """This function will put one refusal into words, in the active language."""
    return _said(refusal.reason, refusal.field, refusal.facts)


def in_words(refused: Sequence[Refusal]) -> str:
    """This function will put all that was refused into one line, for a message on a page."""
    return " ".join(f"{one.sentence} {one.remedy}".strip() for one in map(said, refused))


def said_of_code(code: str, facts: Mapping[str, object] | None = None, field: str = "") -> Said:
    """This function will put a stored reason code into words; an unknown code reads as an engine failure."""
    return _said(REASONS.get(code, REASONS["ENGINE_FAILED"]), field, facts or {})


def said_of_job(job: Job) -> Said | None:
    """This function will say why a job ended as it did; None while there is nothing to say."""
    return said_of_code(job.error_code, job.error_facts, "prompt") if job.error_code else None


def _said(reason: Reason, field: str, facts: Mapping[str, object]) -> Said:
    words = _Facts({name: _in_words(name, value) for name, value in facts.items()})
    return Said(
        code=reason.code,
        layer=str(reason.layer),
        field=field,
        sentence=gettext(reason.sentence) % words,
        remedy=gettext(reason.remedy) % words if reason.remedy else "",
    )


def _in_words(name: str, value: object) -> str:
    match name:
        case "category":
            return gettext(_NAMES.get(str(value), str(value)))
        case "widest":
            return gettext(str(value))
        case "others" if value:
            return gettext("Choose %(engines)s, or leave it out.") % {"engines": value}
        case "others":
            return gettext("Leave it out.")
        case "until":
            return _as_written(str(value), "%Y-%m-%d", "DATE_FORMAT", "")
        case "free_at":
            return _as_written(str(value), "%Y-%m-%d %H:%M UTC", "DATETIME_FORMAT", " UTC")
    return str(value)


def _as_written(value: str, pattern: str, form: str, zone: str) -> str:
    """A moment as the active language writes it; what does not read as one stays as it is."""
    try:
        return date_format(datetime.strptime(value, pattern), form) + zone
    except ValueError:
        return value
