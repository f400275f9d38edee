"""Flights: balls and whatever falls get their way from the little world of physics, and sound where they land."""

from random import Random

import numpy as np

from . import physics
from .blocking import Turn
from .scene import Event
from .track import Track

FALLING = ("bounce", "fall", "drop", "land", "tumble")


def fall(
    tracks: list[Track],
    camera: np.ndarray,
    aspect: float,
    frames: int,
    fps: int,
    rng: Random,
    events: list[Event],
    passed: list[Track],
) -> None:
    """Balls and whatever falls, through the little world of physics."""
    half = aspect / 2
    falling = [t for t in tracks if t not in passed and _falls(t)]
    bodies = [_body(track, tracks, half, frames, fps, rng) for track in falling]
    flights = physics.simulate(bodies, frames, fps, half) if bodies else []
    for track, flight, body in zip(falling, flights, bodies, strict=True):
        ball = track.actor.lemma == "ball"
        track.x, track.height = flight.x, flight.height
        if ball and _is_chased(tracks, track):  # it stays ahead of who runs after it
            track.x = 0.3 * half + flight.x * 0.5
        track.spin = flight.spin + (np.degrees(camera / body.radius) if ball else 0)
        track.squash = _impact(flight.contacts, frames, fps, 0.28 if ball else 0.16)
        _land(track, flight, fps)
        events += physics.events(flight, body.sound, half, fps)


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
    if verbs & {"roll"}:
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
