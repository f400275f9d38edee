"""Reporting a clip: one case a clip, reports merge and reopen."""

import pytest
from django.urls import reverse

from accounts.models import Notification
from generation.publishing import withdraw_clip
from moderation.models import Case, CaseState, Report
from moderation.operations import OwnClip, decide, file_report

pytestmark = pytest.mark.django_db
GOOD = {"reason_code": "SPAM", "note": "Again and again"}


@pytest.fixture
def clip(ada, clip_of):
    return clip_of(ada)


@pytest.fixture
def url(clip):
    return reverse("moderation:report", args=[clip.pk])


def test_the_address_is_that_of_the_clip(clip, url):
    assert url == f"/c/{clip.pk}/report"


def test_somebody_reports_a_clip(noor, clip, url, client_of):
    client = client_of(noor)
    assert client.get(url).status_code == 200
    assert client.post(url, GOOD).status_code == 302
    report = Report.objects.get()
    assert (report.case.clip, report.reporter, report.reason_code, report.note) == (
        clip, noor, "SPAM", "Again and again",
    )  # fmt: skip
    assert (report.case.state, report.case.score) == (CaseState.OPEN, 10)


def test_anonymous_people_log_in_first(client, url):
    for response in (client.get(url), client.post(url, GOOD)):
        assert response.status_code == 302
        assert "/login/" in response["Location"]
    assert not Report.objects.exists()


@pytest.mark.parametrize("data", [{}, {"reason_code": "NONSENSE"}, {**GOOD, "note": "x" * 1001}])
def test_what_is_not_understood_comes_back(noor, url, client_of, data):
    assert client_of(noor).post(url, data).status_code == 422
    assert not Case.objects.exists()


def test_wrong_method(noor, url, client_of):
    assert client_of(noor).put(url).status_code == 405


def test_reports_merge_into_one_case_and_weigh_together(noor, ben, clip, at):
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    file_report(about=clip, reporter=ben, reason_code="HATE", at=at)
    assert Case.objects.get().score == 60
    assert Report.objects.count() == 2


def test_the_same_again_counts_once(noor, clip, at):
    assert file_report(about=clip, reporter=noor, reason_code="SPAM", at=at) is True
    assert file_report(about=clip, reporter=noor, reason_code="SPAM", at=at) is False
    assert Case.objects.get().score == 10


def test_a_new_report_reopens_a_decided_case_the_same_one_does_not(noor, ben, mona, clip, at):
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    case = Case.objects.get()
    decide(case=case, by=mona, action="PUBLISH", at=at)
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    case.refresh_from_db()
    assert (case.state, case.score) == (CaseState.DECIDED, 0)
    file_report(about=clip, reporter=ben, reason_code="VIOLENCE", at=at.replace(year=at.year + 1))
    case.refresh_from_db()
    assert (case.state, case.score) == (CaseState.OPEN, 40)


def test_nobody_reports_their_own(ada, clip, url, client_of, at):
    with pytest.raises(OwnClip):
        file_report(about=clip, reporter=ada, reason_code="SPAM", at=at)
    assert client_of(ada).post(url, GOOD).status_code == 302
    assert not Case.objects.exists()


def test_the_author_hears_nothing_of_who_reported(ada, noor, clip, at):
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    assert not Notification.objects.filter(to=ada).exists()


def test_what_is_gone_or_no_ones_business(noor, ada, ben, clip_of, clip, url, client_of, at):
    withdraw_clip(clip=clip, at=at, reason_code="SPAM")
    assert client_of(noor).get(url).status_code == 410
    draft = clip_of(ada, state="DRAFT", cast=[ben])
    for person in (noor, ben):
        assert client_of(person).post(reverse("moderation:report", args=[draft.pk]), GOOD).status_code == 404
