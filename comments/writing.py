"""May this be written here? Its words, who may write under this clip, and how much of it there is. Changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Follow, User
from comments.models import Comment, Rules, Who
from generation.models import Clip
from policy.prompts import hard_rules, has_control_characters
from policy.reasons import Refusal, refusal

LONGEST = 600  # characters
LIMITS = ((timedelta(minutes=1), 5), (timedelta(hours=1), 60), (timedelta(hours=24), 300))
AGAIN = timedelta(hours=1)  # within which the same words under the same clip are a repetition


def rules_of(clip: Clip) -> Rules:
    """This function will give what the maker of a clip has set, or what counts where nothing is set."""
    return Rules.objects.filter(pk=clip.pk).first() or Rules(clip=clip)


def may_write(author: User, clip: Clip) -> Refusal | None:
    """This function will say why somebody may not write under a clip; None where they may."""
    rules = rules_of(clip)
    if clip.author_id == author.pk or rules.who == Who.EVERYONE:
        return None
    if rules.who == Who.NOBODY:
        return refusal("COMMENTS_OFF", "text")
    if Follow.objects.filter(who=author, whom=clip.author_id).exists():
        return None
    return refusal("COMMENTS_FOLLOWERS", "text", name=clip.author.shown_name)


def refusals_of(*, author: User, clip: Clip, text: str, at: datetime) -> list[Refusal]:
    """This function will name every reason why these words can not stand under this clip now."""
    if (outside := may_write(author, clip)) is not None:
        return [outside]
    return [*_of_the_words(text), *_of_the_number(author, clip, text, at)]


def _of_the_words(text: str) -> list[Refusal]:
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        return [refusal("COMMENT_EMPTY", "text")]
    if len(text) > LONGEST:
        return [refusal("COMMENT_TOO_LONG", "text", length=len(text), limit=LONGEST)]
    if has_control_characters(text):
        return [refusal("COMMENT_CONTROL_CHARACTERS", "text")]
    broken = {one.reason.code for one in hard_rules(text)}
    return [refusal("SELF_HARM" if broken == {"SELF_HARM"} else "COMMENT_RULE", "text")] if broken else []


def _of_the_number(author: User, clip: Clip, text: str, at: datetime) -> list[Refusal]:
    mine = Comment.objects.filter(author=author)
    if mine.filter(clip=clip, text=text, created_at__gt=at - AGAIN).exists():
        return [refusal("COMMENT_AGAIN", "text")]
    for span, limit in LIMITS:
        latest = mine.filter(created_at__gt=at - span).order_by("-created_at")[limit - 1 : limit]
        for first in latest.values_list("created_at", flat=True):
            return [refusal("COMMENTS_MANY", "text", limit=limit, free_at=_moment(first + span))]
    return []


def _moment(at: datetime) -> str:
    up = (
        at + timedelta(minutes=1) if at.second or at.microsecond else at
    )  # said to the minute, never too early
    return f"{up:%Y-%m-%d %H:%M} UTC"
