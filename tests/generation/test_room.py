"""The owner's light table: every use by anybody, drafts too, asks on top, filters, and nobody else's business."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from cameos.operations import approve_person, enrol_cameo, take_back
from generation.consent import revoke_use
from generation.models import CameoUse
from generation.operations import cancel_job, request_job


def uses_on(response):
    return [shown.use.job.prompt for table in response.context["tables"] for shown in table.prints]


def marks_on(response):
    return [shown.mark for table in response.context["tables"] for shown in table.prints]


def test_every_use_lies_here_drafts_too(ada, ben, noor, clip_of, client_of, at):
    clip_of(ada, cast=[ben], prompt="One")
    draft = clip_of(noor, cast=[ben], prompt="Two", state="DRAFT")
    job = request_job(author=ada, prompt="Three with @ben", at=now())
    clip_of(ada, prompt="Nobody in it")
    response = client_of(ben).get("/cameos/")
    assert uses_on(response) == ["Three with @ben", "Two with @ben", "One with @ben"]
    assert set(marks_on(response)) == {"stands"}
    page = response.content.decode()
    assert draft.poster_url in page
    assert job.uses.get().get_absolute_url() in page
    assert "The clip is gone for everyone at once" in page  # the consequence before the button


def test_a_likeness_of_somebody_else_is_not_here(ada, ben, cleo, clip_of, client_of):
    clip_of(ada, cast=[ben])
    assert uses_on(client_of(cleo).get("/cameos/")) == []
    assert client_of(cleo).get("/cameos/?likeness=ben").context["tables"] == []


def test_without_a_likeness_it_says_what_one_is(noor, client_of):
    page = client_of(noor).get("/cameos/").content.decode()
    assert "You have no likeness here" in page


def test_it_needs_an_account(client, db):
    assert client.get("/cameos/")["Location"].startswith("/accounts/login/")
    assert client.post("/cameos/").status_code in (302, 405)


def test_filters(ada, ben, noor, clip_of, client_of):
    ended = clip_of(ada, cast=[ben], prompt="Ended")
    revoke_use(use=ended.uses.get(), by=ben, at=now())
    clip_of(noor, cast=[ben], prompt="Stands")
    client = client_of(ben)
    assert uses_on(client.get("/cameos/?state=ended")) == ["Ended with @ben"]
    assert uses_on(client.get("/cameos/?state=stands")) == ["Stands with @ben"]
    assert uses_on(client.get("/cameos/?person=noor")) == ["Stands with @ben"]
    assert uses_on(client.get("/cameos/?person=ada&state=stands")) == []
    assert len(uses_on(client.get("/cameos/?state=junk&person=&page=junk"))) == 2
    assert [one.handle for one in client.get("/cameos/").context["makers"]] == ["ada", "noor"]


def test_asks_lie_on_top_with_yes_and_no(ada, cleo, client_of, at):
    approve_person(cameo=cleo.cameos.get(), person=ada, at=at)
    job = request_job(author=ada, prompt="@cleo dances", at=at)
    response = client_of(cleo).get("/cameos/")
    assert [shown.use.job for shown in response.context["asks"]] == [job]
    assert marks_on(response) == ["asked"]
    assert 'name="yes" value="1"' in response.content.decode()
    cancel_job(job=job, by=ada, at=at)
    response = client_of(cleo).get("/cameos/")
    assert response.context["asks"] == []
    assert marks_on(response) == ["ended"]


def test_what_was_taken_back_is_ended_before_anybody_cleaned_up(ada, ben, clip_of, client_of):
    clip = clip_of(ada, cast=[ben])
    take_back(cameo=ben.cameos.get(), at=now())
    assert CameoUse.objects.get().state == "APPROVED"
    response = client_of(ben).get("/cameos/")
    assert marks_on(response) == ["ended"]
    assert clip.poster_url not in response.content.decode()


@pytest.mark.parametrize("state", ["WITHDRAWN"])
def test_a_clip_withdrawn_for_other_reasons_has_ended(ada, ben, clip_of, client_of, state):
    clip_of(ada, cast=[ben], state=state)
    assert marks_on(client_of(ben).get("/cameos/")) == ["ended"]


def test_a_script_gets_the_fragment_alone(ben, client_of):
    page = client_of(ben).get("/cameos/", headers={"X-Fragment": "1"}).content.decode()
    assert 'data-part="room"' in page
    assert "<html" not in page


def test_each_likeness_has_its_table(ada, ben, client_of, at):
    enrol_cameo(owner=ben, handle="rex", name="Rex", at=at, kind="THING")
    tables = client_of(ben).get("/cameos/").context["tables"]
    assert [table.cameo.handle for table in tables] == ["ben", "rex"]


def test_the_number_of_queries_does_not_grow_with_the_uses(ada, ben, clip_of, client_of):
    client = client_of(ben)
    counts = []
    for _round in range(2):
        for _clip in range(3):
            clip_of(ada, cast=[ben])
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get("/cameos/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[1] <= 16
