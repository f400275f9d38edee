"""/ws/inbox over a real connection."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils.timezone import now
from websockets.exceptions import InvalidStatus

from accounts.models import Notification, NotificationKind
from accounts.operations import follow, mark_read, notify, set_telling
from generation.operations import request_job
from tests.sockets.conftest import close_code, heard, until


def tell(to, text="x", **rest):
    facts = {"title": text}
    return notify(to=to, kind=NotificationKind.JOB_DONE, at=now(), url="/c/1", facts=facts, **rest)


def test_says_ready_first(opened, ben):
    assert heard(opened("/ws/inbox", ben)) == {"type": "ready", "last": 0, "unread": 0, "recent": []}


def test_owner_hears_of_a_use(opened, ben, ada):
    socket = opened("/ws/inbox", ben)
    heard(socket)
    job = request_job(author=ada, prompt="@ben walks along the beach", at=now(), seconds=4)
    news = heard(socket)
    assert news["kind"] == "LIKENESS_USED"
    assert news["actor"] == "ada"
    assert news["actor_name"] == "Ada"
    assert news["url"] == job.uses.get().get_absolute_url()
    assert "Ada uses your likeness" in news["text"]
    assert news["unread"] == 1


def test_row_of_another_process_arrives_by_the_clock(opened, ben):
    """Nobody nudges this process: it finds the row by looking."""
    socket = opened("/ws/inbox", ben)
    heard(socket)
    for number in range(5):
        Notification.objects.create(to=ben, kind="JOB_DONE", facts={"title": str(number)}, created_at=now())
        assert str(number) in heard(socket)["text"]


def test_others_hear_nothing(opened, ben, noor):
    socket = opened("/ws/inbox", noor)
    heard(socket)
    tell(ben)
    with pytest.raises(TimeoutError):
        socket.recv(timeout=0.4)


def test_every_tab_hears_it_once(opened, ben):
    sockets = [opened("/ws/inbox", ben) for _tab in range(3)]
    for socket in sockets:
        heard(socket)
    row = tell(ben)
    assert [heard(socket)["id"] for socket in sockets] == [row.pk] * 3
    for socket in sockets:
        with pytest.raises(TimeoutError):
            socket.recv(timeout=0.25)


def test_resume_gives_exactly_what_was_missed(opened, ben):
    socket = opened("/ws/inbox", ben)
    heard(socket)
    first = tell(ben)
    assert heard(socket)["id"] == first.pk
    socket.close()
    missed = [tell(ben).pk for _ in range(5)]
    again = opened(f"/ws/inbox?last={first.pk}", ben)
    *news, ready = until(again, "ready")
    assert [one["id"] for one in news] == missed
    assert (ready["last"], ready["unread"]) == (missed[-1], 6)
    after = tell(ben)
    assert heard(again)["id"] == after.pk


def test_resume_sends_again_what_was_written_just_before(opened, ben):
    """Its row may have been committed after the one the client saw; the client drops what it knows."""
    early, late = tell(ben), tell(ben)
    *news, ready = until(opened(f"/ws/inbox?last={late.pk}", ben), "ready")
    assert [one["id"] for one in news] == [early.pk]
    assert set(ready["recent"]) == {early.pk, late.pk}


def test_lower_id_committed_later_is_not_lost(opened, ben):
    socket = opened("/ws/inbox", ben)
    heard(socket)
    base = tell(ben).pk
    heard(socket)
    for pk in (base + 3, base + 1, base + 2):
        Notification.objects.create(pk=pk, to=ben, kind="JOB_DONE", created_at=now())
        assert heard(socket)["id"] == pk


@pytest.mark.parametrize("last", ["", "-1", "x", "9" * 30, "1.5", "²"])
def test_nonsense_as_last_is_no_last(opened, ben, last):
    tell(ben)
    assert heard(opened(f"/ws/inbox?last={last}", ben))["type"] == "ready"


def test_text_is_in_the_readers_language(opened, ben, noor, at):
    follow(who=noor, whom=ben, at=at)
    for headers in ({"Accept-Language": "de"}, {"Accept-Language": "xx;q=junk"}):
        [news, _ready] = until(opened("/ws/inbox?last=0", ben, headers=headers), "ready")
        assert "Noor" in news["text"]


def test_nobody_is_told_to_log_in(opened, ben):
    assert close_code(opened("/ws/inbox")) == 4401


def test_ended_session_is_nobody(opened, ben):
    heard(opened("/ws/inbox", ben))
    Session.objects.all().delete()
    assert close_code(opened("/ws/inbox", ben)) == 4401


def test_deactivated_person_is_nobody(opened, ben):
    heard(opened("/ws/inbox", ben))
    type(ben).objects.filter(pk=ben.pk).update(is_active=False)
    assert close_code(opened("/ws/inbox", ben)) == 4401


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", None, "junk"])
def test_foreign_origin_is_refused(opened, ben, origin):
    with pytest.raises(InvalidStatus) as refused:
        opened("/ws/inbox", ben, origin=origin)
    assert refused.value.response.status_code == 403


def test_public_url_is_our_origin(opened, ben, settings):
    settings.PUBLIC_URL = "https://kulisse.example"
    assert heard(opened("/ws/inbox", ben, origin="https://kulisse.example"))["type"] == "ready"


@pytest.mark.parametrize(
    ("said", "code"), [("hello", 4400), ('{"type": "x"}', 4400), (b"\x00", 1003), ("x" * 5000, 1009)]
)
def test_junk_closes(opened, ben, said, code):
    socket = opened("/ws/inbox", ben)
    heard(socket)
    socket.send(said)
    assert close_code(socket) == code


def test_unknown_address_is_refused(opened, ben):
    with pytest.raises(InvalidStatus):
        opened("/ws/nothing", ben)


def test_reading_elsewhere_changes_the_number_in_every_open_page(opened, ben, client_of):
    first, second = tell(ben), tell(ben)
    sockets = [opened("/ws/inbox", ben) for _tab in range(2)]
    assert [heard(socket)["unread"] for socket in sockets] == [2, 2]
    client_of(ben).post("/inbox/read", {"id": first.pk})
    assert [heard(socket) for socket in sockets] == [{"type": "unread", "unread": 1}] * 2
    mark_read(user=ben, at=now(), ids=[second.pk])
    assert [heard(socket)["unread"] for socket in sockets] == [0, 0]


def test_many_of_a_kind_say_how_many(opened, ben, ada):
    socket = opened("/ws/inbox", ben)
    heard(socket)
    for _number in range(3):
        notify(to=ben, kind="LIKENESS_USED", at=now(), actor=ada, facts={"prompt": "x"})
    news = [heard(socket) for _number in range(3)]
    assert [one["together"] for one in news] == ["", "", "Ada cast you 3 times today"]
    assert len({one["group"] for one in news}) == 1


def test_quiet_hours_are_said(opened, ben):
    begin = now()
    span = {
        "quiet_from": (begin - timedelta(hours=1)).time(),
        "quiet_until": (begin + timedelta(hours=1)).time(),
    }
    set_telling(user=ben, at=begin, language="en", time_zone="UTC", **span)
    socket = opened("/ws/inbox", ben)
    heard(socket)
    tell(ben)
    assert heard(socket)["quiet"] is True
