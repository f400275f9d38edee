"""Consent that ends at an awkward moment: nothing made of it is shown, started or left behind."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from cameos.models import Asking, Audience
from cameos.operations import approve_person, set_permission, take_back
from generation import consent, files, jobs
from generation.models import CameoUse, Clip, Job, Preview
from generation.moves import NotAllowed, advance
from generation.operations import JobRefused, cancel_job, request_job
from generation.publishing import publish_clip, withdraw_clip
from generation.running import claim_next, renew
from generation.states import JobState

WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8L"


@pytest.fixture
def making(ada, ben, at):
    """A clip with ben in it, half-way, with a preview of him."""
    request_job(author=ada, prompt="@ben dances", at=at)
    job = claim_next(pool="gpu", at=at)
    assert renew(job=job, at=at, percent=40, preview=WEBP)
    return job


def preview_of(client, job):
    return client.get(reverse("generation:preview", args=[job.pk])).status_code


def test_the_preview_goes_with_the_consent(ada, ben, making, client_of, at):
    assert preview_of(client_of(ada), making) == 200
    take_back(cameo=ben.cameos.get(), at=at)
    assert preview_of(client_of(ada), making) == 404
    page = client_of(ada).get(making.get_absolute_url()).content.decode()
    assert reverse("generation:preview", args=[making.pk]) not in page


@pytest.mark.parametrize("end", ["revoke", "cancel"])
def test_an_ended_job_keeps_no_preview(ada, ben, making, client_of, at, end):
    job = Job.objects.get(pk=making.pk)
    if end == "revoke":
        consent.revoke_use(use=job.uses.get(), by=ben, at=at)
    else:
        cancel_job(job=job, by=ada, at=at)
    assert preview_of(client_of(ada), making) == 404
    assert not renew(job=making, at=at, preview=WEBP)  # the worker does not know yet
    assert not Preview.objects.exists()


def test_a_worker_writes_no_preview_of_a_likeness_taken_back(ben, making, at):
    Preview.objects.all().delete()
    take_back(cameo=ben.cameos.get(), at=at)
    assert not renew(job=making, at=at, preview=WEBP)
    assert not Preview.objects.exists()


def test_a_job_whose_consent_is_gone_is_not_started(ada, ben, at):
    request_job(author=ada, prompt="@ben dances", at=at)
    take_back(cameo=ben.cameos.get(), at=at)
    assert claim_next(pool="gpu", at=at) is None


def test_a_job_whose_consent_ran_out_says_so(ada, ben, at):
    cameo = ben.cameos.get()
    ends = at - timedelta(seconds=1)
    set_permission(cameo=cameo, at=at, audience=Audience.EVERYONE, asking=Asking.FREELY, until=ends)
    job = request_job(author=ada, prompt="@ben dances", at=at - timedelta(minutes=5))
    assert claim_next(pool="gpu", at=at) is None
    jobs.sweep()
    job.refresh_from_db()
    assert (job.state, job.error_code) == (JobState.REFUSED, "LIKENESS_EXPIRED")
    assert [row.kind for row in ada.notifications.all()] == ["JOB_FAILED"]


def test_revoking_meets_a_job_that_moves_on(ada, ben, making, at):
    use = CameoUse.objects.select_related("job", "cameo").get(job=making)
    advance(making, JobState.CHECKING, at=at)  # after the owner's page was read
    consent.revoke_use(use=use, by=ben, at=at)
    job = Job.objects.get(pk=making.pk)
    assert (job.state, job.error_code) == (JobState.REFUSED, "LIKENESS_REVOKED")


def test_revoking_meets_a_clip_that_was_just_made(ada, ben, clip_of, at):
    clip = clip_of(ada, state="DRAFT", cast=[ben])
    use = CameoUse.objects.select_related("job", "cameo").get(clip=clip)
    use.clip, use.job.state = None, JobState.SEALING  # as it was read a moment ago
    consent.revoke_use(use=use, by=ben, at=at)
    assert Clip.objects.get(pk=clip.pk).state == "WITHDRAWN"


def asking_before_publishing(owner, at):
    set_permission(cameo=owner.cameos.get(), at=at, audience=Audience.EVERYONE, asking=Asking.BEFORE_PUBLISH)


def test_a_yes_after_taking_back_is_none(ada, ben, client_of, at):
    asking_before_publishing(ben, at)
    use = request_job(author=ada, prompt="@ben dances", at=at).uses.get()
    take_back(cameo=use.cameo, at=at)
    with pytest.raises(NotAllowed):
        consent.answer_use(use=use, yes=True, by=ben, at=at)
    assert not ada.notifications.filter(kind="USE_APPROVED").exists()
    answer = client_of(ben).post(reverse("generation:use_answer", args=[use.pk]), {"yes": "1"})
    assert answer.status_code == 302


def test_a_yes_stands_though_the_other_likeness_is_gone(ada, ben, cleo, clip_of, client_of, at):
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    clip = clip_of(ada, state="DRAFT", cast=[ben, cleo], prompt="A storm")
    clip.uses.filter(cameo__owner=ben).update(state="ASKED", ask_stage="BEFORE_PUBLISH")
    Job.objects.filter(pk=clip.pk).update(publish_when_done=True)
    take_back(cameo=cleo.cameos.get(), at=at)
    use = clip.uses.get(cameo__owner=ben)
    answer = client_of(ben).post(reverse("generation:use_answer", args=[use.pk]), {"yes": "1"})
    assert answer.status_code == 302
    use.refresh_from_db()
    clip.refresh_from_db()
    assert (use.state, clip.state) == ("APPROVED", "DRAFT")
    with pytest.raises(JobRefused):
        publish_clip(clip=clip, by=ada, at=at)


def test_what_waits_for_a_reviewer_is_not_published_by_its_author(ada, clip_of, at, settings):
    clip = clip_of(ada, state="HELD")
    settings.PUBLISH_RULE = "auto"  # it was another when the clip was held
    with pytest.raises(NotAllowed):
        publish_clip(clip=clip, by=ada, at=at)
    assert Clip.objects.get(pk=clip.pk).state == "HELD"


def test_nobody_casts_somebody_who_can_not_say_no(ada, ben, at):
    ben.is_active = False
    ben.save()
    with pytest.raises(JobRefused):
        request_job(author=ada, prompt="@ben dances", at=at)


def test_a_file_that_can_not_be_deleted_does_not_keep_the_others(ada, noor, clip_of, at, monkeypatch):
    stuck, other = clip_of(ada), clip_of(noor)
    for clip in (stuck, other):
        withdraw_clip(clip=clip, at=at, reason_code="OTHER")
    remove = files.remove

    def broken(folder):
        if folder == stuck.folder:
            raise PermissionError(folder)
        remove(folder)

    monkeypatch.setattr(files, "remove", broken)
    assert jobs.purge_withdrawn() == 1
    assert not Clip.objects.get(pk=stuck.pk).purged_at
    assert not default_storage.exists(f"{other.folder}/video.mp4")
