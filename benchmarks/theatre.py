"""The paper theatre's own promises: how well it hears, sound on its cause, loudness, flashing, memory at any length.

    python -m benchmarks.theatre

No instance is needed: the engine alone. Targets: recall and precision 0.92, onset within one frame (42 ms), -16 LUFS ±1
without clipping over the demo's prompts, at most three flashes a second, 700 MB whatever the length.
"""

import json
import subprocess
import sys
from fractions import Fraction

import av
import av.filter
import numpy as np

from generation.demo_clips import CLIPS
from generation.engines.papertheatre import director, flashes, sound, stage
from generation.engines.papertheatre.loudness import lufs
from generation.engines.papertheatre.summary import heard
from generation.engines.papertheatre.theatre import PaperTheatre
from generation.engines.types import SOUND_RATE, Request
from tests.adherence.score import FRESH, HELD_OUT, PROMPTS, STRANGERS, score

FPS = 24
CAUSES = [
    f"A {colour} ball bounces {where}"
    for colour in ("red", "blue", "green", "yellow")
    for where in (
        "on the beach",
        "in the street",
        "in the garden",
        "on the stage",
        "in the snow",
        "in the kitchen",
    )
] + [f"{who} jumps in the meadow" for who in ("A girl", "A man", "A dog", "A frog", "A robot", "A rabbit")]
LENGTHS = (4, 10, 20)
MEASURED = """
import resource, sys
from generation.engines.papertheatre.theatre import PaperTheatre
from generation.engines.types import Request
take = PaperTheatre().render(
    Request('A dog chases a red ball along the beach and says "Wait!"', {seconds}), lambda _: None, lambda: False)
for frame in take.frames:
    pass
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def say(name: str, **facts: object) -> None:
    print(json.dumps({"bench": name, **facts}), flush=True)


def adherence() -> None:
    sets = {"prompts": PROMPTS, "held_out": HELD_OUT, "fresh": FRESH, "strangers": STRANGERS}
    for name, path in sets.items():
        right, expected, told = score(lambda prompt: heard(director.direct(prompt, 10)), path)["all"]
        say(
            "adherence", set=name, recall=round(right / expected, 3), precision=round(right / told, 3),
            target_recall=0.92, target_precision=0.92,
        )  # fmt: skip


def onset(prompts: list[str]) -> None:
    """From the frame in which something touches the ground to the first loud sample of the effect for it."""
    late: list[float] = []
    for prompt in prompts:
        scene = director.direct(prompt, 4)
        show = stage.perform(scene, [], {}, 90, 160, FPS, 1)
        heard_at = _onsets(sound._effects(show.events, 4 * SOUND_RATE, 1))
        for frame in _touches(show):
            if len(heard_at):
                late.append(float(np.min(np.abs(heard_at - frame / FPS))))
    say(
        "sound_onset", scenes=len(prompts), causes=len(late), worst_frames=round(max(late) * FPS, 2),
        p95_frames=round(float(np.quantile(late, 0.95)) * FPS, 2), target_frames=1.0,
    )  # fmt: skip


def _touches(show: stage.Performance) -> list[int]:
    """Frames in which something that was in the air is down again."""
    found = []
    for track in show.motion.tracks:
        rise = np.array(
            [show.motion.pose(track, at).rise * track.actor.height for at in range(show.frame_count)]
        )
        above = np.asarray(track.height, float) - track.actor.hover + rise
        high = float(above.max())
        if high < 0.02:
            continue
        low = (above[1:-1] <= above[:-2]) & (above[1:-1] < above[2:]) & (above[1:-1] < 0.12 * high)
        rose = [above[max(0, at - 8) : at + 1].max() > 0.35 * high for at in np.flatnonzero(low) + 1]
        found += [int(at) for at, fell in zip(np.flatnonzero(low) + 1, rose, strict=True) if fell]
    return found


def _onsets(samples: np.ndarray) -> np.ndarray:
    """Seconds at which it becomes loud, to the millisecond."""
    step = SOUND_RATE // 1000
    loud = np.abs(samples).max(axis=1)
    loud = loud[: len(loud) // step * step].reshape(-1, step).max(axis=1)
    quiet = np.convolve(loud, np.ones(20) / 20)[: len(loud)]
    before = np.concatenate([np.zeros(2), quiet[:-2]])
    return np.flatnonzero((loud > 0.02) & (loud > 3 * before)) / 1000


def loudness(prompts: list[str]) -> None:
    levels, peaks, most, eased = [], [], 0.0, 0.0
    for prompt in prompts:
        take = PaperTheatre().render(Request(prompt, 6, 180, 320, seed=1), lambda _: None, lambda: False)
        levels.append(lufs(take.sound))
        peaks.append(float(np.abs(take.sound).max()))
        frames = list(take.frames)
        most = max(most, flashes.most_flashes(frames, FPS))
        eased = max(eased, dimmed(frames))
    say(
        "loudness", clips=len(prompts), lowest=round(min(levels), 2), highest=round(max(levels), 2),
        peak=round(max(peaks), 3), target_lufs=-16, tolerance=1, target_peak=1.0,
    )  # fmt: skip
    strobe = [np.full((320, 180, 3), 255 * (at // 2 % 2), np.uint8) for at in range(72)]
    say(
        "flashes_a_second", clips=len(prompts), most=round(most, 2), target=3, libavfilter_dims=round(eased, 1),
        strobe=round(flashes.most_flashes(strobe, FPS), 1), libavfilter_dims_strobe=round(dimmed(strobe), 1),
    )  # fmt: skip


def dimmed(frames: list[np.ndarray]) -> float:
    """How many grey levels libavfilter's photosensitivity filter would take from the worst frame; 0: it sees no flash."""
    graph = av.filter.Graph()
    height, width = frames[0].shape[:2]
    source = graph.add_buffer(width=width, height=height, format="rgb24", time_base=Fraction(1, FPS))
    watch, sink = graph.add("photosensitivity", f"frames={FPS}:threshold=1"), graph.add("buffersink")
    source.link_to(watch)
    watch.link_to(sink)
    graph.configure()
    worst = 0.0
    for at, frame in enumerate(frames):
        picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")
        picture.pts, picture.time_base = at, Fraction(1, FPS)
        graph.push(picture)
        seen = graph.pull().to_ndarray(format="rgb24")
        worst = max(worst, float(np.abs(seen.astype(int) - frame).mean()))
    return worst


def memory(lengths: tuple[int, ...]) -> None:
    for seconds in lengths:
        run = [sys.executable, "-c", MEASURED.format(seconds=seconds)]
        told = subprocess.run(run, capture_output=True, text=True, check=True).stdout
        say("engine_peak", seconds=seconds, size="720x1280", peak_mb=int(told), target_mb=700)


def main(quick: bool = False) -> None:
    adherence()
    onset(CAUSES[:4] + CAUSES[-2:] if quick else CAUSES)
    loudness([clip.prompt for clip in CLIPS][: 2 if quick else None])
    memory(LENGTHS[:1] if quick else LENGTHS)


if __name__ == "__main__":
    main("--quick" in sys.argv)
