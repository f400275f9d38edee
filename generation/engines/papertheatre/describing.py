"""What is seen and heard in a clip, exactly: the film school's notes for a model that learns from the theatre."""

from typing import Any

from ..types import Request
from . import faces, voice
from .lens import zoom_at
from .scene import Scene, Spoken
from .script import written
from .shot import Shot
from .stage import Performance, perform

DIGITS = 4


def describe(request: Request, scene: Scene, version: str) -> dict[str, Any]:
    """This function will tell of every shot who is where in which frame and does what, and of every sound when.

    Boxes are [left, top, right, bottom] as shares of the picture; frames count from the beginning of the clip.
    """
    spoken = voice.speak(scene, request.seed)
    cast = {cameo.handle: cameo for cameo in request.cameos}
    show = perform(scene, spoken, cast, request.width, request.height, request.fps, request.seed)
    return {
        "engine": "papertheatre",
        "version": version,
        "seed": request.seed,
        "width": request.width,
        "height": request.height,
        "fps": request.fps,
        "frames": show.frame_count,
        "seconds": request.seconds,
        "prompt": request.prompt,
        "scene": written(scene),
        "shots": _shots(show),
        "lines": [_line(line) for line in spoken],
        "sounds": [
            {
                "at": e.at,
                "frame": round(e.at * request.fps),
                "kind": e.kind,
                "strength": e.strength,
                "pan": e.pan,
            }
            for e in show.events
        ],
    }


def _shots(show: Performance) -> list[dict[str, Any]]:
    told, start = [], 0
    for shot in show.shots:
        told.append(_shot(shot, start))
        start += shot.frame_count
    return told


def _shot(shot: Shot, start: int) -> dict[str, Any]:
    looks = ("set", "time", "weather", "light", "season", "mood", "style", "camera", "transition")
    last = max(1, shot.frame_count - 1)
    ground = faces.ground_of(shot)
    return {
        "first_frame": start,
        "frames": shot.frame_count,
        **{name: getattr(shot.scene, name) for name in looks},
        "scrolled": [round(float(way), DIGITS) for way in shot.motion.camera],
        "zoom": [round(zoom_at(shot.scene.camera, at / last), DIGITS) for at in range(shot.frame_count)],
        "cast": [_actor(shot, at, start, ground) for at in range(len(shot.actors))],
    }


def _actor(shot: Shot, at: int, start: int, ground: float) -> dict[str, Any]:
    actor, track, aspect = shot.actors[at], shot.motion.tracks[at], shot.width / shot.height
    figure = actor.figure
    boxes = [faces.box_of(track, shot.motion, frame, ground, aspect) for frame in range(shot.frame_count)]
    return {
        "lemma": figure.called or figure.lemma,
        "drawn_as": figure.lemma,
        "kind": figure.kind,
        "cameo": figure.cameo,
        "colour": figure.colour,
        "size": figure.size,
        "attributes": list(figure.attributes),
        "rides": actor.mount,
        "does": [
            {"verb": t.verb, "first_frame": start + t.start, "frames": t.end - t.start, "to": t.target}
            for t in actor.turns
        ],
        "faces": [1 if way > 0 else -1 for way in track.facing],
        "boxes": [[round(side, DIGITS) for side in box] for box in boxes],
    }


def _line(line: Spoken) -> dict[str, Any]:
    return {
        "text": line.speech.text,
        "lang": line.speech.lang,
        "speaker": line.speech.speaker,
        "shot": line.shot,
        "start": round(line.start, DIGITS),
        "end": round(line.end, DIGITS),
        "mouth": [round(float(open_), 3) for open_ in line.mouth],
    }
