"""/ws/jobs/<id>: how far a clip is, as it is made. Every message is the whole state, so a resume needs no more."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from accounts.live import Key, Watermark, hub
from accounts.sockets import LiveConsumer, Message
from generation.models import Job, Transition
from generation.progress import Snapshot, snapshot
from generation.states import JobState

Progress = tuple[str, int, datetime | None]


class JobSource:
    """The watched jobs that moved or got on. A move of any job may shorten the line of those that wait."""

    kind = "job"

    def __init__(self) -> None:
        self.mark = Watermark()
        self.seen: dict[uuid.UUID, Progress] = {}

    def begin(self) -> None:
        self.mark.begin(Transition.objects.all())
        self.seen = {}

    def look(self, watched: frozenset[Any]) -> Iterator[tuple[uuid.UUID, None]]:
        moved = {job for _pk, job in self.mark.fresh(Transition.objects.all(), "job_id")}
        if not watched:
            return
        rows = Job.objects.filter(pk__in=watched).values_list("pk", "state", "percent", "preview_at")
        now: dict[uuid.UUID, Progress] = {pk: (state, percent, at) for pk, state, percent, at in rows}
        for pk, progress in now.items():
            in_line = bool(moved) and progress[0] == JobState.QUEUED
            if pk in moved or in_line or self.seen.get(pk) != progress:
                yield pk, None
        self.seen = now


class JobConsumer(LiveConsumer):
    def key(self) -> Key:
        return ("job", self.scope["url_route"]["kwargs"]["job_id"])

    def _job(self) -> Job | None:
        return (
            Job.objects.readable_by(self.user).filter(pk=self.scope["url_route"]["kwargs"]["job_id"]).first()
        )

    def may(self) -> bool:
        return self._job() is not None

    def greeting(self) -> list[Message]:
        self.sent: Snapshot = {}
        return self.tell([])

    def tell(self, news: list[Any]) -> list[Message]:
        """Many changes since the last message are one message, and none when nothing shows."""
        job = self._job()
        state = snapshot(job, self.user) if job is not None else self.sent
        if state == self.sent:
            return []
        self.sent = state
        return [state]


hub.add(JobSource())
