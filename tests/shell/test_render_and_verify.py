"""`manage.py render` and `manage.py verify`: one after the other, and what they refuse."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from tests.faces import as_bytes, drawn_face, meadow
from tests.films import film


def said(*command, **options) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_a_rendered_file_verifies_and_a_changed_one_does_not(tmp_path):
    path = tmp_path / "dog.mp4"
    assert "seed 7" in said("render", "A dog sleeps", path, seconds=4, size="360x640", seed=7)
    lines = said("verify", path)
    assert "intact, sealed by this instance" in lines
    assert "algorithmicMedia" in lines
    data = bytearray(path.read_bytes())
    data[-2000] ^= 1
    path.write_bytes(data)
    with pytest.raises(CommandError) as refused:
        said("verify", path)
    assert refused.value.returncode == 1


def test_a_file_without_a_seal(tmp_path):
    with pytest.raises(CommandError, match="no seal"):
        said("verify", film(tmp_path / "bare.mp4"))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="is no file"):
        said("verify", tmp_path / "nothing.mp4")


def test_a_refused_prompt_renders_nothing(tmp_path):
    with pytest.raises(CommandError, match="no words"):
        said("render", "🐈", tmp_path / "cat.mp4")
    assert not list(tmp_path.iterdir())


def test_wishes_are_taken_from_the_shell_too(tmp_path):
    (tmp_path / "first.png").write_bytes(as_bytes(meadow()))
    said(
        "render", "", str(tmp_path / "clip.mp4"), "--seconds", "4", "--size", "360x640", "--style", "noir", "--silent",
        "--shot", "3:A dog runs", "--shot", "1:A cat sleeps", "--picture", str(tmp_path / "first.png"),
    )  # fmt: skip
    assert (tmp_path / "clip.mp4").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (["--style", "baroque"], "style: This engine has no style called baroque."),
        (["--engine", "dreams"], "engine: There is no engine called dreams here."),
        (["--shot", "3:A dog"], "shots: The shots last 3 seconds together, the clip 8."),
        (["--shot", "A dog"], "expected SECONDS:WORDS"),
        (["--picture", "/nowhere.png"], "--picture: "),
        (["--picture", "face.png"], "picture: There is a face in this picture."),
    ],
)
def test_a_wish_that_can_not_be_met_is_one_line(tmp_path, monkeypatch, wish, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "face.png").write_bytes(as_bytes(drawn_face()))
    with pytest.raises(CommandError, match=re.escape(message)):
        said("render", "A dog runs", str(tmp_path / "clip.mp4"), *wish)
    assert not (tmp_path / "clip.mp4").exists()
