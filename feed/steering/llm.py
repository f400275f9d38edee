"""An optional reader of sentences: an operator's own model that speaks the OpenAI dialect. Falls back to parsing.py.

Only the sentence goes there, to a host the operator has put on the list; its answer is read like any other input.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import requests
from django.conf import settings

from feed.steering.parsing import Parsed, parse
from feed.steering.steering import Steering, unpacked
from feed.steering.topics import known_names

log = logging.getLogger("kulisse.feed")
SECONDS = 4.0  # more than that nobody waits for a chip
LARGEST = 20_000  # bytes of an answer
ORDER = """You turn one sentence about what somebody wants to see in a video feed into JSON. Keys, all optional:
"topics", "moods": objects of name to a weight from -1 (much less) to 1 (much more); "without_topics", "only_topics":
lists of names; "without_words": list of words; "length", "novelty", "friends": -1 to 1; "only_friends", "surprise":
true; "most_seconds", "least_seconds": of one clip; "minutes": of watching; "unknown": list of the parts of the
sentence you could not use. Names are of these only: {names}. Answer with the JSON object alone."""


def read(
    text: str, lang: str, *, at: datetime, names: Mapping[str, tuple[str, ...]], known: Mapping[str, str]
) -> Parsed:
    """This function will read a sentence with the operator's model where there is one, else by embedded means.

    People are always read here: the model is never asked who somebody is.

    :param at: now, where the person is
    """
    embedded = parse(text, lang, at=at, names=names, known=known)
    if not settings.STEERING_LLM:
        return embedded
    try:
        told = _asked(text)
    except (requests.RequestException, ValueError, KeyError, TypeError, IndexError) as error:
        log.warning("The steering model gave no answer of use: %s", type(error).__name__)
        return replace(embedded, reader="INSTEAD")
    return _trusted(told, embedded)


def _asked(text: str) -> dict[str, object]:
    until = time.monotonic() + SECONDS
    order = ORDER.format(names=", ".join(sorted(known_names())))
    answer = requests.post(
        f"{settings.STEERING_LLM}/chat/completions",
        json={
            "model": settings.STEERING_LLM_MODEL, "temperature": 0, "response_format": {"type": "json_object"},
            "messages": [{"role": "system", "content": order}, {"role": "user", "content": text}],
        },
        headers={"Authorization": f"Bearer {settings.STEERING_LLM_KEY}"} if settings.STEERING_LLM_KEY else {},
        timeout=SECONDS, allow_redirects=False, stream=True,
    )  # fmt: skip
    answer.raise_for_status()
    if answer.status_code != 200:
        raise ValueError("not an answer")
    told = json.loads(json.loads(_body(answer, until))["choices"][0]["message"]["content"])
    if not isinstance(told, dict):
        raise ValueError("not an object")
    return told


def _body(answer: requests.Response, until: float) -> bytes:
    """What comes, bounded in size and in time: the limit of a socket begins anew with every byte."""
    body = b""
    while part := answer.raw.read1(4096, decode_content=True):
        body += part
        if len(body) > LARGEST or time.monotonic() > until:
            raise ValueError("too long")
    return body


def _trusted(told: dict[str, object], embedded: Parsed) -> Parsed:
    """Names that are ours, bounds that are ours; people, and whether it is for today, as the embedded reader says."""
    found = unpacked(told)
    names = known_names()
    ours = embedded.steering
    steering = replace(
        found,
        topics={name: weight for name, weight in found.topics.items() if name in names},
        moods={name: weight for name, weight in found.moods.items() if name in names},
        without_topics=found.without_topics & names, only_topics=found.only_topics & names,
        people=ours.people, without_people=ours.without_people, only_people=ours.only_people,
        makers={}, likenesses={}, looks=ours.looks, without_families=frozenset(), minutes=ours.minutes or found.minutes,
    )  # fmt: skip
    unknown = told.get("unknown")
    listed = tuple(str(one)[:80] for one in unknown[:10]) if isinstance(unknown, list) else ()
    if steering == Steering() and ours != Steering():
        return replace(embedded, reader="INSTEAD")
    return replace(embedded, steering=steering, unknown=listed, reader="MODEL")
