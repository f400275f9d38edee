"""Keeping people, words and topics away: block and mute, and each undone. The only writers of these rows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Follow, Mute, MuteKind, PersonBlock, User
from accounts.muting import TOPICS
from policy.text import folded

MOST_MUTES = 200
LONGEST = 80


class MuteRefused(Exception):
    """It can not be muted; `str()` is the sentence for the person."""


@transaction.atomic
def block(*, who: User, whom: User, at: datetime) -> bool:
    """This function will keep two people apart, end the follows between them, and say whether that is new.

    Nobody is told. What was made with a likeness is ended in the likeness owner's room, as ever.

    :raises ValueError: when both are the same person
    """
    if who == whom:
        raise ValueError(_("You can not block yourself."))
    Follow.objects.between(who, whom).delete()
    return PersonBlock.objects.get_or_create(who=who, whom=whom, defaults={"created_at": at})[1]


def unblock(*, who: User, whom: User) -> bool:
    """This function will end the block and say whether there was one; a block by the other stays."""
    return PersonBlock.objects.filter(who=who, whom=whom).delete()[0] > 0


def mute_person(*, who: User, whom: User, at: datetime) -> bool:
    """This function will keep somebody out of lists and news, unnoticed, and say whether that is new.

    :raises MuteRefused: when both are the same person, or there are too many
    """
    if who == whom:
        raise MuteRefused(_("You can not mute yourself."))
    return _mute(who, at, kind=MuteKind.PERSON, person=whom)


def mute_word(*, who: User, word: str, at: datetime) -> bool:
    """This function will keep what has this word, or these words in a row, out of lists; it says whether that is new.

    :raises MuteRefused: when there is no letter in it, it is too long, or there are too many
    """
    plain = plain_word(word)
    if not any(sign.isalnum() for sign in plain):
        raise MuteRefused(_("Write the word you do not want to meet."))
    if len(plain) > LONGEST:
        raise MuteRefused(_("This is too long. Write one word, or a few in a row."))
    return _mute(who, at, kind=MuteKind.WORD, words=plain)


def plain_word(word: str) -> str:
    """This function will give a word as it is kept."""
    return folded(word.replace("\0", ""))


def mute_topic(*, who: User, topic: str, at: datetime) -> bool:
    """This function will keep what is about this out of lists, and say whether that is new.

    :raises MuteRefused: when it is no topic, or there are too many
    """
    if topic not in TOPICS:
        raise MuteRefused(_("Choose a topic from the list."))
    return _mute(who, at, kind=MuteKind.TOPIC, words=str(topic))


def unmute(*, who: User, mute_id: int) -> bool:
    """This function will let something come again and say whether it was muted."""
    return Mute.objects.filter(who=who, pk=mute_id).delete()[0] > 0


def unmute_person(*, who: User, whom: User) -> bool:
    """This function will let somebody come again and say whether they were muted."""
    return Mute.objects.filter(who=who, person=whom).delete()[0] > 0


@transaction.atomic
def _mute(who: User, at: datetime, **what: object) -> bool:
    User.objects.select_for_update().get(pk=who.pk)
    if Mute.objects.filter(who=who).count() >= MOST_MUTES:
        raise MuteRefused(_("You have muted as much as there is room for. Let something come again first."))
    return Mute.objects.get_or_create(who=who, defaults={"created_at": at}, **what)[1]
