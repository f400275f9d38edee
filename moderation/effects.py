"""What a decision does to a clip, and how heavy a report weighs. Pure functions, no database."""

from collections.abc import Iterable

from cameos.recordings import RecordingState
from generation.states import ClipState
from moderation.models import Action

ENROLMENT_WEIGHT = 30  # somebody waits; twice that when a face was found in a thing
HELD_WEIGHT = 30  # a clip that waits for a reviewer before anybody sees it
WEIGHTS = {
    "ILLEGAL": 100,
    "IMPERSONATION": 60,
    "PRETENDING": 60,
    "SELF_HARM": 60,
    "SEXUAL_CONTENT": 50,
    "HATE": 50,
    "VIOLENCE": 40,
    "HARASSMENT": 40,
    "MISLEADING": 20,
    "SPAM": 10,
    "OTHER": 10,
}

_EFFECTS: dict[tuple[str, str], ClipState] = {
    (Action.WITHDRAW, ClipState.HELD): ClipState.WITHDRAWN,
    (Action.WITHDRAW, ClipState.PUBLISHED): ClipState.WITHDRAWN,
    (Action.PUBLISH, ClipState.HELD): ClipState.PUBLISHED,
}


def effect(action: str, clip_state: str) -> ClipState | None:
    """This function will say which state the clip goes to; None where it stays as it is."""
    return _EFFECTS.get((action, clip_state))


def enrolment_effect(action: str, state: str) -> RecordingState | None:
    """This function will say which state the recording of a likeness goes to; None where nothing is to be decided."""
    if state != RecordingState.WAITING:
        return None
    return {Action.APPROVE: RecordingState.APPROVED, Action.DECLINE: RecordingState.DECLINED}.get(
        Action(action)
    )


def score(reasons: Iterable[str], *, is_held: bool) -> int:
    """This function will weigh the reasons of all reports; the heaviest cases come first."""
    return sum(WEIGHTS.get(code, WEIGHTS["OTHER"]) for code in reasons) + (HELD_WEIGHT if is_held else 0)
