"""What was recorded of a likeness, gathered for its owner: versions, findings, and who has opened it."""

from __future__ import annotations

from typing import TypedDict

from accounts.models import User
from cameos.checking import findings_of
from cameos.models import Cameo, CameoKind, CameoState, Reading, Recording
from cameos.words import FindingSaid, RefusalSaid, said_finding, said_reason

MOST_READINGS = 60


def own_person(owner: User) -> Cameo | None:
    """This function will find somebody's likeness of themselves."""
    mine = owner.cameos.filter(kind=CameoKind.PERSON).exclude(state=CameoState.DELETED)
    return mine.first()


class Recorded(TypedDict):
    newest: Recording | None
    refused: RefusalSaid | None  # why the newest was not taken
    findings: list[FindingSaid]
    in_force: Recording | None
    versions: list[Recording]
    readings: list[Reading]


def recorded(cameo: Cameo) -> Recorded:
    """This function will gather for the owner what was recorded of a likeness and who has opened it."""
    versions = list(
        cameo.recordings.select_related("challenge").prefetch_related("pieces").order_by("-version")
    )
    newest = versions[0] if versions else None
    return Recorded(
        newest=newest,
        refused=said_reason(newest.reason_code) if newest and newest.reason_code else None,
        findings=[said_finding(one) for one in findings_of(newest)] if newest else [],
        in_force=next((one for one in versions if one.version == cameo.recording_version), None),
        versions=versions,
        readings=list(cameo.readings.select_related("reader").order_by("-at", "-id")[:MOST_READINGS]),
    )
