"""The four-legged animals of the repertoire: one Beast each, as data."""

from ..paper import RGB
from ..repertoire import COLOURS
from .beast import Beast

BEASTS: dict[str, Beast] = {
    "dog": Beast((188, 122, 72), (246, 224, 190), leg=0.3, leg_width=0.058, trunk=0.6, deep=0.29, neck=0.17,
    head=0.205, snout=0.7, ears="flop", tail="up", marking="saddle", mark=(122, 76, 52), collar=(196, 58,
    52)), "cat": Beast((226, 150, 84), (250, 232, 206), leg=0.28, leg_width=0.05, trunk=0.58, deep=0.27,
    neck=0.16, head=0.215, snout=0.16, snout_deep=0.3, ears="point", tail="cat", marking="stripes",
    mark=(176, 98, 50), nose=(214, 110, 108), collar=(74, 158, 156)), "fox": Beast((214, 104, 52), (250,
    236, 216), leg=0.3, leg_width=0.048, trunk=0.62, deep=0.25, neck=0.16, head=0.2, snout=0.78,
    snout_deep=0.26, ears="point", tail="bushy", sock=(70, 46, 46)), "wolf": Beast((120, 122, 134), (214,
    212, 210), leg=0.36, leg_width=0.054, trunk=0.66, deep=0.29, neck=0.17, head=0.19, snout=0.85,
    snout_deep=0.34, ears="point", tail="bushy", marking="saddle", mark=(86, 88, 102)), "bear": Beast((122,
    82, 58), (196, 154, 112), leg=0.3, leg_width=0.095, trunk=0.66, deep=0.44, neck=0.12, head=0.23,
    snout=0.4, snout_deep=0.44, ears="round", tail="stub"), "horse": Beast((162, 98, 62), (186, 124, 84),
    leg=0.46, leg_width=0.045, trunk=0.6, deep=0.26, neck=0.3, neck_turn=58, head=0.13, snout=1.25,
    snout_deep=0.5, ears="point", tail="horse", mane=(70, 46, 44), sock=(240, 226, 206)),
    "unicorn": Beast((248, 238, 232), (252, 244, 238), leg=0.46, leg_width=0.045, trunk=0.58, deep=0.26,
    neck=0.29, neck_turn=58, head=0.135, snout=1.15, snout_deep=0.5, ears="point", tail="horse", mane=(226,
    134, 160), crown="horn", sock=(200, 170, 206), nose=(214, 150, 160)), "donkey": Beast((146, 138, 138),
    (216, 206, 198), leg=0.4, leg_width=0.046, trunk=0.58, deep=0.27, neck=0.24, neck_turn=56, head=0.15,
    snout=1.1, snout_deep=0.5, ears="long", tail="thin", mane=(72, 64, 68)), "cow": Beast((246, 238, 226),
    (236, 196, 186), leg=0.34, leg_width=0.062, trunk=0.72, deep=0.38, neck=0.14, neck_turn=36, head=0.19,
    snout=0.7, snout_deep=0.6, ears="leaf", tail="thin", marking="patches", mark=(74, 56, 56),
    crown="horns", nose=(214, 140, 140), collar=(196, 58, 52)), "pig": Beast((236, 164, 156), (246, 194,
    182), leg=0.22, leg_width=0.066, trunk=0.66, deep=0.44, neck=0.1, neck_turn=20, head=0.24, snout=0.45,
    snout_deep=0.44, ears="leaf", tail="curl", nose=(206, 110, 112)), "sheep": Beast((248, 240, 226), (240,
    230, 214), leg=0.28, leg_width=0.046, trunk=0.6, deep=0.46, neck=0.14, neck_turn=40, head=0.17,
    snout=0.6, ears="leaf", tail="puff", marking="wool", sock=(84, 72, 76)), "goat": Beast((226, 214, 196),
    (244, 236, 222), leg=0.36, leg_width=0.044, trunk=0.56, deep=0.28, neck=0.2, neck_turn=56, head=0.16,
    snout=0.8, ears="leaf", tail="stub", crown="horns", sock=(120, 96, 84)), "lion": Beast((222, 166, 88),
    (244, 212, 152), leg=0.32, leg_width=0.068, trunk=0.64, deep=0.33, neck=0.16, head=0.2, snout=0.5,
    snout_deep=0.5, ears="round", tail="thin", mane=(164, 92, 50)), "tiger": Beast((230, 140, 62), (250,
    236, 214), leg=0.32, leg_width=0.066, trunk=0.66, deep=0.32, neck=0.15, head=0.21, snout=0.42,
    snout_deep=0.46, ears="round", tail="cat", marking="stripes", mark=(58, 44, 48)),
    "elephant": Beast((150, 148, 162), (186, 180, 186), leg=0.34, leg_width=0.1, trunk=0.66, deep=0.5,
    neck=0.08, neck_turn=40, head=0.25, snout=0.12, ears="huge", tail="thin", crown="trunk"),
    "giraffe": Beast((236, 186, 100), (250, 228, 176), leg=0.42, leg_width=0.036, trunk=0.36, deep=0.2,
    neck=0.42, neck_turn=68, head=0.085, snout=0.95, ears="leaf", tail="thin", marking="spots", mark=(170,
    102, 56), crown="ossicones"), "rabbit": Beast((206, 182, 158), (248, 238, 224), leg=0.18,
    leg_width=0.05, trunk=0.44, deep=0.34, neck=0.13, neck_turn=62, head=0.2, snout=0.2, ears="long",
    tail="puff", nose=(214, 120, 120)), "mouse": Beast((166, 158, 164), (232, 214, 210), leg=0.16,
    leg_width=0.042, trunk=0.5, deep=0.36, neck=0.12, neck_turn=40, head=0.24, snout=0.6, snout_deep=0.3,
    ears="round", tail="thin", nose=(226, 120, 130)), "deer": Beast((182, 118, 76), (244, 224, 194),
    leg=0.44, leg_width=0.038, trunk=0.5, deep=0.24, neck=0.26, neck_turn=62, head=0.125, snout=0.85,
    ears="leaf", tail="stub", marking="spots", mark=(246, 226, 196), crown="antlers"),
    "dinosaur": Beast((110, 152, 96), (220, 214, 150), leg=0.28, leg_width=0.08, trunk=0.56, deep=0.4,
    neck=0.34, neck_turn=58, head=0.145, snout=0.6, ears="none", tail="lizard", marking="spots", mark=(76,
    118, 76)),
}  # fmt: skip


def beast(lemma: str, colour: str | None) -> Beast:
    """This function will give the cut of one animal, in the asked colour if there is one."""
    kind = BEASTS[lemma]
    if colour not in COLOURS:
        return kind
    coat: RGB = COLOURS[colour]
    fields = dict(vars(kind))
    fields["coat"] = coat
    if kind.marking == "saddle":
        fields["marking"] = ""
    return Beast(**fields)
