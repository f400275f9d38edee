"""What django-q2 calls for accounts. Each is a few lines: hand it to delivery, stop."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from accounts import delivery
from accounts.models import Reading

KEPT = timedelta(hours=1)


def tell(user_id: int) -> int:
    """This function will tell one person what they want to hear at once."""
    return delivery.tell(user_id=user_id, at=now())


def tell_everybody() -> int:
    """This function will tell what quiet hours, a silent service or a dead worker left over, and write the letters."""
    return delivery.tell_everybody(at=now())


def forget_readings() -> int:
    """This function will delete the rows open pages have long followed."""
    return Reading.objects.filter(at__lt=now() - KEPT).delete()[0]
