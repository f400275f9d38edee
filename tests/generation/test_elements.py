"""Water, wind and ropes: what floats, what is blown about, what hangs on a string, and what knocks when it is hit."""

import numpy as np
import pytest

from generation.engines.papertheatre import physics, rigged, stage
from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.elements import Elements
from generation.engines.papertheatre.shot import leaves_of

FPS = 24


def perform(prompt, seconds=5, seed=3):
    return stage.perform(direct(prompt, seconds), [], {}, 180, 320, FPS, seed)


def track_of(show, lemma):
    return next(track for track in show.motion.tracks if track.actor.lemma == lemma)


def still(frames, swell=0.0):
    return Elements(np.zeros(frames), swell, True, np.zeros(frames))


@pytest.mark.parametrize("density", [0.2, 0.4, 0.7])
def test_as_much_lies_under_water_as_it_weighs(density):
    body = physics.Body(0.05, 0.0, 0.3, density=density, spring=0.1)
    flight = physics.simulate([body], 240, FPS, 1.0, still(240))[0]
    assert abs(flight.height[-24:].mean()) < 0.01  # at rest its foot is where `density` of it is covered
    assert flight.splashes
    assert not flight.contacts


def test_a_ball_falls_into_the_sea_splashes_once_it_touches_and_floats():
    show = perform("A ball falls into the sea", 6)
    ball = track_of(show, "ball")
    splash = next(event for event in show.events if event.kind == "splash")
    at = round(splash.at * FPS)
    assert ball.height[at - 2] > ball.height[at] - 0.001
    assert ball.height[:at].max() > 0.3
    assert np.abs(ball.height[-FPS:]).max() < 0.15
    assert "bounce" not in {event.kind for event in show.events}


@pytest.mark.parametrize(
    "prompt", ["A boat lies on the sea", "A duck swims on the lake", "Ein Ball treibt auf dem Meer"]
)
def test_boats_ducks_and_balls_float_and_heave(prompt):
    track = perform(prompt).motion.tracks[0]
    assert track.actor.afloat
    assert 0.002 < np.ptp(track.height[FPS:]) < 0.2


def test_a_storm_rocks_a_boat_more_than_fair_weather():
    calm, storm = (perform(f"A boat lies on the sea{how}").motion.tracks[0] for how in ("", " in a storm"))
    assert np.ptp(storm.tilt) > 1.5 * np.ptp(calm.tilt)


@pytest.mark.parametrize("weather", [" in the wind", " in a storm"])
def test_wind_takes_a_balloon_along(weather):
    calm, blown = (
        track_of(perform(f"A balloon floats over the meadow{how}"), "balloon") for how in ("", weather)
    )
    assert blown.x[-1] - blown.x[0] > 0.05 > abs(calm.x[-1] - calm.x[0])


def test_no_wind_blows_under_a_roof():
    show = perform("A balloon floats in the kitchen in a storm")
    assert not show.shots[0].elements.blows


def test_leaves_whirl_with_the_wind_and_stay_on_stage():
    shot = perform("A girl stands in the wind").shots[0]
    leaves = leaves_of(shot)
    assert (leaves[..., 1] > -0.1).all()
    assert (leaves[..., 1] < 1.2).all()
    steps = np.diff(leaves[..., 0], axis=0)
    assert np.median(steps) > 0
    assert leaves_of(perform("A girl stands in the meadow").shots[0]) is None


def test_a_hat_flies_off_and_the_head_is_bare():
    show = perform("A woman in a hat stands in a storm")
    hat = show.motion.hats[0]
    before, after = (show.motion.pose(hat.track, round(hat.at * FPS) + k) for k in (-2, 3))
    assert (before.bare, after.bare) == (False, True)
    at = round(hat.at * FPS)
    assert hat.x[min(len(hat.x) - 1, at + FPS)] > hat.x[at]
    assert not perform("A woman in a hat stands in the kitchen").motion.hats


def length(points):
    return np.hypot(*np.diff(points, axis=1).transpose(2, 0, 1)).sum(axis=1)


@pytest.mark.parametrize(
    "prompt", ["A girl flies a kite on the beach", "A boy with a balloon walks through the city"]
)
def test_a_string_goes_from_the_hand_to_what_flies_and_does_not_stretch(prompt):
    show = perform(prompt)
    line = show.motion.lines[0]
    holder = show.motion.tracks[0]
    flown = show.motion.tracks[1]
    hand = np.array([rigged.hand(holder, 60, show.motion.pose(holder, 60))])
    assert np.abs(line.points[60, 0] - hand).max() < 0.02
    assert abs(line.points[60, -1, 0] - flown.x[60]) < 1e-6
    assert flown.height[60] > holder.actor.height * 0.5
    assert np.ptp(length(line.points[24:])) < 0.1


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("A man walks his dog in the city", "leash"),
        ("Ein Mann geht mit dem Hund an der Leine spazieren", "leash"),
        ("Ein Boot liegt auf dem See vor Anker", "anchor"),
        ("A girl on a swing", "swing"),
        ("Ein Kind schaukelt im Garten", "swing"),
    ],
)
def test_leash_anchor_and_swing_are_ropes(prompt, kind):
    show = perform(prompt)
    assert [line.kind for line in show.motion.lines] == [kind]
    assert "card" not in {track.actor.figure.kind for track in show.motion.tracks}


def test_a_swing_goes_to_and_fro_about_its_bar():
    track = perform("A girl on a swing", 8).motion.tracks[0]
    off = track.x - track.actor.home
    assert off.min() < -0.05 < 0.05 < off.max()
    assert track.height[np.abs(off).argmax()] > track.height[np.abs(off).argmin()]


def test_a_ball_that_rolls_against_a_box_knocks_when_they_touch():
    show = perform("A red ball rolls against a box in the meadow", 6)
    ball, box = (track_of(show, lemma) for lemma in ("ball", "box"))
    knock = next(event for event in show.events if event.kind == "knock")
    at = round(knock.at * FPS)
    gap = np.abs(box.x - ball.x)
    assert gap[at] <= gap[: max(1, at - 3)].min() + 0.01
    assert np.ptp(box.x) > 0.001


def test_the_same_wind_and_water_for_the_same_seed():
    one, two = (perform("A boy with a balloon stands by the sea in a storm") for _ in range(2))
    for a, b in zip(one.motion.tracks, two.motion.tracks, strict=True):
        assert (a.x == b.x).all()
        assert (a.height == b.height).all()
    assert (one.motion.lines[0].points == two.motion.lines[0].points).all()


def test_who_is_between_has_one_at_each_side():
    show = perform("A cat sits between a tree and a house")
    cat, tree, house = (track_of(show, lemma).actor.home for lemma in ("cat", "tree", "house"))
    assert min(tree, house) < cat < max(tree, house)


def test_a_tie_changed_to_chasing_is_a_chase():
    scene = direct("A dog stands beside a rabbit", 5)
    scene.relations = [(0, "chasing", 1)]
    show = stage.perform(scene, [], {}, 180, 320, FPS, 3)
    assert "chase" in {turn.verb for turn in track_of(show, "dog").actor.turns}
