"""Who sees a published clip: public, instance, followers, mutuals, only me; set by its maker, at once, no wider."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.blocking import block, mute_person, mute_topic, mute_word
from accounts.operations import follow, unfollow
from accounts.queries import muted_of
from cameos.operations import take_back
from generation.audience import Visibility
from generation.models import Clip
from generation.operations import JobRefused
from generation.publishing import publish_clip
from generation.showing import set_visibility, topics_of, usual_of

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def listed(viewer) -> bool:
    return Clip.objects.published(viewer).exists()


@pytest.fixture
def around(ada, ben, noor, cleo, mutuals, at):
    """noor and ada follow each other, ben follows ada, cleo does not."""
    follow(who=ben, whom=ada, at=at)
    return {"nobody": NOBODY, "cleo": cleo, "ben": ben, "noor": noor, "ada": ada}


@pytest.mark.parametrize(
    ("visibility", "seen_by"),
    [
        ("PUBLIC", {"nobody", "cleo", "ben", "noor", "ada"}),
        ("INSTANCE", {"cleo", "ben", "noor", "ada"}),
        ("FOLLOWERS", {"ben", "noor", "ada"}),
        ("MUTUALS", {"noor", "ada"}),
        ("ME", {"ada"}),
    ],
)
def test_each_shows_it_to_whom_it_says(around, clip_of, client, client_of, visibility, seen_by, at):
    clip = clip_of(around["ada"], "Kiteflying")
    set_visibility(clip=clip, visibility=visibility, at=at)
    assert {name for name, viewer in around.items() if listed(viewer)} == seen_by
    for name, viewer in around.items():
        caller = client if name == "nobody" else client_of(viewer)
        for path in (clip.get_absolute_url(), clip.video_url, f"/api/v1/clips/{clip.pk}"):
            if not path.startswith("/api/") or name == "nobody":
                assert caller.get(path).status_code == (200 if name in seen_by else 404), (name, path)
        assert ("Kiteflying" in caller.get("/latest").content.decode()) == (name in seen_by)
    assert listed(None) == (visibility == "PUBLIC")  # asked without a viewer, as for strangers


def test_an_end_of_following_counts_at_once(around, clip_of, client_of, at):
    ada, noor = around["ada"], around["noor"]
    clip = clip_of(ada)
    set_visibility(clip=clip, visibility="MUTUALS", at=at)
    assert client_of(noor).get(clip.video_url).status_code == 200
    unfollow(who=ada, whom=noor)
    assert client_of(noor).get(clip.video_url).status_code == 404
    set_visibility(clip=clip, visibility="FOLLOWERS", at=at)
    assert client_of(noor).get(clip.video_url).status_code == 200


def test_consent_counts_on_top(ada, ben, noor, mutuals, clip_of, client_of, at):
    clip = clip_of(ada, cast=[ben])
    set_visibility(clip=clip, visibility="MUTUALS", at=at)
    assert (
        client_of(ben).get(clip.get_absolute_url()).status_code == 200
    )  # who is in it sees it, however few do
    take_back(cameo=ben.cameos.get(), at=at)
    assert client_of(noor).get(clip.video_url).status_code == 410
    assert not listed(noor)


def test_who_never_saw_it_does_not_learn_that_it_is_gone(
    ada, ben, cleo, noor, mutuals, clip_of, client_of, at
):
    clip = clip_of(ada, cast=[ben])
    set_visibility(clip=clip, visibility="MUTUALS", at=at)
    take_back(cameo=ben.cameos.get(), at=at)
    found = {
        who.handle: client_of(who).get(clip.get_absolute_url()).status_code for who in (ada, ben, cleo, noor)
    }
    assert found == {"ada": 410, "ben": 410, "cleo": 404, "noor": 410}


def test_only_its_maker_sets_it_on_page_and_api(ada, noor, clip_of, client, client_of, api_of):
    clip = clip_of(ada)
    address = f"/c/{clip.pk}/wishes"
    assert client.post(address, {"visibility": "ME"}).status_code == 302
    assert client_of(noor).post(address, {"visibility": "ME"}).status_code == 404
    clip.refresh_from_db()
    assert clip.visibility == "PUBLIC"
    assert client_of(ada).post(address, {"visibility": "FOLLOWERS"}).status_code == 302
    assert client_of(noor).get(clip.get_absolute_url()).status_code == 404
    changed = api_of(ada).post(f"/api/v1/clips/{clip.pk}/wishes", {"visibility": "INSTANCE"}, format="json")
    assert changed.json()["visibility"] == "INSTANCE"
    wrong = api_of(ada).post(f"/api/v1/clips/{clip.pk}/wishes", {"visibility": "ALL"}, format="json")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "visibility")
    page = client_of(ada).post(address, {"visibility": "ALL"}, follow=True).content.decode()
    assert "Choose from the list who sees it." in page


def test_published_to_few_from_the_first_moment(ada, noor, clip_of, client_of, api_of):
    draft = clip_of(ada, state="DRAFT")
    page = client_of(ada).get(draft.get_absolute_url()).content.decode()
    assert "Who sees it" in page
    told = client_of(ada).post(f"/c/{draft.pk}/publish", {"visibility": "ME"}, follow=True).content.decode()
    assert "Published for: only me." in told
    assert client_of(noor).get(draft.get_absolute_url()).status_code == 404
    other = clip_of(ada, state="DRAFT")
    sent = api_of(ada).post(f"/api/v1/clips/{other.pk}/publish", {"visibility": "FOLLOWERS"}, format="json")
    assert (sent.json()["state"], sent.json()["visibility"]) == ("PUBLISHED", "FOLLOWERS")


def test_a_remix_is_shown_no_further_than_what_somebody_else_made(ada, noor, mutuals, clip_of, at):
    original, remix = clip_of(ada), clip_of(noor, state="DRAFT")
    set_visibility(clip=original, visibility="FOLLOWERS", at=at)
    remix.job.remix_of = original
    remix.job.save(update_fields=["remix_of"])
    assert usual_of(remix.job) == "FOLLOWERS"
    with pytest.raises(JobRefused) as refused:
        publish_clip(clip=remix, by=noor, at=at, visibility="PUBLIC")
    assert [one.reason.code for one in refused.value.refusals] == ["VISIBILITY_TOO_WIDE"]
    publish_clip(clip=remix, by=noor, at=at)
    remix.refresh_from_db()
    assert (remix.state, remix.visibility) == ("PUBLISHED", "FOLLOWERS")
    set_visibility(clip=original, visibility="PUBLIC", at=at)
    set_visibility(clip=remix, visibility="PUBLIC", at=at)


def test_a_block_keeps_each_from_the_other(ada, noor, mutuals, clip_of, client, client_of, at):
    clip, back = clip_of(ada), clip_of(noor)
    assert block(who=ada, whom=noor, at=at)
    assert not block(who=ada, whom=noor, at=at)
    assert client_of(noor).get(clip.video_url).status_code == 404
    assert client_of(ada).get(back.video_url).status_code == 404
    assert client.get(clip.video_url).status_code == 200
    assert not ada.following.exists()
    assert not noor.following.exists()


def test_what_is_muted_is_left_out_of_lists_and_there_by_its_link(ada, noor, clip_of, client_of, at):
    by_ada = clip_of(ada, "Quiet", prompt="A dog runs along the beach")
    words = clip_of(noor, "Über den Wolken", prompt="A kite flies")
    about = clip_of(noor, "Polls", prompt="The president speaks at an election rally")
    Clip.objects.filter(pk=about.pk).update(topics=topics_of(about.job.prompt))
    assert topics_of(about.job.prompt) == "|POLITICS|"
    mona = type(ada).objects.create_user("mia")
    heard = lambda: set(Clip.objects.published(mona).heard(muted_of(mona)).values_list("pk", flat=True))  # noqa: E731
    assert heard() == {by_ada.pk, words.pk, about.pk}
    mute_topic(who=mona, topic="POLITICS", at=at)
    assert heard() == {by_ada.pk, words.pk}
    mute_word(who=mona, word="über  den", at=at)
    mute_word(who=mona, word="kit", at=at)  # a word of its own, not a part of one
    assert heard() == {by_ada.pk}
    mute_person(who=mona, whom=ada, at=at)
    assert heard() == set()
    assert client_of(mona).get(by_ada.get_absolute_url()).status_code == 200
    assert "Quiet" not in client_of(mona).get("/latest").content.decode()


def test_choices_are_from_all_to_none():
    assert Visibility.values == ["PUBLIC", "INSTANCE", "FOLLOWERS", "MUTUALS", "CIRCLE", "ME"]
