"""/inbox and marking things as read."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Notification, NotificationKind
from accounts.operations import mark_read, notify
from accounts.queries import PAGE, inbox_page

pytestmark = pytest.mark.django_db
INBOX, READ = reverse("accounts:inbox"), reverse("accounts:read")


def told(to, at, kind=NotificationKind.LIKED, title="A quiet beach", **rest):
    return notify(to=to, kind=kind, at=at, url="/c/1", facts={"title": title}, **rest)


def test_shows_what_happened_with_a_link(client_of, ada, ben, at):
    told(ada, at, actor=ben)
    page = client_of(ada).get(INBOX).content.decode()
    assert "Ben likes “A quiet beach”" in page
    assert 'href="/c/1"' in page
    assert "Mark all as read" in page


def test_empty(client_of, ada):
    assert "Nothing has happened yet" in client_of(ada).get(INBOX).content.decode()


def test_by_days_newest_first(ada, at):
    for days in (0, 0, 1, 9):
        told(ada, at - timedelta(days=days))
    days = inbox_page(user=ada, at=at).days
    assert sorted(len(day.lines) for day in days) == [1, 1, 2]
    assert days[0].lines[0].row.pk > days[0].lines[-1].row.pk or len(days[0].lines) == 1
    assert {(day.is_today, day.is_yesterday) for day in days} == {
        (True, False),
        (False, True),
        (False, False),
    }


def test_older_ones_are_a_page_away(client_of, ada, at):
    rows = [told(ada, at, title=f"clip {number}") for number in range(PAGE + 3)]
    page = inbox_page(user=ada, at=at)
    assert page.older_than == rows[3].pk
    older = client_of(ada).get(INBOX, {"before": page.older_than}).content.decode()
    assert "clip 2”" in older
    assert "clip 4”" not in older


@pytest.mark.parametrize("before", ["x", "", "-1", "9" * 40])
def test_nonsense_as_page(client_of, ada, before):
    assert client_of(ada).get(INBOX, {"before": before}).status_code == 200


def test_a_page_of_many_costs_few_queries(client_of, ada, ben, at, django_assert_max_num_queries):
    for _ in range(40):
        told(ada, at, actor=ben)
    client = client_of(ada)
    with django_assert_max_num_queries(8):
        client.get(INBOX)


def test_markup_in_a_title_stays_text(client_of, ada, at):
    told(ada, at, title="<script>alert(1)</script>")
    assert b"<script>alert" not in client_of(ada).get(INBOX).content


@pytest.mark.parametrize("url", [INBOX, READ])
def test_nobody_is_sent_to_log_in(client, url):
    answer = client.get(url) if url == INBOX else client.post(url)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]


def test_wrong_method(client_of, ada):
    assert client_of(ada).post(INBOX).status_code == 405
    assert client_of(ada).get(READ).status_code == 405


def test_read_all(client_of, ada, ben, at):
    told(ada, at), told(ada, at), told(ben, at)
    assert client_of(ada).post(READ).status_code == 302
    assert ada.notifications.unread().count() == 0
    assert ben.notifications.unread().count() == 1
    assert client_of(ada).post(READ).status_code == 302  # already done


def test_read_one(client_of, ada, at):
    one, _two = told(ada, at), told(ada, at)
    assert client_of(ada).post(READ, {"id": one.pk}).status_code == 204
    one.refresh_from_db()
    assert one.read_at is not None
    assert ada.notifications.unread().count() == 1


def test_read_of_others_changes_nothing(client_of, ada, ben, at):
    row = told(ada, at)
    client_of(ben).post(READ, {"id": row.pk})
    assert ada.notifications.unread().count() == 1
    assert mark_read(user=ben, at=at, ids=[row.pk]) == 0


@pytest.mark.parametrize("junk", ["x", "", "-1"])
def test_junk_id_reads_nothing(client_of, ada, at, junk):
    told(ada, at)
    client_of(ada).post(READ, {"id": junk})
    assert ada.notifications.unread().count() == 1


@pytest.mark.parametrize("kind", NotificationKind.values)
def test_every_kind_has_its_sentence(client_of, ada, ben, at, kind):
    """Whatever facts are there, and when the actor has left."""
    from accounts.sentences import sentence

    for facts in ({}, {"actor": "ben", "title": "T", "name": "Lena", "prompt": "P", "reason": "SPAM"}):
        for actor in (ben, None):
            row = Notification(to=ada, kind=kind, actor=actor, facts=facts, created_at=at)
            text = sentence(row)
            assert text
            assert "%(" not in text
            assert "None" not in text


def test_reason_of_a_withdrawal_is_said(ada, at):
    from accounts.sentences import sentence

    row = Notification(
        to=ada, kind="CLIP_WITHDRAWN", facts={"title": "T", "reason": "SPAM", "note": "n"}, created_at=at
    )
    assert "Spam" in sentence(row)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"title": "T", "action": "WITHDRAW", "reason": "SPAM"}, "After your report “T” is gone. Spam"),
        (
            {"title": "T", "action": "PUBLISH", "reason": ""},
            "A person looked at “T” after your report and let",
        ),
    ],
)
def test_whoever_reported_hears_what_came_of_it(ada, at, facts, said):
    from accounts.sentences import sentence

    row = Notification(to=ada, kind="REPORT_ANSWERED", facts=facts, created_at=at)
    assert sentence(row).startswith(said)


def test_many_people_about_one_thing_are_one_line(ada, ben, cleo, noor, mona, at):
    for who in (ben, cleo, noor):
        for title in ("Kite", "Boat")[: 2 if who == ben else 1]:
            facts = {"title": title, "clip": title}
            notify(to=ada, kind=NotificationKind.LIKED, at=at, actor=who, url=f"/c/{title}", facts=facts)
        notify(to=ada, kind=NotificationKind.FOLLOWED, at=at, actor=who, facts={"actor": who.handle})
    lines = [line.text for day in inbox_page(user=ada, at=at).days for line in day.lines]
    assert sorted(lines) == ["3 people follow you", "3 people like “Kite”", "Ben likes “Boat”"]
