"""The simulator, tiny: invented people on the real feed, and targets that can be missed."""

from datetime import timedelta

import numpy as np
import pytest
from django.db.models import F
from django.utils.timezone import now

from benchmarks import simulated, simulator
from benchmarks.world import TOPICS, build, publish
from feed.models import Tally, Watch
from feed.steering.models import ClipTraits
from generation.models import Clip


@pytest.fixture
def world(db, settings, tmp_path):
    settings.DATA = tmp_path
    return build(people=28, clips=60, begins=now() - timedelta(days=1))


def test_a_day_goes_by_on_the_real_feed(world, capsys):
    lived = simulator.live(world, days=1, arm="ours")
    shown = np.bincount(lived.clip, minlength=len(world.clips))
    assert Watch.objects.filter(created_at__gt=world.begins).count() == len(lived.clip) > 50
    known = dict(Tally.objects.values_list("clip_id", "viewers"))
    before = Watch.objects.filter(created_at__lte=world.begins).count()
    own = Watch.objects.filter(created_at__gt=world.begins, who=F("clip__author")).count()
    assert sum(known.values()) == shown.sum() - own + before + 60 * simulator.FIRST
    assert Clip.objects.count() == ClipTraits.objects.count() == len(world.clips) > 60, (
        "new ones came, with their marks"
    )
    found = simulated.figures(world, lived, 3) | simulated.steering(world, now(), people=4)
    assert found["steering"]["without"] == 0
    assert found["steering"]["more_after"] > found["steering"]["more_before"]
    found["makers"]["new_by_established"] = 0.5
    missed = simulator.tell({"ours": found})
    assert any(name.startswith("makers new_by_established 0.5") for name in missed)
    assert '"figure": "simulator_steering"' in capsys.readouterr().out


def test_makers_are_compared_at_the_same_quality(world):
    publish(world, np.r_[world.newcomers, world.makers], [now()] * (len(world.newcomers) + len(world.makers)))
    young = np.arange(60, len(world.clips))
    for clip in young.tolist():
        world.clips[clip].quality = 0.5
    shown = np.zeros(len(world.clips), int)
    shown[young] = [10 if world.clips[clip].maker in world.newcomers else 40 for clip in young.tolist()]
    assert simulated.makers(world, young, shown)["new_by_established"] == 0.25


def test_a_bubble_is_seen():
    one, even = np.eye(len(TOPICS))[:1], np.full((1, len(TOPICS)), 1 / len(TOPICS))
    assert simulated.entropy(one)[0] == pytest.approx(0)
    assert simulated.entropy(even)[0] == pytest.approx(np.log(len(TOPICS)))
    assert simulated.gini(np.array([0, 0, 0, 9])) == 0.75
    assert simulated.gini(np.array([3, 3, 3])) == 0
