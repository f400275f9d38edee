"""/settings/: name, language, API tokens."""

import re

import pytest
from django.conf import settings as conf
from django.urls import reverse
from knox.models import AuthToken
from rest_framework.test import APIClient

from accounts.operations import end_token, make_token

pytestmark = pytest.mark.django_db
SETTINGS, TOKENS = reverse("accounts:settings"), reverse("accounts:tokens")
NAME, LANGUAGE = reverse("accounts:name"), reverse("accounts:language")


def end_url(token: AuthToken) -> str:
    return reverse("accounts:token_end", args=[token.digest])


def test_page(client_of, ada):
    page = client_of(ada).get(SETTINGS).content.decode()
    assert "@ada" in page
    assert page.count('name="language"') == 4  # two radios here, two buttons in the foot


@pytest.mark.parametrize("url", [SETTINGS, TOKENS, NAME])
def test_nobody_is_sent_to_log_in(client, url):
    answer = client.get(url) if url == SETTINGS else client.post(url)
    assert "/accounts/login/" in answer["Location"]


@pytest.mark.parametrize("url", [TOKENS, NAME, LANGUAGE])
def test_wrong_method(client_of, ada, url):
    assert client_of(ada).get(url).status_code == 405


def test_name_is_saved(client_of, ada):
    client_of(ada).post(NAME, {"name": "  Ada L. "})
    ada.refresh_from_db()
    assert ada.name == "Ada L."


def test_too_long_a_name_is_explained(client_of, ada):
    answer = client_of(ada).post(NAME, {"name": "x" * 200})
    assert answer.status_code == 422
    assert b"errorlist" in answer.content
    ada.refresh_from_db()
    assert ada.name == "Ada"


def test_language_stays_with_the_browser(client):
    answer = client.post(LANGUAGE, {"language": "de", "next": "/settings/"})
    assert answer["Location"] == "/settings/"
    assert client.cookies[conf.LANGUAGE_COOKIE_NAME].value == "de"


@pytest.mark.parametrize("wrong", ["xx", "", "../../etc"])
def test_unknown_language_changes_nothing(client, wrong):
    client.post(LANGUAGE, {"language": wrong})
    assert conf.LANGUAGE_COOKIE_NAME not in client.cookies


def test_language_never_leads_elsewhere(client):
    answer = client.post(LANGUAGE, {"language": "de", "next": "https://evil.example/"})
    assert "evil" not in answer["Location"]


def test_token_is_shown_once_and_works(client_of, ada):
    answer = client_of(ada).post(TOKENS)
    token = re.search(r'id="token"[^>]* value="([^"]+)"', answer.content.decode()).group(1)
    assert "no-store" in answer["Cache-Control"]
    assert token not in client_of(ada).get(SETTINGS).content.decode()
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    assert api.get("/api/v1/notifications").status_code == 200


def test_only_its_hash_is_kept(ada):
    token = make_token(user=ada)
    row = AuthToken.objects.get(user=ada)
    assert token not in (row.digest, row.token_key)
    assert not any(token in str(value) for value in vars(row).values())


def test_ended_token_is_out_at_once(client_of, ada):
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {make_token(user=ada)}")
    url = end_url(AuthToken.objects.get(user=ada))
    assert client_of(ada).post(url).status_code == 302
    assert api.get("/api/v1/notifications").status_code == 401
    assert client_of(ada).post(url).status_code == 302  # already done


def test_others_can_not_end_it(client_of, ada, noor):
    make_token(user=ada)
    client_of(noor).post(end_url(AuthToken.objects.get(user=ada)))
    assert AuthToken.objects.filter(user=ada).count() == 1
    assert not end_token(user=noor, digest="nothing")


def test_notifications_api(client_of, ada, ben, at):
    from accounts.operations import follow

    follow(who=ben, whom=ada, at=at)
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {make_token(user=ada)}")
    [row] = api.get("/api/v1/notifications").json()["results"]
    assert (row["kind"], row["actor"], row["unread"]) == ("FOLLOWED", "ben", True)
    assert api.get("/api/v1/notifications", {"last": row["id"]}).json()["results"] == []
    assert api.get("/api/v1/notifications", {"last": "junk"}).status_code == 200
    assert api.post("/api/v1/notifications/read", {"ids": ["x"]}, format="json").status_code == 400
    assert api.post("/api/v1/notifications/read", {"ids": [row["id"]]}, format="json").json() == {"read": 1}
    assert api.post("/api/v1/notifications/read").json() == {"read": 0}
