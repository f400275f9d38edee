"""What falls, rolls and bounces: a small pymunk world in frame heights; contacts become events on their frame."""

from dataclasses import dataclass, field

import numpy as np
import pymunk

from .scene import Event

STEPS = 10  # of the world for each frame
GRAVITY = 1.5  # frame heights per second squared: paper is light
GROUND, THING = 1, 2


@dataclass
class Body:
    """Something let go at `x`, `height` above the ground (its foot), with a speed."""

    radius: float
    x: float
    height: float
    vx: float = 0.0
    vy: float = 0.0
    bounce: float = 0.9
    sound: str = "bounce"
    release: float = 0.0  # seconds it is held before it falls
    kicks: list[tuple[float, float, float]] = field(default_factory=list)  # at seconds: new vx, vy


@dataclass
class Flight:
    """Where a body was at each frame: middle of the foot, turned by `spin` degrees; contacts in seconds."""

    x: np.ndarray
    height: np.ndarray
    spin: np.ndarray
    contacts: list[tuple[float, float]]  # seconds, strength


def simulate(bodies: list[Body], frames: int, fps: int, half_width: float) -> list[Flight]:
    """This function will run the world for the whole clip; the same bodies give the same flights."""
    space = pymunk.Space()
    space.gravity = (0, -GRAVITY)
    space.iterations = 12
    floor = pymunk.Segment(space.static_body, (-20, -0.5), (20, -0.5), 0.5)
    walls = [
        pymunk.Segment(space.static_body, (s * (half_width + 0.5), -1), (s * (half_width + 0.5), 30), 0.5)
        for s in (-1, 1)
    ]
    for wall in (floor, *walls):
        wall.elasticity, wall.friction = 1.0, 0.7
        wall.collision_type = GROUND
        space.add(wall)
    shapes = [_add(space, body) for body in bodies]
    solids = [shape.body for shape in shapes if shape.body is not None]
    flights = [Flight(np.zeros(frames), np.zeros(frames), np.zeros(frames), []) for _ in bodies]
    clock = [0.0]
    _listen(space, shapes, flights, clock)
    for frame in range(frames):
        for solid, flight, body in zip(solids, flights, bodies, strict=True):
            flight.x[frame] = solid.position.x
            flight.height[frame] = max(0.0, solid.position.y - body.radius)
            flight.spin[frame] = -np.degrees(solid.angle)
        for step in range(STEPS):
            clock[0] = (frame + step / STEPS) / fps
            _hold_and_kick(solids, bodies, clock[0], 1 / fps / STEPS)
            space.step(1 / fps / STEPS)
    return flights


def _add(space: pymunk.Space, body: Body) -> pymunk.Circle:
    mass = 1.0
    solid = pymunk.Body(mass, pymunk.moment_for_circle(mass, 0, body.radius))
    solid.position = (body.x, body.height + body.radius)
    solid.velocity = (body.vx, body.vy)
    shape = pymunk.Circle(solid, body.radius)
    shape.elasticity, shape.friction, shape.collision_type = body.bounce, 0.6, THING
    space.add(solid, shape)
    return shape


def _hold_and_kick(solids: list[pymunk.Body], bodies: list[Body], now: float, step: float) -> None:
    for solid, body in zip(solids, bodies, strict=True):
        if now < body.release:
            solid.position = (body.x, body.height + body.radius)
            solid.velocity = (body.vx, body.vy)
            solid.angular_velocity = 0
        for at, vx, vy in body.kicks:
            if at <= now < at + step:
                solid.velocity = (vx, vy)


def _listen(
    space: pymunk.Space, shapes: list[pymunk.Circle], flights: list[Flight], clock: list[float]
) -> None:
    def hit(arbiter: pymunk.Arbiter, *_: object) -> None:
        if not arbiter.is_first_contact:
            return
        strength = min(1.0, arbiter.total_impulse.length / 1.6)
        for shape in arbiter.shapes:
            if shape in shapes and strength > 0.05:
                flights[shapes.index(shape)].contacts.append((clock[0], strength))

    space.on_collision(THING, GROUND, post_solve=hit)
    space.on_collision(THING, THING, post_solve=hit)


def events(flight: Flight, sound: str, half_width: float, fps: int) -> list[Event]:
    """Contacts as events, at the frame where the body is lowest, at least a tenth of a second apart."""
    out: list[Event] = []
    last = -1.0
    for at, strength in flight.contacts:
        if at - last < 0.1:
            continue
        last = at
        frame = min(len(flight.x) - 1, round(at * fps))
        out.append(
            Event(
                frame / fps,
                sound,
                round(strength, 3),
                round(float(np.clip(flight.x[frame] / half_width, -1, 1)), 3),
            )
        )
    return out
