"""How each kind of server wants to be asked, and how its answers are read. They all began from one API and drifted.

| dialect   | body      | length             | of its own                                                          |
|-----------|-----------|--------------------|---------------------------------------------------------------------|
| openai    | JSON      | seconds, a string  | no seed, no negative prompt; unknown fields are refused             |
| kulisse   | JSON      | seconds, a string  | the same; a running job is cancelled over its own API               |
| vllm      | multipart | num_frames and fps | width and height apart; DELETE stops the work                       |
| sglang    | JSON      | num_frames and fps | multipart only with a picture; DELETE forgets, the work goes on     |
| fastvideo | JSON      | num_frames and fps | progress is 0, then 100; content is 404 until the file is there     |
| trtllm    | JSON      | seconds, a number  | 202; no progress; error is a string; what it forgot may answer 400  |
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from generation.engines.types import Request

Fields = dict[str, Any]


class Shape(Protocol):
    """What of a fleet a request depends on."""

    @property
    def model(self) -> str: ...
    @property
    def frames(self) -> int: ...
    @property
    def multiple(self) -> int: ...


@dataclass(frozen=True)
class Dialect:
    multipart: bool = False
    by_frames: bool = False  # num_frames and fps, else seconds
    seconds_type: type = str
    sides: bool = False  # width and height, else size
    extras: bool = True  # takes seed and negative_prompt
    fixed: tuple[tuple[str, str], ...] = ()


DIALECTS = {
    "openai": Dialect(extras=False),
    "kulisse": Dialect(extras=False),
    "vllm": Dialect(multipart=True, by_frames=True, sides=True),
    "sglang": Dialect(by_frames=True),
    "fastvideo": Dialect(by_frames=True),
    "trtllm": Dialect(seconds_type=float, fixed=(("output_format", "mp4"),)),
}


def fields_of(request: Request, name: str, shape: Shape) -> Fields:
    """This function will write a request as the dialect wants it."""
    dialect = DIALECTS[name]
    width, height = (_up(side, shape.multiple) for side in (request.width, request.height))
    fields: Fields = {"prompt": request.prompt, **dict(dialect.fixed)}
    if shape.model:
        fields["model"] = shape.model
    fields |= {"width": width, "height": height} if dialect.sides else {"size": f"{width}x{height}"}
    if dialect.by_frames:
        fields |= {"num_frames": frames_of(request, shape.frames), "fps": request.fps}
    else:
        exact = f"{request.seconds:g}"
        fields["seconds"] = exact if dialect.seconds_type is str else dialect.seconds_type(request.seconds)
    if dialect.extras:
        fields["seed"] = request.seed
        if request.negative:
            fields["negative_prompt"] = request.negative
    return fields


def frames_of(request: Request, step: int) -> int:
    """This function will give how many frames to ask for: as many as are needed, in the model's own steps."""
    wanted = round(request.seconds * request.fps)
    return wanted if step == 1 else math.ceil((wanted - 1) / step) * step + 1


def _up(side: int, multiple: int) -> int:
    return math.ceil(side / multiple) * multiple


_WAITING = {"queued", "pending", "in_queue", "created", "accepted"}
_DONE = {"completed", "complete", "succeeded", "success", "done", "finished"}
_FAILED = {"failed", "error", "expired", "cancelled", "canceled", "deleted", "rejected"}
_DECLINED = (
    "moderation",
    "content_policy",
    "safety",
    "invalid_prompt",
    "likeness",
    "sexual",
    "hate",
    "self_harm",
)


@dataclass(frozen=True)
class Answer:
    """What a server says of a job."""

    id: str
    state: str  # waiting | running | done | failed
    progress: float = 0.0  # 0..1
    code: str = ""
    message: str = ""
    poll_after: float | None = None  # seconds, as it advises

    @property
    def was_declined(self) -> bool:
        """The prompt was refused: asking again, or elsewhere, changes nothing."""
        return any(word in self.code.lower() for word in _DECLINED)


def read_answer(body: object, poll_after: str | None = None) -> Answer:
    """This function will read a video object, whoever wrote it.

    :raises ValueError: when it names no job
    """
    if not isinstance(body, Mapping) or not isinstance(body.get("id"), str) or not body["id"]:
        raise ValueError("the answer names no job")
    status = str(body.get("status", "")).lower()
    state = next(
        (
            name
            for name, words in (("waiting", _WAITING), ("done", _DONE), ("failed", _FAILED))
            if status in words
        ),
        "running",
    )
    code, message = _error(body.get("error"))
    return Answer(body["id"], state, _progress(body.get("progress")), code, message, _advice(poll_after))


def _progress(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return 0.0
    return min(max(value / 100, 0.0), 1.0)


def _error(value: object) -> tuple[str, str]:
    if isinstance(value, Mapping):
        return str(value.get("code") or "")[:80], str(value.get("message") or "")[:500]
    return "", str(value)[:500] if value else ""


def _advice(text: str | None) -> float | None:
    if text and text.isdigit() and len(text) < 7:
        return min(int(text) / 1000, 10.0)
    return None
