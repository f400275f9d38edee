"""Web Push over a real connection: subscribed through the page's call, decrypted as a browser would."""

import base64
import json
import os
import threading
from datetime import time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils.timezone import now
from py_vapid import Vapid02

from accounts import delivery, push
from accounts.models import Device, NotificationKind, Telling
from accounts.operations import notify, set_telling

pytestmark = pytest.mark.django_db
ADD = "/settings/devices"


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Service(HTTPServer):
    """A push service with one browser behind it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.answer = 201

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def subscription(self, path: str = "/device/1") -> dict[str, str]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": self.origin + path,
            "p256dh": text(point),
            "auth": text(self.auth),
            "name": "Test",
        }

    def heard(self) -> list[dict]:
        return [
            json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth))
            for _h, body in self.calls
        ]


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def service(settings):
    running = Service()
    threading.Thread(target=running.serve_forever, daemon=True).start()
    settings.PUSH_SERVICES = [running.origin]
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def device(ben, service, client_of):
    assert client_of(ben).post(ADD, service.subscription()).status_code == 204
    return Device.objects.get()


def used(ben, ada, number=0):
    facts = {"actor": "ada", "prompt": "the secret words"}
    return notify(
        to=ben, kind=NotificationKind.LIKENESS_USED, at=now(), actor=ada, url=f"/cameos/{number}", facts=facts
    )


def test_it_arrives_encrypted_signed_and_without_a_word_of_the_prompt(ben, ada, device, service):
    used(ben, ada)
    assert delivery.tell(user_id=ben.pk, at=now()) == 1
    [heard] = service.heard()
    assert heard["body"] == "Ada uses your likeness."
    assert (heard["url"], heard["unread"]) == ("/cameos/0", 1)
    headers, body = service.calls[0]
    assert b"Ada" not in body
    assert headers["content-encoding"] == "aes128gcm"
    assert Vapid02.verify(headers["authorization"])
    assert f"k={push.public_key()}" in headers["authorization"]
    assert delivery.tell(user_id=ben.pk, at=now()) == 0
    assert len(service.calls) == 1


def test_many_are_one(ben, ada, device, service):
    for number in range(5):
        used(ben, ada, number)
    assert delivery.tell(user_id=ben.pk, at=now()) == 1
    [heard] = service.heard()
    assert heard["body"] == "Ada cast you 5 times"
    assert heard["url"] == "/inbox"


def test_quiet_hours_keep_it_and_the_round_brings_it(ben, ada, device, service):
    begin = now()
    span = {
        "quiet_from": (begin - timedelta(hours=1)).time(),
        "quiet_until": (begin + timedelta(hours=1)).time(),
    }
    set_telling(user=ben, at=begin, language="en", time_zone="UTC", **span)
    used(ben, ada)
    assert delivery.tell(user_id=ben.pk, at=begin) == 0
    assert delivery.tell_everybody(at=begin + timedelta(minutes=59)) == 0
    assert delivery.tell_everybody(at=begin + timedelta(minutes=61)) == 1


def test_read_meanwhile_is_not_pushed(ben, ada, device, service):
    used(ben, ada)
    ben.notifications.update(read_at=now())
    assert delivery.tell(user_id=ben.pk, at=now()) == 0


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_its_service_knows_no_more_is_forgotten(ben, ada, device, service, status):
    service.answer = status
    used(ben, ada)
    delivery.tell(user_id=ben.pk, at=now())
    assert not Device.objects.exists()
    assert not Telling.objects.get().pushes


@pytest.mark.parametrize("status", [429, 500, 301])
def test_a_service_that_says_later_is_asked_later(ben, ada, device, service, status):
    service.answer = status
    used(ben, ada)
    assert delivery.tell(user_id=ben.pk, at=now()) == 0
    service.answer = 201
    assert delivery.tell_everybody(at=now()) == 1


def test_a_service_that_is_not_there_keeps_nobody(ben, ada, device, settings):
    Device.objects.update(endpoint="http://127.0.0.1:9/x")
    used(ben, ada)
    assert delivery.tell(user_id=ben.pk, at=now()) == 0
    assert Device.objects.exists()


def test_what_came_before_the_device_is_not_pushed_to_it(ben, ada, service, client_of):
    used(ben, ada)
    client_of(ben).post(ADD, service.subscription())
    assert delivery.tell(user_id=ben.pk, at=now()) == 0


def test_notifying_wakes_the_worker_where_there_is_a_device(
    ben, ada, noor, device, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(delivery, "_send", woken.append)
    with django_capture_on_commit_callbacks(execute=True):  # Redis is told once the row is there
        used(ben, ada)
        used(noor, ada)
    assert woken == [ben.pk]


def test_in_their_language(ben, ada, device, service, client_of):
    client_of(ben).post("/settings/language", {"language": "de"})
    used(ben, ada)
    delivery.tell(user_id=ben.pk, at=now())
    assert service.heard()[0]["body"] == "Ada lässt dich auftreten."


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:8000/x",
        "https://127.0.0.1/x",
        "https://fcm.googleapis.com.example.org/x",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://me@fcm.googleapis.com/x",
        "https://evilpush.apple.com.example.org/x",
        "ftp://fcm.googleapis.com/x",
        "nonsense",
    ],
)
def test_an_address_of_no_known_service_is_refused(ben, client_of, endpoint):
    sample = Service()
    sample.server_close()
    answer = client_of(ben).post(ADD, {**sample.subscription(), "endpoint": endpoint})
    assert answer.status_code == 422
    assert "endpoint" in answer.json()["errors"]
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/x",
        "https://web.push.apple.com/x",
        "https://wns2-par02p.notify.windows.com/w/?token=x",
    ],
)
def test_the_known_services_are_taken(endpoint):
    assert push.is_known_service(endpoint)


@pytest.mark.parametrize("field", ["p256dh", "auth"])
def test_keys_that_are_none_are_refused(ben, client_of, service, field):
    answer = client_of(ben).post(ADD, {**service.subscription(), field: "short!"})
    assert answer.status_code == 422
    assert field in answer.json()["errors"]


def test_the_same_browser_again_is_one_device_of_who_is_logged_in_now(ben, ada, device, service, client_of):
    client_of(ada).post(ADD, service.subscription())
    assert Device.objects.get().user == ada


def test_taking_a_device_off(ben, ada, device, client_of):
    end = f"/settings/devices/{device.pk}/end"
    client_of(ada).post(end)
    assert Device.objects.exists()
    page = client_of(ben).get("/settings/").content.decode()
    assert end in page
    assert push.public_key() in page
    client_of(ben).post(end)
    assert not Device.objects.exists()
    assert "taken off already" in client_of(ben).post(end, follow=True).content.decode()


def test_the_worker_script_answers_for_the_whole_site(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-store" in answer["Cache-Control"]
    assert b"showNotification" in answer.content
    assert client.post("/sw.js").status_code == 405


def test_devices_need_an_account(client, db):
    assert client.post(ADD)["Location"].startswith("/accounts/login/")


def test_quiet_over_midnight():
    from accounts.telling import _within

    night = (time(22), time(7))
    assert [_within(time(hour), *night) for hour in (21, 22, 3, 7, 12)] == [False, True, True, False, False]
