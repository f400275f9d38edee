"""What is said of a picture for whoever does not see it, and where its shots begin."""

import re

import pytest

from feed.shots import scene_words, shots_of
from generation.models import Clip, Job

pytestmark = pytest.mark.django_db
SEEN = {
    "figures": [{"lemma": "fox", "count": 1, "attributes": [], "drawn_as": "fox", "nearest": False, "cameo": None}],
    "actions": [{"figure": "fox", "verb": "walk", "target": None}],
    "set": "snow",
}  # fmt: skip


def with_job(clip: Clip, **rest) -> Clip:
    Job.objects.filter(pk=clip.job_id).update(**rest)
    return Clip.objects.get(pk=clip.pk)


def test_a_scene_is_said_where_it_is_known(client, ada, clip_of):
    clip = with_job(clip_of(ada), understood=SEEN)
    assert scene_words(clip) == "In the picture: fox (walk), snowfield."
    body = client.get("/").content.decode()
    assert f'aria-describedby="scene-{clip.pk}"' in body
    assert scene_words(clip) in body
    assert scene_words(with_job(clip, understood={})) == ""
    assert "aria-describedby" not in client.get("/").content.decode()


def test_shots_are_marked_and_named_as_far_as_one_may_read(client, client_of, ada, noor, clip_of):
    wishes = [{"prompt": "A fox waits", "seconds": 1}, {"prompt": "A secret word", "seconds": 3}]
    clip = with_job(clip_of(ada), wanted={"shots": wishes})
    Clip.objects.filter(pk=clip.pk).update(hides_prompt=True)
    body = client.get("/").content.decode()
    assert 'data-cuts="25.00"' in body
    assert "secret word" not in body
    assert "Shot 2" in body
    assert "secret word" not in client_of(noor).get("/").content.decode()
    mine = client_of(ada).get(f"/c/{clip.pk}").content.decode()
    assert re.search(r'data-at="0.25"[^>]*><time>0:00</time> A secret word', mine)


def test_played_shots_come_before_wished_ones_and_one_shot_is_none(ada, clip_of):
    clip = with_job(clip_of(ada), understood={"scene": {"shots": [{"share": 0.5}, {"share": 0.5}]}})
    assert [shot.percent for shot in shots_of(clip, ada, is_alone=False)] == ["0.00", "50.00"]
    assert (
        shots_of(with_job(clip, understood={"scene": {"shots": [{"share": 1}]}}), ada, is_alone=False) == []
    )


def test_what_a_clip_was_cut_from_is_marked_on_its_own_page(ada, clip_of):
    first, second, clip = clip_of(ada), clip_of(ada), clip_of(ada)
    for place, part in enumerate((first, second)):
        clip.job.sources.create(clip=part, place=place, start=0, end=1 + place)
    clip = with_job(clip, kind="STITCH")
    assert [shot.words for shot in shots_of(clip, ada, is_alone=True)] == ["Shot 1", "Shot 2"]
    assert shots_of(clip, ada, is_alone=False) == []
