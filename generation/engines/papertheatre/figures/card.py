"""A word without a figure: a hand-lettered paper card on a stick. Units: figure heights, the foot at the origin."""

import unicodedata

from ..outline import limb, poly
from ..paper import CREAM, CURTAIN, INK, Pen
from ..repertoire import COLOURS
from .pose import Pose

# strokes on a grid 4 wide and 6 high, points as two digits
LETTERS: dict[str, str] = {
    "A": "062046 1434", "B": "060030413203 0333443606", "C": "4130100105163645", "D": "06002041452606",
    "E": "40000646 0333", "F": "400006 0333", "G": "41301001051636454323", "H": "0006 4046 0343", "I": "2026",
    "J": "3035261605", "K": "0006 400346", "L": "000646", "M": "0600234046", "N": "06004640",
    "O": "103041453616050110", "P": "06003041423303", "Q": "103041453616050110 2446", "R": "06003041423303 2346",
    "S": "413010010213334445361605", "T": "0040 2026", "U": "000516364540", "V": "002640", "W": "0016233640",
    "X": "0046 4006", "Y": "002340 2326", "Z": "00400646", "0": "103041453616050110", "1": "112026",
    "2": "01103041420646", "3": "011030413223 23334445361605", "4": "36300444", "5": "4000033344453606",
    "6": "30100205163645443303", "7": "004016", "8": "10304132120110 1203051636454332", "9": "431302011030414436",
    "-": "1333", "!": "2024 2626", "?": "01103041422324 2626", ".": "2626", "'": "2021", "ß": "060110304132223344453616",
}  # fmt: skip
STEP = 5.6  # grid units from letter to letter
LONGEST = 22
BOARD = 0.58  # of the height: it stands above the heads of the cast


class Card:
    """What nobody has cut yet, named on a card."""

    def __init__(self, word: str, colour: str | None = None) -> None:
        self.lines = _lines(word.upper()[:LONGEST])
        self.ink = COLOURS.get(colour or "", INK)
        longest = max(len(line) for line in self.lines)
        self.unit = min(0.034, 0.95 / (longest * STEP), 0.4 / (8.2 * len(self.lines)))
        self.half = max(0.3, longest * STEP * self.unit / 2 + 0.09)

    def draw(self, pen: Pen, pose: Pose) -> None:
        with pen.at(0, -pose.rise, pose.turn + 1.2 * pose.wag):
            pen.cut(limb(0, 0, 0, -0.8, 0.011, 0.01), (168, 114, 74))
            with pen.at(0, -1.0, 0, BOARD), pen.at(0, 1.0):
                self._board(pen)

    def _board(self, pen: Pen) -> None:
        h = self.half
        pen.cut(poly([(-h, -0.985), (h - 0.01, -1.0), (h, -0.435), (-h + 0.012, -0.42)]), CREAM, lift=1.2)
        rim = poly([(-h + 0.035, -0.95), (h - 0.045, -0.962), (h - 0.035, -0.47), (-h + 0.045, -0.457)])
        pen.stroke(rim, CURTAIN, 0.009, 0.9)
        with pen.at(0, 0, 0, -1 if pen.matrix.getScaleX() < 0 else 1, 1):
            self._letter(pen)
        for x in (-h + 0.06, h - 0.06):
            pen.cut(limb(x, -0.975, x + 0.002, -0.97, 0.014, 0.014), CURTAIN, lift=0.6)

    def _letter(self, pen: Pen) -> None:
        unit, count = self.unit, len(self.lines)
        for row, line in enumerate(self.lines):
            top = -0.71 + (row - (count - 1) / 2) * 8.6 * unit - 3 * unit
            x = -(len(line) * STEP - 1.6) * unit / 2
            for at, sign in enumerate(line):
                lean = 0.25 * ((at * 7 + row * 3) % 5 - 2)  # no two letters stand alike
                _write(pen, sign, x, top + lean * unit, unit, self.ink)
                x += STEP * unit


def _lines(word: str) -> list[str]:
    words = word.split() or ["?"]
    if len(words) == 1 or len(word) < 9:
        return [" ".join(words)]
    middle = min(range(1, len(words)), key=lambda k: abs(len(" ".join(words[:k])) - len(word) / 2))
    return [" ".join(words[:middle]), " ".join(words[middle:])]


def _write(pen: Pen, sign: str, x: float, y: float, unit: float, ink: tuple[int, int, int]) -> None:
    plain, *marks = unicodedata.normalize("NFD", sign) if sign != "ß" else sign
    if plain == " ":
        return
    for stroke in LETTERS.get(plain, "0313334323").split():
        points = [
            (x + int(a) * unit, y + int(b) * unit) for a, b in zip(stroke[::2], stroke[1::2], strict=True)
        ]
        if points[0] == points[-1] and len(points) == 2:
            points[1] = (points[1][0], points[1][1] + 0.2 * unit)
        pen.stroke(poly(points, closed=False), ink, unit * 0.55)
    for mark in marks:
        dots = (1.0, 3.0) if mark == "\u0308" else (2.0,)
        for dx in dots:
            spot = [
                (x + dx * unit, y - 1.5 * unit),
                (x + (dx + (0.1 if len(dots) > 1 else 0.9)) * unit, y - 1.6 * unit),
            ]
            pen.stroke(poly(spot, closed=False), ink, unit * 0.6)
