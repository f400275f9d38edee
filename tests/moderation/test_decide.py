"""Deciding: what happens to the clip, who hears of it, and what is never overwritten."""

from itertools import product

import pytest
from django.urls import reverse

from accounts.models import NotificationKind as Kind
from generation.consent import revoke_use
from generation.models import Clip, Source, Transition
from generation.states import ClipState
from moderation.effects import effect
from moderation.models import Action, Case, CaseState, Decision
from moderation.operations import CaseTaken, IsGone, ReasonMissing, decide, file_report, take_up

pytestmark = pytest.mark.django_db
NO = {"action": "WITHDRAW", "reason_code": "SPAM", "note": "Please stop"}


@pytest.fixture
def clip(ada, noor, clip_of, at):
    clip = clip_of(ada, title="The sea")
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    return clip


@pytest.fixture
def url(clip):
    return reverse("moderation:decide", args=[clip.case.pk])


def told(person) -> list[tuple[str, dict]]:
    return [(row.kind, row.facts) for row in person.notifications.order_by("id")]


def test_every_action_in_every_state():
    known = {
        ("WITHDRAW", "HELD"): "WITHDRAWN",
        ("WITHDRAW", "PUBLISHED"): "WITHDRAWN",
        ("PUBLISH", "HELD"): "PUBLISHED",
    }
    for action, state in product(Action, ClipState):
        assert effect(action, state) == known.get((action, state))


def test_withdraw_with_a_reason(ada, noor, mona, clip, url, client, client_of):
    assert client_of(mona).post(url, NO)["Location"] == reverse("moderation:desk")
    assert client.get(clip.video_url).status_code == 410
    clip.refresh_from_db()
    assert (clip.state, clip.withdrawn_for) == ("WITHDRAWN", "SPAM")
    assert Transition.objects.filter(subject="clip", new_state="WITHDRAWN", actor=mona).exists()
    [(kind, facts)] = told(ada)
    assert (kind, facts["reason"], facts["note"]) == (Kind.CLIP_WITHDRAWN, "SPAM", "Please stop")
    [(kind, facts)] = told(noor)
    assert (kind, facts["action"]) == (Kind.REPORT_ANSWERED, "WITHDRAW")
    decision = Decision.objects.get()
    assert (decision.actor, decision.action, decision.reason_code, decision.note) == (
        mona, "WITHDRAW", "SPAM", "Please stop",
    )  # fmt: skip


def test_what_was_cut_from_it_goes_too_and_a_remix_stays(ada, ben, noor, mona, clip, url, clip_of, client_of):
    recut, stitch, remix = clip_of(ada, title="Cut"), clip_of(ben, title="Both"), clip_of(ben, title="Anew")
    Source.objects.create(job=recut.job, clip=clip, place=0, start=0, end=1)
    Source.objects.create(job=stitch.job, clip=clip, place=0, start=0, end=1)
    Source.objects.create(job=stitch.job, clip=recut, place=1, start=0, end=1)
    Clip.objects.filter(pk=remix.pk).update(remix_of=clip)
    client_of(mona).post(url, NO)
    states = dict(Clip.objects.values_list("title", "state"))
    assert states == {"The sea": "WITHDRAWN", "Cut": "WITHDRAWN", "Both": "WITHDRAWN", "Anew": "PUBLISHED"}
    assert [kind for kind, _facts in told(ben)] == [Kind.CLIP_WITHDRAWN]
    assert len(told(ada)) == 2


def test_let_it_stand(ada, noor, mona, clip, url, client, client_of):
    client_of(mona).post(url, {"action": "PUBLISH", "reason_code": "SPAM"})
    assert client.get(clip.video_url).status_code == 200
    assert told(ada) == []
    assert [kind for kind, _facts in told(noor)] == [Kind.REPORT_ANSWERED]
    assert Decision.objects.get().reason_code == ""


def test_publish_what_waited(ada, mona, ben, clip_of, client, at):
    held = clip_of(ada, state="HELD", cast=[ben])
    decide(case=take_up(clip=held, by=mona, at=at), by=mona, action="PUBLISH", at=at)
    assert client.get(held.video_url).status_code == 200
    assert told(ada)[-1][0] == Kind.CLIP_PUBLISHED
    assert told(ben)[-1][0] == Kind.LIKENESS_PUBLISHED


def test_a_withdrawal_needs_a_reason(mona, clip, url, client_of, at):
    for data in ({"action": "WITHDRAW"}, {**NO, "reason_code": ""}, {**NO, "reason_code": "NONSENSE"}):
        assert client_of(mona).post(url, data).status_code == 422
    with pytest.raises(ReasonMissing):
        decide(case=clip.case, by=mona, action="WITHDRAW", at=at)
    clip.refresh_from_db()
    assert clip.state == "PUBLISHED"


@pytest.mark.parametrize("data", [{}, {"action": "BURN"}, {**NO, "note": "x" * 1001}])
def test_what_is_not_understood_comes_back(mona, url, client_of, data):
    assert client_of(mona).post(url, data).status_code == 422
    assert not Decision.objects.exists()


def test_decided_is_decided(mona, noor, clip, url, client_of, at):
    decide(case=clip.case, by=mona, action="PUBLISH", at=at)
    with pytest.raises(CaseTaken):
        decide(case=clip.case, by=mona, action="WITHDRAW", reason_code="SPAM", at=at)
    assert client_of(mona).post(url, NO).status_code == 302
    clip.refresh_from_db()
    assert clip.state == "PUBLISHED"
    assert Decision.objects.count() == 1


def test_nobody_decides_over_somebody_elses_claim(mona, noor, clip, at):
    noor.is_moderator = True
    noor.save()
    take_up(clip=clip, by=mona, at=at)
    with pytest.raises(CaseTaken):
        decide(case=Case.objects.get(), by=noor, action="PUBLISH", at=at)


def test_a_likeness_taken_back_first_leaves_nothing_to_decide(ada, ben, noor, mona, clip_of, at):
    clip = clip_of(ada, cast=[ben])
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    revoke_use(use=clip.uses.get(), by=ben, at=at)
    with pytest.raises(IsGone):
        decide(case=clip.case, by=mona, action="PUBLISH", at=at)
    clip.case.refresh_from_db()
    assert clip.case.state == CaseState.OPEN


def test_reporters_hear_of_each_decision_once(noor, ben, mona, clip, at):
    decide(case=clip.case, by=mona, action="PUBLISH", at=at)
    later = at.replace(year=at.year + 1)
    file_report(about=clip, reporter=ben, reason_code="HATE", at=later)
    decide(case=clip.case, by=mona, action="WITHDRAW", reason_code="HATE", at=later)
    assert [facts["action"] for _kind, facts in told(noor)] == ["PUBLISH"]
    assert [facts["action"] for _kind, facts in told(ben)] == ["WITHDRAW"]
    assert Decision.objects.count() == 2


def test_decisions_are_listed(mona, clip, url, client_of):
    client = client_of(mona)
    client.post(url, NO)
    page = client.get(reverse("moderation:decided")).content.decode()
    assert "The sea" in page
    assert "Spam or engagement bait." in page
    assert "Please stop" in client.get(clip.case.get_absolute_url()).content.decode()
