"""An operator's model that reads wishes: a real server of its dialect on 127.0.0.1 that answers well, badly, late or not."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.timezone import now

from config.env import env_reader
from feed.steering import llm
from feed.steering.parsing import parse
from feed.steering.steering import packed

WORDS = "mehr Natur, nichts mit meiner Ex"


class Model(BaseHTTPRequestHandler):
    """Answers as its server's `play` says; keeps what it was asked."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization", ""), asked))
        self.server.play(self)

    def log_message(self, *_args):
        pass

    def say(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def content(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


@pytest.fixture
def model(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    server.asked = []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings.STEERING_LLM = f"http://127.0.0.1:{server.server_port}/v1"
    settings.STEERING_LLM_MODEL, settings.STEERING_LLM_KEY = "small", "secret"
    yield server
    server.shutdown()
    server.server_close()


def read(text: str = WORDS):
    return llm.read(text, "de", at=now(), names={}, known={})


def test_it_is_off_until_the_operator_names_a_server(settings, model):
    settings.STEERING_LLM = ""
    assert read() == parse(WORDS, "de")
    assert model.asked == []


def test_a_good_answer_is_taken_and_people_are_read_here(model):
    told = {
        "topics": {"sea": 0.9}, "without_topics": ["politics"], "minutes": 20, "unknown": ["wie damals"],
        "people": {"ada": -1}, "without_people": ["ben"], "only_people": ["cleo"], "makers": {"ada": 1},
    }  # fmt: skip
    model.play = lambda its: its.say(content(json.dumps(told)))
    found = read()
    assert packed(found.steering) == {"topics": {"sea": 0.9}, "without_topics": ["politics"], "minutes": 20}
    assert found.reader == "MODEL"
    assert found.unknown == ("wie damals",)
    assert [one.who for one in found.questions] == ["ex"]
    [(path, key, asked)] = model.asked
    assert (path, key, asked["model"]) == ("/v1/chat/completions", "Bearer secret", "small")
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert asked["messages"][1]["content"] == WORDS


@pytest.mark.parametrize(
    "body",
    [
        content("I would show more nature."),
        content('["nature"]'),
        content("{}"),
        content('{"topics": "nature", "moods": 7, "length": "long", "minutes": "many"}'),
        content('{"topics": {"free money": 1}, "weather": "sunny"}'),
        b"{}",
        b'{"choices": []}',
        b"not JSON",
        content('{"topics": {"sea": 1}}' + " " * 30_000),
    ],
)
def test_what_is_no_answer_of_use_is_read_without_it_and_said(model, body):
    model.play = lambda its: its.say(body)
    found, ours = read(), parse(WORDS, "de")
    assert (found.steering, found.questions, found.unknown) == (ours.steering, ours.questions, ours.unknown)
    assert found.reader == "INSTEAD"


def test_weights_and_numbers_are_held_to_our_bounds(model):
    told = {
        "topics": {"sea": 99, "dog": "much"},
        "minutes": 10**9,
        "novelty": -7,
        "without_topics": "politics",
    }
    model.play = lambda its: its.say(content(json.dumps(told)))
    assert packed(read().steering) == {"topics": {"sea": 1.0}, "minutes": 1440, "novelty": -1.0}


@pytest.mark.parametrize("status", [401, 404, 429, 500, 204])
def test_a_refusal_is_no_answer(model, status):
    model.play = lambda its: its.say(content('{"topics": {"sea": 1}}') if status != 204 else b"", status)
    assert read().reader == "INSTEAD"


def test_it_does_not_follow_to_another_host(model):
    model.play = lambda its: its.say(b"", 307, Location=f"http://127.0.0.1:{model.server_port}/elsewhere")
    assert read().reader == "INSTEAD"
    assert [path for path, _key, _asked in model.asked] == ["/v1/chat/completions"]


def drip(its):
    its.send_response(200)
    its.end_headers()
    try:
        for letter in content('{"topics": {"sea": 1}}'):
            its.wfile.write(bytes([letter]))
            its.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass


@pytest.mark.parametrize("play", [lambda its: time.sleep(1) or its.close_connection, drip])
def test_who_is_slow_is_not_waited_for(model, monkeypatch, play):
    monkeypatch.setattr(llm, "SECONDS", 0.3)
    model.play = play
    begun = time.monotonic()
    assert read().reader == "INSTEAD"
    assert time.monotonic() - begun < 0.9


def test_nobody_listens_there(settings):
    settings.STEERING_LLM = "http://127.0.0.1:9"
    assert read().reader == "INSTEAD"


@pytest.mark.django_db
def test_the_page_says_who_read(model, mona, client_of):
    page = client_of(mona)
    model.play = lambda its: its.say(content('{"topics": {"sea": 0.9}}'))
    assert "Read by the model" in page.post("/feed/steer", {"words": WORDS}, follow=True).content.decode()
    model.play = lambda its: its.say(b"", 500)
    text = page.post("/feed/steer", {"words": WORDS}, follow=True).content.decode()
    assert "I read it without" in text
    assert 'name="topics:nature"' in text


@pytest.mark.parametrize(
    ("url", "hosts", "goes"),
    [
        ("http://127.0.0.1:8000/v1", "", True),
        ("http://localhost:8000/v1/", "", True),
        ("http://model.lan:8000/v1", "", False),
        ("http://model.lan:8000/v1", "model.lan", True),
        ("http://169.254.169.254/v1", "", False),
        ("http://127.0.0.1@model.lan/v1", "", False),
        ("file:///etc/passwd", "", False),
    ],
)
def test_its_host_must_be_on_the_operators_list(monkeypatch, url, hosts, goes):
    monkeypatch.setenv("KULISSE_STEERING_LLM", url)
    if hosts:
        monkeypatch.setenv("KULISSE_STEERING_LLM_HOSTS", hosts)
    if goes:
        assert env_reader("KULISSE_STEERING_LLM")[0] == url.rstrip("/")
    else:
        with pytest.raises(ImproperlyConfigured, match="KULISSE_STEERING_LLM"):
            env_reader("KULISSE_STEERING_LLM")
