"""The owner's light table: every use by anybody, drafts too, asks on top, filters, and nobody else's business."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from cameos.operations import approve_person, enrol_cameo, take_back
from generation.consent import revoke_use
from generation.models import CameoUse, Job
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
    makers = client.get("/cameos/").context["makers"]
    assert [(one.person.handle, one.total, one.standing) for one in makers] == [("ada", 1, 0), ("noor", 1, 1)]


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
    assert "data-room" in page
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


@pytest.fixture
def several(ada, ben, noor, clip_of, at):
    """One of each kind: an old published one, a draft, a remix, and one being made."""
    old = clip_of(ada, cast=[ben], prompt="A kite", at=at - timedelta(days=3))
    clip_of(noor, cast=[ben], prompt="A storm", state="DRAFT")
    remix = clip_of(noor, cast=[ben], prompt="Again")
    Job.objects.filter(pk=remix.pk).update(remix_of=old)
    request_job(author=ada, prompt="A whale with @ben", at=now())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=making", ["A whale"]),
        ("kind=draft", ["A storm"]),
        ("kind=published", ["Again", "A kite"]),
        ("kind=remix", ["Again"]),
        ("kind=junk", ["A whale", "Again", "A storm", "A kite"]),
        ("q=STORM", ["A storm"]),
        ("q=%00", ["A whale", "Again", "A storm", "A kite"]),
        ("person=@Noor&kind=draft", ["A storm"]),
        ("since=OLD", ["A whale", "Again", "A storm", "A kite"]),
        ("until=OLD", ["A kite"]),
        ("since=NEW", ["A whale", "Again", "A storm"]),
        ("since=junk&until=2026-99-99", ["A whale", "Again", "A storm", "A kite"]),
        ("likeness=ben&q=kite", ["A kite"]),
    ],
)
def test_each_filter(ben, several, client_of, at, query, found):
    days = {"OLD": at - timedelta(days=3), "NEW": at - timedelta(days=2)}
    for word, moment in days.items():
        query = query.replace(word, localdate(moment).isoformat())
    shown = uses_on(client_of(ben).get(f"/cameos/?{query}"))
    assert [prompt.removesuffix(" with @ben") for prompt in shown] == found


def test_a_filter_by_person_leads_to_ending_all_of_it(ben, several, client_of):
    page = client_of(ben).get("/cameos/?person=noor").content.decode()
    assert f"/cameos/{ben.cameos.get().pk}/end?person=noor" in page
    assert "/end?" not in client_of(ben).get("/cameos/?q=storm").content.decode().partition("data-table")[2]


def test_who_has_cast_one_how_often(ben, several, client_of):
    makers = client_of(ben).get("/cameos/").context["makers"]
    assert [(one.person.handle, one.total, one.standing) for one in makers] == [("ada", 2, 2), ("noor", 2, 2)]


def test_prints_can_be_played_and_lead_to_the_receipt(ada, ben, clip_of, client_of):
    clip = clip_of(ada, cast=[ben], state="DRAFT")
    page = client_of(ben).get("/cameos/").content.decode()
    assert f'src="{clip.video_url}"' in page
    assert f"{clip.uses.get().get_absolute_url()}#receipt" in page


def test_thousands_are_paged_in_few_queries(ada, ben, clip_of, client_of):
    use = clip_of(ada, cast=[ben]).uses.get()
    jobs = [
        Job(author=ada, prompt=f"@ben {number}", engine="x", created_at=use.asked_at)
        for number in range(2000)
    ]
    Job.objects.bulk_create(jobs)
    CameoUse.objects.bulk_create(
        CameoUse(job=job, cameo=use.cameo, permission=use.permission, state="APPROVED", asked_at=use.asked_at)
        for job in jobs
    )
    client = client_of(ben)
    client.get("/cameos/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/cameos/?page=50")
    assert page.context["tables"][0].page.number == 50
    assert len(page.context["tables"][0].prints) == 24
    assert len(queries) < 25


def test_looking_at_a_use_reads_its_notification(ada, ben, clip_of, client_of):
    use = clip_of(ada, cast=[ben]).uses.get()
    assert ben.notifications.unread().count() > 0
    client_of(ben).get(use.get_absolute_url())
    assert ben.notifications.unread().count() == 0
