"""Coming in: log in, sign up by invite, the demonstration's one click, portraits."""

import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Invite, User
from accounts.operations import InviteRefused, check_invite, spend_invite
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN, SIGNUP, LOGOUT = "/accounts/login/", "/accounts/signup/", "/accounts/logout/"


def form(invite: str = "", handle: str = "vera", **rest: str) -> dict[str, str]:
    return {"username": handle, "password1": PASSWORD, "password2": PASSWORD, "invite": invite, **rest}


@pytest.fixture
def invite(ada):
    return Invite.objects.create(made_by=ada)


def test_log_in_with_handle_and_password(client, ada):
    assert client.post(LOGIN, {"login": "ada", "password": PASSWORD})["Location"] == "/"
    assert client.get("/settings/").status_code == 200


def test_wrong_password_says_so(client, ada):
    answer = client.post(LOGIN, {"login": "ada", "password": "wrong"})
    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert client.get("/settings/").status_code == 302


def test_log_out_asks_first(client_of, ada):
    client = client_of(ada)
    assert "Log out?" in client.get(LOGOUT).content.decode()
    client.post(LOGOUT)
    assert client.get("/settings/").status_code == 302


def test_invite_lets_in_and_is_spent(client, invite):
    assert client.post(SIGNUP, form(invite.code)).status_code == 302
    assert User.objects.get(handle="vera").check_password(PASSWORD)
    invite.refresh_from_db()
    assert invite.uses_left == 0


@pytest.mark.parametrize("code", ["", "nothing", "x" * 200, "\x00"])
def test_without_an_invite_nobody_comes_in(client, db, code):
    answer = client.post(SIGNUP, form(code))
    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert not User.objects.filter(handle="vera").exists()


def test_invite_is_kept_when_the_rest_is_wrong(client, ada, invite):
    for wrong in (form(invite.code, "ada"), form(invite.code, password2="other"), form(invite.code, "x y")):
        assert client.post(SIGNUP, wrong).status_code == 200
    invite.refresh_from_db()
    assert invite.uses_left == 1


def test_used_up_or_expired_invites(client, ada, at):
    used = Invite.objects.create(made_by=ada, uses_left=0)
    late = Invite.objects.create(made_by=ada, expires_at=at - timedelta(seconds=1))
    for invite in (used, late):
        assert client.post(SIGNUP, form(invite.code)).status_code == 200
        with pytest.raises(InviteRefused):
            check_invite(code=invite.code, at=at)
        with pytest.raises(InviteRefused):
            spend_invite(code=invite.code, at=at)


def test_handle_becomes_small_letters(client, invite):
    client.post(SIGNUP, form(invite.code, "Vera_1"))
    assert User.objects.filter(handle="vera_1").exists()


@pytest.mark.parametrize("handle", ["ab", "a" * 25, "a-b-c", "ädä", "a b c", "@ada"])
def test_handles_that_are_none(client, invite, handle):
    assert client.post(SIGNUP, form(invite.code, handle)).status_code == 200
    assert User.objects.count() == 1


def test_open_instance_asks_for_no_invite(client, db, settings):
    settings.OPEN_SIGNUP = True
    assert "Invite code" not in client.get(SIGNUP).content.decode()
    client.post(SIGNUP, form())
    assert User.objects.filter(handle="vera").exists()


@pytest.mark.django_db(transaction=True)
def test_one_invite_lets_one_of_many_in():
    ada = User.objects.create_user("ada", password=PASSWORD)
    invite = Invite.objects.create(made_by=ada)
    answers = []

    def sign_up(number: int) -> None:
        answers.append(Client().post(SIGNUP, form(invite.code, f"guest{number}")).status_code)
        connection.close()

    threads = [threading.Thread(target=sign_up, args=(number,)) for number in range(6)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert User.objects.filter(handle__startswith="guest").count() == 1
    assert answers.count(302) == 1
    assert not [code for code in answers if code >= 500]


# ---- the demonstration


@pytest.fixture
def mira(db):
    return User.objects.create_user("mira", name="Mira", is_demo=True)


def demo(handle: str = "mira") -> str:
    return reverse("accounts:demo_login", args=[handle])


def test_one_click_here(client, mira):
    assert "Step in as somebody" in client.get(LOGIN).content.decode()
    assert client.post(demo())["Location"] == "/"
    assert "@mira" in client.get("/settings/").content.decode()


def test_goes_where_one_wanted_to_go_but_never_elsewhere(client, mira):
    assert client.post(demo(), {"next": "/drafts"})["Location"] == "/drafts"
    assert client.post(demo(), {"next": "//evil.example"})["Location"] == "/"


@pytest.mark.parametrize(
    "from_where",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": "10.0.0.5"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_from_elsewhere_there_is_nobody(client, mira, from_where):
    assert client.post(demo(), **from_where).status_code == 404
    assert "Step in as somebody" not in client.get(LOGIN, **from_where).content.decode()


def test_outside_the_demo_there_is_nobody(client, mira, settings):
    settings.DEMO = False
    assert client.post(demo()).status_code == 404
    assert "Step in as somebody" not in client.get(LOGIN).content.decode()


def test_only_demo_people(client, mira, ada):
    assert client.post(demo("ada")).status_code == 404
    assert client.post(demo("nobody")).status_code == 404


def test_wrong_method_and_csrf(client, mira):
    assert client.get(demo()).status_code == 405
    assert Client(enforce_csrf_checks=True).post(demo()).status_code == 403


def test_changing_persons(client, mira):
    User.objects.create_user("tom", is_demo=True)
    client.post(demo())
    client.post(demo("tom"))
    assert "@tom" in client.get("/settings/").content.decode()


# ---- portraits


def test_portrait(client, mira):
    mira.portrait.save("mira.png", ContentFile(b"\x89PNG\r\n\x1a\n"))
    answer = client.get("/portraits/mira")
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


def test_portraits_that_are_not_there(client, mira, ada):
    assert client.get("/portraits/ada").status_code == 404
    assert client.get("/portraits/nobody").status_code == 404
    mira.portrait.save("mira.png", ContentFile(b"x"))
    mira.portrait.storage.delete(mira.portrait.name)
    assert client.get("/portraits/mira").status_code == 404
    assert client.post("/portraits/mira").status_code == 405
