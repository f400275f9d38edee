"""What people do with comments: write, heart, pin, show, take away, withdraw. The only writers of these rows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Notification, User
from accounts.models import NotificationKind as Kind
from accounts.operations import notify
from accounts.queries import muted_of, people_for
from comments.models import NEXT, Comment, CommentState, Heart, Rules
from comments.writing import refusals_of, rules_of
from generation.models import Clip
from generation.moves import NotAllowed
from generation.operations import JobRefused
from policy.prompts import mentions

MOST_TOLD = 10  # people one comment mentions and tells


class CommentRefused(JobRefused):
    """It can not be written here; `refusals` say why and what to do."""


@transaction.atomic
def write_comment(
    *, clip: Clip, author: User, text: str, at: datetime, answers: Comment | None = None
) -> Comment:
    """This function will write a comment, or hold it for the maker of the clip, and tell whom it concerns.

    :param answers: the comment it answers; it stands in that one's thread
    :raises CommentRefused: with every reason found
    """
    User.objects.select_for_update().get(pk=author.pk)  # two at once share one limit
    text = text.replace("\r\n", "\n").strip()
    if found := refusals_of(author=author, clip=clip, text=text, at=at):
        raise CommentRefused(found)
    named = set(mentions(text))
    known = people_for(author).filter(handle__in=named).values_list("handle", flat=True)
    held = rules_of(clip).holds and clip.author_id != author.pk
    comment = Comment.objects.create(
        clip=clip,
        author=author,
        thread=(answers.thread or answers) if answers else None,
        text=text,
        mentions=sorted(known),
        state=CommentState.HELD if held else CommentState.SHOWN,
        created_at=at,
    )
    if held:
        _tell(clip.author, Kind.COMMENT_HELD, comment, at)
    else:
        _tell_all(comment, at, answers)
    return comment


def _tell_all(comment: Comment, at: datetime, answers: Comment | None = None) -> None:
    """Each person once, by what concerns them most: an answer, a mention, a word under their clip."""
    told = {comment.author_id}
    for person, kind in _concerned(comment, answers):
        if person.pk not in told:
            told.add(person.pk)
            _tell(person, kind, comment, at)


def _concerned(comment: Comment, answers: Comment | None) -> list[tuple[User, Kind]]:
    mentioned = people_for(comment.author).filter(handle__in=comment.mentions).order_by("handle")
    answered = answers or comment.thread
    return [
        *([(answered.author, Kind.COMMENT_ANSWERED)] if answered else []),
        *((person, Kind.MENTIONED) for person in mentioned[:MOST_TOLD]),
        (comment.clip.author, Kind.COMMENTED),
    ]


def _tell(person: User, kind: Kind, comment: Comment, at: datetime) -> None:
    """Only of what they can see, and nothing that is in words they have muted."""
    seen = Clip.objects.visible_to(person).filter(pk=comment.clip_id).exists()
    met = people_for(person).filter(pk=comment.author_id).exists()
    if not seen or not met or muted_of(person).hides(comment.text, comment.author_id):
        return
    url, facts = comment.get_absolute_url(), _facts(comment)
    notify(to=person, kind=kind, at=at, actor=comment.author, url=url, facts=facts)


def _facts(comment: Comment) -> dict[str, object]:
    title = comment.clip.title or ""
    return {
        "actor": comment.author.handle,
        "title": title,
        "text": comment.text[:120],
        "clip": str(comment.clip_id),
    }


@transaction.atomic
def heart(*, who: User, comment: Comment, at: datetime) -> bool:
    """This function will give a comment a heart, tell its author the first time, and say whether it is new."""
    _row, new = Heart.objects.get_or_create(who=who, comment=comment, defaults={"created_at": at})
    url = comment.get_absolute_url()
    told = Notification.objects.filter(to=comment.author_id, kind=Kind.HEARTED, actor=who, url=url)
    if new and comment.author_id != who.pk and not told.exists():
        facts = {**_facts(comment), "actor": who.handle}
        notify(to=comment.author, kind=Kind.HEARTED, at=at, actor=who, url=url, facts=facts)
    return new


def unheart(*, who: User, comment: Comment) -> bool:
    """This function will take the heart back and say whether there was one."""
    return Heart.objects.filter(who=who, comment=comment).delete()[0] > 0


@transaction.atomic
def pin(*, comment: Comment, on: bool) -> None:
    """This function will put one comment on top of those under a clip, in the place of another, or take it down.

    :raises NotAllowed: for an answer, or what is not shown
    """
    if on and (comment.thread_id or comment.state != CommentState.SHOWN):
        raise NotAllowed("what is shown and answers nothing can be on top")
    Comment.objects.filter(clip=comment.clip_id, is_pinned=True).update(is_pinned=False)
    Comment.objects.filter(pk=comment.pk).update(is_pinned=on)


@transaction.atomic
def show(*, comment: Comment, at: datetime) -> None:
    """This function will show what waited for the maker of the clip, and tell whom it concerns.

    :raises NotAllowed: when it does not wait
    """
    _move(comment, CommentState.SHOWN)
    _tell_all(comment, at)


def delete(*, comment: Comment) -> None:
    """This function will delete somebody's own words for good; the answers to them stay.

    :raises NotAllowed: when it is gone already
    """
    _move(comment, CommentState.DELETED, text="", mentions=[])


def remove(*, comment: Comment) -> None:
    """This function will take a comment away from under one's clip.

    :raises NotAllowed: when it is gone already
    """
    _move(comment, CommentState.REMOVED)


@transaction.atomic
def withdraw(*, comment: Comment, reason_code: str, at: datetime, note: str = "") -> None:
    """This function will take a comment out of sight for good, and tell who wrote it why.

    :raises NotAllowed: when it is gone already
    """
    _move(comment, CommentState.WITHDRAWN, withdrawn_for=reason_code)
    facts = {"reason": reason_code, "note": note, "text": comment.text[:120]}
    notify(to=comment.author, kind=Kind.COMMENT_WITHDRAWN, at=at, facts=facts)


def set_rules(*, clip: Clip, who: str, holds: bool) -> None:
    """This function will set who may write under a clip, and whether it waits to be shown."""
    Rules.objects.update_or_create(clip=clip, defaults={"who": who, "holds": holds})


def _move(comment: Comment, state: CommentState, **fields: object) -> None:
    """Whoever comes second changes nothing."""
    may = [old for old, allowed in NEXT.items() if state in allowed]
    moved = Comment.objects.filter(pk=comment.pk, state__in=may).update(
        state=state, is_pinned=False, **fields
    )
    if not moved:
        raise NotAllowed(f"{comment.state} does not become {state}")
    comment.state = state
