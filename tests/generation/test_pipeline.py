"""From a take to sealed files: they play, they fit together, and a failure leaves nothing behind."""

import base64
import re
import resource
import subprocess
import sys

import av
import numpy as np
import pytest
from PIL import Image

from generation.engines.types import SOUND_RATE, EngineFailed, Request, Stopped, Take
from generation.pipeline.captions import captions
from generation.pipeline.encode import PipelineFailed
from generation.pipeline.pictures import SAMPLE_LIMIT, Sampler
from generation.pipeline.run import Seal, draw, finish, run, seal
from provenance.certificates import ensure_certificates
from provenance.reading import State, read_credentials
from provenance.signing import LocalSigner
from provenance.visible import VisibleMark
from tests.films import FPS, LINES, Still, facts, gradient, take


def mark(width=180, height=320):
    return (VisibleMark("kulisse.example", "mira", width, height, FPS),)


@pytest.fixture(scope="module")
def seal_with(tmp_path_factory):
    made = ensure_certificates(tmp_path_factory.mktemp("keys") / "seal", "Kulisse")
    return Seal(LocalSigner.from_certificates(made), made.root)


@pytest.fixture(scope="module")
def large(tmp_path_factory, seal_with):
    """Four seconds at full size, through every stage."""
    folder = tmp_path_factory.mktemp("large")
    drawn = draw(take(720, 1280, 4.0, lines=LINES, black=12), folder, mark(720, 1280))
    return drawn, seal(drawn, finish(drawn, folder), folder, facts(), seal_with)


def played(path):
    """Frames, seconds of picture, seconds of sound."""
    with av.open(str(path)) as file:
        frames = sum(1 for _ in file.decode(video=0))
        picture = float(file.streams.video[0].duration * file.streams.video[0].time_base)
    with av.open(str(path)) as file:
        sound = sum(frame.samples for frame in file.decode(audio=0)) / SOUND_RATE
    return frames, picture, sound


def test_it_plays_with_sound_and_picture_of_one_length(large):
    _, clip = large
    frames, picture, sound = played(clip.video.path)
    assert frames == 96
    assert picture == pytest.approx(4.0, abs=0.001)
    assert abs(sound - picture) < 1 / FPS
    assert (clip.seconds, clip.width, clip.height, clip.fps) == (4.0, 720, 1280, FPS)


def test_it_starts_before_it_is_loaded(large):
    data = large[1].video.path.read_bytes()
    assert 0 < data.find(b"moov") < data.find(b"mdat")


def test_what_browsers_expect_of_the_streams(large):
    with av.open(str(large[1].video.path)) as file:
        picture, sound = file.streams.video[0].codec_context, file.streams.audio[0].codec_context
        assert (picture.name, picture.profile, picture.pix_fmt) == ("h264", "High", "yuv420p")
        assert (picture.colorspace, picture.color_primaries, picture.color_trc) == (1, 1, 1)
        assert picture.color_range == 1
        assert (sound.name, sound.sample_rate, sound.layout.name) == ("aac", 48_000, "stereo")


