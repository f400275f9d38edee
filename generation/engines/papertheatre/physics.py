"""What falls, floats, flies and bounces: a small pymunk world in frame heights; contacts become events on their frame."""

from dataclasses import dataclass, field

import numpy as np
import pymunk

from .elements import Elements
from .scene import Event

STEPS = 10  # of the world for each frame
GRAVITY = 1.5  # frame heights per second squared: paper is light
GROUND, THING = 1, 2
DEEP = 3.0  # how far below the surface of a water its floor lies
THICK, HEAVY_WATER = 5.0, 7.0  # how water brakes what moves along it and up and down in it
UPRIGHT, ROLLING = 26.0, 3.2  # how firmly a hull follows the waves, and how soon it calms


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
    sail: float = 0.0  # how readily the wind takes it along, per second
    lift: float = 0.0  # share of its weight that the air carries
    density: float = 0.0  # share of it under water at rest; 0: it does not float
    hull: bool = False  # stays upright and leans with the waves
    path: np.ndarray | None = None  # where it goes of itself, frame by frame
    spring: float = 0.0  # how firmly the thread it hangs from draws it home
    side: float = 0.0  # half its width, where it is a box and no ball: it slides and does not tip
    mass: float = 1.0


@dataclass
class Flight:
    """Where a body was at each frame: middle of the foot, turned by `spin` degrees; contacts in seconds."""

    x: np.ndarray
    height: np.ndarray
    spin: np.ndarray
    contacts: list[tuple[float, float]]  # seconds, strength
    splashes: list[tuple[float, float]] = field(default_factory=list)


def simulate(
    bodies: list[Body], frames: int, fps: int, half_width: float, elements: Elements | None = None
) -> list[Flight]:
    """This function will run the world for the whole clip; the same bodies give the same flights."""
    space = _world(half_width, any(body.density for body in bodies))
    shapes = [_add(space, body) for body in bodies]
    solids = [shape.body for shape in shapes if shape.body is not None]
    flights = [Flight(np.zeros(frames), np.zeros(frames), np.zeros(frames), []) for _ in bodies]
    clock = [0.0]
    _listen(space, shapes, flights, clock)
    still = elements or Elements(np.zeros(frames))
    for frame in range(frames):
        for solid, flight, body in zip(solids, flights, bodies, strict=True):
            flight.x[frame] = solid.position.x
            foot = solid.position.y - body.radius
            flight.height[frame] = foot if body.density else max(0.0, foot)
            flight.spin[frame] = -np.degrees(solid.angle)
        for step in range(STEPS):
            clock[0] = (frame + step / STEPS) / fps
            for solid, body, flight in zip(solids, bodies, flights, strict=True):
                _push(solid, body, flight, still, frame, clock[0])
                _hold_and_kick(solid, body, clock[0], 1 / fps / STEPS)
            space.step(1 / fps / STEPS)
    return flights


def _world(half_width: float, is_water: bool) -> pymunk.Space:
    space = pymunk.Space()
    space.gravity = (0, -GRAVITY)
    space.iterations = 12
    down = DEEP if is_water else 0.0
    floor = pymunk.Segment(space.static_body, (-20, -0.5 - down), (20, -0.5 - down), 0.5)
    walls = [
        pymunk.Segment(
            space.static_body, (s * (half_width + 0.5), -1 - down), (s * (half_width + 0.5), 30), 0.5
        )
        for s in (-1, 1)
    ]
    for wall in (floor, *walls):
        wall.elasticity, wall.friction = 1.0, 0.7
        wall.collision_type = GROUND
        space.add(wall)
    return space


def _add(space: pymunk.Space, body: Body) -> pymunk.Shape:
    moment = float("inf") if body.side else pymunk.moment_for_circle(body.mass, 0, body.radius)
    solid = pymunk.Body(body.mass, moment)
    solid.position = (body.x, body.height + body.radius)
    solid.velocity = (body.vx, body.vy)
    shape: pymunk.Shape = pymunk.Circle(solid, body.radius)
    if body.side:
        shape = pymunk.Poly.create_box(solid, (2 * body.side, 2 * body.radius))
    shape.elasticity, shape.friction, shape.collision_type = body.bounce, 0.6, THING
    shape.sensor = body.path is not None
    space.add(solid, shape)
    return shape


def _push(solid: pymunk.Body, body: Body, flight: Flight, elements: Elements, frame: int, now: float) -> None:
    """Wind, thread and water, for the step to come."""
    right = body.sail * (float(elements.wind[frame]) - solid.velocity.x) if body.sail else 0.0
    right += body.spring * (body.x - solid.position.x)
    up = body.lift * GRAVITY + body.spring * (body.height + body.radius - solid.position.y)
    if body.spring:
        right, up = right - 0.9 * solid.velocity.x, up - 1.6 * solid.velocity.y
    if body.density:
        sideways, buoyant = _float(solid, body, flight, elements, frame, now)
        right, up = right + sideways, up + buoyant
    if right or up:
        solid.force = (right * solid.mass, up * solid.mass)


def _float(
    solid: pymunk.Body, body: Body, flight: Flight, elements: Elements, frame: int, now: float
) -> tuple[float, float]:
    """Buoyancy: as much as the water that gives way weighs; and water brakes. A hull leans with the waves."""
    x = solid.position.x + float(elements.way[min(frame, len(elements.way) - 1)])
    bottom = solid.position.y - body.radius
    under = body.density * 2 * body.radius + elements.surface(x, now) - bottom
    share = max(0.0, min(1.0, under / (2 * body.radius)))
    if share <= 0:
        return 0.0, 0.0
    if (
        solid.velocity.y < -0.3
        and share < 0.35
        and (not flight.splashes or now - flight.splashes[-1][0] > 0.4)
    ):
        flight.splashes.append((now, min(1.0, -solid.velocity.y)))
    if body.hull:
        lean = elements.slope(x, now) - solid.angle
        solid.torque = solid.moment * (UPRIGHT * lean - ROLLING * solid.angular_velocity)
    else:
        solid.torque = -solid.moment * 0.8 * solid.angular_velocity
    return (
        -THICK * share * solid.velocity.x,
        GRAVITY * share / body.density - HEAVY_WATER * share * solid.velocity.y,
    )


def _hold_and_kick(solid: pymunk.Body, body: Body, now: float, step: float) -> None:
    if now < body.release:
        solid.position = (body.x, body.height + body.radius)
        solid.velocity = (body.vx, body.vy)
        solid.angular_velocity = 0
    if body.path is not None:
        at = min(len(body.path) - 1, round(now / step / STEPS))
        solid.position = (float(body.path[at]), solid.position.y)
        solid.velocity = (0.0, solid.velocity.y)
    for at, vx, vy in body.kicks:
        if at <= now < at + step:
            solid.velocity = (vx, vy)


def _listen(
    space: pymunk.Space, shapes: list[pymunk.Shape], flights: list[Flight], clock: list[float]
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
    for kind, told in ((sound, flight.contacts), ("splash", flight.splashes)):
        last = -1.0
        for at, strength in told:
            if at - last < 0.1:
                continue
            last = at
            frame = min(len(flight.x) - 1, round(at * fps))
            pan = round(float(np.clip(flight.x[frame] / half_width, -1, 1)), 3)
            out.append(Event(frame / fps, kind, round(strength, 3), pan))
    return out
