"""A recording on the desk: claimed, watched, listened to, decided; never one's own; every look logged."""

from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse

from accounts.models import NotificationKind as Kind
from cameos import enrolment
from cameos.models import Cameo, Reading, Recording, RecordingState
from moderation import enrolments
from moderation.effects import enrolment_effect
from moderation.enrolments import FaceInThing, NothingToDecide, NumbersDiffer
from moderation.models import Action, Decision
from moderation.operations import CaseTaken, OwnClip, ReasonMissing
from tests.cameos.conftest import challenge_of, film, grown, sent  # noqa: F401
from tests.faces import as_bytes, drawn_face, meadow

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording(noor, at, sent):  # noqa: F811
    return sent(noor, at)


@pytest.fixture
def case(recording, mona, at):
    return enrolments.take_up(recording=recording, by=mona, at=at)


def test_every_action_in_every_state():
    known = {("APPROVE", "WAITING"): "APPROVED", ("DECLINE", "WAITING"): "DECLINED"}
    for action, state in product(Action, RecordingState):
        assert enrolment_effect(action, state) == known.get((action, state))


def test_claim_listen_approve_cast(noor, mona, recording, client_of):
    client = client_of(mona)
    assert "@noor" in client.get("/moderation/").content.decode()
    url = client.post(reverse("moderation:take_up_recording", args=[recording.pk]))["Location"]
    page = client.get(url).content.decode()
    assert "The head turns in the order that was asked for." in page
    assert "47" not in page.split("What was asked for")[1].split("The account")[0]  # so that they listen
    assert client.get(f"{url}/recording").status_code == 200
    decide = f"{url}/decide"
    wrong = client.post(decide, {"action": "APPROVE", "heard": "47 12 80"})
    assert wrong.status_code == 422
    assert "These are not the numbers" in wrong.content.decode()
    assert "<strong>88</strong>" in wrong.content.decode()
    assert client.post(decide, {"action": "APPROVE", "heard": "47, 12, 88"})["Location"] == "/moderation/"
    assert Cameo.objects.castable().get().recording_version == 1
    decision = Decision.objects.get()
    assert (decision.action, decision.facts["match"], decision.actor) == ("APPROVE", True, mona)
    assert [row["heard"] for row in decision.case.heard] == ["47 12 80", "47, 12, 88"]
    assert noor.notifications.get().kind == Kind.ENROLMENT_APPROVED
    looks = Reading.objects.filter(purpose="REVIEW", reader=mona)
    assert sorted(tuple(row.kinds) for row in looks) == [("figures",), ("recording",)]
    mine = client_of(noor).get(recording.get_absolute_url()).content.decode()
    assert "a reviewer looked at it" in mine
    assert "checked by a person" in mine
    assert client.get(f"{url}/recording").status_code == 404  # decided: nothing to look at any more
    assert "Nothing to look at any more" in client.get(url).content.decode()
    assert "@noor" in client.get(reverse("moderation:decided")).content.decode()


def test_not_accepted_is_told_with_the_reason(noor, mona, case, client_of):
    client, url = client_of(mona), f"{case.get_absolute_url()}/decide"
    assert client.post(url, {"action": "DECLINE"}).status_code == 422
    done = client.post(url, {"action": "DECLINE", "reason_code": "ENROL_SCREEN", "note": "I see a frame"})
    assert done.status_code == 302
    row = noor.notifications.get()
    assert (row.kind, row.facts["reason"]) == (Kind.ENROLMENT_DECLINED, "ENROL_SCREEN")
    page = client_of(noor).get(row.url).content.decode()
    assert "It looks as if a screen or a picture was recorded." in page
    assert "I see a frame" in page
    assert not Recording.objects.get().pieces.exists()
    assert client.get(case.get_absolute_url()).status_code == 200


def test_numbers_may_differ_when_the_reviewer_says_so(mona, case, at):
    decision = enrolments.hear_and_decide(
        case=case, by=mona, action="APPROVE", heard="47 12", despite=True, at=at
    )
    assert (decision.facts["match"], decision.facts["despite"]) == (False, True)
    assert decision.facts["asked"] == [47, 12, 88]


