"""What stands under a clip: threads with their first answers, as one reader may and wants to see them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from accounts.muting import Muted
from accounts.queries import muted_of
from comments.models import Comment, CommentQuerySet, CommentState, Rules
from comments.writing import may_write, rules_of
from generation.models import Clip
from policy.reasons import Refusal

Viewer = User | AnonymousUser
PAGE = 20
FIRST = 3  # answers shown under a comment; all of them on the page of the thread
MOST = 200  # answers on that page
GONE = (CommentState.DELETED, CommentState.REMOVED, CommentState.WITHDRAWN)


@dataclass
class Thread:
    """One comment, or the gap it left, with its first answers; `more` are not shown here."""

    comment: Comment
    is_gap: bool
    answers: list[Comment] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Page:
    clip: Clip
    threads: list[Thread]
    number: int  # of comments that stand under the clip
    before: int | None  # the next page begins below this id
    rules: Rules
    shut: Refusal | None  # why the viewer may not write here
    is_maker: bool
    is_thread: bool


def page_of(*, clip: Clip, viewer: Viewer, before: int | None = None, thread: int | None = None) -> Page:
    """This function will give a page of comments, the pinned one first, then the newest."""
    muted = muted_of(viewer)
    top = _top(clip, viewer, muted)
    if thread is not None:
        rows = list(top.filter(pk=thread))
    elif before is not None:
        rows = list(top.filter(pk__lt=before, is_pinned=False).order_by("-id")[: PAGE + 1])
    else:
        rows = list(top.order_by("-is_pinned", "-id")[: PAGE + 1])
    older = rows[PAGE - 1].pk if len(rows) > PAGE else None
    threads = [Thread(row, row.state in GONE) for row in rows[:PAGE]]
    _answer(threads, viewer, muted, MOST if thread is not None else FIRST)
    return Page(
        clip=clip,
        threads=threads,
        number=Comment.objects.standing().filter(clip=clip).count(),
        before=older,
        rules=rules_of(clip),
        shut=may_write(viewer, clip) if viewer.is_authenticated else None,
        is_maker=clip.author_id == viewer.pk,
        is_thread=thread is not None,
    )


def _top(clip: Clip, viewer: Viewer, muted: Muted) -> CommentQuerySet:
    """Comments that answer nothing; one that is gone is a gap while answers hang below it."""
    read = heard(Comment.objects.shown_to(viewer), muted, viewer)
    answered = read.filter(thread=OuterRef("pk"))
    wanted = Q(pk__in=read.filter(clip=clip).values("pk")) | Q(state__in=GONE) & Exists(answered)
    return _dressed(Comment.objects.filter(clip=clip, thread=None).filter(wanted), viewer)


def heard(comments: CommentQuerySet, muted: Muted, viewer: Viewer) -> CommentQuerySet:
    """This function will leave out the people and words somebody has muted, never their own."""
    if not muted:
        return comments
    unwanted = Q(author__in=muted.people)
    for pattern in muted.patterns():
        unwanted |= Q(text__iregex=pattern)
    return comments.filter(Q(author=viewer.pk) | ~unwanted)


def _answer(threads: list[Thread], viewer: Viewer, muted: Muted, most: int) -> None:
    by_id = {thread.comment.pk: thread for thread in threads}
    below = heard(Comment.objects.filter(thread__in=by_id).shown_to(viewer), muted, viewer)
    numbered = below.annotate(
        place=Window(RowNumber(), partition_by=[F("thread")], order_by=F("id").asc()),
        together=Window(Count("pk"), partition_by=[F("thread")]),
    ).filter(place__lte=most)
    for answer in _dressed(numbered, viewer).order_by("id"):
        thread = by_id[answer.thread_id or 0]
        thread.answers.append(answer)
        thread.more = answer.together - len(thread.answers)  # type: ignore[attr-defined]  # annotated above


def _dressed(comments: CommentQuerySet, viewer: Viewer) -> CommentQuerySet:
    return comments.with_hearts(viewer).select_related("author", "clip")


def listed(*, clip: Clip, viewer: Viewer, thread: int | None = None) -> CommentQuerySet:
    """This function will list comments for a program, newest first: those that answer nothing, or one's answers."""
    read = heard(Comment.objects.shown_to(viewer), muted_of(viewer), viewer).filter(clip=clip, thread=thread)
    return (
        _dressed(read, viewer)
        .annotate(number=Count("answers", filter=Q(answers__state="SHOWN")))
        .order_by("-id")
    )
