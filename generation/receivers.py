"""What generation does when consent is gone. The one receiver of the project's one signal."""

from typing import Any

from cameos.models import Revocation
from generation import queue


def on_consent_revoked(sender: type, revocation: Revocation, **rest: Any) -> None:
    queue.later("close_revoked", revocation.pk)
