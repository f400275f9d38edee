"""The words of a comment as a page shows them: escaped, its lines kept, people in it linked."""

from django import template
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

from comments.models import Comment
from generation import refusals
from policy.reasons import Refusal
from policy.text import MENTION

register = template.Library()


@register.filter
def in_words(refusal: Refusal) -> str:
    """Why it does not go, and what to do."""
    return refusals.in_words([refusal])


@register.filter
def with_mentions(comment: Comment) -> SafeString:
    known = set(comment.mentions)

    def linked(found: object) -> str:
        handle = found[1]  # type: ignore[index]
        name = handle.lower()
        return f'<a href="/@{name}">@{handle}</a>' if name in known else f"@{handle}"

    return mark_safe(linebreaks(MENTION.sub(linked, escape(comment.text))))  # noqa: S308  # escaped before the links
