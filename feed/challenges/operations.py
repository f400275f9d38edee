"""What people do with challenges: open one, enter it, vote, stop it; and the end it comes to by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import NotificationKind as Kind
from accounts.models import User
from accounts.operations import notify
from feed.challenges.judging import MOST_BLANKS, blanks, own_words
from feed.challenges.models import Challenge, Entered, Vote
from feed.challenges.queries import standing
from generation.audience import OPEN
from generation.models import Clip
from policy.prompts import check_prompt

MOST_OPEN = 3  # of one person
SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=30)
WINNERS = 3


class ChallengeRefused(Exception):
    """It can not be done; `str()` is the sentence for the person, `field` what it is about."""

    def __init__(self, said: str, field: str | None = None) -> None:
        super().__init__(said)
        self.field = field


@transaction.atomic
def open_challenge(
    *, by: User, title: str, template: str, closes_at: datetime, at: datetime, about: str = ""
) -> Challenge:
    """This function will open a challenge.

    :raises ChallengeRefused: when the template has no blank or breaks a rule, the deadline is too near or too far,
        or the person has too many open
    """
    User.objects.select_for_update().get(pk=by.pk)
    number = len(blanks(template))
    if not 1 <= number <= MOST_BLANKS:
        said = _("Leave one to %(most)s {{blanks}} for what others think of.") % {"most": MOST_BLANKS}
        raise ChallengeRefused(said, "template")
    if refusals := check_prompt(" ".join([title, about, template])).refusals:
        raise ChallengeRefused(_(refusals[0].reason.sentence) % refusals[0].facts, "template")
    if not SHORTEST <= closes_at - at <= LONGEST:
        raise ChallengeRefused(_("Let it be open for an hour at least and 30 days at most."), "closes_at")
    if Challenge.objects.filter(by=by, ended_at=None).count() >= MOST_OPEN:
        raise ChallengeRefused(
            _("%(limit)s of your challenges are open, the limit here.") % {"limit": MOST_OPEN}
        )
    return Challenge.objects.create(
        by=by,
        title=title.strip(),
        about=about.strip(),
        template=template.strip(),
        created_at=at,
        closes_at=closes_at,
    )


@transaction.atomic
def enter(*, challenge: Challenge, clip: Clip, who: User, at: datetime) -> Entered:
    """This function will enter a published clip; one that the person had in it leaves, and its votes with it.

    :raises ChallengeRefused: when it is over, or the clip is not theirs, not seen by everybody here, older than the
        challenge, or its words are not those of the template
    """
    Challenge.objects.select_for_update().get(pk=challenge.pk)
    _open(challenge, at)
    if clip.author_id != who.pk or not clip.is_published or clip.visibility not in OPEN:
        raise ChallengeRefused(_("Enter a clip of your own that everybody here sees."))
    if clip.job.created_at < challenge.created_at:
        raise ChallengeRefused(_("This clip is older than the challenge. Make one for it."))
    if own_words(challenge.template, clip.job.prompt) is None:
        raise ChallengeRefused(
            _("The words of this clip leave the template. Fill in the blanks, and keep the rest.")
        )
    challenge.entered.filter(who=who).exclude(clip=clip).delete()
    row, new = Entered.objects.get_or_create(challenge=challenge, who=who, clip=clip, defaults={"at": at})
    if new and challenge.by_id != who.pk:
        _tell(challenge.by, Kind.CHALLENGE_ENTERED, challenge, at, actor=who)
    return row


@transaction.atomic
def vote(*, entered: Entered, who: User, at: datetime, on: bool = True) -> None:
    """This function will give somebody's one vote of a challenge to this clip, or take it back.

    :raises ChallengeRefused: when the challenge is over, or the clip is their own
    """
    _open(entered.challenge, at)
    if entered.who_id == who.pk:
        raise ChallengeRefused(_("Your vote is for a clip of somebody else."))
    if on:
        wanted = {"entered": entered, "at": at}
        Vote.objects.update_or_create(challenge=entered.challenge, who=who, defaults=wanted)
    else:
        Vote.objects.filter(entered=entered, who=who).delete()


def stop(*, challenge: Challenge, by: User, at: datetime) -> bool:
    """This function will end a challenge without places, and say whether it was open: a moderator, or who opened it.

    :raises ChallengeRefused: when it is for neither of them
    """
    if not (by.is_moderator or by.pk == challenge.by_id):
        raise ChallengeRefused(_("Only who opened it, or a moderator, can end it."))
    return bool(Challenge.objects.filter(pk=challenge.pk, ended_at=None).update(ended_at=at, stopped_by=by))


def end_due(*, at: datetime) -> int:
    """This function will give the places of each challenge whose deadline is over, tell everybody in it, and count."""
    due = Challenge.objects.filter(ended_at=None, closes_at__lte=at).order_by("closes_at", "id")
    return sum(_end(challenge, at) for challenge in due)


@transaction.atomic
def _end(challenge: Challenge, at: datetime) -> bool:
    if not Challenge.objects.filter(pk=challenge.pk, ended_at=None).update(ended_at=at):
        return False  # another worker was first
    board = standing(challenge=challenge, viewer=None)
    for line in board:
        Entered.objects.filter(pk=line.entered.pk).update(place=line.judged.place)
    winners = {line.entered.who_id: line.judged.place for line in board if line.judged.place <= WINNERS}
    people = User.objects.filter(
        is_active=True, pk__in={*(line.entered.who_id for line in board), challenge.by_id}
    )
    for person in people.order_by("pk"):
        if place := winners.get(person.pk):
            _tell(person, Kind.CHALLENGE_WON, challenge, at, place=place)
        else:
            _tell(person, Kind.CHALLENGE_ENDED, challenge, at)
    return True


def _open(challenge: Challenge, at: datetime) -> None:
    if not challenge.is_open(at):
        raise ChallengeRefused(_("This challenge is over."))


def _tell(
    to: User, kind: Kind, challenge: Challenge, at: datetime, actor: User | None = None, **more: object
) -> None:
    facts: dict[str, object] = {"challenge": challenge.title, "of": str(challenge.pk), **more}
    if actor:
        facts["actor"] = actor.handle
    notify(to=to, kind=kind, at=at, actor=actor, url=challenge.get_absolute_url(), facts=facts)
