"""`manage.py contact_sheet`: every figure, set, look and action of the paper theatre on sheets, to be looked at."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from django.core.management.base import BaseCommand
from PIL import Image, ImageDraw, ImageFont

from generation.engines.papertheatre import repertoire, stage
from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.scene import Action, Figure, Scene
from generation.engines.types import Likeness
from generation.portraits import LOOKS, faces

SIZE = (270, 480)
LARGEST = 290_000  # bytes of a sheet
CELL = 150  # px a cell is wide
LABEL = 18


def _scene(*figures: str, verb: str = "", to: int | None = None, **looks: object) -> Scene:
    cast = [Figure(lemma, repertoire.FIGURES[lemma]) for lemma in figures]
    scene = Scene("", "en", 4.0, "meadow", "day", "clear", figures=cast)
    scene.actions = [Action(0, verb, to)] if verb else []
    for name, value in looks.items():
        setattr(scene, name, value)
    return scene


def figures() -> Iterator[tuple[str, Scene, int]]:
    for lemma in repertoire.FIGURES:
        yield lemma, _scene(lemma, set="stage"), 6


def sets() -> Iterator[tuple[str, Scene, int]]:
    for name in repertoire.SETS:
        for time in ("day", "night"):
            yield f"{name}, {time}", _scene("child", set=name, time=time), 6


def looks() -> Iterator[tuple[str, Scene, int]]:
    for style in repertoire.STYLES:
        for where in ("meadow", "street"):
            yield f"{style}", _scene("woman", "horse", set=where, style=style), 6
    for time in repertoire.TIMES:
        yield time, _scene("man", "car", set="city", time=time), 6
    for lamp in repertoire.LIGHTS:
        yield lamp, _scene("girl", "cat", set="room" if lamp == "candle" else "street", light=lamp), 6
    for season in repertoire.SEASONS:
        yield season, _scene("child", "fox", set="forest", season=season), 6
    for weather in repertoire.WEATHERS[1:]:
        yield weather, _scene("farmer", "cow", set="farm", weather=weather), 30


TO: dict[str, str] = {
    "hug": "man", "kiss": "man", "greet": "man", "push": "box", "feed": "duck", "kick": "ball", "throw": "ball",
    "catch": "ball", "chase": "cat", "follow": "dog", "carry": "gift", "climb": "tree", "ride": "horse",
    "drive": "car", "sail": "boat", "turn_into": "prince", "bounce": "ball", "juggle": "ball",
}  # fmt: skip
WHO: dict[str, str] = {
    "bark": "dog", "meow": "cat", "howl": "wolf", "crow": "chicken", "honk": "car", "shine": "sun", "burn": "fire",
    "glow": "lantern", "swing": "lantern", "roll": "ball", "float": "balloon", "rise": "hot_air_balloon",
    "gallop": "horse", "explode": "balloon", "sparkle": "star", "land": "ufo", "drop": "apple", "fly": "bird",
    "turn_into": "frog", "melt": "snowman", "crawl": "baby",
}  # fmt: skip
WHERE: dict[str, str] = {"swim": "sea", "dive": "underwater", "sail": "sea", "surf": "sea", "ski": "snow"}


def actions() -> Iterator[tuple[str, Scene, int]]:
    for verb in repertoire.VERBS:
        other = TO.get(verb)
        who = WHO.get(verb, "girl")
        cast = (who, other) if other else (who,)
        scene = _scene(*cast, verb=verb, to=1 if other else None, set=WHERE.get(verb, "meadow"))
        for at in (22, 58):
            yield verb.replace("_", " "), scene, at


LISTED = {
    "walk": "walks", "run": "runs", "jump": "jumps", "swim": "swims in the sea", "fly": "flies", "dance": "dances",
    "ride": "rides a bicycle", "surf": "surfs", "climb": "climbs a tree", "fall": "falls", "throw": "throws a ball",
    "catch": "catches a ball", "chase": "chases a rabbit", "hug": "hugs a child", "wave": "waves", "eat": "eats an apple",
    "sing": "sings", "sleep": "sleeps", "explode": "explodes", "grow": "grows", "shrink": "shrinks",
    "turn into": "turns into a frog",
}  # fmt: skip
MOMENTS = {"jump": (12, 20), "explode": (44, 52), "turn into": (42, 62), "sleep": (20, 60), "climb": (30, 76)}


def doings() -> Iterator[tuple[str, Scene, int]]:
    """Each listed action by a person, an animal and a likeness."""
    for verb, told in LISTED.items():
        for who in ("A woman", "A dog", "@jonas"):
            for at in MOMENTS.get(verb, (22, 58)):
                yield f"{verb}, {who.removeprefix('A ')}", direct(f"{who} {told}", 4), at


CARRIED = {
    "kite": "A girl flies a kite on the beach", "balloon, wind": "A child holds a balloon in the wind",
    "leash": "A man walks his dog in the city", "swing": "A girl on a swing", "anchor": "A boat at anchor on the lake",
    "floating": "A ball falls into the sea", "storm": "A sailboat sails through a storm",
    "hat, storm": "A woman in a hat stands in a storm",
}  # fmt: skip


def elements() -> Iterator[tuple[str, Scene, int]]:
    """What physics carries, and every set from above."""
    for label, told in CARRIED.items():
        for at in (30, 88):
            yield label, direct(told, 4), at
    for name in repertoire.SETS:
        who = {"city": "car", "street": "bicycle", "sea": "sailboat", "space": "astronaut"}.get(name, "child")
        yield f"{name}, from above", _scene(who, "dog", set=name, camera="from_above"), 6


SHEETS = {"figures": (figures, 13), "sets": (sets, 10), "looks": (looks, 10), "actions": (actions, 14),
          "doings": (doings, 12), "elements": (elements, 12)}  # fmt: skip


@cache
def likenesses() -> dict[str, Likeness]:
    """A demo person, with the drawn pictures that stand for a recording."""
    folder = Path(mkdtemp())
    for turn, png in faces(LOOKS["jonas"]).items():
        (folder / f"{turn}.png").write_bytes(png)
    views = {turn: folder / f"{turn}.png" for turn in ("left", "right", "up")}
    return {"jonas": Likeness("jonas", "Jonas", folder / "face.png", views)}


def drawn(scene: Scene, at: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """One frame of a scene."""
    show = stage.perform(scene, [], likenesses(), *size, 24, 1)
    for number, frame in enumerate(show.frames()):
        if number == at:
            return Image.fromarray(frame)
    raise ValueError(at)


def sheet(cells: list[tuple[str, Image.Image]], columns: int) -> Image.Image:
    tall = round(CELL * SIZE[1] / SIZE[0])
    rows = -(-len(cells) // columns)
    paper = Image.new("RGB", (columns * CELL, rows * (tall + LABEL)), (250, 241, 222))
    pen, face = ImageDraw.Draw(paper), ImageFont.load_default(11)
    for i, (label, picture) in enumerate(cells):
        x, y = i % columns * CELL, i // columns * (tall + LABEL)
        paper.paste(picture.resize((CELL - 2, tall), Image.Resampling.LANCZOS), (x + 1, y))
        pen.text((x + 4, y + tall + 2), label, (44, 40, 58), font=face)
    return paper


def save(paper: Image.Image, path: Path) -> None:
    """As good as fits: smaller and coarser until the file is modest."""
    for scale, quality in ((1.0, 70), (1.0, 52), (0.8, 52), (0.8, 38), (0.66, 36), (0.55, 32), (0.45, 30)):
        size = (round(paper.width * scale), round(paper.height * scale))
        paper.resize(size, Image.Resampling.LANCZOS).save(path, "WEBP", quality=quality, method=4)
        if path.stat().st_size < LARGEST:
            return


class Command(BaseCommand):
    help = "Draw contact sheets of the paper theatre: figures, sets, looks, actions."

    def add_arguments(self, parser):
        parser.add_argument("sheets", nargs="*", choices=[*SHEETS, []], help="which; all without")
        parser.add_argument("--to", type=Path, default=Path("docs/theatre"))

    def handle(self, **options):
        options["to"].mkdir(parents=True, exist_ok=True)
        for name in options["sheets"] or SHEETS:
            scenes, columns = SHEETS[name]
            cells = [(label, drawn(scene, at)) for label, scene, at in scenes()]
            path = options["to"] / f"{name}.webp"
            save(sheet(cells, columns), path)
            self.stdout.write(f"{path}: {len(cells)} pictures, {path.stat().st_size // 1000} kB")
