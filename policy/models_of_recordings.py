"""What models with weights say of a recording: which numbers are spoken, whether one face is there throughout.

Any speech model with a CTC head or of the Whisper kind, any vision model that gives a vector: folders on this host,
loaded by transformers, never fetched. Heavy libraries are imported where they are used.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policy.faces import Face
from policy.liveness import Finding, Seen, Verdict
from policy.recordings import RATE, Film, Frame, Sound

HEARS_AT = 16_000  # Hz
SAME, UNLIKE = 0.55, 0.35  # cosine of two looks at a face: one person from, another person below
MOST_LOOKS = 8
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_GERMAN_TENS = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_GERMAN_ONES = (
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip


def _counted(ones: tuple[str, ...], tens: tuple[str, ...]) -> dict[str, int]:
    return {word: value for value, word in enumerate(ones)} | {
        word: 20 + 10 * place for place, word in enumerate(tens)
    }


_ENGLISH, _GERMAN = _counted(_ENGLISH_ONES, _ENGLISH_TENS), _counted(_GERMAN_ONES, _GERMAN_TENS)
_GERMAN |= {
    f"{'ein' if one == 1 else _GERMAN_ONES[one]}und{ten}": _GERMAN[ten] + one
    for one in range(1, 10)
    for ten in _GERMAN_TENS
}


def numbers_in(text: str) -> list[int]:
    """This function will read the numbers of a transcript, in digits or in English or German words, in order."""
    found: list[int] = []
    tens_before = False
    for word in re.findall(r"\d+|[a-zäöüß]+", text.lower().replace("ss", "ß") + " "):
        plain = word.replace("ß", "ss") if word.replace("ß", "ss") in _ENGLISH else word
        value = int(word[:4]) if word.isdigit() else _ENGLISH.get(plain, _GERMAN.get(word))
        if value is None:
            tens_before = False
        elif tens_before and 0 < value < 10 and not word.isdigit():
            found[-1] += value
            tens_before = False
        else:
            found.append(value)
            tens_before = plain in _ENGLISH and value >= 20
    return found


def numbers_heard(sound: Sound, asked: tuple[int, ...], folder: str) -> Finding:
    """This function will say whether the numbers asked for are spoken in their order."""
    heard = numbers_in(transcribe(sound, folder))
    right = sum(one == other for one, other in zip(heard, asked, strict=False))
    verdict = Verdict.PASSED if heard == list(asked) else Verdict.UNSURE if right else Verdict.FAILED
    return Finding("NUMBERS", verdict, 0.9 if verdict is Verdict.PASSED else 0.6, {"heard": heard})


def one_face_throughout(film: Film, seen: Seen, folder: str) -> Finding:
    """This function will compare the main face of some pictures with that of the first."""
    found = [(index, seen.faces[index][0]) for index in seen.looked if seen.faces[index]]
    looks = found[:: max(1, len(found) // MOST_LOOKS)]
    vectors = [embed(_cut(film.frames[index], face), folder) for index, face in looks if face.side == "front"]
    if len(vectors) < 2:
        return Finding("SAME_FACE", Verdict.UNSURE, 0.3)
    least = min(float(vectors[0] @ other) for other in vectors[1:])
    verdict = Verdict.PASSED if least >= SAME else Verdict.UNSURE if least >= UNLIKE else Verdict.FAILED
    return Finding(
        "SAME_FACE", verdict, round(min(1.0, abs(least - UNLIKE) + 0.5), 2), {"cosine": round(least, 2)}
    )


def transcribe(sound: Sound, folder: str) -> str:
    """This function will write down what is spoken."""
    listen = _listener(folder)
    times = np.arange(0, len(sound), RATE / HEARS_AT)
    heard = np.interp(times, np.arange(len(sound)), sound).astype(np.float32)
    return str(listen({"raw": heard, "sampling_rate": HEARS_AT})["text"])


def embed(face: Frame, folder: str) -> NDArray[np.float64]:
    """This function will give the vector of a face (H, W, 3), of length 1."""
    import torch

    processor, model = _looker(folder)
    with torch.inference_mode():
        out = model(**processor(images=face, return_tensors="pt"))
    pooled = getattr(out, "pooler_output", None)
    vector = (pooled if pooled is not None else out.last_hidden_state.mean(1))[0].flatten().double().numpy()
    return np.asarray(vector / max(1e-9, float(np.linalg.norm(vector))), np.float64)


@cache
def _listener(folder: str) -> Any:
    from transformers import pipeline

    return pipeline("automatic-speech-recognition", model=folder, device="cpu", local_files_only=True)


@cache
def _looker(folder: str) -> tuple[Any, Any]:
    from transformers import AutoImageProcessor, AutoModel

    processor = AutoImageProcessor.from_pretrained(folder, local_files_only=True)
    return processor, AutoModel.from_pretrained(folder, local_files_only=True).eval()


def _cut(frame: Frame, face: Face) -> Frame:
    return np.ascontiguousarray(
        frame[max(0, face.y) : face.y + face.height, max(0, face.x) : face.x + face.width]
    )
