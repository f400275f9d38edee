"""Cues: which sounds a turn of an actor makes, and when in its cycle. What falls is heard from physics."""

from . import gaits
from .actors import Actor, Turn
from .repertoire import TRAVEL

HOOFED = ("horse", "unicorn", "donkey", "cow", "deer", "goat")

CALLS: dict[str, str] = {
    "dog": "bark", "wolf": "howl", "fox": "bark", "cat": "meow", "tiger": "roar", "lion": "roar",
    "bear": "roar", "dinosaur": "roar", "dragon": "roar", "cow": "moo", "pig": "oink", "sheep": "baa",
    "goat": "baa", "horse": "neigh", "unicorn": "neigh", "donkey": "neigh", "duck": "quack",
    "chicken": "crow", "owl": "hoot", "bird": "chirp", "parrot": "chirp", "seagull": "gull",
    "frog": "ribbit", "bee": "buzz", "mouse": "squeak", "car": "horn", "taxi": "horn", "bus": "horn",
    "truck": "horn", "tractor": "engine", "train": "train_whistle", "ship": "horn", "boat": "horn",
    "bicycle": "bell", "rocket": "rocket", "robot": "beep", "swan": "quack", "elephant": "horn",
    "eagle": "gull",
}  # fmt: skip


MOVES_WITH: dict[str, str] = {
    "car": "engine", "taxi": "engine", "bus": "engine", "truck": "engine", "tractor": "engine",
    "train": "train_whistle", "bicycle": "bell", "airplane": "engine", "rocket": "rocket",
    "submarine": "engine", "ufo": "beep", "ship": "horn",
}  # fmt: skip


SOUNDS: dict[str, str] = {
    "laugh": "laugh", "cry": "cry", "clap": "clap", "sneeze": "sneeze", "eat": "eat", "kiss": "kiss",
    "play": "pluck", "sparkle": "sparkle", "honk": "horn", "howl": "howl", "crow": "crow", "meow": "meow",
    "cheer": "laugh", "sleep": "snore",
}  # fmt: skip


def cues(actor: Actor, turn: Turn, fps: int) -> list[tuple[float, str, float]]:
    start, end = turn.start / fps, turn.end / fps
    tempo = gaits.TEMPO.get(turn.verb, 0.8) * actor.tempo
    loud = min(1.0, 0.35 + actor.height)

    def every(phase: float, step: float = 1.0) -> list[float]:
        first = (phase - actor.offset) % step
        return [start + (first + k * step) / tempo for k in range(int((end - start) * tempo / step) + 1)]

    verb, family = turn.verb, actor.family
    if verb == "explode":
        return [((start + end) / 2, "pop" if "balloon" in actor.lemma else "explosion", 1.0)]
    if actor.mount is not None or actor.figure.kind == "prop":
        return []
    if (
        family in ("biped", "quad", "fowl")
        and verb in ("walk", "run", "chase", "follow", "march", "gallop", "dance", "carry")
        and not actor.hover
    ):
        hoofed = actor.lemma in ("horse", "unicorn", "donkey", "cow", "deer", "goat")
        return [
            (at, "hoof" if hoofed else "step", loud * (1.0 if verb != "walk" else 0.7))
            for at in every(0.25, 0.5)
        ]
    if verb in ("jump", "hop"):
        return [(at, "jump", loud * 0.7) for at in every(gaits.LEAP_OFF)] + [
            (at, "land", loud) for at in every(gaits.LEAP_ON)
        ]
    if verb == "fly" and family == "fowl":
        return [(at, "flap", 0.5) for at in every(0.0, 1 / 2.4)]
    if verb in ("swim", "dive"):
        return [(at, "splash", 0.45) for at in every(0.5)]
    if verb == "bark" and actor.lemma in CALLS:
        return [(at, CALLS[actor.lemma], 0.9) for at in every(0.05)]
    if verb in SOUNDS:
        return [(at, SOUNDS[verb], 0.7) for at in every(0.1, 1.0 if verb in ("play", "clap", "eat") else 2.0)]
    if actor.lemma in MOVES_WITH and (verb in TRAVEL or verb == "rise"):
        return [
            (start + 0.05 + k * 4.0, MOVES_WITH[actor.lemma], 0.7) for k in range(int((end - start) / 4) + 1)
        ]
    return []
