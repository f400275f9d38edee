"""Notifications and reasons as people read them, in their language. The socket, the inbox and the API ask here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Notification
from accounts.models import NotificationKind as Kind
from policy.reasons import REASONS

LONGEST = 80  # characters of a title inside a sentence

_SENTENCES: dict[str, str] = {
    Kind.LIKENESS_USED: gettext_noop("%(actor_name)s uses your likeness: “%(prompt)s”"),
    Kind.LIKENESS_ASKED: gettext_noop("%(actor_name)s asks to use your likeness: “%(prompt)s”"),
    Kind.LIKENESS_DRAFT: gettext_noop("%(actor_name)s's draft with your likeness is ready: “%(prompt)s”"),
    Kind.LIKENESS_PUBLISHED: gettext_noop("%(actor_name)s published a clip with your likeness: “%(prompt)s”"),
    Kind.LIKENESS_DOWNLOADED: gettext_noop("%(actor_name)s downloaded a clip with your likeness."),
    Kind.CLIP_REMIXED: gettext_noop("%(actor_name)s published a remix of “%(title)s”"),
    Kind.USE_APPROVED: gettext_noop("%(name)s said yes to your clip."),
    Kind.USE_DECLINED: gettext_noop("%(name)s said no to your clip. It was not made public."),
    Kind.USE_REVOKED: gettext_noop("A likeness in your clip was taken back, so the clip has gone."),
    Kind.JOB_DONE: gettext_noop("Your draft is ready: “%(title)s”"),
    Kind.JOB_FAILED: gettext_noop("“%(title)s” could not be made. %(reason)s"),
    Kind.CLIP_PUBLISHED: gettext_noop("Your clip is published: “%(title)s”"),
    Kind.CLIP_HELD: gettext_noop("“%(title)s” waits for a reviewer before others see it."),
    Kind.CLIP_WITHDRAWN: gettext_noop("“%(title)s” was withdrawn. %(reason)s"),
    Kind.REPORT_ANSWERED: gettext_noop("Your report was answered."),
    Kind.ENROLMENT_APPROVED: gettext_noop("@%(cameo)s was checked by a person and can be cast now."),
    Kind.ENROLMENT_DECLINED: gettext_noop("Your recording of @%(cameo)s was not accepted. %(reason)s"),
    Kind.LIKED: gettext_noop("%(actor_name)s likes “%(title)s”"),
    Kind.FOLLOWED: gettext_noop("%(actor_name)s follows you."),
    Kind.GUARDIAN_ASKED: gettext_noop("%(actor_name)s asks you to look after the limits of their account."),
    Kind.CIRCLE_INVITED: gettext_noop("%(actor_name)s invites you into the circle “%(circle)s”."),
    Kind.CIRCLE_ASKED: gettext_noop("%(actor_name)s asks to come into “%(circle)s”."),
    Kind.CIRCLE_JOINED: gettext_noop("You are in the circle “%(circle)s” now."),
    Kind.CIRCLE_SHARED: gettext_noop("%(actor_name)s put “%(title)s” into “%(circle)s”."),
    Kind.CIRCLE_CLOSED: gettext_noop("The circle “%(circle)s” was closed. %(reason)s"),
    Kind.ACCOUNT_CLOSED: gettext_noop("Your account was closed. %(reason)s"),
    Kind.CHALLENGE_ENTERED: gettext_noop("%(actor_name)s entered your challenge “%(challenge)s”."),
    Kind.CHALLENGE_ENDED: gettext_noop("The challenge “%(challenge)s” has ended. See who won."),
    Kind.CHALLENGE_WON: gettext_noop("Your clip took place %(place)s in the challenge “%(challenge)s”."),
    Kind.CLIP_ANSWERED: gettext_noop("%(actor_name)s answered “%(title)s” with a clip"),
    Kind.COMMENTED: gettext_noop("%(actor_name)s under “%(title)s”: “%(text)s”"),
    Kind.COMMENT_ANSWERED: gettext_noop("%(actor_name)s answers you: “%(text)s”"),
    Kind.MENTIONED: gettext_noop("%(actor_name)s mentions you: “%(text)s”"),
    Kind.HEARTED: gettext_noop("%(actor_name)s likes your comment “%(text)s”"),
    Kind.COMMENT_HELD: gettext_noop("A comment by %(actor_name)s waits for you: “%(text)s”"),
    Kind.COMMENT_WITHDRAWN: gettext_noop("Your comment “%(text)s” was withdrawn. %(reason)s"),
    Kind.CLIP_DEMOTED: gettext_noop("“%(title)s” comes less often in the feed. %(reason)s"),
    Kind.DEMOTION_LIFTED: gettext_noop(
        "You were right about “%(title)s”: it does not come less often for that."
    ),
    Kind.DEMOTION_KEPT: gettext_noop("“%(title)s” still comes less often: a person has looked. %(reason)s"),
}
_TITLED_REVOKED = gettext_noop(
    "%(name)s took their likeness in “%(title)s” back, as they may at any time. The clip has gone."
)
_MANY_REVOKED = gettext_noop(
    "%(name)s took their likeness back, as they may at any time. %(count)s of your clips have gone."
)
_REPORTED = {  # what was decided, of whatever was reported
    "WITHDRAW": gettext_noop("After your report “%(title)s” is gone. %(reason)s"),
    "PUBLISH": gettext_noop("A person looked at “%(title)s” after your report and let it stand."),
}
_SILENT = gettext_noop("%(name)s did not answer in time, and silence means no. It was not made public.")
_FREE = gettext_noop("It does not count against your day.")

# What a push or a letter says: the same without the words of a prompt, which stay on this instance.
_BARE: dict[str, str] = {
    Kind.LIKENESS_USED: gettext_noop("%(actor_name)s uses your likeness."),
    Kind.LIKENESS_ASKED: gettext_noop("%(actor_name)s asks to use your likeness."),
    Kind.LIKENESS_DRAFT: gettext_noop("%(actor_name)s's draft with your likeness is ready."),
    Kind.LIKENESS_PUBLISHED: gettext_noop("%(actor_name)s published a clip with your likeness."),
    Kind.CLIP_REMIXED: gettext_noop("%(actor_name)s published a remix of a clip of yours."),
    Kind.LIKED: gettext_noop("%(actor_name)s likes a clip of yours."),
    Kind.FOLLOWED: _SENTENCES[Kind.FOLLOWED],
    Kind.CIRCLE_INVITED: gettext_noop("%(actor_name)s invites you into a circle."),
    Kind.CIRCLE_ASKED: gettext_noop("%(actor_name)s asks to come into a circle of yours."),
    Kind.CIRCLE_SHARED: gettext_noop("%(actor_name)s put a clip into a circle of yours."),
    Kind.CHALLENGE_ENTERED: gettext_noop("%(actor_name)s entered a challenge of yours."),
    Kind.CLIP_ANSWERED: gettext_noop("%(actor_name)s answered a clip of yours with a clip."),
    Kind.COMMENTED: gettext_noop("%(actor_name)s wrote under a clip of yours."),
    Kind.COMMENT_ANSWERED: gettext_noop("%(actor_name)s answers a comment of yours."),
    Kind.MENTIONED: gettext_noop("%(actor_name)s mentions you under a clip."),
    Kind.HEARTED: gettext_noop("%(actor_name)s likes a comment of yours."),
    Kind.COMMENT_HELD: gettext_noop("A comment by %(actor_name)s waits for you."),
    Kind.LIKENESS_DOWNLOADED: _SENTENCES[Kind.LIKENESS_DOWNLOADED],
    Kind.USE_APPROVED: _SENTENCES[Kind.USE_APPROVED],
    Kind.USE_DECLINED: _SENTENCES[Kind.USE_DECLINED],
}


def bare_sentence(row: Notification) -> str:
    """This function will say what happened without a word of what anybody wrote, for a way that is not ours alone."""
    facts = defaultdict(
        lambda: "…", {"actor_name": actor_name(row), "name": short(row.facts.get("name", "…"))}
    )
    return _(_BARE[row.kind]) % facts if row.kind in _BARE else str(row.get_kind_display())


def sentence(row: Notification) -> str:
    """This function will say what happened, in the language that is active."""
    facts = defaultdict(lambda: "…", {key: short(value) for key, value in row.facts.items()})
    facts["actor_name"] = actor_name(row)
    facts["reason"] = reason_sentence(facts["reason"], row.facts) if "reason" in row.facts else ""
    pattern = _pattern(row)
    said = (_(pattern) % facts).strip() if pattern else str(row.get_kind_display())
    return f"{said} {_(_FREE)}" if row.kind == Kind.USE_REVOKED and row.facts.get("is_free") else said


def _pattern(row: Notification) -> str:
    if row.kind == Kind.USE_REVOKED and "name" in row.facts:
        return _MANY_REVOKED if "count" in row.facts else _TITLED_REVOKED
    if row.kind == Kind.USE_DECLINED and row.facts.get("code") == "LIKENESS_NO_ANSWER":
        return _SILENT
    usual = _SENTENCES.get(row.kind, "")
    if row.kind == Kind.REPORT_ANSWERED:
        return _REPORTED.get(str(row.facts.get("action")), usual)
    return usual


def actor_name(row: Notification) -> str:
    """This function will name who did it; a person who left is named by what was written down then."""
    if row.actor is not None:
        return row.actor.shown_name
    return str(row.facts.get("actor") or _("Somebody"))


def reason_sentence(code: str, facts: Mapping[str, object] | None = None) -> str:
    """This function will give the sentence of a reason of policy.reasons; an unknown code gives none."""
    reason = REASONS.get(code)
    known = {key: _(str(value)) if key == "category" else value for key, value in (facts or {}).items()}
    return _(reason.sentence) % defaultdict(lambda: "…", known) if reason else ""


def short(value: object) -> str:
    """This function will cut what somebody wrote to what a sentence has room for."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
