"""Flights: balls and whatever falls get their way from the little world of physics, and sound where they land."""

from random import Random

import numpy as np

from . import physics
from .actors import Turn
from .elements import Elements
from .repertoire import TRAVEL as GOING
from .scene import Event
from .track import Track

FALLING = ("bounce", "fall", "drop", "land", "tumble")
LOOSE = ("bounce", "roll", "fall", "drop")
LIGHT = {
    "balloon": 1.1,
    "kite": 1.3,
    "leaf": 2.2,
    "hat": 1.6,
    "cloud": 0.5,
    "heart": 0.7,
}  # what wind takes along
KNOCKED = ("box", "gift", "drum", "cake", "book", "cup", "chair", "apple", "lantern", "candle")


def fall(
    tracks: list[Track],
    camera: np.ndarray,
    aspect: float,
    frames: int,
    fps: int,
    rng: Random,
    events: list[Event],
    passed: list[Track],
    elements: Elements | None = None,
) -> None:
    """Balls, whatever falls, floats or is blown about, and what they knock against, through the little world of physics."""
    half = aspect / 2
    elements = elements or Elements(np.zeros(frames))
    elements.way = camera
    falling = [t for t in tracks if t not in passed and _falls(t)]
    moved = [(track, _body(track, tracks, half, frames, fps, rng)) for track in falling]
    moved += [(track, _floating(track)) for track in tracks if track.actor.afloat and track not in falling]
    moved += [(track, _blown(track)) for track in tracks if elements.blows and _is_light(track)]
    moved += [(track, _solid(track)) for track in tracks if falling and _stands_in_the_way(track, tracks)]
    for track, body in moved:
        if elements.has_water and track.actor.afloat:
            body.density, body.path = _density(track), track.x if _goes(track) else None
            body.sail, body.spring = 0.12, 0.0 if track in falling else 0.35
        elif track.actor.lemma == "ball" and elements.blows:
            body.sail = 0.3
    flights = physics.simulate([body for _, body in moved], frames, fps, half, elements) if moved else []
    for (track, body), flight in zip(moved, flights, strict=True):
        _follow(track, body, flight, tracks, camera, half, fps)
        events += physics.events(flight, body.sound, half, fps)


def _follow(
    track: Track,
    body: physics.Body,
    flight: physics.Flight,
    tracks: list[Track],
    camera: np.ndarray,
    half: float,
    fps: int,
) -> None:
    """The track of one body from its flight."""
    frames, ball = len(camera), track.actor.lemma == "ball"
    if body.density:
        track.height = track.actor.hover + flight.height
        track.x = track.x if body.path is not None else flight.x
        track.tilt = flight.spin if body.hull else None
        track.spin = None if body.hull else flight.spin
        return
    track.x, track.height = flight.x, flight.height
    if body.spring:
        track.tilt = np.clip(np.gradient(flight.x) * fps * 60, -24, 24)
        return
    if ball and _is_chased(tracks, track):  # it stays ahead of who runs after it
        track.x = 0.3 * half + flight.x * 0.5
    track.spin = flight.spin + (np.degrees(camera / body.radius) if ball else 0)
    if body.side:
        return
    track.squash = _impact(flight.contacts, frames, fps, 0.28 if ball else 0.16)
    _land(track, flight, fps)


def _goes(track: Track) -> bool:
    return float(np.ptp(track.x)) > 0.02 or any(t.verb in GOING for t in track.actor.turns)


def _density(track: Track) -> float:
    """How much of it lies under water: a ball hardly, a hull a third, a swimmer most."""
    return {"ball": 0.3, "balloon": 0.12}.get(
        track.actor.lemma, 0.4 if track.actor.family == "thing" else 0.62
    )


def _floating(track: Track) -> physics.Body:
    actor = track.actor
    return physics.Body(actor.height * 0.3, float(track.x[0]), 0.0, bounce=0.2, sound="splash", hull=True)


def _is_light(track: Track) -> bool:
    actor = track.actor
    return (
        actor.lemma in LIGHT
        and not actor.tied
        and not actor.afloat
        and actor.mount is None
        and not actor.turns[0].verb.startswith(("explode", "rise"))
    )


def _blown(track: Track) -> physics.Body:
    actor = track.actor
    high = max(actor.hover, 0.3 if actor.lemma == "leaf" else 0.0)
    return physics.Body(
        actor.height * 0.3, actor.home - 0.08, high, bounce=0.4, sound="land", sail=LIGHT[actor.lemma], lift=1.0,
        spring=1.6,
    )  # fmt: skip


