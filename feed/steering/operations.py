"""What people do to steer their feed: say it, correct it, keep it, take it back. The only writers of these rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Telling, User
from accounts.telling import day_began, zone_of
from feed.steering import llm, queries
from feed.steering.building import Question, Wish, asked
from feed.steering.finite import MOST_MINUTES, minutes_watched
from feed.steering.lessening import choices_of
from feed.steering.models import Called, Less, LessOf, Mood, MoodVersion, Watching
from feed.steering.parsing import LONGEST_TEXT, Parsed
from feed.steering.steering import NEUTRAL, Steering, packed, unpacked
from generation.models import Clip

MOST_MOODS = 20
MOST_VERSIONS = 30
MOST_LESS = 200


class SteeringRefused(Exception):
    """It can not be done; `str()` is the sentence for the person."""


def say(*, who: User, text: str, lang: str, at: datetime) -> Mood | None:
    """This function will read a sentence and change what counts now by it; what was not understood is kept as said.

    :return: what counts now; None where the sentence took the last change back
    :raises SteeringRefused: when nothing was said, or too much, or there is nothing to take back
    """
    text = " ".join(text.replace("\0", " ").split())
    if not text:
        raise SteeringRefused(_("Write what you want to see more or less of."))
    if len(text) > LONGEST_TEXT:
        raise SteeringRefused(_("That is too long. Say it in at most 500 letters."))
    local = at.astimezone(zone_of(Telling.objects.filter(user=who).first()))
    read = llm.read(text, lang, at=local, names=queries.names_in(text), known=queries.known_to(who))
    if read.is_undo:
        if undo(who=who, at=at):
            return None
        raise SteeringRefused(_("There is nothing to take back."))
    if read.has_clock:
        read = _until_then(who, read, at)
    return _said(who, text, read, at)  # nothing is held while a model is waited for


def _until_then(who: User, read: Parsed, at: datetime) -> Parsed:
    """The minutes of a day are counted from its beginning; "until eight" adds to what was watched, and is for today."""
    minutes = min(MOST_MINUTES, read.steering.minutes + minutes_watched(who, at))
    return replace(read, steering=replace(read.steering, minutes=minutes), for_today=True)


@transaction.atomic
def _said(who: User, text: str, read: Parsed, at: datetime) -> Mood:
    mood = _current(who, at)
    base = NEUTRAL if read.is_reset else unpacked(mood.steering)
    _remember(mood, at)
    mood.reader = read.reader
    until = _midnight(who, at) if read.for_today else None if read.is_reset else mood.until
    _write(
        mood, base.merged(read.steering), at, said=text, unknown=list(read.unknown), until=until,
        questions=[_as_json(one) for one in read.questions],
    )  # fmt: skip
    return mood


@transaction.atomic
def correct(*, who: User, steering: Steering, at: datetime) -> Mood:
    """This function will put what the sliders say in the place of what was understood."""
    mood = _current(who, at)
    if packed(steering) != mood.steering:
        _remember(mood, at)
        _write(
            mood,
            steering,
            at,
            said=mood.said,
            unknown=mood.unknown,
            until=mood.until,
            questions=mood.questions,
        )
    return mood


@transaction.atomic
def answer(*, who: User, said: str, handle: str, at: datetime) -> Mood:
    """This function will learn whom somebody means by a word, privately, and do what they asked about that person.

    :raises SteeringRefused: when nobody has this handle, or nothing was asked
    """
    mood = _current(who, at)
    waiting = [one for one in mood.questions if one["who"] == said]
    person = User.objects.filter(handle=handle.strip().removeprefix("@").lower(), is_active=True).first()
    if not waiting:
        raise SteeringRefused(_("This has been answered already."))
    if person is None:
        raise SteeringRefused(_("Nobody here has this handle."))
    Called.objects.update_or_create(who=who, said=said[:40], defaults={"person": person})
    steering = unpacked(mood.steering)
    for one in waiting:
        steering = steering.merged(asked(_from_json(one), person.handle))
    _remember(mood, at)
    rest = [one for one in mood.questions if one["who"] != said]
    _write(mood, steering, at, said=mood.said, unknown=mood.unknown, until=mood.until, questions=rest)
    return mood


@transaction.atomic
def undo(*, who: User, at: datetime) -> bool:
    """This function will go back to how it was before the last change, and say whether there was one."""
    mood = queries.active_mood(who, at)
    version = mood.versions.order_by("-id").first() if mood else None
    if mood is None or version is None:
        return False
    mood.steering, mood.said, mood.until = version.steering, version.said, version.until
    mood.is_active, mood.unknown, mood.questions, mood.changed_at = version.was_active, [], [], at
    mood.save()
    version.delete()
    return True


@transaction.atomic
def keep(*, who: User, name: str, at: datetime) -> Mood:
    """This function will keep what counts now under a name, to come back to; an old one of that name is replaced.

    :raises SteeringRefused: without a name, or when there are too many
    """
    name = " ".join(name.replace("\0", " ").split())[:40]
    if not name:
        raise SteeringRefused(_("Give the mood a name."))
    now = queries.active_mood(who, at)
    steering = now.steering if now else {}
    if Mood.objects.filter(who=who).exclude(name__in=("", name)).count() >= MOST_MOODS:
        raise SteeringRefused(_("You have kept twenty moods. Let one go first."))
    Mood.objects.filter(who=who, is_active=True).update(is_active=False)
    kept, _new = Mood.objects.update_or_create(
        who=who, name=name,
        defaults={"steering": steering, "said": now.said if now else "", "is_active": True, "until": None, "changed_at": at},
    )  # fmt: skip
    return kept


@transaction.atomic
def switch(*, who: User, mood: Mood | None, at: datetime) -> None:
    """This function will let another mood count from now on, or none."""
    Mood.objects.filter(who=who, is_active=True).update(is_active=False)
    if mood is not None:
        Mood.objects.filter(who=who, pk=mood.pk).update(is_active=True, until=None)


def forget(*, mood: Mood) -> None:
    """This function will let a mood go, with its earlier versions."""
    mood.delete()


@transaction.atomic
def less(*, who: User, clip: Clip, what: LessOf, name: str, at: datetime) -> Less:
    """This function will note that somebody wants less of something in a clip; it counts at once.

    :raises SteeringRefused: when there are too many, or the clip has no such thing
    """
    if name not in {one.name for one in choices_of(clip) if one.what == what}:
        raise SteeringRefused(_("This clip has nothing of that kind."))
    if Less.objects.filter(who=who).count() >= MOST_LESS:
        raise SteeringRefused(_("Your list is full. Take something off it first."))
    row, _new = Less.objects.get_or_create(
        who=who, what=what, name=name, defaults={"clip": clip, "created_at": at}
    )
    _sum_up(who)
    return row


@transaction.atomic
def less_no_more(*, who: User, row_id: int) -> bool:
    """This function will take back that somebody wants less of something, and say whether it was there."""
    gone = Less.objects.filter(who=who, pk=row_id).delete()[0] > 0
    if gone:
        _sum_up(who)
    return gone


def _sum_up(who: User) -> None:
    total = packed(queries.less_steering(Less.objects.filter(who=who)))
    Watching.objects.update_or_create(user=who, defaults={"less": total})


def _current(who: User, at: datetime) -> Mood:
    """The mood that counts now, or the one without a name, empty."""
    if mood := queries.active_mood(who, at):
        return mood
    Mood.objects.filter(who=who, is_active=True).update(is_active=False)  # its day is over
    empty: dict[str, object] = {
        "steering": {},
        "said": "",
        "unknown": [],
        "questions": [],
        "until": None,
        "changed_at": at,
    }
    mood, _new = Mood.objects.update_or_create(who=who, name="", defaults=empty)
    return mood


def _remember(mood: Mood, at: datetime) -> None:
    MoodVersion.objects.create(
        mood=mood, steering=mood.steering, said=mood.said, was_active=mood.is_active, until=mood.until, at=at
    )
    kept = mood.versions.order_by("-id").values_list("pk", flat=True)[:MOST_VERSIONS]
    mood.versions.exclude(pk__in=list(kept)).delete()


def _write(
    mood: Mood,
    steering: Steering,
    at: datetime,
    *,
    said: str,
    unknown: list[str],
    until: datetime | None,
    questions: list[dict[str, object]],
) -> None:
    mood.steering, mood.said, mood.unknown, mood.questions = packed(steering), said, unknown, questions
    mood.until, mood.changed_at, mood.is_active = until, at, True
    mood.save()


def _midnight(who: User, at: datetime) -> datetime:
    """When the person's day ends, an hour earlier or later where the clocks change in it."""
    begun = day_began(Telling.objects.filter(user=who).first(), at)
    return (begun + timedelta(days=1)).replace(hour=0)


def _as_json(one: Question) -> dict[str, object]:
    return {"who": one.who, "choices": list(one.choices), "how": one.wish.how, "degree": one.wish.degree}


def _from_json(one: dict[str, object]) -> Question:
    return replace(
        Question(str(one["who"]), Wish()), wish=Wish(str(one["how"]), int(str(one["degree"])), True)
    )
