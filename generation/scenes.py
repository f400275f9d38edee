"""The scene in a person's hands: the edits of its form, the words in it for the rules, whether it may be played."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from generation.engines.registry import engine_named
from generation.engines.types import Likeness, Request, SceneInvalid
from generation.scene_rows import FIELD, rows
from policy.reasons import Refusal, refusal

SEAL = FIELD + "of"  # which words the edits were made against
Scene = Mapping[str, Any]


def seal(prompt: str) -> str:
    """This function will name the words an edit belongs to; other words have another scene."""
    return hashlib.sha256(prompt.strip().encode()).hexdigest()[:16]


def edits_of(posted: Mapping[str, str], prompt: str) -> dict[str, str]:
    """This function will give the edits of a posted form, none when they were made against other words."""
    if posted.get(SEAL) != seal(prompt):
        return {}
    return {
        key.removeprefix(FIELD): value
        for key, value in posted.items()
        if key.startswith(FIELD) and key != SEAL
    }


def edited(scene: Scene, posted: Mapping[str, str], prompt: str, seconds: float) -> dict[str, Any] | None:
    """This function will give the scene as the posted form leaves it; None when nothing was changed.

    :raises SceneInvalid: when the result can not be played
    """
    from generation.engines.papertheatre.editing import changed
    from generation.engines.papertheatre.script import scene_from, written

    edits = edits_of(posted, prompt)
    shown = {choice.name.removeprefix(FIELD): choice.value for row in rows(scene) for choice in row.choices}
    edits = {key: value for key, value in edits.items() if value != shown.get(key)}
    if not edits:
        return None
    cameos = [figure["cameo"] for figure in scene["figures"] if figure["cameo"]]
    before = scene_from(scene, prompt, seconds, cameos)
    after = written(changed(before, edits))
    scene_from(after, prompt, seconds, cameos)
    return after


def on_stage(handles: Iterable[str], scene: object) -> list[str]:
    """This function will give those named likenesses that an edited scene has not left out; all where there is none.

    A scene whose shape is not even that of a scene leaves nobody out: it is refused elsewhere.
    """
    figures = scene.get("figures") if isinstance(scene, Mapping) else None
    if not isinstance(figures, list | tuple) or not all(isinstance(one, Mapping) for one in figures):
        return list(handles)
    seen = {one.get("cameo") for one in figures}
    return [handle for handle in handles if handle in seen]


def words_of(scene: object) -> str:
    """This function will give everything in a scene that a person could have written, for the rules to read."""
    if not isinstance(scene, Mapping):
        return ""
    boards = [scene, *(shot for shot in _listed(scene, "shots") if isinstance(shot, Mapping))]
    lines = [
        f"“{line.get('text')}”"
        for board in boards
        for line in _listed(board, "speech")
        if isinstance(line, Mapping)
    ]
    names = [
        str(one.get(key, "")) for one in _listed(scene, "figures") if isinstance(one, Mapping)
        for key in ("called", "lettered", "attributes", "told", "worn")
    ]  # fmt: skip
    doings = [
        str(one.get("called", ""))
        for board in boards
        for one in _listed(board, "actions")
        if isinstance(one, Mapping)
    ]
    return "\n".join([*lines, *names, *doings])


def _listed(one: Mapping[str, Any], name: str) -> list[Any]:
    value = one.get(name)
    return list(value) if isinstance(value, list | tuple) else []


def scene_refusals(
    scene: Scene, *, prompt: str, seconds: float, handles: Iterable[str], engine: str = "papertheatre"
) -> list[Refusal]:
    """This function will say why an edited scene can not be played, naming the field; empty when it can."""
    cameos = tuple(Likeness(handle, handle) for handle in handles)
    try:
        engine_named(engine).understand(Request(prompt, seconds, cameos=cameos, scene=scene))
    except SceneInvalid as wrong:
        return [invalid(wrong)]
    return []


def invalid(wrong: SceneInvalid) -> Refusal:
    return refusal("SCENE_INVALID", "scene", at=wrong.field, problem=wrong.problem)
