"""What django-q2 calls for challenges."""

from __future__ import annotations

from django.utils.timezone import now

from feed.challenges import operations


def end_due() -> int:
    """This function will end the challenges whose deadline is over."""
    return operations.end_due(at=now())
