"""A job on its way, as its author and the owner of a likeness in it see it; cancelling and trying again."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from cameos.operations import approve_person
from generation.models import Job, Preview
from generation.moves import advance
from generation.operations import cancel_job, end_job, request_job
from generation.running import claim_next, fail_job, renew

WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0e\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"


@pytest.fixture
def job(ada, at):
    return request_job(author=ada, prompt="A dog runs", at=at)


def running(job, at, percent=37):
    claimed = claim_next(pool="gpu", at=at)
    renew(job=claimed, at=at, percent=percent, preview=WEBP)
    return claimed


def test_waiting_says_how_many_are_before(ada, noor, job, client_of, at):
    request_job(author=noor, prompt="A cat", at=at + timedelta(seconds=1))
    later = request_job(author=noor, prompt="A bird", at=at + timedelta(seconds=2))
    page = client_of(ada).get(job.get_absolute_url()).content.decode()
    assert "Yours is next." in page
    assert "A dog runs" in page
    answer = client_of(noor).get(later.get_absolute_url())
    assert answer.context["progress"]["place"] == 2
    assert "2 clips are before yours." in answer.content.decode()


def test_reloading_in_the_middle_shows_the_right_progress(ada, job, client_of, at):
    running(job, at)
    page = client_of(ada).get(job.get_absolute_url()).content.decode()
    assert 'value="37"' in page
    assert '<li data-state="now">Played and filmed</li>' in page
    assert reverse("generation:preview", args=[job.pk]) in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page


def test_a_script_gets_the_fragment_alone(ada, job, client_of):
    page = client_of(ada).get(job.get_absolute_url(), headers={"X-Fragment": "1"}).content.decode()
    assert 'data-part="job"' in page
    assert "<html" not in page


def test_done_leads_to_the_draft(ada, clip_of, client_of):
    clip = clip_of(ada, state="DRAFT")
    page = client_of(ada).get(clip.job.get_absolute_url()).content.decode()
    assert f'href="/c/{clip.pk}"' in page
    assert "http-equiv" not in page


def test_failed_says_why_and_offers_another_try(ada, job, client_of, at):
    fail_job(job=claim_next(pool="gpu", at=at), at=at, code="VOICE_MISSING")
    client = client_of(ada)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "The voice of this instance is missing." in page
    assert "manage.py doctor" in page
    answer = client.post(reverse("generation:retry", args=[job.pk]))
    again = Job.objects.exclude(pk=job.pk).get()
    assert answer["Location"] == again.get_absolute_url()
    assert (again.prompt, again.seed, again.state) == (job.prompt, job.seed, "QUEUED")


def test_trying_again_is_checked_afresh_and_keeps_the_words(ada, ben, client_of, at):
    job = request_job(author=ada, prompt="@ben runs", at=at)
    cancel_job(job=job, by=ada, at=at)
    ben.cameos.update(state="DECLINED")
    answer = client_of(ada).post(reverse("generation:retry", args=[job.pk]))
    assert answer.status_code == 422
    assert answer.context["form"]["prompt"].value() == "@ben runs"
    assert [one.code for one in answer.context["form"].refused["prompt"]] == ["LIKENESS_UNKNOWN"]
    assert Job.objects.count() == 1


def test_refused_names_rule_and_layer(ada, job, client_of, at):
    end_job(job, "REFUSED", at=at, code="LIKENESS_DECLINED", facts={"handle": "ben", "name": "Ben"})
    page = client_of(ada).get(job.get_absolute_url()).content.decode()
    assert "Ben declined this use." in page
    assert "Consent" in page
    assert reverse("generation:retry", args=[job.pk]) not in page


def test_words_without_a_picture_are_told(ada, job, client_of):
    Job.objects.update(
        unknown=["frobnicator"], understood={"figures": [{"lemma": "dog", "count": 2, "attributes": ["red"]}]}
    )
    page = client_of(ada).get(job.get_absolute_url()).content.decode()
    assert "I have no picture for:" in page
    assert "frobnicator" in page
    assert "2 × dog · red" in page


def test_before_it_begins_it_says_what_it_will_understand(ada, client_of, at):
    job = request_job(author=ada, prompt="A dog runs to the frobnicator", at=at)
    answer = client_of(ada).get(job.get_absolute_url())
    assert answer.context["chips"][0].text == "dog"
    assert list(answer.context["unknown"]) == ["frobnicator"]


def test_cancel(ada, job, client_of, at):
    client, address = client_of(ada), reverse("generation:cancel", args=[job.pk])
    running(job, at)
    assert client.get(address).status_code == 405
    assert client.post(address)["Location"] == job.get_absolute_url()
    job.refresh_from_db()
    assert (job.state, job.lease, job.error_code) == ("CANCELLED", None, "CANCELLED")
    again = client.post(address, follow=True)
    assert "It had ended before you cancelled it." in again.content.decode()


def test_the_preview_is_shown_and_never_stored(ada, job, client_of, at):
    client, address = client_of(ada), reverse("generation:preview", args=[job.pk])
    assert client.get(address).status_code == 404
    running(job, at)
    answer = client.get(address)
    assert (answer.content, answer["Content-Type"], answer["Cache-Control"]) == (
        WEBP,
        "image/webp",
        "no-store",
    )


def test_the_owner_of_a_likeness_watches_and_does_not_touch(ada, ben, noor, client_of, at):
    job = request_job(author=ada, prompt="@ben runs", at=at)
    running(job, at)
    owner = client_of(ben)
    page = owner.get(job.get_absolute_url()).content.decode()
    assert job.uses.get().get_absolute_url() in page
    assert reverse("generation:cancel", args=[job.pk]) not in page
    assert owner.get(reverse("generation:preview", args=[job.pk])).status_code == 200
    for verb in ("cancel", "retry"):
        assert owner.post(reverse(f"generation:{verb}", args=[job.pk])).status_code == 404
    assert Job.objects.get().state == "RENDERING"


def test_waiting_for_an_owner_is_said(ada, cleo, client_of, at):
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    job = request_job(author=ada, prompt="@cleo runs", at=at)
    page = client_of(ada).get(job.get_absolute_url()).content.decode()
    assert "Waiting for Cleo&#x27;s answer" in page
    assert "Yours is next." not in page


def test_for_strangers_it_does_not_exist(ada, noor, mona, job, client_of, client, at):
    Preview.objects.create(job=job, picture=WEBP)
    for person in (noor, mona):
        for verb in ("job", "preview"):
            assert client_of(person).get(reverse(f"generation:{verb}", args=[job.pk])).status_code == 404
        for verb in ("cancel", "retry"):
            assert client_of(person).post(reverse(f"generation:{verb}", args=[job.pk])).status_code == 404
    assert client.get(job.get_absolute_url())["Location"].startswith("/accounts/login/")
    assert client_of(ada).get(f"/jobs/{uuid.uuid4()}").status_code == 404
    assert client_of(ada).post(job.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("state", ["RENDERING", "CHECKING", "SEALING"])
def test_every_stage_has_a_page(ada, job, client_of, at, state):
    for step in ("RENDERING", "CHECKING", "SEALING"):
        advance(job, step, at=at)
        if step == state:
            break
    answer = client_of(ada).get(job.get_absolute_url())
    assert answer.context["progress"]["state"] == state
    assert answer.content.decode().count('data-state="now"') == 1
