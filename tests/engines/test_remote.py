"""The remote engine against real servers of each dialect on this machine, with faults on purpose."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from generation.engines.remote import tending
from generation.engines.remote.engine import Remote
from generation.engines.remote.fleet import fleet_of
from generation.engines.types import TRAINED, EngineFailed, Request, Stopped
from tests.videoserver import VideoServer

ASK = Request("A fox in the snow", seconds=1.0, width=96, height=160, seed=7)
DIALECTS = ["openai", "kulisse", "vllm", "sglang", "fastvideo", "trtllm"]


@pytest.fixture(autouse=True)
def quick(monkeypatch, tmp_path):
    """Short waits; places of this test's own; no name of a fleet from outside."""
    monkeypatch.setattr(tending, "POLL_FIRST", 0.02)
    monkeypatch.setattr("generation.engines.remote.places.FIRST_REST", 0.05)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.delenv("KULISSE_REMOTES", raising=False)


def engine_for(server, tmp_path, *more, **rest):
    """A fleet of these servers, as an operator writes it."""
    lines = [
        "[farm]",
        *(f"{name} = {value!r}" for name, value in {"dialect": server.dialect, **rest}.items()),
    ]
    for one in (server, *more):
        lines += ["[[farm.endpoints]]", f'url = "{one.url}"']
    path = tmp_path / "remotes.toml"
    path.write_text("\n".join(lines).replace("True", "true").replace("False", "false"))
    import os

    os.environ["KULISSE_REMOTES"] = str(path)
    try:
        return Remote("farm")
    finally:
        del os.environ["KULISSE_REMOTES"]


def made(engine, request=ASK, progress=None, should_stop=lambda: False):
    take = engine.render(request, (progress if progress is not None else []).append, should_stop)
    return take, list(take.frames)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_is_spoken(dialect, tmp_path):
    with VideoServer(dialect) as server:
        take, frames = made(engine_for(server, tmp_path))
    assert len(frames) == take.frame_count == 24
    assert {frame.shape for frame in frames} == {(160, 96, 3)}
    assert frames[-1].mean() > frames[0].mean() + 10  # it grows lighter, in order
    assert take.sound.shape == (48_000, 2)
    assert 0.1 < np.abs(take.sound).max() <= 1
    assert take.source_type == TRAINED
    [asked] = server.asked
    assert asked["prompt"] == ASK.prompt
    assert str(asked.get("seed", 7)) == "7"
    assert len(server.ended) == 1  # the server need not keep it


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("fault", "submits"),
    [
        ("forgets", 2), ("breaks_after_accepting", 2), ("says_nothing", 2), ("stumbles", 1), ("late", 1),
        ("busy", 2), ("closed", 2), ("breaks_off", 1),
    ],
)  # fmt: skip
def test_a_server_with_a_fault_still_gives_one_film(dialect, fault, submits, tmp_path, monkeypatch):
    monkeypatch.setattr("generation.engines.remote.calls.SOON", 0.05)
    with VideoServer(dialect, faults={fault: 1}) as server:
        _take, frames = made(engine_for(server, tmp_path))
    assert len(frames) == 24
    assert server.calls["submit"] == submits


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("fails", "REMOTE_FAILED"), ("declines", "REMOTE_REFUSED"), ("truncated", "REMOTE_FILE"),
        ("html", "REMOTE_FILE"), ("wrong_size", "REMOTE_FILE"), ("short", "REMOTE_FILE"),
    ],
)  # fmt: skip
def test_what_can_not_be_used_is_a_failure_with_its_reason(fault, code, tmp_path):
    with VideoServer("vllm", faults={fault: 9}) as server, pytest.raises(EngineFailed) as failed:
        made(engine_for(server, tmp_path))
    assert failed.value.code == code
    assert len(server.ended) == 1


def test_a_server_that_never_finishes_is_told_to_stop(tmp_path):
    with VideoServer("openai", faults={"never_finishes": 1}) as server:
        with pytest.raises(EngineFailed, match="not done after 1 s"):
            made(engine_for(server, tmp_path, limit=1))
    assert len(server.ended) == 1


@pytest.mark.parametrize("dialect", ["vllm", "kulisse"])
def test_a_stopped_job_is_deleted_on_the_server(dialect, tmp_path):
    with VideoServer(dialect, faults={"never_finishes": 1}) as server:
        with pytest.raises(Stopped):
            made(engine_for(server, tmp_path), should_stop=lambda: server.calls["look"] > 1)
    assert server.ended == [*server.ended[:1]]
    assert not server.jobs
    assert server.running == 0


def test_stopping_while_the_film_is_decoded_stops(tmp_path):
    stop = threading.Event()
    with VideoServer() as server:
        take = engine_for(server, tmp_path).render(ASK, lambda done: None, stop.is_set)
        next(take.frames)
        stop.set()
        with pytest.raises(Stopped):
            list(take.frames)


def test_a_progress_that_jumps_is_passed_on_and_never_falls(tmp_path):
    for dialect in ("openai", "fastvideo"):
        progress: list[float] = []
        with VideoServer(dialect, looks=4) as server:
            made(engine_for(server, tmp_path), progress=progress)
        assert progress == sorted(progress)
        assert progress[-1] == 0.8


