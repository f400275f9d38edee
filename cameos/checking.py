"""The machine's look at what was sent, in a worker: parsed within limits, compared with what came before, cut out.

It refuses only what can not be used (unreadable, out of limits, sent before). Every doubt goes to the reviewer as a
finding: a face finder sees some people worse than others, so it does not decide who comes in.
"""

from __future__ import annotations

import base64
import json
import logging
import uuid
from dataclasses import asdict
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import F

from accounts.models import NotificationKind as Kind
from accounts.operations import notify
from cameos import biometrics
from cameos.checker import checker
from cameos.models import Cameo, CameoState, PieceKind, Purpose, Recording, RecordingState
from policy import cutouts
from policy.faces import faces_in
from policy.liveness import Asked, Finding, Verdict, see
from policy.pictures import open_picture
from policy.recordings import RATE, Film, NotUsable, open_film
from provenance.fingerprints import Fingerprint, compare, fingerprint

log = logging.getLogger("kulisse.enrolment")
MOST_TRIES = 3


def look_at(*, recording_id: uuid.UUID | str, at: datetime) -> bool:
    """This function will look at a recording that waits for it and hand it on to a reviewer, or refuse it.

    It says False when there is nothing to do: another worker took it, or it was replaced meanwhile.
    """
    waiting = Recording.objects.filter(
        pk=recording_id, state=RecordingState.CHECKING, attempts__lt=MOST_TRIES
    )
    if not waiting.update(attempts=F("attempts") + 1):
        return False
    recording = Recording.objects.select_related("cameo__owner", "challenge").get(pk=recording_id)
    found = biometrics.read(recording=recording, kinds=[PieceKind.RECORDING], purpose=Purpose.CHECK, at=at)
    try:
        if PieceKind.RECORDING not in found:
            raise NotUsable("RECORDING_BROKEN")
        look = _look_at_person if recording.cameo.is_person else _look_at_thing
        pieces, figures = look(recording, found[PieceKind.RECORDING])
    except NotUsable as wrong:
        log.info("recording %s refused: %s", recording.pk, wrong.code)
        refuse(recording=recording, code=wrong.code, at=at, facts=wrong.facts)
        return True
    for kind, (data, media_type) in pieces.items():
        biometrics.keep(recording=recording, kind=kind, data=data, media_type=media_type)
    _hand_on(recording, figures, at)
    return True


@transaction.atomic
def refuse(*, recording: Recording, code: str, at: datetime, facts: dict[str, object] | None = None) -> None:
    """This function will end a recording that can not be used, erase it, and tell its owner why."""
    waiting = Recording.objects.filter(pk=recording.pk, state=RecordingState.CHECKING)
    if not waiting.update(state=RecordingState.REFUSED, reason_code=code, checked_at=at):
        return
    Cameo.objects.filter(pk=recording.cameo_id, state=CameoState.PENDING).update(state=CameoState.DECLINED)
    biometrics.erase(recording)
    told = {"cameo": recording.cameo.handle, "reason": code, **(facts or {})}
    url = recording.get_absolute_url()
    notify(to=recording.cameo.owner, kind=Kind.ENROLMENT_DECLINED, at=at, url=url, facts=told)


def findings_of(recording: Recording) -> list[Finding]:
    """This function will open what the machine found. The caller has logged that the recording is read."""
    kept = biometrics.open_figures(recording)
    rows: list[dict[str, Any]] = json.loads(kept)["findings"] if kept else []
    return [Finding(row["code"], Verdict(row["verdict"]), row["confidence"], row["facts"]) for row in rows]


Pieces = dict[str, tuple[bytes, str]]


def _look_at_person(recording: Recording, data: bytes) -> tuple[Pieces, dict[str, object]]:
    film = open_film(data)
    taken = fingerprint(film.frames[::2], film.sound, RATE)
    if _was_here(recording, film, taken):
        raise NotUsable("RECORDING_REPLAY")
    seen, asked = see(film), _asked(recording)
    found = checker().check(film, seen, asked)
    pieces: Pieces = {kind: (png, "image/png") for kind, png in cutouts.heads(film, seen).items()}
    if voice := cutouts.voice_sample(film.sound):
        pieces[PieceKind.VOICE] = (voice, "audio/wav")
    return pieces, {"findings": _rows(found), "print": base64.b64encode(taken.to_bytes()).decode()}


def _look_at_thing(recording: Recording, data: bytes) -> tuple[Pieces, dict[str, object]]:
    """The picture of a thing; a human face in it is a finding, and weighs in the reviewer's queue."""
    picture = open_picture(data)
    faces = faces_in(np.ascontiguousarray(picture[:, :, :3]))
    verdict = Verdict.FAILED if faces else Verdict.PASSED
    found = [Finding("NO_FACE", verdict, 0.8 if faces else 0.6, {"faces": len(faces)})]
    return {PieceKind.FACE: (cutouts.thing(picture), "image/png")}, {"findings": _rows(found)}


def _asked(recording: Recording) -> Asked:
    challenge = recording.challenge
    return Asked(tuple(challenge.turns), tuple(challenge.numbers)) if challenge else Asked((), ())


def _rows(found: tuple[Finding, ...] | list[Finding]) -> list[dict[str, object]]:
    return [asdict(one) | {"verdict": str(one.verdict)} for one in found]


def _was_here(recording: Recording, film: Film, taken: Fingerprint) -> bool:
    """Compared with every earlier upload of anybody, as it is and mirrored. What was deleted is not kept for this."""
    mirrored = fingerprint([np.ascontiguousarray(one[:, ::-1]) for one in film.frames[::2]], film.sound, RATE)
    for earlier in Recording.objects.exclude(figures=None).exclude(pk=recording.pk).iterator():
        kept = biometrics.open_figures(earlier)
        row = json.loads(kept) if kept else {}
        if "print" not in row:
            continue
        before = Fingerprint.from_bytes(base64.b64decode(row["print"]))
        if compare(taken, before).is_replay or compare(mirrored, before).is_replay:
            return True
    return False


@transaction.atomic
def _hand_on(recording: Recording, figures: dict[str, object], at: datetime) -> None:
    sealed = biometrics.seal_figures(recording, json.dumps(figures).encode())
    waiting = Recording.objects.filter(pk=recording.pk, state=RecordingState.CHECKING)
    if not waiting.update(state=RecordingState.WAITING, figures=sealed, checked_at=at):
        biometrics.erase(recording)  # replaced or deleted while we looked