def _stands_in_the_way(track: Track, tracks: list[Track]) -> bool:
    """True for a box on the floor while a ball is loose."""
    actor = track.actor
    stands = actor.lemma in KNOCKED and not actor.hover and [t.verb for t in actor.turns] == ["stand"]
    balls = [t for t in tracks if t.actor.lemma == "ball" and any(x.verb in LOOSE for x in t.actor.turns)]
    free = all(abs(t.actor.home - actor.home) > (t.actor.width + actor.width) / 2 for t in balls)
    under = any(t.actor.hover > 0 and abs(t.actor.home - actor.home) < 0.02 for t in tracks)
    return stands and bool(balls) and free and not under and not actor.tied


def _solid(track: Track) -> physics.Body:
    actor = track.actor
    return physics.Body(
        actor.height * 0.45, actor.home, 0.0, bounce=0.3, sound="knock", side=actor.width * 0.42, mass=2.5
    )


def _land(track: Track, flight: physics.Flight, fps: int) -> None:
    """Somebody who fell sits on the ground and looks about."""
    actor = track.actor
    if actor.family not in ("biped", "quad") or not flight.contacts:
        return
    down = round(flight.contacts[0][0] * fps)
    actor.turns = [
        piece
        for turn in actor.turns
        for piece in (
            [Turn(turn.verb, turn.start, down), Turn("sit", down, turn.end)]
            if turn.verb in ("fall", "drop", "tumble") and turn.start < down < turn.end
            else [turn]
        )
    ]


def _falls(track: Track) -> bool:
    return track.actor.lemma == "ball" or any(x.verb in FALLING for x in track.actor.turns)


def _body(track: Track, tracks: list[Track], half: float, frames: int, fps: int, rng: Random) -> physics.Body:
    actor = track.actor
    if actor.lemma != "ball":
        start = next(x.start for x in actor.turns if x.verb in FALLING) / fps
        return physics.Body(
            actor.width * 0.35,
            actor.home,
            max(0.5, 0.86 - actor.height),
            0.02,
            0,
            0.42,
            "land",
            release=start + 0.35,
        )
    verbs = {x.verb for x in actor.turns}
    body = physics.Body(actor.height / 2, actor.home, 0.42, rng.uniform(0.1, 0.16), 0.0, 0.93)
    dribbler = next((t for t in tracks if any(x.verb == "dribble" for x in t.actor.turns)), None)
    if dribbler:
        reach = 0.3 * dribbler.actor.height * dribbler.actor.faces
        return physics.Body(
            actor.height / 2,
            float(dribbler.x[0]) + reach,
            0.3 * dribbler.actor.height + 0.06,
            0.0,
            0.0,
            0.985,
        )
    if actor.afloat and not verbs & {"fall", "drop", "bounce"}:
        body.height, body.vx = 0.0, 0.0
    elif verbs & {"roll"}:
        body.height, body.vx, body.bounce = 0.0, 0.26, 0.6
    elif "stand" in verbs and len(tracks) > 1 and not _players(tracks, track):
        body.height, body.vx, body.bounce = 0.0, 0.0, 0.4
    for player in _players(tracks, track):
        body.height, body.bounce, body.vx = 0.0, 0.78, 0.0
        side = 1.0 if player.actor.home <= actor.home else -1.0
        body.kicks += [
            (0.6 + k * 2.1, side * (0.34 if k % 2 == 0 else -0.34), rng.uniform(0.7, 0.95))
            for k in range(int(frames / fps / 2.1) + 1)
        ]
    return body


def _is_chased(tracks: list[Track], ball: Track) -> bool:
    at = tracks.index(ball)
    return any(x.target == at and x.verb in ("chase", "follow") for t in tracks for x in t.actor.turns)


def _players(tracks: list[Track], ball: Track) -> list[Track]:
    at = tracks.index(ball)
    return [
        t
        for t in tracks
        if any(x.target == at and x.verb in ("kick", "throw", "catch", "play", "push") for x in t.actor.turns)
    ]


def _impact(contacts: list[tuple[float, float]], frames: int, fps: int, most: float) -> np.ndarray:
    squash = np.zeros(frames)
    for at, strength in contacts:
        frame = round(at * fps)
        for k, share in enumerate((1.0, 0.45, -0.25, -0.1)):
            if 0 <= frame + k < frames:
                squash[frame + k] += most * strength * share
    return np.clip(squash, -0.15, 0.34)
