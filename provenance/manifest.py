"""What a seal claims: facts about one clip in, a C2PA manifest definition out. No file, no key, no clock."""

import datetime
from dataclasses import dataclass
from typing import Any, Literal

CONSENT = "org.kulisse.consent"
DISCLOSURE = "org.kulisse.disclosure"
PARENT_LABEL = "parent"  # of the first; further ones are numbered
THUMBNAIL = "thumbnail.jpg"
THUMBNAIL_LIMIT = 8 * 1024  # bytes; a remix carries its ancestors' thumbnails too
UNWANTED_USES = ("ai_generative_training", "ai_training", "ai_inference", "data_mining")

Relationship = Literal["parentOf", "inputTo", "componentOf"]


@dataclass(frozen=True)
class ConsentFact:
    """One likeness in the clip: which receipt covers it and where to ask whether it still stands."""

    receipt_id: str
    receipt_hash: str
    status_url: str


@dataclass(frozen=True)
class ParentFact:
    """A clip this one was made from: `parentOf` when it was edited, `componentOf` when it is one of several put
    together, `inputTo` when it only inspired.
    """

    title: str
    relationship: Relationship = "parentOf"


@dataclass(frozen=True)
class ClipFacts:
    """All a seal says about a clip. Neither the prompt nor anybody's name or face is among it."""

    clip_id: str
    title: str
    url: str
    instance_name: str
    instance_url: str
    engine_name: str
    engine_version: str
    created_at: datetime.datetime
    source_type: str
    parents: tuple[ParentFact, ...] = ()
    consents: tuple[ConsentFact, ...] = ()
    software_version: str = "0.1"


def manifest_for(facts: ClipFacts, *, with_thumbnail: bool = False) -> dict[str, Any]:
    """This function will turn the facts into the manifest definition that c2pa's Builder takes."""
    assertions = [_actions(facts), _disclosure(facts), _no_training()]
    if facts.consents:
        assertions.append(_consents(facts.consents))
    manifest: dict[str, Any] = {
        "claim_generator_info": [
            {"name": "Kulisse", "version": facts.software_version, "org.kulisse.instance": facts.instance_url}
        ],
        "title": facts.title,
        "assertions": [{**assertion, "created": True} for assertion in assertions],
    }
    if with_thumbnail:
        manifest["thumbnail"] = {"format": "image/jpeg", "identifier": THUMBNAIL}
    return manifest


def ingredient_for(parent: ParentFact, place: int) -> dict[str, str]:
    """This function will describe a parent so that the actions can point at it by its label."""
    return {"title": parent.title, "relationship": parent.relationship, "label": _label(place)}


def _label(place: int) -> str:
    return PARENT_LABEL if place == 0 else f"{PARENT_LABEL}{place + 1}"


def _actions(facts: ClipFacts) -> dict[str, Any]:
    made = {
        "digitalSourceType": facts.source_type,
        "softwareAgent": {"name": facts.engine_name, "version": facts.engine_version},
        "when": _timestamp(facts.created_at),
    }
    by: dict[str, list[str]] = {"parentOf": [], "inputTo": [], "componentOf": []}
    for place, parent in enumerate(facts.parents):
        by[parent.relationship].append(_label(place))
    actions: list[dict[str, Any]]
    if by["parentOf"]:
        actions = [
            {"action": "c2pa.opened", **_pointing_at(by["parentOf"])},
            {"action": "c2pa.edited", **made},
        ]
    else:
        actions = [{"action": "c2pa.created", **made, **_pointing_at(by["inputTo"])}]
    actions += [{"action": "c2pa.placed", **_pointing_at([label])} for label in by["componentOf"]]
    return {"label": "c2pa.actions.v2", "data": {"actions": actions}}


def _pointing_at(labels: list[str]) -> dict[str, Any]:
    return {"parameters": {"ingredientIds": labels}} if labels else {}


def _disclosure(facts: ClipFacts) -> dict[str, Any]:
    """The four things California's SB 942 wants in every file, and where to look the clip up."""
    return {
        "label": DISCLOSURE,
        "kind": "Json",
        "data": {
            "provider": facts.instance_name,
            "system": facts.engine_name,
            "version": facts.engine_version,
            "created": _timestamp(facts.created_at),
            "id": facts.clip_id,
            "url": facts.url,
        },
    }


def _consents(consents: tuple[ConsentFact, ...]) -> dict[str, Any]:
    entries = [{"id": c.receipt_id, "hash": c.receipt_hash, "status": c.status_url} for c in consents]
    return {"label": CONSENT, "kind": "Json", "data": {"receipts": entries}}


def _no_training() -> dict[str, Any]:
    entries = {f"cawg.{use}": {"use": "notAllowed"} for use in UNWANTED_USES}
    return {"label": "cawg.training-mining", "data": {"entries": entries}}


def _timestamp(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
