"""GET /@<handle>."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.operations import follow
from feed.operations import like
from generation.showing import set_visibility

pytestmark = pytest.mark.django_db


def test_published_clips_are_shown_and_drafts_are_not(client, client_of, ada, clip_of):
    clip, draft = clip_of(ada, "On stage"), clip_of(ada, "Behind it", state="DRAFT")
    for body in (client.get("/@ada").content.decode(), client_of(ada).get("/@ada").content.decode()):
        assert f"/c/{clip.pk}" in body
        assert f"/c/{draft.pk}" not in body


def test_numbers_and_the_follow_button(client, client_of, ada, noor, mona):
    follow(who=noor, whom=ada, at=now())
    follow(who=mona, whom=ada, at=now())
    follow(who=ada, whom=noor, at=now())
    body = client_of(noor).get("/@ada").content.decode()
    assert "2 followers" in body
    assert "follows 1" in body
    assert re.search(r'aria-pressed="true"[^>]*data-on="Following"', body)
    assert "Log in to follow" in client.get("/@ada").content.decode()


def test_it_says_who_follows_whom(client_of, ada, noor):
    follow(who=ada, whom=noor, at=now())
    assert "follows you" in client_of(noor).get("/@ada").content.decode()
    follow(who=noor, whom=ada, at=now())
    assert "you follow each other" in client_of(noor).get("/@ada").content.decode()
    assert "follows you" not in client_of(noor).get("/@noor").content.decode()


def test_ones_own_page_leads_to_drafts_and_settings(client_of, ada, noor):
    assert "/drafts" in client_of(ada).get("/@ada").content.decode().split("<main")[1]
    assert "/drafts" not in client_of(noor).get("/@ada").content.decode().split("<main")[1]


def test_a_likeness_can_be_cast_from_here(client_of, ada, ben):
    assert "/create?prompt=%40ben%20" in client_of(ada).get("/@ben").content.decode()
    assert "/create?prompt" not in client_of(ben).get("/@ada").content.decode()


def test_older_clips_are_on_the_next_page(client, ada, clip_of, at):
    clips = [clip_of(ada, at=at - timedelta(minutes=number)) for number in range(26)]
    first = client.get("/@ada").content.decode()
    after = re.search(r'href="(\?after=[^"]+)"', first)[1]
    second = client.get(f"/@ada{after}").content.decode()
    assert [f"/c/{clip.pk}" in first for clip in clips] == [True] * 24 + [False] * 2
    assert [f"/c/{clip.pk}" in second for clip in clips] == [False] * 24 + [True] * 2


def test_few_queries(client_of, ada, noor, clip_of, django_assert_max_num_queries):
    for _number in range(5):
        clip_of(ada)
    client = client_of(noor)
    with django_assert_max_num_queries(6):
        client.get("/@ada")


def test_nobody_somebody_who_left_and_wrong_method(client, ada):
    assert client.get("/@nobody").status_code == 404
    assert client.post("/@ada").status_code == 405
    type(ada).objects.update(is_active=False)
    assert client.get("/@ada").status_code == 404


def test_tabs_show_remixes_likenesses_and_nothing_strange(client, client_of, ada, ben, clip_of):
    original, remix = clip_of(ben, "First"), clip_of(ben, "Second")
    type(remix).objects.filter(pk=remix.pk).update(remix_of=original)
    page = client.get("/@ben?tab=remixes").content.decode()
    assert f"/c/{remix.pk}" in page
    assert f"/c/{original.pk}" not in page
    assert "/create?prompt=%40ben%20" in client_of(ada).get("/@ben?tab=cameos").content.decode()
    assert "Log in to see whom you may cast." in client.get("/@ben?tab=cameos").content.decode()
    assert f"/c/{original.pk}" in client.get("/@ben?tab=nonsense").content.decode()


def test_likes_are_private_until_their_owner_shows_them(client, client_of, ada, noor, clip_of, at):
    clip = clip_of(ada, "Liked one")
    like(who=noor, clip=clip, at=at)
    mine = client_of(noor)
    assert "Only you see what you like." in mine.get("/@noor?tab=likes").content.decode()
    assert f"/c/{clip.pk}" in mine.get("/@noor?tab=likes").content.decode()
    assert f"/c/{clip.pk}" not in client.get("/@noor?tab=likes").content.decode()
    mine.post("/settings/likes", {"on": "1"})
    assert f"/c/{clip.pk}" in client.get("/@noor?tab=likes").content.decode()
    set_visibility(clip=clip, visibility="ME", at=at)
    for caller in (client, mine):
        assert f"/c/{clip.pk}" not in caller.get("/@noor?tab=likes").content.decode()
    mine.post("/settings/likes", {"on": "0"})
    assert "Likes" not in client.get("/@noor").content.decode()