def test_under_a_silent_film_the_sound_stage_is_laid_and_silence_can_be_wanted(tmp_path):
    with VideoServer(sound=False) as server:
        engine = engine_for(server, tmp_path)
        words = replace(ASK, prompt='A dog by the sea says "Hello!"', seconds=2.0)
        laid, _frames = made(engine, words)
        quiet, _frames = made(engine, replace(ASK, sound=False))
    assert laid.sound.shape == (96_000, 2)
    assert np.abs(laid.sound).max() > 0.01
    assert [line.text for line in laid.lines] == ["Hello!"]
    assert not quiet.sound.any()


def test_the_next_server_is_asked_when_one_is_gone(tmp_path):
    with VideoServer() as gone:
        pass
    with VideoServer() as server:
        engine = engine_for(gone, tmp_path, server)
        gone_one = engine._places.of(engine.fleet.endpoints[0])
        clips = 0
        while not gone_one.failures and clips < 50:  # which is asked first is left to chance
            assert len(made(engine)[1]) == 24
            clips += 1
    assert gone_one.failures
    assert server.calls["submit"] == clips


def test_no_server_at_all_is_said(tmp_path):
    with VideoServer() as gone:
        pass
    with pytest.raises(EngineFailed) as failed:
        made(engine_for(gone, tmp_path, patience=1))
    assert failed.value.code == "REMOTE_DOWN"


def test_a_server_gets_no_more_at_once_than_its_concurrency(tmp_path):
    with VideoServer(looks=6) as one, VideoServer(looks=6) as other:
        engines = [engine_for(one, tmp_path, other) for _worker in range(5)]
        threads = [threading.Thread(target=made, args=(engine,)) for engine in engines]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert one.most_running == other.most_running == 1
    assert one.calls["submit"] + other.calls["submit"] == 5
    assert one.calls["submit"] >= 1 <= other.calls["submit"]


def test_a_redirect_to_another_host_is_not_followed(tmp_path):
    with VideoServer(faults={"redirects": 9}) as server, pytest.raises(EngineFailed, match="another host"):
        made(engine_for(server, tmp_path))


def test_the_key_is_sent_and_stands_nowhere_else(tmp_path, monkeypatch):
    monkeypatch.setenv("FARM_KEY", "let-me-in")
    with VideoServer(key="let-me-in") as server:
        path = tmp_path / "remotes.toml"
        path.write_text(f'[farm]\n[[farm.endpoints]]\nurl = "{server.url}"\nkey_env = "FARM_KEY"\n')
        monkeypatch.setenv("KULISSE_REMOTES", str(path))
        engine = Remote("farm")
        assert len(made(engine)[1]) == 24
    assert "let-me-in" not in repr(engine.fleet)


def test_frames_and_sides_are_rounded_up_to_what_the_model_makes(tmp_path):
    request = Request("A fox", seconds=1.0, width=90, height=150)
    with VideoServer("vllm") as server:
        _take, frames = made(engine_for(server, tmp_path, frames=8, multiple=16), request)
    [asked] = server.asked
    assert (asked["width"], asked["height"], asked["num_frames"]) == ("96", "160", "25")
    assert {frame.shape for frame in frames} == {(150, 90, 3)}


def test_a_film_that_is_larger_than_allowed_is_not_taken(tmp_path):
    with VideoServer() as server, pytest.raises(EngineFailed, match="bytes") as failed:
        made(engine_for(server, tmp_path, megabytes=0))
    assert failed.value.code == "REMOTE_FILE"


def test_an_address_alone_is_a_fleet():
    fleet = fleet_of("http://10.0.0.5:8091?dialect=vllm#Wan-AI/Wan2.2", "")
    assert (fleet.endpoints[0].url, fleet.dialect, fleet.model) == (
        "http://10.0.0.5:8091/v1",
        "vllm",
        "Wan-AI/Wan2.2",
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[other]", "has no fleet"),
        ("[farm]", "it has no"),
        ('[farm]\ndialect = "klingon"\n[[farm.endpoints]]\nurl = "http://a/v1"', "expected one of openai"),
        ('[farm]\ncolour = 1\n[[farm.endpoints]]\nurl = "http://a/v1"', "'colour' is not known"),
        ('[farm]\nlimit = "long"\n[[farm.endpoints]]\nurl = "http://a/v1"', "expected something like 3600"),
        ('[farm]\n[[farm.endpoints]]\nurl = "file:///etc/passwd"', "expected http"),
        ('[farm]\n[[farm.endpoints]]\nurl = "http://a/v1"\nweight = 0', "whole numbers from 1"),
        ('[farm]\n[[farm.endpoints]]\nurl = "http://a/v1"\nkey_env = "NOT_THERE"', "has no NOT_THERE"),
        ('[farm]\n[[farm.endpoints]]\nurl = "http://a/v1"\nkey_file = "/not/there"', "No such file"),
        ("[farm", "remotes.toml"),
    ],
)
def test_a_file_of_fleets_that_is_wrong_says_where(text, says, tmp_path):
    path = tmp_path / "remotes.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=says):
        fleet_of("farm", str(path))


def test_a_name_without_a_file_is_refused():
    with pytest.raises(ValueError, match="KULISSE_REMOTES"):
        fleet_of("farm", "")
