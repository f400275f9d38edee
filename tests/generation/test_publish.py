"""From draft to feed: at once, held for a reviewer, or after the likeness owner's yes."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from cameos.operations import set_permission, take_back
from generation.consent import answer_use
from generation.models import CameoUse, Clip


def publish(client, clip, **data):
    return client.post(reverse("generation:publish", args=[clip.pk]), data, follow=True)


def test_a_draft_goes_public_with_its_title(ada, noor, clip_of, client_of):
    clip = clip_of(ada, state="DRAFT")
    page = publish(client_of(ada), clip, title="  At the beach ")
    clip.refresh_from_db()
    assert (clip.state, clip.title) == ("PUBLISHED", "At the beach")
    assert page.redirect_chain[-1][0] == f"/c/{clip.pk}"
    assert "Published." in page.content.decode()
    assert client_of(noor).get(clip.video_url).status_code == 200


def test_without_a_title_field_the_title_stays(ada, clip_of, client_of):
    clip = clip_of(ada, state="DRAFT", title="Old")
    publish(client_of(ada), clip)
    assert Clip.objects.get().title == "Old"


def test_a_title_that_is_too_long_publishes_nothing(ada, clip_of, client_of):
    clip = clip_of(ada, state="DRAFT", title="Old")
    page = publish(client_of(ada), clip, title="x" * 121)
    clip.refresh_from_db()
    assert (clip.state, clip.title) == ("DRAFT", "Old")
    assert "120" in page.content.decode()


@pytest.mark.parametrize(("rule", "state"), [("all", "HELD"), ("cameo", "PUBLISHED")])
def test_the_instance_may_hold_it(ada, clip_of, client_of, settings, rule, state):
    settings.PUBLISH_RULE = rule
    clip = clip_of(ada, state="DRAFT")
    page = publish(client_of(ada), clip)
    clip.refresh_from_db()
    assert clip.state == state
    assert ("waits for a reviewer" in page.content.decode()) == (state == "HELD")


def test_publishing_twice_says_it_is_no_draft(ada, clip_of, client_of):
    clip, client = clip_of(ada, state="DRAFT"), client_of(ada)
    publish(client, clip)
    assert "no draft any more" in publish(client, clip).content.decode()
    assert Clip.objects.get().state == "PUBLISHED"


@pytest.fixture
def asked(ada, ben, clip_of, at):
    """A draft whose likeness owner is to be asked before it is published."""
    set_permission(cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="BEFORE_PUBLISH")
    clip = clip_of(ada, state="DRAFT", cast=[ben])
    CameoUse.objects.update(state="ASKED")
    return clip


def test_an_owner_who_is_to_be_asked_is_asked_and_their_yes_publishes(ada, ben, asked, client_of):
    page = publish(client_of(ada), asked)
    assert "Ben is asked first." in page.content.decode()
    asked.refresh_from_db()
    assert asked.state == "DRAFT"
    assert ben.notifications.filter(kind="LIKENESS_ASKED").count() == 1
    use = CameoUse.objects.get()
    client_of(ben).post(reverse("generation:use_answer", args=[use.pk]), {"yes": "1"})
    asked.refresh_from_db()
    assert asked.state == "PUBLISHED"


def test_a_no_ends_the_draft(ada, ben, asked, client_of):
    publish(client_of(ada), asked)
    answer_use(use=CameoUse.objects.get(), yes=False, by=ben, at=now())
    assert client_of(ada).get(f"/c/{asked.pk}").status_code == 410
    assert ada.notifications.filter(kind="USE_DECLINED").count() == 1


def test_consent_taken_back_before_publishing(ada, ben, clip_of, client_of):
    clip = clip_of(ada, state="DRAFT", cast=[ben])
    take_back(cameo=ben.cameos.get(), at=now())
    assert publish(client_of(ada), clip).status_code == 410
    clip.refresh_from_db()
    assert clip.state == "DRAFT"  # hidden by the query; the sweep withdraws it
