"""The desk and the case: who sees them, what lies there, who may decide."""

from datetime import timedelta

import pytest
from django.urls import reverse

from generation.consent import revoke_use
from moderation.models import Case, CaseState, Decision
from moderation.operations import CaseTaken, claim, file_report
from moderation.queries import desk

pytestmark = pytest.mark.django_db
DESK = "/moderation/"


@pytest.fixture
def case(ada, noor, clip_of, at) -> Case:
    file_report(about=clip_of(ada, title="The sea"), reporter=noor, reason_code="SPAM", note="Look", at=at)
    return Case.objects.get()


def addresses(case: Case) -> list[tuple[str, str]]:
    return [
        ("get", DESK),
        ("get", reverse("moderation:decided")),
        ("get", reverse("moderation:case", args=[case.pk])),
        ("post", reverse("moderation:claim", args=[case.pk])),
        ("post", reverse("moderation:decide", args=[case.pk])),
        ("post", reverse("moderation:take_up", args=[case.clip_id])),
    ]


def test_strangers_find_nothing_and_anonymous_people_log_in(ada, noor, client, client_of, case):
    for method, url in addresses(case):
        for person in (ada, noor):
            assert getattr(client_of(person), method)(url).status_code == 404
        response = getattr(client, method)(url)
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")
    assert not Decision.objects.exists()


def test_a_superuser_may_moderate(noor, client_of, case):
    noor.is_superuser = True
    noor.save()
    assert client_of(noor).get(DESK).status_code == 200


def test_wrong_method(mona, client_of, case):
    client = client_of(mona)
    for method, url in addresses(case):
        assert getattr(client, "post" if method == "get" else "get")(url).status_code == 405


def test_an_empty_desk_says_so(mona, client_of):
    assert "The desk is empty" in client_of(mona).get(DESK).content.decode()


def test_the_heaviest_lies_on_top(ada, ben, noor, mona, clip_of, client_of, case, at):
    heavy = clip_of(ada, title="Worse")
    file_report(about=heavy, reporter=noor, reason_code="ILLEGAL", at=at)
    held = clip_of(ben, state="HELD", title="Waiting")
    assert [(item.clip, item.score) for item in desk(mona, at)] == [(heavy, 100), (held, 30), (case.clip, 10)]
    page = client_of(mona).get(DESK).content.decode()
    assert page.index("Worse") < page.index("Waiting") < page.index("The sea")


def test_the_desk_asks_the_database_a_fixed_number_of_questions(
    ada, noor, mona, clip_of, at, django_assert_max_num_queries
):
    for _number in range(5):
        file_report(about=clip_of(ada), reporter=noor, reason_code="SPAM", at=at)
    with django_assert_max_num_queries(3):
        assert len(desk(mona, at)) == 5


def test_what_lost_a_likeness_leaves_the_desk_and_shows_no_picture(
    ada, ben, noor, mona, clip_of, client_of, at
):
    clip = clip_of(ada, cast=[ben])
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    revoke_use(use=clip.uses.get(), by=ben, at=at)
    assert desk(mona, at) == []
    page = client_of(mona).get(clip.case.get_absolute_url()).content.decode()
    assert "The clip is gone" in page
    assert clip.video_url not in page


def test_a_clip_that_waits_is_taken_up_with_one_press(ben, mona, clip_of, client_of):
    held = clip_of(ben, state="HELD")
    response = client_of(mona).post(reverse("moderation:take_up", args=[held.pk]))
    case = Case.objects.get()
    assert response["Location"] == case.get_absolute_url()
    assert (case.clip, case.state, case.claimed_by) == (held, CaseState.CLAIMED, mona)
    client_of(mona).post(reverse("moderation:take_up", args=[held.pk]))
    assert Case.objects.count() == 1


def test_the_case_shows_what_was_said_and_covers_the_picture(mona, client_of, case):
    page = client_of(mona).get(case.get_absolute_url()).content.decode()
    assert "Spam or engagement bait." in page
    assert "Look" in page
    assert 'preload="none"' in page
    assert " muted " in page
    assert 'data-key="u"' in page
    assert "Withdraw it" in page


def test_a_case_that_does_not_exist(mona, client_of):
    for number in (1, 10**30):
        assert client_of(mona).get(f"/moderation/{number}").status_code == 404


def test_claim_keeps_others_off_for_a_quarter_of_an_hour(noor, mona, client_of, case, at):
    noor.is_moderator = True
    noor.save()
    claim(case=case, by=mona, at=at)
    with pytest.raises(CaseTaken):
        claim(case=case, by=noor, at=at + timedelta(minutes=14))
    client_of(noor).post(reverse("moderation:claim", args=[case.pk]))
    case.refresh_from_db()
    assert case.claimed_by == mona
    assert "Withdraw it" not in client_of(noor).get(case.get_absolute_url()).content.decode()
    claim(case=case, by=noor, at=at + timedelta(minutes=15))
    case.refresh_from_db()
    assert case.claimed_by == noor


def test_ones_own_clip_is_for_somebody_else(mona, noor, clip_of, client_of, at):
    clip = clip_of(mona)
    file_report(about=clip, reporter=noor, reason_code="SPAM", at=at)
    client, url = client_of(mona), clip.case.get_absolute_url()
    assert "your own" in client.get(DESK).content.decode()
    assert "Withdraw it" not in client.get(url).content.decode()
    client.post(url + "/claim")
    client.post(url + "/decide", {"action": "PUBLISH"})
    clip.case.refresh_from_db()
    assert clip.case.state == CaseState.OPEN
    assert not Decision.objects.exists()
