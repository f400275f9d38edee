"""New terms: what they would do to clips that exist is shown first; then they are applied to those, or not."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from cameos.models import Receipt
from cameos.operations import set_permission, terms_of
from generation import jobs
from generation.models import CameoUse, Clip, Transition
from generation.narrowing import change_terms, effects_of, end_narrowed
from generation.operations import request_job

OPEN = {"audience": "EVERYONE", "asking": "FREELY"}


@pytest.fixture
def cameo(ben):
    return ben.cameos.get()


@pytest.fixture
def clips(ada, noor, ben, clip_of) -> dict[str, Clip]:
    """Three with beer (two public, one draft), one without, one on its way."""
    made = {
        "beer": clip_of(ada, cast=[ben], prompt="A beer"),
        "wine": clip_of(noor, cast=[ben], prompt="Ein Glas Wein"),
        "draft": clip_of(ada, cast=[ben], prompt="A cold beer", state="DRAFT"),
        "dog": clip_of(ada, cast=[ben], prompt="A dog on the beach"),
    }
    request_job(author=ada, prompt="@ben pours beer", at=now())
    return made


def wanted(cameo, **changed):
    return {**terms_of(cameo.permission_in_force()), **changed}


def post(client, cameo, **data):
    return client.post(reverse("generation:permission", args=[cameo.pk]), {**OPEN, **data}, follow=True)


def test_it_counts_what_would_no_longer_be_allowed_and_why(cameo, clips, at):
    found = effects_of(cameo=cameo, wanted=wanted(cameo, categories_off=["INTOXICANTS"]), at=now())
    assert (found.published, found.drafts, found.on_their_way, len(found.people)) == (2, 1, 1, 2)
    assert set(found.reasons) == {("LIKENESS_CATEGORY", "alcohol and drugs")}
    own = effects_of(cameo=cameo, wanted=wanted(cameo, restrictions="no dogs"), at=now())
    assert (own.published, set(own.reasons)) == (1, {("LIKENESS_RESTRICTION", "no dogs")})
    everything = effects_of(cameo=cameo, wanted=wanted(cameo, audience="ME"), at=now())
    assert (everything.published, everything.drafts, everything.on_their_way) == (3, 1, 1)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"preferences": "music"},
        {"asking": "BEFORE_RENDER"},
        {"uses_a_day": 1},
        {"categories_off": ["RELIGION"]},
    ],
)
def test_what_touches_no_clip_is_in_force_at_once(ben, cameo, clips, client_of, changed):
    assert not effects_of(cameo=cameo, wanted=wanted(cameo, **changed), at=now()).any
    page = post(client_of(ben), cameo, **changed).content.decode()
    assert "Yes, for these too" not in page


def test_ones_own_clips_are_never_counted(ben, cameo, clip_of):
    clip_of(ben, cast=[ben], prompt="A beer")
    assert not effects_of(cameo=cameo, wanted=wanted(cameo, audience="ME"), at=now()).any


def test_an_end_that_comes_earlier_is_told(ben, cameo, clips, client_of):
    soon = now() + timedelta(days=30)
    found = effects_of(cameo=cameo, wanted=wanted(cameo, until=soon), at=now())
    assert (found.published, found.ends_earlier) == (0, 5)
    change_terms(cameo=cameo, by=ben, at=now(), wanted=wanted(cameo, until=soon), apply=True)
    assert set(CameoUse.objects.values_list("valid_until", flat=True)) == {soon}


def test_a_clip_that_may_hold_the_voice(ben, cameo, ada, clip_of):
    set_permission(cameo=cameo, at=now(), **OPEN, voice=True)
    clip_of(ada, cast=[ben])
    found = effects_of(cameo=cameo, wanted=wanted(cameo, voice=False), at=now())
    assert (found.published, set(found.reasons)) == (1, {("LIKENESS_VOICE", "")})


# ---------------------------------------------------------------- the page


def test_the_page_says_what_would_happen_and_changes_nothing(ben, cameo, clips, client_of):
    version = cameo.permission_in_force().version
    page = post(
        client_of(ben), cameo, categories_off=["INTOXICANTS"], notes="after the wedding"
    ).content.decode()
    assert "alcohol and drugs" in page
    assert "published clips would no longer be allowed." in page
    assert "draft would no longer be allowed." in page
    assert 'name="notes" value="after the wedding"' in page
    assert cameo.permission_in_force().version == version
    assert not CameoUse.objects.exclude(ended_under=None)


def test_only_from_now_on_leaves_what_is_public(ada, ben, cameo, clips, client_of):
    page = post(client_of(ben), cameo, categories_off=["INTOXICANTS"], apply="0").content.decode()
    assert "Published clips stay as they are." in page
    assert cameo.permission_in_force().categories_off == ["INTOXICANTS"]
    assert clips["beer"] in Clip.objects.visible_to(ada)
    assert CameoUse.objects.filter(state="APPROVED").count() == 5


def test_applied_they_are_gone_on_the_next_request(ada, noor, ben, cameo, clips, client_of):
    page = post(client_of(ben), cameo, categories_off=["INTOXICANTS"], apply="1").content.decode()
    assert "out of sight for everyone" in page
    for name in ("beer", "wine", "draft"):
        for person in (ada, noor, ben):
            assert client_of(person).get(clips[name].video_url).status_code in (404, 410), name
    assert client_of(noor).get(clips["dog"].video_url).status_code == 200


def test_the_cleaning_up_ends_uses_clips_jobs_and_receipts_and_tells(ada, noor, ben, cameo, clips):
    change_terms(
        cameo=cameo, by=ben, at=now(), wanted=wanted(cameo, categories_off=["INTOXICANTS"]), apply=True
    )
    jobs.sweep()
    assert CameoUse.objects.filter(state="REVOKED").count() == 4
    assert Clip.objects.filter(state="WITHDRAWN").count() == 3
    assert Receipt.objects.exclude(ended_at=None).count() == 4
    assert (
        ada.notifications.filter(kind="USE_REVOKED").count(),
        noor.notifications.filter(kind="USE_REVOKED").count(),
    ) == (1, 1)
    assert Transition.objects.filter(subject="cameouse", new_state="REVOKED").count() == 4
    assert end_narrowed(at=now()) == 0


def test_the_status_of_the_receipt_turns_at_once(ada, ben, cameo, clips, client):
    from generation.status import places_without_consent

    receipt = clips["beer"].uses.get().receipt
    assert receipt.list_index not in places_without_consent(0)
    change_terms(
        cameo=cameo, by=ben, at=now(), wanted=wanted(cameo, categories_off=["INTOXICANTS"]), apply=True
    )
    assert receipt.list_index in places_without_consent(0)


def test_only_the_owner_and_only_by_post(ada, ben, cameo, client_of, client):
    address = reverse("generation:permission", args=[cameo.pk])
    assert client_of(ada).post(address, OPEN).status_code == 404
    assert client_of(ben).get(address).status_code == 405
    assert client.post(address, OPEN)["Location"].startswith("/accounts/login/")
    assert client_of(ben).post(reverse("generation:permission", args=[uuid.uuid4()]), OPEN).status_code == 404