def test_colours_survive(tmp_path):
    red = np.full((320, 180, 3), (200, 40, 60), np.uint8)
    film = draw(Take(iter([red] * 12), 12, FPS, np.zeros((0, 2), np.float32), "x"), tmp_path, ())
    with av.open(str(film.video)) as file:
        shown = next(file.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(shown[160, 90].astype(int) - (200, 40, 60)).max() < 6


@pytest.mark.parametrize("seconds", [0.0, 0.7, 5.0])
def test_short_or_long_sound_is_made_to_fit(tmp_path, seconds):
    sound = np.zeros((round(seconds * SOUND_RATE), 2), np.float32)
    frames, picture, heard = played(draw(take(seconds=1.0, sound=sound), tmp_path, ()).video)
    assert frames == FPS
    assert abs(heard - picture) < 1 / FPS


def test_the_poster_shows_something_and_is_small(large):
    _, clip = large
    assert clip.poster.size < 60_000
    with Image.open(clip.poster.path) as poster:
        assert poster.format == "WEBP"
        assert poster.size == (720, 1280)
        assert np.asarray(poster.convert("L")).mean() > 60  # the film begins black


def test_the_sprite_sheet_has_the_tiles_it_promises(large):
    _, clip = large
    tiles = clip.tiles
    with Image.open(clip.sprites.path) as sheet:
        assert sheet.size == (tiles.columns * tiles.tile_width, tiles.rows * tiles.tile_height)
    assert (tiles.count, tiles.interval) == (8, 0.5)
    assert (tiles.tile_width, tiles.tile_height) == (90, 160)


def test_the_thumbhash_is_the_poster_in_little(large):
    drawn, clip = large
    data = base64.b64decode(clip.thumbhash)
    assert len(data) <= 30
    header = data[0] | data[1] << 8 | data[2] << 16
    light = (header & 63) / 63
    assert light == pytest.approx(drawn.still.mean() / 255, abs=0.03)
    assert not data[4] & 0x80  # upright


def test_video_and_pictures_are_sealed(large, seal_with):
    _, clip = large
    assert clip.credentials.state is State.TRUSTED
    assert clip.credentials.consents == facts().consents
    for file in (clip.video, clip.poster, clip.sprites):
        assert read_credentials(file.path, seal_with.roots).state is State.TRUSTED
        assert file.size == file.path.stat().st_size


def test_only_the_finished_files_are_left(large):
    folder = large[1].video.path.parent
    assert {p.name for p in folder.iterdir()} == {"video.mp4", "poster.webp", "sprites.webp", "captions.vtt"}


def test_every_frame_carries_the_mark(tmp_path):
    """Read from the film itself, after compression, against the same film without a mark."""
    plain = draw(take(720, 1280, 3.0), tmp_path / "plain", ()).video
    marked = draw(take(720, 1280, 3.0), tmp_path / "marked", mark(720, 1280)).video
    places = set()
    with av.open(str(plain)) as one, av.open(str(marked)) as other:
        for before, after in zip(one.decode(video=0), other.decode(video=0), strict=True):
            apart = (
                np.abs(before.to_ndarray(format="gray").astype(int) - after.to_ndarray(format="gray")) > 40
            )
            assert apart.sum() > 2000
            places.add(bool(apart[:, :360].sum() > apart[:, 360:].sum()))
    assert places == {True, False}


def test_the_engines_own_memory_is_left_alone(tmp_path):
    canvas = gradient(180, 320)
    before = canvas.copy()
    draw(Take(iter([canvas] * 5), 5, FPS, np.zeros((0, 2), np.float32), "x"), tmp_path, mark())
    assert (canvas == before).all()


def test_progress_rises_to_one_and_previews_are_small_jpegs(tmp_path):
    progress, previews = [], []
    draw(take(), tmp_path, mark(), on_progress=progress.append, on_preview=previews.append)
    assert progress == sorted(progress)
    assert progress[-1] == 1.0
    assert previews
    assert all(jpeg.startswith(b"\xff\xd8\xff") and len(jpeg) <= 8192 for jpeg in previews)


def test_samples_do_not_grow_with_the_clip():
    sampler, frame = Sampler(FPS), gradient(180, 320)
    for index in range(300 * FPS):
        sampler.see(index, frame)
    assert SAMPLE_LIMIT / 2 <= len(sampler.samples) < SAMPLE_LIMIT
    assert sampler.interval == 4.0  # five minutes


def test_captions_say_what_is_spoken():
    text = captions(LINES, 4.0)
    assert text.startswith("WEBVTT\n\nNOTE language: en\n\n")
    assert "00:00:00.200 --> 00:00:00.900 line:70%" in text
    assert "<v mira>Tom &amp; Jerry &lt;3 --&gt; you" in text
    assert "00:00:01.000 --> 00:00:04.000" in text
    assert "<lang de>Guten Tag</lang>" in text
    assert "too late" not in text
    assert all("-->" not in line for line in text.split("\n") if not re.match(r"\d\d:", line))


def test_silence_is_a_valid_caption_file():
    assert captions((), 4.0) == "WEBVTT\n\nNOTE language: en\n"


def left(folder):
    return [path.name for path in folder.iterdir()]


def test_an_engine_that_fails_leaves_nothing(tmp_path):
    def frames():
        yield gradient(180, 320)
        raise EngineFailed("NO_MEMORY", "the device is full")

    with pytest.raises(EngineFailed, match="device is full"):
        draw(Take(frames(), 9, FPS, np.zeros((0, 2), np.float32), "x"), tmp_path, ())
    assert left(tmp_path) == []


def test_stopping_leaves_nothing(tmp_path):
    looks = iter([False] * 5 + [True] * 99)
    with pytest.raises(Stopped):
        draw(take(), tmp_path, mark(), should_stop=lambda: next(looks))
    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("frames", "code"),
    [([], "NO_FRAMES"), ([gradient(180, 320), gradient(320, 180)], "BAD_FRAME")],
)
def test_frames_that_make_no_film(tmp_path, frames, code):
    with pytest.raises(PipelineFailed) as caught:
        draw(Take(iter(frames), len(frames), FPS, np.zeros((0, 2), np.float32), "x"), tmp_path, ())
    assert caught.value.code == code
    assert left(tmp_path) == []


