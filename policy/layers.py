"""Which layer says no, and the mark of a sentence that is translated where it is shown."""

from enum import StrEnum


def gettext_noop(text: str) -> str:
    """Marks a sentence for translation; the interface that shows it translates."""
    return text


class Layer(StrEnum):
    PROMPT = "PROMPT"
    CONSENT = "CONSENT"
    QUOTA = "QUOTA"
    RESULT = "RESULT"
    ENGINE = "ENGINE"
    REVIEW = "REVIEW"
    ENROLMENT = "ENROLMENT"
    FEED = "FEED"
