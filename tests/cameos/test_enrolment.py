"""A likeness comes in: a fresh challenge, one recording for it, the machine's look, and nobody casts it before."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import NotificationKind as Kind
from cameos import biometrics, enrolment, jobs
from cameos.checking import findings_of
from cameos.enrolment import EnrolmentRefused
from cameos.models import Cameo, Challenge, Purpose, Reading, Recording
from generation.operations import JobRefused, request_job
from tests import recordings

pytestmark = pytest.mark.django_db


def another() -> bytes:
    """Another recording of the same person."""
    steps = recordings.steps_of(("UP", "LEFT", "RIGHT"), (31, 66, 75))
    return recordings.recording(steps, pace=1.2, seed=8, width=180, height=240)


def code_of(refused) -> str:
    return refused.value.why.reason.code


def test_a_challenge_is_fresh_every_time(noor, grown, at):
    grown(noor)
    made = [enrolment.begin(owner=noor, at=at) for _time in range(6)]
    assert len({str(one.steps) for one in made}) > 4
    for one in made:
        assert sorted(one.turns) == ["LEFT", "RIGHT", "UP"]
        assert len(set(one.numbers)) == 3
    assert list(Challenge.objects.filter(expires_at__gt=at)) == [made[-1]]  # the earlier ones have ended


def test_a_recording_goes_all_the_way_to_the_reviewer(noor, at, sent, media_folder, film):
    recording = sent(noor, at)
    assert recording.state == "WAITING"
    assert {(one.code, str(one.verdict)) for one in findings_of(recording)} == {
        ("FACE_PRESENT", "PASSED"), ("ONE_FACE", "PASSED"), ("TURNS", "PASSED"),
        ("SPEECH", "PASSED"), ("LIGHT", "PASSED"),
    }  # fmt: skip
    kinds = set(recording.pieces.values_list("kind", flat=True))
    assert kinds == {"recording", "face", "left", "right", "up", "voice"}
    on_disk = b"".join(path.read_bytes() for path in media_folder.rglob("*") if path.is_file())
    assert film[200:260] not in on_disk
    assert b"\x89PNG" not in on_disk
    assert b"RIFF" not in on_disk
    assert film[200:260] not in bytes(recording.figures)
    assert recording.cameo.state == "PENDING"
    assert recording.notice == enrolment.NOTICE
    assert Reading.objects.get().purpose == Purpose.CHECK


def test_until_then_nobody_casts_it_the_owner_neither(noor, ada, at, sent):
    sent(noor, at)
    for author in (noor, ada):
        with pytest.raises(JobRefused) as refused:
            request_job(author=author, prompt="@noor walks", at=at)
        assert refused.value.refusals[0].reason.code == "LIKENESS_UNKNOWN"


def test_numbers_are_good_once(noor, at, challenge_of, film):
    challenge = challenge_of(noor, at)
    enrolment.receive(challenge=challenge, owner=noor, data=film, at=at)
    with pytest.raises(EnrolmentRefused) as refused:
        enrolment.receive(challenge=challenge, owner=noor, data=film, at=at)
    assert code_of(refused) == "CHALLENGE_SPENT"
    assert Recording.objects.count() == 1


def test_numbers_are_good_for_five_minutes(noor, at, challenge_of, film):
    challenge = challenge_of(noor, at)
    with pytest.raises(EnrolmentRefused) as refused:
        enrolment.receive(challenge=challenge, owner=noor, data=film, at=at + timedelta(minutes=5))
    assert code_of(refused) == "CHALLENGE_EXPIRED"
    assert not Recording.objects.exists()


def test_numbers_of_somebody_else_are_not_good(noor, ada, at, challenge_of, grown, film):
    with pytest.raises(EnrolmentRefused):
        enrolment.receive(challenge=challenge_of(noor, at), owner=grown(ada), data=film, at=at)
    assert not Cameo.objects.filter(owner=ada).exists()


def test_too_young_or_unsaid(noor, at, film, settings):
    for month in (None, date(at.year - 18, at.month, 1), date(at.year - 4, 1, 1)):
        noor.birth_month = month
        with pytest.raises(EnrolmentRefused) as refused:
            enrolment.begin(owner=noor, at=at)
        assert code_of(refused) == "NOT_OF_AGE"
    month = at.month - 1 or 12
    noor.birth_month = date(at.year - 18 - (at.month == 1), month, 1)
    enrolment.begin(owner=noor, at=at)
    settings.LIKENESS_AGE = 21
    with pytest.raises(EnrolmentRefused):
        enrolment.begin(owner=noor, at=at)
    settings.LIKENESS_AGE = 12  # the law is stricter
    noor.birth_month = date(at.year - 14, 1, 1)
    with pytest.raises(EnrolmentRefused):
        enrolment.begin(owner=noor, at=at)


def test_the_month_of_birth_is_said_once(noor, grown):
    grown(noor)
    enrolment.state_birth_month(person=noor, month=date(2015, 1, 1))
    noor.refresh_from_db()
    assert noor.birth_month == date(1990, 5, 1)


def test_a_likeness_of_somebody_too_young_is_cast_by_nobody(ben, ada, at):
    ben.birth_month = date(at.year - 15, 1, 1)
    ben.save()
    assert not Cameo.objects.castable().exists()
    for author in (ada, ben):
        with pytest.raises(JobRefused):
            request_job(author=author, prompt="@ben walks", at=at)


def test_the_same_recording_is_refused_from_anybody(noor, ada, at, sent, film):
    assert sent(noor, at).state == "WAITING"
    again = sent(ada, at)
    assert (again.state, again.reason_code) == ("REFUSED", "RECORDING_REPLAY")
    assert not again.pieces.exists()
    assert ada.cameos.get().state == "DECLINED"
    row = ada.notifications.get()
    assert (row.kind, row.facts["reason"]) == (Kind.ENROLMENT_DECLINED, "RECORDING_REPLAY")


def test_doubts_are_for_the_reviewer(noor, at, sent):
    """A machine that does not find a face says so, and does not decide: it finds some people worse."""
    steps = recordings.steps_of(("RIGHT", "LEFT", "UP"), (47, 12, 88))
    wrong = sent(noor, at, recordings.recording(steps[:4], light=0.12, seed=4, loud=0.02))
    assert wrong.state == "WAITING"
    verdicts = {one.code: str(one.verdict) for one in findings_of(wrong)}
    assert verdicts["LIGHT"] == "FAILED"
    assert verdicts["SPEECH"] == "FAILED"
    assert verdicts["TURNS"] != "PASSED"


def test_a_new_recording_takes_the_place_of_one_that_waits(noor, at, sent, challenge_of, film, grown):
    first = sent(noor, at)
    second = enrolment.receive(challenge=challenge_of(noor, at), owner=noor, data=film, at=at)
    first.refresh_from_db()
    assert (first.state, first.pieces.count(), first.figures) == ("REPLACED", 0, None)
    jobs.look(str(second.pk))
    second.refresh_from_db()
    assert (second.version, second.state) == (2, "WAITING")  # what was erased is no replay
    assert noor.cameos.count() == 1


def test_a_look_happens_once_and_a_killed_worker_is_made_up_for(noor, at, challenge_of, film):
    challenge = challenge_of(noor, at - timedelta(hours=1))
    recording = enrolment.receive(challenge=challenge, owner=noor, data=film, at=at - timedelta(hours=1))
    Recording.objects.filter(pk=recording.pk).update(attempts=1)  # it died
    jobs.sweep()
    recording.refresh_from_db()
    assert recording.state == "WAITING"
    assert not jobs.look(str(recording.pk))
    Recording.objects.filter(pk=recording.pk).update(attempts=3, state="CHECKING")
    jobs.sweep()
    recording.refresh_from_db()
    assert (recording.state, recording.reason_code) == ("REFUSED", "RECORDING_LOST")


def test_a_dozen_a_day_are_enough(noor, at, challenge_of, film):
    challenge = challenge_of(noor, at)
    recording = enrolment.receive(challenge=challenge, owner=noor, data=film, at=at)
    for version in range(2, enrolment.A_DAY + 1):
        Recording.objects.create(cameo=recording.cameo, version=version, state="REFUSED", created_at=at)
    with pytest.raises(EnrolmentRefused) as refused:
        enrolment.begin(owner=noor, at=at)
    assert code_of(refused) == "ENROLMENTS_A_DAY"
    enrolment.begin(owner=noor, at=at + timedelta(days=1, seconds=1))


def test_who_was_not_accepted_may_try_again(noor, at, sent, film):
    first = sent(noor, at)
    assert enrolment.decline(recording=first, at=at, reason_code="ENROL_UNCLEAR", note="Too far away")
    first.refresh_from_db()
    assert (first.state, first.pieces.count(), first.cameo.state) == ("DECLINED", 0, "DECLINED")
    told = noor.notifications.get()
    assert (told.kind, told.facts["reason"], told.facts["note"]) == (
        Kind.ENROLMENT_DECLINED, "ENROL_UNCLEAR", "Too far away",
    )  # fmt: skip
    again = sent(noor, at)
    assert again.reason_code == "RECORDING_REPLAY"  # what was declined is known again
    new = sent(
        noor,
        at,
        another(),
    )
    assert new.state == "WAITING"
    assert Cameo.objects.get().state == "PENDING"
    assert enrolment.accept(recording=new, at=at)
    assert not enrolment.accept(recording=new, at=at)
    assert Cameo.objects.castable().get().recording_version == 3


def test_an_earlier_receipt_keeps_naming_its_recording(noor, at, sent, tmp_path):
    first = sent(noor, at)
    enrolment.accept(recording=first, at=at)
    job = request_job(author=noor, prompt="@noor walks", at=at)
    second = sent(
        noor,
        at,
        another(),
    )
    assert Cameo.objects.castable().get().recording_version == 1  # in force until the new one is accepted
    enrolment.accept(recording=second, at=at)
    jobs.sweep()
    first.refresh_from_db()
    assert first.state == "REPLACED"
    laid = biometrics.lay_out(cameo=noor.cameos.get(), version=1, folder=tmp_path, with_voice=True, at=at)
    assert laid.voice  # the job on its way still finds what its receipt names
    assert job.uses.get().receipt.body["recordingVersion"] == 1
    job.uses.update(state="REVOKED")
    jobs.sweep()
    assert not first.pieces.exists()
    assert request_job(author=noor, prompt="@noor walks", at=at).uses.get().recording_version == 2


def test_a_persons_handle_is_their_own(noor, ada, at, challenge_of, film):
    enrolment.enrol_thing(owner=ada, handle="ted_bear", name="Ted", manner="", data=b"x", at=at)
    for handle in ("noor", "ted_bear"):
        with pytest.raises(EnrolmentRefused) as refused:
            enrolment.enrol_thing(owner=ada, handle=handle, name="Ted", manner="", data=b"x", at=at)
        assert code_of(refused) == "HANDLE_TAKEN"
    with pytest.raises(ValidationError):
        Cameo(owner=ada, handle="-x", name="x", created_at=at).full_clean()