def test_nobody_judges_their_own(noor, recording, at, client_of):
    noor.is_moderator = True
    noor.save()
    with pytest.raises(OwnClip):
        enrolments.take_up(recording=recording, by=noor, at=at)
    client_of(noor).post(reverse("moderation:take_up_recording", args=[recording.pk]))
    assert not Decision.objects.exists()
    assert "your own" in client_of(noor).get("/moderation/").content.decode()


def test_only_who_has_claimed_it_sees_and_decides(noor, ada, mona, case, at, client, client_of):
    ada.is_moderator = True
    ada.save()
    url = case.get_absolute_url()
    for person, status in ((noor, 404), (ada, 404)):
        for kind in ("recording", "face", "voice"):
            assert client_of(person).get(f"{url}/{kind}").status_code == status
    assert client_of(noor).get(url).status_code == 404
    assert client.get(url).status_code == 302
    page = client_of(ada).get(url).content.decode()
    assert "Claim it to look at it" in page
    assert "The head turns" not in page
    with pytest.raises(CaseTaken):
        enrolments.decide(case=case, by=ada, action="DECLINE", reason_code="ENROL_OTHER", at=at)
    with pytest.raises(ReasonMissing):
        enrolments.decide(case=case, by=mona, action="DECLINE", at=at)
    over = at + timedelta(minutes=16)
    with pytest.raises(CaseTaken):  # the claim ran out: claim it again first
        enrolments.decide(case=case, by=mona, action="APPROVE", heard="47 12 88", at=over)
    with pytest.raises(NumbersDiffer):
        enrolments.decide(case=case, by=mona, action="APPROVE", at=at)
    assert not Reading.objects.filter(reader=ada).exists()


def test_a_recording_replaced_meanwhile_is_nothing_to_decide(noor, mona, case, at, challenge_of, film):  # noqa: F811
    enrolment.receive(challenge=challenge_of(noor, at), owner=noor, data=film, at=at)
    with pytest.raises(NothingToDecide):
        enrolments.decide(case=case, by=mona, action="APPROVE", heard="47 12 88", at=at)
    with pytest.raises(NothingToDecide):
        enrolments.take_up(recording=Recording.objects.get(version=1), by=mona, at=at)


def test_pages_of_clips_and_recordings_do_not_mix(mona, case, client_of, clip_of, ada, noor, at):
    from moderation.operations import file_report

    clip = clip_of(ada)
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    client = client_of(mona)
    assert client.get(reverse("moderation:case", args=[case.pk])).status_code == 404
    assert client.get(reverse("moderation:enrolment", args=[clip.case.pk])).status_code == 404
    assert client.get("/moderation/").status_code == 200


def thing(owner, picture, at, handle="ted_bear"):
    from cameos import jobs

    made = enrolment.enrol_thing(
        owner=owner, handle=handle, name="Ted", manner="clumsy", data=as_bytes(picture), at=at
    )
    jobs.look(str(made.pk))
    made.refresh_from_db()
    return made


def test_a_face_in_a_thing_has_to_be_looked_at(noor, mona, at):
    made = thing(noor, drawn_face(), at)
    case = enrolments.take_up(recording=made, by=mona, at=at)
    with pytest.raises(FaceInThing):
        enrolments.decide(case=case, by=mona, action="APPROVE", at=at)
    assert not Cameo.objects.castable().exists()
    enrolments.decide(case=case, by=mona, action="APPROVE", no_person=True, at=at)
    assert Cameo.objects.castable().get().permission_in_force().preferences == "clumsy"


def test_a_thing_without_a_face_waits_for_a_reviewer_too(noor, mona, at, client_of):
    made = thing(noor, meadow(), at)
    assert (made.state, made.cameo.state) == ("WAITING", "PENDING")
    case = enrolments.take_up(recording=made, by=mona, at=at)
    client = client_of(mona)
    assert "No human face was found in it." in client.get(case.get_absolute_url()).content.decode()
    client.post(f"{case.get_absolute_url()}/decide", {"action": "APPROVE"})
    assert Cameo.objects.castable().get().handle == "ted_bear"
