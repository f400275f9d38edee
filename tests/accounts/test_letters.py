"""Letters: when, to which address, in which language, once; and the links in them."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from accounts import delivery, letters
from accounts.models import Mail, Notification, NotificationKind, Telling
from accounts.operations import notify, set_telling

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
EVENING = MORNING - timedelta(hours=13)


@pytest.fixture(autouse=True)
def mail_is_set(settings):
    settings.EMAIL_IS_SET = True


def wants(user, mail=Mail.DAILY, at=EVENING, **rest):
    telling = set_telling(user=user, at=at, language=rest.pop("language", "en"), mail=mail, **rest)
    Telling.objects.filter(pk=user.pk).update(address=user.email)
    return telling


def told(to, actor, kind=NotificationKind.LIKENESS_USED, at=EVENING + timedelta(hours=1)):
    facts = {"actor": actor.handle, "prompt": "the secret words"}
    return notify(to=to, kind=kind, at=at, actor=actor, url="/cameos/", facts=facts)


def test_once_a_day_with_everything_unread(ben, ada):
    wants(ben)
    for _number in range(4):
        told(ben, ada)
    told(ben, ada, NotificationKind.FOLLOWED)
    for minutes in (0, 1, 60):
        delivery.tell_everybody(at=MORNING + timedelta(minutes=minutes))
    [letter] = mail.outbox
    assert letter.to == ["Ben <ben@example.org>"]
    assert letter.subject == "Kulisse: 5 things have happened"
    assert "Ada cast you 4 times" in letter.body
    assert "Ada follows you." in letter.body
    assert "secret words" not in letter.body
    assert not Notification.objects.filter(mailed_at=None).exists()
    told(ben, ada, at=MORNING)
    delivery.tell_everybody(at=MORNING + timedelta(days=1))
    assert len(mail.outbox) == 2
    assert "Ada uses your likeness." in mail.outbox[1].body


@pytest.mark.parametrize(
    ("zone", "count"), [("Europe/Berlin", 1), ("America/New_York", 0), ("Asia/Tokyo", 1)]
)
def test_the_morning_is_theirs(ben, ada, zone, count):
    wants(ben, time_zone=zone)
    told(ben, ada)
    delivery.tell_everybody(at=MORNING)
    assert len(mail.outbox) == count


def test_what_was_read_or_came_before_is_in_none(ben, ada):
    told(ben, ada, at=EVENING - timedelta(hours=1))
    wants(ben)
    told(ben, ada)
    ben.notifications.filter(created_at__gt=EVENING).update(read_at=MORNING)
    delivery.tell_everybody(at=MORNING)
    assert mail.outbox == []
    assert Telling.objects.get().digest_on == MORNING.date()  # today is done


def test_in_german(ben, ada):
    wants(ben, language="de")
    told(ben, ada)
    delivery.tell_everybody(at=MORNING)
    assert "Ada lässt dich auftreten." in mail.outbox[0].body
    assert "Hallo Ben," in mail.outbox[0].body


def test_questions_at_once_outside_quiet_hours(ben, ada):
    wants(ben, Mail.ASKS, quiet_from=time(22), quiet_until=time(7), time_zone="Europe/Berlin")
    asked = told(
        ben, ada, NotificationKind.LIKENESS_ASKED, at=EVENING + timedelta(hours=2)
    )  # 23:00 in Berlin
    told(ben, ada)
    assert delivery.tell(user_id=ben.pk, at=asked.created_at) == 0
    at = MORNING - timedelta(hours=2)  # 8:00 in Berlin
    assert delivery.tell(user_id=ben.pk, at=at) == 1
    assert delivery.tell(user_id=ben.pk, at=at) == 0
    assert mail.outbox[0].subject == "Kulisse: A question for you"
    assert "Ada asks to use your likeness." in mail.outbox[0].body


def test_asking_wakes_the_worker_and_other_things_do_not(
    ben, ada, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(delivery, "_send", woken.append)
    wants(ben, Mail.ASKS)
    with django_capture_on_commit_callbacks(execute=True):  # Redis is told once the row is there
        told(ben, ada)
    assert woken == []
    with django_capture_on_commit_callbacks(execute=True):
        told(ben, ada, NotificationKind.LIKENESS_ASKED)
    assert woken == [ben.pk]


def test_nowhere_but_to_a_confirmed_address(ben, ada):
    wants(ben)
    told(ben, ada)
    ben.email = "somebody.else@example.org"
    ben.save()
    delivery.tell_everybody(at=MORNING)
    assert mail.outbox == []


def test_a_mail_server_that_is_down_gets_it_later(ben, ada, settings):
    wants(ben)
    told(ben, ada)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert delivery.tell_everybody(at=MORNING) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert delivery.tell_everybody(at=MORNING + timedelta(minutes=1)) == 1
    assert len(mail.outbox) == 1


def test_a_worker_killed_before_it_marked_the_letter_sends_the_same_one(ben, ada):
    wants(ben)
    told(ben, ada)
    telling = Telling.objects.get()
    letters.send(telling, ben.notifications.all())  # sent, and killed
    Telling.objects.update(mailing_until=MORNING + timedelta(minutes=5))
    assert delivery.tell_everybody(at=MORNING) == 0  # somebody seems to be writing it
    assert delivery.tell_everybody(at=MORNING + timedelta(minutes=6)) == 1
    first, second = (letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert first == second


def stop_link(user):
    return reverse("accounts:letters_stop", args=[letters.unsubscribe_token(user)])


def test_the_link_ends_letters_without_login_and_only_when_posted(ben, client):
    wants(ben)
    page = client.get(stop_link(ben))
    assert b"@ben" in page.content
    assert Telling.objects.get().mail == Mail.DAILY
    for _twice in range(2):
        assert client.post(stop_link(ben)).status_code == 200
    assert Telling.objects.get().mail == Mail.NEVER


def test_a_mail_program_ends_it_with_one_click(ben, ada):
    from django.test import Client

    wants(ben)
    told(ben, ada)
    delivery.tell_everybody(at=MORNING)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop_link(ben).split("/")[2] == headers["List-Unsubscribe"].split("/")[4]
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(stop_link(ben), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Telling.objects.get().mail == Mail.NEVER


@pytest.mark.parametrize("token", ["x", "1:x:y", "junk"])
def test_an_invented_link_is_404(client, ben, token):
    for name in ("letters_stop", "letters_confirm"):
        assert client.get(reverse(f"accounts:{name}", args=[token])).status_code == 404
        assert client.post(reverse(f"accounts:{name}", args=[token])).status_code == 404


SAVE = "/settings/telling"


def test_settings_ask_whose_address_it_is_before_anything_goes_there(ben, client_of, client):
    data = {"mail": "DAILY", "email": "new@example.org", "time_zone": "Europe/Berlin"}
    page = client_of(ben).post(SAVE, data, follow=True).content.decode()
    assert "Open the letter we have sent to new@example.org" in page
    [letter] = mail.outbox
    assert letter.to == ["new@example.org"]
    link = next(line for line in letter.body.splitlines() if "/letters/confirm/" in line)
    path = link.partition("/letters")[1] + link.partition("/letters")[2]
    assert Telling.objects.get().address == ""
    client.get(path)
    assert Telling.objects.get().address == ""
    client.post(path)
    ben.refresh_from_db()
    assert ben.email == Telling.objects.get().address == "new@example.org"
    client_of(ben).post(SAVE, data)
    assert len(mail.outbox) == 1  # known now


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"mail": "HOURLY"}, "mail"),
        ({"mail": "DAILY", "email": ""}, "email"),
        ({"mail": "DAILY", "email": "nonsense"}, "email"),
        ({"mail": "NEVER", "quiet_from": "22:00"}, "quiet_until"),
        ({"mail": "NEVER", "quiet_from": "22:00", "quiet_until": "22:00"}, "quiet_until"),
        ({"mail": "NEVER", "quiet_from": "25:00", "quiet_until": "7:00"}, "quiet_from"),
        ({"mail": "NEVER", "time_zone": "Moon/Tranquility"}, "time_zone"),
    ],
)
def test_bad_input_is_explained_at_its_field(ben, client_of, data, field):
    answer = client_of(ben).post(SAVE, data)
    assert answer.status_code == 422
    assert field in answer.context["telling_form"].errors
    assert not Telling.objects.filter(mail="DAILY").exists()


def test_the_language_of_letters_follows_the_language_of_the_pages(ben, client_of):
    wants(ben)
    client_of(ben).post("/settings/language", {"language": "de"})
    assert Telling.objects.get().language == "de"


def test_settings_need_an_account_and_a_post(client, ben, client_of):
    assert client.post(SAVE)["Location"].startswith("/accounts/login/")
    assert client_of(ben).get(SAVE).status_code == 405
