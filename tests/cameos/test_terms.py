"""The owner's page of one likeness: terms in versions, people approved and blocked."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from cameos.models import Cameo
from cameos.operations import PersonBlocked, approve_person, block_person, set_permission
from cameos.queries import offered_to
from generation.models import Clip
from generation.queries import may_cast


@pytest.fixture
def cameo(ben) -> Cameo:
    return ben.cameos.get()


def address(verb, cameo):
    app = "generation" if verb == "permission" else "cameos"
    return reverse(f"{app}:{verb}", args=[cameo.pk])


def terms(**rest):
    return {"audience": "EVERYONE", "asking": "FREELY", **rest}


def test_the_page_shows_what_is_in_force(ben, cameo, client_of):
    page = client_of(ben).get(cameo.get_absolute_url())
    form = page.context["form"]
    assert (form.initial["audience"], form.initial["asking"]) == ("EVERYONE", "FREELY")
    assert "Take everything back" in page.content.decode()
    assert "Version 2" in page.content.decode()


def test_saving_writes_a_new_version_and_the_old_stays(ben, cameo, client_of):
    before = cameo.permission_in_force()
    answer = client_of(ben).post(
        address("permission", cameo),
        terms(
            audience="MUTUALS", asking="BEFORE_PUBLISH", categories_off=["POLITICS", "BODY"], voice="on",
            restrictions="not near schools", preferences="music", until="2031-05-04", uses_a_day="3",
        ),
    )  # fmt: skip
    assert answer["Location"] == cameo.get_absolute_url()
    now = cameo.permission_in_force()
    assert now.version == before.version + 1
    assert (now.audience, now.asking, now.categories_off) == (
        "MUTUALS",
        "BEFORE_PUBLISH",
        ["BODY", "POLITICS"],
    )
    assert (now.restrictions, now.preferences, now.voice, now.uses_a_day) == (
        "not near schools",
        "music",
        True,
        3,
    )
    assert now.until == datetime(2031, 5, 5, tzinfo=UTC)  # the whole of the last day counts
    before.refresh_from_db()
    assert before.audience == "EVERYONE"


def test_saving_the_same_writes_nothing(ben, cameo, client_of):
    client = client_of(ben)
    wanted = terms(categories_off=["POLITICS", "BODY"], until="2031-05-04")
    client.post(address("permission", cameo), wanted)
    count = cameo.permissions.count()
    page = client.post(
        address("permission", cameo), {**wanted, "categories_off": ["BODY", "POLITICS"]}, follow=True
    )
    assert cameo.permissions.count() == count
    assert "Nothing was changed" in page.content.decode()
    assert page.context["form"].initial["until"].isoformat() == "2031-05-04"


def test_existing_clips_keep_their_terms(ada, ben, cameo, clip_of, client_of):
    clip = clip_of(ada, cast=[ben])
    client_of(ben).post(address("permission", cameo), terms(audience="ME", apply="0"))
    assert clip in Clip.objects.visible_to(ada)
    assert cameo not in offered_to(ada)


@pytest.mark.parametrize(
    "wrong",
    [
        {"audience": "WORLD"}, {"audience": ""}, {"asking": "NEVER"}, {"categories_off": ["FUN"]}, {"until": "soon"},
        {"uses_a_day": "0"}, {"uses_a_day": "-1"}, {"uses_a_day": "many"}, {"restrictions": "x" * 1001},
    ],
)  # fmt: skip
def test_bad_terms_change_nothing_and_keep_what_was_typed(ben, cameo, client_of, wrong):
    answer = client_of(ben).post(address("permission", cameo), terms(preferences="music", **wrong) | wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(wrong)
    assert "music" in answer.content.decode()
    assert cameo.permissions.count() == 2


def test_approve_and_end_approval(ada, cleo, client_of):
    cameo, client = cleo.cameos.get(), client_of(cleo)
    client.post(address("approve_person", cameo), {"handle": "@Ada "})
    assert list(offered_to(ada)) == [cameo]
    client.post(address("approve_person", cameo), {"handle": "ada"})
    assert cameo.grants.count() == 1
    client.post(address("end_approval", cameo), {"handle": "ada"})
    assert list(offered_to(ada)) == []
    assert cameo.grants.get().ended_at


@pytest.mark.parametrize("verb", ["approve_person", "block_person"])
@pytest.mark.parametrize("handle", ["nobody42", "ben", "", "x" * 400, "@", "<b>"])
def test_a_handle_that_is_nobody(ben, cameo, client_of, verb, handle):
    answer = client_of(ben).post(address(verb, cameo), {"handle": handle})
    assert answer.status_code == 422
    assert answer.context["wrong"]["handle"].value() == handle
    assert not cameo.grants.exists()
    assert not cameo.blocks.exists()


def test_block_and_unblock(ada, ben, cameo, client_of, clip_of, at):
    clip, client = clip_of(ada, cast=[ben]), client_of(ben)
    client.post(address("block_person", cameo), {"handle": "ada"})
    assert list(offered_to(ada)) == []
    decision = may_cast(cameo=cameo, author=ada, words="", at=at)
    assert [one.reason.code for one in decision.refusals] == ["LIKENESS_BLOCKED"]
    assert clip in Clip.objects.visible_to(ada)  # what exists stands until the owner ends it
    client.post(address("unblock_person", cameo), {"handle": "ada"})
    assert list(offered_to(ada)) == [cameo]


def test_block_and_end_everything_by_this_person(ada, ben, noor, cameo, client_of, clip_of):
    hers, other = clip_of(ada, cast=[ben]), clip_of(noor, cast=[ben])
    client_of(ben).post(address("block_person", cameo), {"handle": "ada", "and_end": "on"})
    assert list(Clip.objects.visible_to(noor)) == [other]
    assert hers not in Clip.objects.visible_to(ada)


def test_a_blocked_person_is_not_approved_by_accident(ada, cleo, client_of, at):
    cameo = cleo.cameos.get()
    approve_person(cameo=cameo, person=ada, at=at)
    block_person(cameo=cameo, person=ada, at=at)
    assert not cameo.grants.filter(ended_at=None).exists()
    page = client_of(cleo).post(address("approve_person", cameo), {"handle": "ada"}, follow=True)
    assert "End the block first." in page.content.decode()
    with pytest.raises(PersonBlocked):
        approve_person(cameo=cameo, person=ada, at=at)


def test_nobody_blocks_themselves(ben, cameo, at):
    with pytest.raises(ValueError, match="yourself"):
        block_person(cameo=cameo, person=ben, at=at)


VERBS = ["permission", "take_back", "approve_person", "end_approval", "block_person", "unblock_person"]


def test_only_the_owner(ada, cleo, mona, cameo, client_of, client):
    for person in (ada, cleo, mona):
        assert client_of(person).get(cameo.get_absolute_url()).status_code == 404
        for verb in VERBS:
            assert client_of(person).post(address(verb, cameo), terms(handle="noor")).status_code == 404
    assert client.get(cameo.get_absolute_url())["Location"].startswith("/accounts/login/")
    assert cameo.permissions.count() == 2


def test_missing_deleted_and_wrong_method(ben, cameo, client_of):
    client = client_of(ben)
    assert client.get(f"/cameos/{uuid.uuid4()}/").status_code == 404
    assert client.post(cameo.get_absolute_url()).status_code == 405
    for verb in set(VERBS) - {"take_back"}:
        assert client.get(address(verb, cameo)).status_code == 405
    Cameo.objects.update(state="DELETED")
    assert client.get(cameo.get_absolute_url()).status_code == 404


def test_mutuals_are_offered_the_likeness(ada, noor, mutuals, at, ben):
    cameo = ben.cameos.get()
    Cameo.objects.filter(pk=cameo.pk).update(owner=noor)
    set_permission(cameo=cameo, at=at, audience="MUTUALS", asking="FREELY")
    assert list(offered_to(ada)) == [cameo]
    ada.following.all().delete()
    assert list(offered_to(ada)) == []


def test_after_the_end_date_published_clips_are_gone(ada, ben, cameo, clip_of, at):
    set_permission(cameo=cameo, at=at, audience="EVERYONE", asking="FREELY", until=at + timedelta(days=1))
    clip = clip_of(ada, cast=[ben])
    assert clip in Clip.objects.visible_to(ada)
    clip.uses.update(valid_until=at)
    assert clip not in Clip.objects.visible_to(ada)