def test_an_odd_size_no_player_takes_is_refused(tmp_path):
    with pytest.raises(PipelineFailed) as caught:
        draw(take(181, 321), tmp_path, ())
    assert caught.value.code == "ENCODE_FAILED"
    assert left(tmp_path) == []


FULL_DISK = """
import resource, sys
from pathlib import Path
from generation.pipeline.encode import PipelineFailed
from generation.pipeline.run import Seal, draw, finish, seal
from provenance.certificates import ensure_certificates
from provenance.signing import LocalSigner
from tests.films import facts, take

folder, stage, room = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
keys = ensure_certificates(folder / "keys", "Kulisse")
work = folder / "work"
limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    if stage == "draw":
        limit()
    drawn = draw(take(720, 1280, 2.0), work, ())
    if stage == "finish":
        limit()
    rendition = finish(drawn, work)
    limit()
    seal(drawn, rendition, work, facts(), Seal(LocalSigner.from_certificates(keys), keys.root))
except PipelineFailed as refused:
    sys.exit(refused.code)
"""


@pytest.mark.parametrize(
    ("stage", "room", "left_over"),
    [
        ("draw", 1000, set()),
        ("draw", 40_000, set()),
        ("finish", 1000, {"unsealed.mp4"}),
        ("seal", 50_000, {"unsealed.mp4", "poster.webp", "sprites.webp", "captions.vtt"}),
    ],
)
def test_a_full_disk_is_named_and_leaves_nothing_half_done(tmp_path, stage, room, left_over):
    """In a process that may write only so much to a file."""
    ended = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path), stage, str(room)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.stderr.strip().endswith("DISK_FULL"), ended.stderr
    assert set(left(tmp_path / "work")) == left_over


def test_a_shell_takes_a_request_through_every_stage(tmp_path, seal_with):
    clip = run(
        Still(take()),
        Request("a fox", 2.0, 180, 320),
        tmp_path,
        marks=mark(),
        facts_of=lambda drawn: facts(),
        seal_with=seal_with,
    )
    assert clip.credentials.state is State.TRUSTED
    assert played(clip.video.path)[0] == 48


@pytest.mark.parametrize("stage", ["check", "facts"])
def test_a_refused_clip_leaves_nothing(tmp_path, seal_with, stage):
    def refuse(drawn):
        raise PermissionError("not this one")

    stages = {"check": lambda drawn: None, "facts_of": lambda drawn: facts()}
    stages["check" if stage == "check" else "facts_of"] = refuse
    request = Request("a fox", 2.0, 180, 320)
    with pytest.raises(PipelineFailed, match="not this one"):
        run(Still(take(seconds=0.5)), request, tmp_path, marks=mark(), seal_with=seal_with, **stages)
    assert left(tmp_path) == []


def test_a_seal_that_fails_can_be_tried_again(tmp_path, seal_with):
    drawn = draw(take(seconds=0.5), tmp_path, mark())
    rendition = finish(drawn, tmp_path)
    with pytest.raises(PipelineFailed) as caught:
        seal(drawn, rendition, tmp_path, facts(), Seal(seal_with.signer, ""))
    assert caught.value.code == "SEAL_BROKEN"
    assert not (tmp_path / "video.mp4").exists()
    assert seal(drawn, rendition, tmp_path, facts(), seal_with).credentials.state is State.TRUSTED


def test_facts_that_name_another_making_are_refused(tmp_path, seal_with):
    drawn = draw(take(seconds=0.5), tmp_path, mark())
    with pytest.raises(ValueError, match="facts say"):
        seal(drawn, finish(drawn, tmp_path), tmp_path, facts(source_type="x"), seal_with)


def test_memory_does_not_grow_with_the_clip(tmp_path):
    sampler, peaks = Sampler(FPS), []
    frame = gradient(180, 320)
    for index in range(60 * FPS):
        sampler.see(index, frame)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    assert peaks[-1] - peaks[10 * FPS] < 60_000  # kB
