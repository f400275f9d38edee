"""The espeak-ng library by ctypes: text in, samples and phoneme times out. One caller at a time."""

import _ctypes
import ctypes
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generation.engines.types import EngineFailed

SYNCHRONOUS = 2  # espeak calls back inside the call; no thread of its own, so a fork is safe
PHONEME_EVENTS = 0x0001
DONT_EXIT = 0x8000  # without it the library ends the process when its data is missing
UTF8, CHARACTER = 1, 1
RATE, PITCH, RANGE = 1, 3, 4
PHONEME = 7
LAST_EVENT = 0
BUFFER = 200  # ms per callback
HELP = "Install it with: pip install espeakng-loader (it brings the library and its voices)."


@dataclass(frozen=True)
class Manner:
    """How somebody sounds. `pitch`, `melody` 0..100, `rate` words per minute."""

    variant: str
    pitch: int = 50
    melody: int = 50
    rate: int = 160


@dataclass
class Utterance:
    """Mono samples -1..1 at `rate` Hz, and (seconds, phoneme) in order."""

    samples: NDArray[np.float32]
    rate: int
    phonemes: list[tuple[float, str]]


class _Ident(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),  # ms
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Ident),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class _Recording:
    """What one call of espeak-ng delivers, piece by piece."""

    def __init__(self) -> None:
        self.sound = bytearray()
        self.phonemes: list[tuple[float, str]] = []

    def collect(self, wave: int | None, count: int, events: Any) -> int:
        """Called by C, often: copies, because the memory is espeak's again afterwards."""
        at = 0
        while events and events[at].type != LAST_EVENT:
            if events[at].type == PHONEME:
                name = events[at].id.string.decode("utf-8", "ignore")
                self.phonemes.append((events[at].audio_position / 1000, name))
            at += 1
        if wave and count > 0:
            self.sound += ctypes.string_at(wave, count * 2)
        return 0


_lock = threading.Lock()


def _renew_lock() -> None:
    """After a fork: the lock may have been held by a thread that is not here."""
    global _lock
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_renew_lock)


@contextmanager
def _library() -> Iterator[tuple[Any, int]]:
    """The library, freshly loaded, and its sample rate.

    It keeps flutter and noise in statics that no call resets, so the same text sounds different the second
    time. Unloading it (4 ms with loading) is what makes a clip the same bit for bit, and gives the memory back.
    """
    try:
        import espeakng_loader

        handle = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path()
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineFailed("VOICE_MISSING", f"espeak-ng could not be loaded: {error}. {HELP}") from error
    try:
        yield handle, _initialize(handle, data)
        handle.espeak_Terminate()
    finally:
        if hasattr(_ctypes, "dlclose"):
            _ctypes.dlclose(handle._handle)


def _initialize(handle: Any, data: str) -> int:
    handle.espeak_Initialize.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int)
    handle.espeak_Synth.argtypes = (
        ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int,
        ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p,
    )  # fmt: skip
    handle.espeak_ng_SetRandSeed.argtypes = (ctypes.c_long,)
    rate = int(handle.espeak_Initialize(SYNCHRONOUS, BUFFER, os.fsencode(data), PHONEME_EVENTS | DONT_EXIT))
    if rate <= 0:
        raise EngineFailed("VOICE_MISSING", f"espeak-ng found no voice data in {data}. {HELP}")
    return rate


def utter(text: str, lang: str, manner: Manner, seed: int) -> Utterance:
    """This function will speak the text.

    :raises EngineFailed: VOICE_MISSING when espeak-ng, its data or the voice is not there
    """
    recording = _Recording()
    callback = _Callback(recording.collect)  # a name here, because C holds no reference
    with _lock, _library() as (handle, rate):
        handle.espeak_SetSynthCallback(callback)
        _choose(handle, lang, manner)
        handle.espeak_ng_SetRandSeed(seed & 0x7FFFFFFF)
        data = text.encode("utf-8", "ignore").replace(b"\0", b" ") + b"\0"
        handle.espeak_Synth(data, len(data), 0, CHARACTER, 0, UTF8, None, None)
    samples = np.frombuffer(bytes(recording.sound), dtype="<i2").astype(np.float32) / 32768
    return Utterance(samples, rate, recording.phonemes)


def _choose(handle: Any, lang: str, manner: Manner) -> None:
    for voice in (f"{lang}+{manner.variant}", lang):
        if handle.espeak_SetVoiceByName(voice.encode()) == 0:
            break
    else:
        raise EngineFailed("VOICE_MISSING", f"espeak-ng has no voice for '{lang}'. {HELP}")
    for parameter, value in ((RATE, manner.rate), (PITCH, manner.pitch), (RANGE, manner.melody)):
        handle.espeak_SetParameter(parameter, value, 0)
