"""GET /about/feed: what orders the feed, before and after there is something to learn from."""

import pytest

from feed import knowledge

pytestmark = pytest.mark.django_db


def test_before_anything_is_learned_it_says_so(client):
    body = client.get("/about/feed").content.decode()
    assert "A score made by hand orders the feed" in body
    assert "Somebody makes a remix of it: 20" in body
    assert "first 30 viewers: 10 of 100 places" in body


def test_the_figures_of_the_last_learning_are_shown_in_german_too(client, settings, tmp_path):
    settings.DATA = tmp_path
    knowledge.note(
        {
            "showings": 4000, "clips": 80, "because": "NOT_BETTER", "at": "2026-11-01T10:00:00+00:00",
            "figures": {"learned": {"long": 0.6123}, "popular": {"long": 0.5987, "like": 0.7}},
        }
    )  # fmt: skip
    body = client.get("/about/feed").content.decode()
    assert "0.612" in body
    assert "what stood before goes on" in body
    german = client.get("/about/feed", headers={"Accept-Language": "de"}).content.decode()
    assert "0,612" in german
    assert "Wie der Feed auswählt" in german


def test_only_reading_is_possible(client):
    assert client.post("/about/feed").status_code == 405


def test_the_order_of_time_is_one_tap_away_wherever_clips_play(client, ada, clip_of):
    clip = clip_of(ada)
    for path in ("/", "/latest", f"/c/{clip.pk}", f"/c/{clip.pk}/in/clips/ada"):
        assert b'<a href="/latest"' in client.get(path).content, path
