"""Recordings for tests: a drawn head that turns, beeps or a synthetic voice that speaks. No real person is in them."""

import io
import math
from fractions import Fraction
from functools import lru_cache

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.faces import HAIR, SKIN

RATE = 48_000
FPS = 15
TURN = {
    "LEFT": (0.62, 0.0),
    "RIGHT": (-0.62, 0.0),
    "UP": (0.0, 0.5),
}  # radians to the right and up, in the picture


@lru_cache(maxsize=256)
def head(width=270, height=360, yaw=0.0, pitch=0.0, light=1.0, backdrop=(120, 130, 140), skin=SKIN, brow=12):
    """A head whose features lie on a ball: turned, they go to one side and grow narrow."""
    picture = Image.new("RGB", (480, 640), backdrop)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 40, 90, 300), fill=(90, 110, 150))  # something on the wall
    draw.rectangle((380, 120, 460, 260), fill=(180, 160, 110))
    draw.ellipse((100, 70, 380, 500), fill=HAIR)
    draw.ellipse((120, 100, 360, 490), fill=skin)

    def at(x, y):
        """A point of the face at rest (240, 285 is the middle), turned."""
        across, down = math.asin((x - 240) / 170) + yaw, math.asin((y - 285) / 260) - pitch
        return 240 + 170 * math.sin(across), 285 + 260 * math.sin(down), math.cos(across)

    def blot(x, y, w, h, fill):
        middle_x, middle_y, narrow = at(x, y)
        draw.ellipse((middle_x - w * narrow, middle_y - h, middle_x + w * narrow, middle_y + h), fill=fill)

    for x in (185, 295):
        (x1, y1, _n), (x2, y2, _m) = at(x - 32, 218), at(x + 32, 211)
        draw.line((x1, y1, x2, y2), fill=(70, 45, 35), width=brow)
        for w, h, fill in ((28, 14, (150, 105, 85)), (22, 10, (240, 236, 230)), (11, 12, (40, 30, 28))):
            blot(x, 245, w, h, fill)
    draw.polygon([at(240, 245)[:2], at(214, 338)[:2], at(266, 338)[:2]], fill=(196, 148, 120))
    blot(240, 336, 26, 12, (170, 118, 96))
    blot(240, 388, 50, 15, (150, 70, 66))
    blot(240, 388, 48, 3, (90, 35, 35))
    picture = picture.filter(ImageFilter.GaussianBlur(3)).resize((width, height))
    pixels = np.array(picture.point(lambda value: min(255, int(value * light))), np.uint8)
    pixels.flags.writeable = False  # it is drawn once for all who ask
    return pixels


def steps_of(turns=("LEFT", "UP", "RIGHT"), numbers=(47, 12, 88)):
    steps = [{"do": turn} for turn in turns]
    for place, number in enumerate(numbers):
        steps.insert(2 * place + 1, {"do": "SAY", "number": number})
    return steps


def beep(seconds=0.7, pitch=180.0):
    t = np.arange(int(seconds * RATE)) / RATE
    voice = sum(np.sin(2 * np.pi * pitch * k * t + 0.3 * np.sin(2 * np.pi * 5 * t)) / k for k in range(1, 9))
    return (0.12 * voice * np.sin(np.pi * np.minimum(1, t / seconds))).astype(np.float32)


def performance(steps, seconds_each=1.4, loud=1.0, voice=beep, pace=1.0, seed=0, fps=FPS, **look):
    """Frames and sound of somebody who does the steps one after another."""
    each = seconds_each * pace
    frames_each = int(each * fps)
    frames, sound = [], np.random.default_rng(seed).normal(0, 0.0008, int((each * len(steps) + 1.2) * RATE))
    still = [head(**look)] * int(0.6 * fps)
    frames += still
    for place, step in enumerate(steps):
        if step["do"] == "SAY":
            word = voice(pitch=120 + 2 * step["number"]) if voice is beep else voice(step["number"])
            begin = int((0.6 + place * each + 0.3) * RATE)
            sound[begin : begin + len(word)] += loud * word[: len(sound) - begin]
            frames += [head(**look)] * frames_each
        else:
            yaw, pitch = TURN[step["do"]]
            for index in range(frames_each):
                amount = math.sin(math.pi * index / (frames_each - 1)) ** 0.7
                frames.append(head(yaw=yaw * amount, pitch=pitch * amount, **look))
    return frames + still, sound.astype(np.float32)


def encode(
    frames, sound, *, video="libvpx", audio="libopus", container="webm", rate=FPS, bit_rate=900_000, speed=8
):
    """A file as a browser makes it; at one speed, or the encoder would take it from how busy the machine is.

    In one thread: several mostly wait for each other, and burn a core each while they do.
    """
    data = io.BytesIO()
    with av.open(data, "w", format=container) as file:
        picture = file.add_stream(video, rate=rate, options={"deadline": "realtime", "cpu-used": str(-speed)})
        picture.height, picture.width = frames[0].shape[:2]
        picture.codec_context.thread_count = 1
        picture.pix_fmt, picture.bit_rate, picture.time_base = "yuv420p", bit_rate, Fraction(1, rate)
        voice = file.add_stream(audio, rate=RATE, layout="mono") if audio else None
        for frame in frames:
            file.mux(picture.encode(av.VideoFrame.from_ndarray(frame)))
        file.mux(picture.encode(None))
        if voice is not None:
            size = voice.codec_context.frame_size or 960
            for begin in range(0, len(sound), size):
                part = np.zeros(size, np.float32)
                part[: len(sound[begin : begin + size])] = sound[begin : begin + size]
                heard = av.AudioFrame.from_ndarray(part[None, :], format="fltp", layout="mono")
                heard.sample_rate, heard.pts, heard.time_base = RATE, begin, Fraction(1, RATE)
                file.mux(voice.encode(heard))
            file.mux(voice.encode(None))
    return data.getvalue()


def recording(steps=None, **rest):
    """The bytes of a recording of these steps."""
    how = {name: rest.pop(name) for name in ("video", "audio", "container", "bit_rate") if name in rest}
    return encode(*performance(steps or steps_of(), **rest), **how)
