"""Taking back by use, person, span of time, or all: who is told what, what goes with it, what it gives back."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils.timezone import now

from cameos.operations import TimesTurned, take_back
from generation import closing, consent, jobs
from generation.limits import used_today
from generation.models import CameoUse, Clip, Transition
from generation.operations import request_job


def states(clips) -> list[str]:
    return [Clip.objects.get(pk=clip.pk).state for clip in clips]


def seen(clips) -> list[bool]:
    return [Clip.objects.published().filter(pk=clip.pk).exists() for clip in clips]


@pytest.fixture
def cameo(ben):
    return ben.cameos.get()


def test_a_span_of_time(ada, ben, cameo, clip_of, at):
    clips = [clip_of(ada, cast=[ben], at=at - timedelta(days=days)) for days in (3, 2, 1)]
    span = {"since": at - timedelta(days=2, hours=1), "until": at - timedelta(days=1, hours=1)}
    consent.revoke_many(cameo=cameo, by=ben, at=at, **span)
    assert seen(clips) == [True, False, True]
    jobs.sweep()
    assert states(clips) == ["PUBLISHED", "WITHDRAWN", "PUBLISHED"]


def test_an_owner_who_turns_out_not_to_be_of_age_is_seen_nowhere(ada, ben, clip_of, at):
    clips = [clip_of(ada, cast=[ben]), clip_of(ada)]
    assert seen(clips) == [True, True]
    ben.birth_month = date(at.year - 17, at.month, 1)
    ben.save()
    assert seen(clips) == [False, True]
    assert not clips[0].job.is_consented
    assert clips[0].job.uses.uncovered(published=False).exists()
    assert default_storage.exists(f"{clips[0].folder}/video.mp4")
    for _twice in range(2):
        jobs.sweep()
    assert states(clips) == ["WITHDRAWN", "PUBLISHED"]
    assert not default_storage.exists(f"{clips[0].folder}/video.mp4")
    assert ben.cameos.get().revocations.count() == 1


def test_since_alone_and_until_alone(ada, ben, cameo, clip_of, at):
    clips = [clip_of(ada, cast=[ben], at=at - timedelta(days=days)) for days in (3, 2, 1)]
    take_back(cameo=cameo, at=at, since=at - timedelta(days=1, hours=1))
    assert seen(clips) == [True, True, False]
    take_back(cameo=cameo, at=at, until=at - timedelta(days=2, hours=1))
    assert seen(clips) == [False, True, False]


def test_a_span_that_ends_before_it_begins(cameo, at):
    with pytest.raises(TimesTurned):
        take_back(cameo=cameo, at=at, since=at, until=at - timedelta(hours=1))


def test_many_clips_are_one_notification_for_each_maker(ada, ben, noor, cameo, clip_of, at, monkeypatch):
    monkeypatch.setattr(closing, "BATCH", 2)
    for _number in range(5):
        clip_of(ada, cast=[ben])
    single = clip_of(noor, cast=[ben], title="Alone")
    clip_of(ben, cast=[ben])
    revocation = take_back(cameo=cameo, at=now())
    for _twice in range(2):
        jobs.close_revoked(revocation.pk)
    told = ada.notifications.get(kind="USE_REVOKED")
    assert told.facts["count"] == 5
    assert noor.notifications.get(kind="USE_REVOKED").facts["title"] == "Alone"
    assert noor.notifications.get(kind="USE_REVOKED").url == single.job.get_absolute_url()
    assert not ben.notifications.filter(kind="USE_REVOKED").exists()  # they did it themselves
    assert set(states(Clip.objects.all())) == {"WITHDRAWN"}
    assert not CameoUse.objects.filter(receipt__ended_at=None).exists()
    assert Transition.objects.filter(subject="clip", new_state="WITHDRAWN").count() == 7


@pytest.fixture
def remix(ada, ben, noor, clip_of):
    """noor's remix of ada's clip, with ben in it; and one without him."""
    parent = clip_of(ada, cast=[ben], title="Parent")
    with_him, without = clip_of(noor, cast=[ben], title="With"), clip_of(noor, title="Without")
    for clip in (with_him, without):
        clip.job.remix_of = clip.remix_of = parent
        clip.job.save()
        clip.save()
    return parent, with_him, without


@pytest.mark.parametrize("way", ["use", "person"])
def test_what_still_shows_the_likeness_goes_too_and_what_does_not_stays(
    ben, ada, noor, cameo, remix, way, at
):
    parent = remix[0]
    if way == "use":
        consent.revoke_use(use=parent.uses.select_related("job", "cameo").get(), by=ben, at=now())
    else:
        consent.revoke_many(cameo=cameo, by=ben, at=now(), person=ada)
    assert seen(remix) == [False, False, True]  # before any cleaning up
    jobs.sweep()
    assert states(remix) == ["WITHDRAWN", "WITHDRAWN", "PUBLISHED"]
    assert noor.notifications.filter(kind="USE_REVOKED").count() == 1


def test_blocking_with_and_end_takes_the_remixes_of_others_at_the_clean_up(ben, ada, cameo, remix, at):
    take_back(cameo=cameo, at=now(), person=ada)
    jobs.sweep()
    assert states(remix) == ["WITHDRAWN", "WITHDRAWN", "PUBLISHED"]


def test_a_remix_on_its_way_stops(ada, ben, noor, clip_of, at):
    parent = clip_of(ada, cast=[ben])
    job = request_job(author=noor, prompt="@ben sings", at=at, remix_of=parent)
    consent.revoke_use(use=parent.uses.select_related("job", "cameo").get(), by=ben, at=now())
    job.refresh_from_db()
    assert (job.state, job.error_code) == ("REFUSED", "LIKENESS_REVOKED")


def test_a_draft_the_owner_ends_gives_its_quota_back_and_a_published_clip_does_not(ada, ben, clip_of, at):
    draft, public = clip_of(ada, cast=[ben], state="DRAFT"), clip_of(ada, cast=[ben])
    assert used_today(ada, now()).count() == 2
    for clip in (draft, public):
        consent.revoke_use(use=clip.uses.select_related("job", "cameo").get(), by=ben, at=now())
    assert list(used_today(ada, now())) == [public.job]
    free, counted = [
        row.facts["is_free"] for row in ada.notifications.filter(kind="USE_REVOKED").order_by("id")
    ]
    assert (free, counted) == (True, False)


def test_the_maker_reads_by_which_right(ada, ben, clip_of, client_of):
    draft = clip_of(ada, cast=[ben], state="DRAFT", title="Kite")
    consent.revoke_use(use=draft.uses.select_related("job", "cameo").get(), by=ben, at=now())
    page = client_of(ada).get("/inbox").content.decode()
    assert "Ben took their likeness in “Kite” back, as they may at any time." in page
    assert "It does not count against your day." in page


def test_a_revocation_is_closed_once_nothing_late_can_come(ada, ben, cameo, clip_of, at):
    clip_of(ada, cast=[ben], at=at - timedelta(hours=3))
    revocation = take_back(cameo=cameo, at=at)
    jobs.sweep()
    jobs.sweep()
    revocation.refresh_from_db()
    assert revocation.closed_at is None  # a request under way may still commit
    closing.close_revoked(revocation=revocation, at=at + timedelta(hours=2))
    revocation.refresh_from_db()
    assert revocation.closed_at


def test_the_bytes_go_in_batches(ada, ben, cameo, clip_of, at, monkeypatch):
    from generation import purging

    monkeypatch.setattr(purging, "BATCH", 2)
    clips = [clip_of(ada, cast=[ben]) for _number in range(5)]
    take_back(cameo=cameo, at=now())
    jobs.sweep()
    assert not Clip.objects.filter(purged_at=None).exists()
    assert not [clip for clip in clips if default_storage.exists(f"{clip.folder}/video.mp4")]
