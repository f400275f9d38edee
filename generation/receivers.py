"""What generation does when consent is gone (the project's one signal), and when a worker process is born."""

from typing import Any

from django.utils.timezone import now

from cameos.models import Revocation
from generation import queue, running


def on_consent_revoked(sender: type, revocation: Revocation, **rest: Any) -> None:
    queue.later("close_revoked", revocation.pk)


def on_worker_spawned(**rest: Any) -> None:
    """A worker is born when the cluster starts, and when the one before it was killed: look for its job at once."""
    running.sweep(at=now())
