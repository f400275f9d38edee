"""What is spoken, as WebVTT: always a valid file, without a cue when nobody says a word."""

from collections.abc import Iterable
from pathlib import Path

from generation.engines.types import Line

# Two lines from here end where the caption block of the page begins, at four fifths of the height.
SETTINGS = "line:70% position:50% size:86% align:center"
SHORTEST = 0.5  # seconds: less can not be read, and a cue of no length is invalid
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def write_captions(lines: Iterable[Line], seconds: float, path: Path) -> None:
    """This function will write the captions of a clip that is `seconds` long."""
    path.write_text(captions(lines, seconds), encoding="utf-8")


def captions(lines: Iterable[Line], seconds: float) -> str:
    """This function will return the WebVTT text; lines that begin after the end are left out."""
    heard = [line for line in lines if line.start < seconds and line.text.strip()]
    heard.sort(key=lambda line: line.start)
    language = heard[0].lang if heard else "en"
    blocks = ["WEBVTT", f"NOTE language: {language}"]
    blocks += [f"NOTE voice of {line.speaker}: {line.voice}" for line in heard if line.voice][:1]
    blocks += [_cue(number, line, seconds, language) for number, line in enumerate(heard, 1)]
    return "\n\n".join(blocks) + "\n"


def _cue(number: int, line: Line, seconds: float, language: str) -> str:
    start = max(line.start, 0.0)
    end = max(min(line.end, seconds), start + SHORTEST)
    text = " ".join(line.text.split()).translate(ESCAPES)
    if line.lang != language:
        text = f"<lang {line.lang}>{text}</lang>"
    if line.speaker:
        text = f"<v {' '.join(line.speaker.split()).translate(ESCAPES)}>{text}"
    return f"{number}\n{_clock(start)} --> {_clock(end)} {line.place or SETTINGS}\n{text}"


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
