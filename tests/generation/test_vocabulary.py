"""The vocabulary: files a newcomer can extend without code, and no entry the stage can not show."""

import json
import shutil
import subprocess
import sys

from generation.engines.papertheatre import lexicon
from generation.engines.papertheatre.repertoire import CAMERAS, FIGURES, SETS, VERBS

ASK = """
import json, sys
from pathlib import Path
from generation.engines.papertheatre import lexicon
lexicon.FOLDER = Path(sys.argv[1])
from generation.engines.papertheatre.director import direct
from generation.engines.papertheatre.summary import understood
for prompt in sys.argv[2:]:
    scene = direct(prompt, 6)
    print(json.dumps({**understood(scene), "shown": [f.lemma for f in scene.figures], "stage": scene.set}))
"""
NEW = {
    "figures": '[quokka]\nshown_as = "rabbit"\nen = "quokka"\nde = "Quokka"\nhome = "forest"\n',
    "actions": '[frobnicate]\nshown_as = "dance"\nen = "frobnicate"\nde = "frobnizieren"\n',
    "sets": '[dreamland]\nshown_as = "sky"\nen = "dreamland"\nde = "Traumland"\n',
    "colours": '[puce]\nshown_as = "purple"\nen = "puce"\nde = "puce"\n',
}


def test_new_words_need_no_code(tmp_path):
    folder = tmp_path / "vocabulary"
    shutil.copytree(lexicon.FOLDER, folder)
    for name, entry in NEW.items():
        with (folder / f"{name}.toml").open("a", encoding="utf-8") as file:
            file.write("\n" + entry)
    with (folder / "kin.toml").open("a", encoding="utf-8") as file:
        file.write('\n[time]\nnight = ["witching hour | Geisterstunde"]\n')
    prompts = ["Two quokkas frobnicate at the witching hour", "Ein Quokka frobniziert im Traumland"]
    run = [sys.executable, "-c", ASK, str(folder), *prompts]
    english, german = map(
        json.loads, subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines()
    )
    assert (english["figures"][0]["lemma"], english["figures"][0]["count"]) == ("quokka", 2)
    assert (english["shown"], english["stage"], english["time"]) == (["rabbit"], "forest", "night")
    assert [action["verb"] for action in english["actions"]] == ["dance"]
    assert (german["shown"], german["stage"]) == (["rabbit"], "sky")
    assert not english["unknown"]


def test_at_least_400_concepts_in_both_languages():
    told = [c for c in lexicon.concepts() if c.says("en") and c.says("de") and c.says("de").strip()]
    assert len({(c.kind, c.lemma) for c in told}) >= 400


def test_everything_known_can_be_shown():
    shown = {"figure": {*FIGURES, "card"}, "set": {*SETS}, "action": {*VERBS}, "camera": {*CAMERAS}}
    for concept in lexicon.concepts():
        if concept.kind in shown:
            assert concept.shown_as in shown[concept.kind], concept


def test_kin_is_named_as_it_was_said():
    told = {c.lemma: c for c in lexicon.concepts() if c.says("kin")}
    assert told["magician"].shown_as == "wizard"
    assert told["caterpillar"].shown_as == "card"
