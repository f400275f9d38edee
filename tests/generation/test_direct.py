"""manage.py direct: one JSON object for each prompt, with exactly the keys others rely on."""

import io
import json
import sys

import pytest
from django.core.management import call_command

KEYS = [
    "prompt", "lang", "figures", "set", "time", "weather", "style", "camera", "actions", "relations", "speech",
    "sounds", "absent", "cameos", "shots", "unknown",
]  # fmt: skip


def printed(*prompts, stdin=None, monkeypatch=None):
    out = io.StringIO()
    if stdin is not None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    call_command("direct", *prompts, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_tells_all_that_was_asked_and_null_where_nothing_was():
    (told,) = printed("Zwei rote Füchse tanzen am Strand, ohne Menschen. @mira ruft „Hallo!“")
    assert list(told) == KEYS
    assert told["figures"] == [{"lemma": "fox", "count": 2, "attributes": ["red"]}]
    assert (told["lang"], told["set"], told["time"], told["style"]) == ("de", "beach", None, None)
    assert (told["actions"], told["absent"], told["cameos"]) == (["dance"], ["person"], ["mira"])
    assert told["speech"] == [{"text": "Hallo!", "speaker": "mira", "lang": "de"}]
    assert told["shots"] == told["unknown"] == []


def test_reads_prompts_line_by_line(monkeypatch):
    told = printed(stdin=b"A dog\r\n\nEine Katze\n", monkeypatch=monkeypatch)
    assert [one["prompt"] for one in told] == ["A dog", "Eine Katze"]


@pytest.mark.parametrize(
    "bad", [b"\xff\xfe\x00dog", b"{}[]<script>\x1b[31m", b"\xed\xa0\x80 x", b"a" * 50_000]
)
def test_hostile_lines_are_one_line_of_json_each(bad, monkeypatch):
    (told,) = printed(stdin=bad, monkeypatch=monkeypatch)
    assert list(told) == KEYS


def test_words_nobody_knows_are_told_and_come_on_a_card():
    (told,) = printed("A quokka and a wug dance")
    assert [figure["lemma"] for figure in told["figures"]] == ["quokka", "wug"]
    assert told["unknown"] == ["quokka", "wug"]
    assert told["actions"] == ["dance"]


def test_one_wrong_letter_is_forgiven():
    english, german, twice = printed(
        "A withc flies over the castle at nigth", "die maus rent über das klavir", "Ein Elefnat schwimt"
    )
    assert ([figure["lemma"] for figure in english["figures"]], english["time"]) == (["witch"], "night")
    assert ([figure["lemma"] for figure in german["figures"]], german["actions"]) == (
        ["mouse", "piano"],
        ["run"],
    )
    assert ([figure["lemma"] for figure in twice["figures"]], twice["actions"]) == (["elephant"], ["swim"])
    assert english["unknown"] == german["unknown"] == twice["unknown"] == []


@pytest.mark.parametrize("name", ["Marie", "Bruno", "Walter", "Nessie", "quokka", "zorple"])
def test_names_and_new_words_are_no_slips(name):
    (told,) = printed(f"The cat and {name} dance")
    assert told["unknown"] == [name]


def test_who_is_chased_is_known_after_a_cut():
    (told,) = printed("Shot 1: A diver swims under water. Shot 2: A shark chases him.")
    assert told["relations"] == [["shark", "chasing", "diver"]]


def test_a_particle_belongs_to_its_own_verb():
    (told,) = printed("Der Hund rennt weg, das Mädchen läuft ihm hinterher")
    assert told["actions"] == ["run", "chase"]
    assert told["relations"] == [["girl", "chasing", "dog"]]


def test_what_is_in_the_hand_is_held():
    (told,) = printed("A monkey with a banana in its hand")
    assert told["relations"] == [["monkey", "holding", "banana"]]


def test_one_shoe_is_a_place_and_two_are_worn():
    place, worn = printed("A spider sleeping in a shoe", "A cat sleeping in red shoes")
    assert place["relations"] == [["spider", "in", "shoe"]]
    assert (worn["figures"][0]["attributes"], worn["relations"]) == (["red shoe"], [])


def test_who_lays_themselves_down_lies():
    lies, puts = printed("Der Lehrer legt sich aufs Sofa", "Der Lehrer legt ein Buch aufs Sofa")
    assert (lies["actions"], puts["actions"]) == (["lie"], ["put"])
