"""One use in the light: who, for what, the draft, the receipt; answering it and ending it."""

import uuid

import pytest
from django.urls import reverse

from cameos.models import Receipt
from cameos.operations import approve_person, set_permission
from generation.models import CameoUse
from generation.operations import request_job
from generation.running import claim_next


def address(verb, use):
    return reverse(f"generation:{verb}", args=[use.pk])


@pytest.fixture
def ask(ada, cleo, at):
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    return request_job(author=ada, prompt="@cleo dances", at=at).uses.get()


def test_it_shows_who_what_the_draft_and_the_receipt(ada, ben, clip_of, client_of):
    clip = clip_of(ada, cast=[ben], state="DRAFT", prompt="A storm")
    use = clip.uses.get()
    page = client_of(ben).get(use.get_absolute_url()).content.decode()
    assert "Ada casts @ben" in page
    assert "A storm with @ben" in page
    assert f'src="{clip.video_url}"' in page
    assert f'src="{clip.captions_url}"' in page
    assert str(use.receipt_id) in page
    assert use.receipt.digest in page
    assert "genuine" in page
    assert address("use_revoke", use) in page
    assert reverse("cameos:block_person", args=[use.cameo_id]) in page


def test_a_receipt_somebody_changed_is_not_called_genuine(ada, ben, clip_of, client_of):
    use = clip_of(ada, cast=[ben]).uses.get()
    Receipt.objects.filter(pk=use.receipt_id).update(body={**use.receipt.body, "permissionVersion": 99})
    assert "does not match its signature" in client_of(ben).get(use.get_absolute_url()).content.decode()


def test_a_job_on_its_way_shows_its_progress(ada, ben, client_of, at):
    use = request_job(author=ada, prompt="@ben runs", at=at).uses.get()
    claim_next(pool="gpu", at=at)
    page = client_of(ben).get(use.get_absolute_url()).content.decode()
    assert "data-progress" in page
    assert reverse("generation:cancel", args=[use.job_id]) not in page


def test_yes_lets_it_be_made(ada, cleo, ask, client_of, at):
    assert claim_next(pool="gpu", at=at) is None
    answer = client_of(cleo).post(address("use_answer", ask), {"yes": "1"})
    assert answer["Location"] == ask.get_absolute_url()
    ask.refresh_from_db()
    assert ask.state == "APPROVED"
    assert claim_next(pool="gpu", at=at) == ask.job
    assert ada.notifications.filter(kind="USE_APPROVED").count() == 1


@pytest.mark.parametrize("data", [{"yes": "0"}, {}, {"yes": "junk"}])
def test_anything_but_yes_is_no(ada, cleo, ask, client_of, data):
    client_of(cleo).post(address("use_answer", ask), data)
    ask.refresh_from_db()
    assert (ask.state, ask.job.state) == ("DECLINED", "REFUSED")
    assert ada.notifications.filter(kind="USE_DECLINED").count() == 1


def test_answering_twice_changes_nothing(cleo, ask, client_of):
    client = client_of(cleo)
    client.post(address("use_answer", ask), {"yes": "0"})
    page = client.post(address("use_answer", ask), {"yes": "1"}, follow=True)
    assert "answered or ended before" in page.content.decode()
    ask.refresh_from_db()
    assert ask.state == "DECLINED"


def test_ending_takes_the_clip_from_everybody(ada, ben, noor, clip_of, client_of):
    clip = clip_of(ada, cast=[ben])
    use, owner = clip.uses.get(), client_of(ben)
    page = owner.post(address("use_revoke", use), follow=True).content.decode()
    assert "Ended. Nobody can see it any more" in page
    assert "Not to be seen any more." in page
    for person in (ada, ben, noor):
        assert client_of(person).get(clip.video_url).status_code == 410
    use.receipt.refresh_from_db()
    assert use.receipt.ended_at
    assert (
        "This use had ended before." in owner.post(address("use_revoke", use), follow=True).content.decode()
    )
    assert ada.notifications.filter(kind="USE_REVOKED").count() == 1


def test_ending_an_ask_stops_the_job(cleo, ask, client_of):
    client_of(cleo).post(address("use_revoke", ask))
    ask.refresh_from_db()
    assert (ask.state, ask.job.state, ask.job.error_code) == ("REVOKED", "REFUSED", "LIKENESS_REVOKED")


def test_only_the_owner(ada, ben, cleo, noor, mona, clip_of, client_of, client):
    use = clip_of(ada, cast=[ben]).uses.get()
    for person in (ada, cleo, noor, mona):  # the creator and the moderator, too
        assert client_of(person).get(address("use", use)).status_code == 404
        for verb in ("use_answer", "use_revoke"):
            assert client_of(person).post(address(verb, use), {"yes": "1"}).status_code == 404
    assert client.get(address("use", use))["Location"].startswith("/accounts/login/")
    assert client_of(ben).get(f"/cameos/uses/{uuid.uuid4()}").status_code == 404
    for verb in ("use_answer", "use_revoke"):
        assert client_of(ben).get(address(verb, use)).status_code == 405
    assert CameoUse.objects.get().state == "APPROVED"


def test_asked_before_publishing_shows_the_draft_with_the_question(ada, ben, clip_of, client_of, at):
    set_permission(cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="BEFORE_PUBLISH")
    clip = clip_of(ada, cast=[ben], state="DRAFT")
    CameoUse.objects.update(state="ASKED")
    page = client_of(ben).get(clip.uses.get().get_absolute_url()).content.decode()
    assert "Yes lets it be published." in page
    assert clip.video_url in page
