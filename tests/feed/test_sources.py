"""Candidate sources and the hand-made score: arrays in, places and true reasons out."""

import uuid

import numpy as np
import pytest

from feed.ranking import content
from feed.ranking.items import Matched
from feed.ranking.rank import gathered, scored
from feed.ranking.sources import Person, Source, Stock, free_of, owed
from feed.ranking.table import Clips, keys_of, nothing, table
from generation.chips import lemmas

NOW = 1_800_000_000.0
HOUR = 3600.0
ME = 99


def clip(author: int = 1, hours: float = 1, words: str = "", root: uuid.UUID | None = None, **rest):
    own = uuid.uuid4()
    return {
        "id": own, "author": author, "at": NOW - hours * HOUR, "joined": NOW - 999 * 86_400, "seconds": 8.0,
        "root": (root or own).int >> 64, "copy": own.int >> 64, "worth": 1.0, "reach": 2, "words": words, **rest,
    }  # fmt: skip


def stock(rows: list[dict], person: Person | None = None, **rest) -> Stock:
    person = person or Person()
    vectors = content.vectors_of([row["words"] for row in rows], content.fixed_directions())
    clips = table(rows, vectors)
    return Stock(clips, free_of(clips, person, np.zeros(0, np.int64), NOW), person, NOW, **rest)


def sources(given: Stock) -> dict[uuid.UUID, Source]:
    found = gathered(given)
    return {given.clips.id_of(place): found.source(row) for row, place in enumerate(found.places.tolist())}


def best(given: Stock) -> list[uuid.UUID]:
    found = gathered(given)
    order = np.argsort(-scored(given, found))
    return [given.clips.id_of(int(found.places[row])) for row in order]


def test_each_clip_is_named_after_the_source_that_says_most():
    mine, by_friend, cast_me, plain = clip(ME), clip(2), clip(3), clip(4)
    remix, loved = clip(5, root=mine["id"]), clip(6, likes=4)
    me = Person(id=ME, follows=frozenset({2}), shares=frozenset({3}))
    named = sources(stock([mine, by_friend, cast_me, plain, remix, loved], me))
    assert {row["id"]: named[row["id"]] for row in (by_friend, cast_me, plain, remix, loved)} == {
        by_friend["id"]: Source.FOLLOWED, cast_me["id"]: Source.SHARED, plain["id"]: Source.NEW,
        remix["id"]: Source.CHAIN, loved["id"]: Source.POPULAR,
    }  # fmt: skip


def test_what_is_about_the_same_as_a_favourite_is_offered_for_it():
    liked = clip(words="Ein Fuchs läuft durch den Schnee")
    same = clip(2, words="Füchse im Schnee, ein Fuchs schläft")
    other = clip(3, words="A robot bakes bread in a kitchen")
    me = Person(id=ME, liked=keys_of([liked["id"]]), seen=keys_of([liked["id"]]))
    given = stock([liked, same, other], me)
    found = gathered(given)
    rows = {given.clips.id_of(place): row for row, place in enumerate(found.places.tolist())}
    assert liked["id"] not in rows, "it was seen"
    assert found.source(rows[same["id"]]) == Source.CONTENT
    assert given.clips.id_of(found.because_of(rows[same["id"]])) == liked["id"]
    assert found.source(rows[other["id"]]) == Source.NEW
    assert best(given)[0] == same["id"]


def test_what_others_watched_with_my_favourites_comes_before_what_is_only_new():
    liked, with_it, other = clip(words="fox"), clip(2, hours=3), clip(3, hours=2)
    alike = Matched(np.array([0, 0.9, 0], np.float32), np.array([1]), np.array([0.9]), np.array([0]))
    me = Person(id=ME, liked=keys_of([liked["id"]]), seen=keys_of([liked["id"]]))
    given = stock([liked, with_it, other], me, alike=alike)
    assert sources(given)[with_it["id"]] == Source.ALIKE
    assert best(given) == [with_it["id"], other["id"]]


def test_newer_is_better_all_else_equal_and_an_old_one_people_like_beats_a_new_one():
    old, new = clip(hours=40), clip(hours=2)
    assert best(stock([old, new])) == [new["id"], old["id"]]
    loved, plain = clip(hours=60, likes=40, viewers=90), clip(hours=2, viewers=90)
    assert best(stock([plain, loved]))[0] == loved["id"]


def test_what_was_found_to_be_spam_sinks():
    bait, plain = clip(hours=1, worth=0.2, likes=9), clip(hours=30)
    assert best(stock([bait, plain])) == [plain["id"], bait["id"]]


def test_no_clip_twice_and_nobody_who_was_muted():
    seen, muted, left = clip(1), clip(2), clip(3)
    me = Person(id=ME, seen=keys_of([seen["id"]]), muted=frozenset({2}), follows=frozenset({2}))
    assert list(sources(stock([seen, muted, left], me))) == [left["id"]]


def test_owed_are_those_few_have_seen_but_never_ones_own():
    unseen, known, own = clip(1), clip(2, viewers=30), clip(ME)
    given = stock([unseen, known, own], Person(id=ME))
    assert [given.clips.id_of(place) for place in owed(given).tolist()] == [unseen["id"]]


def test_a_table_finds_clips_by_key_and_by_the_beginning_of_their_id():
    rows = [clip() for _n in range(50)]
    clips: Clips = stock(rows).clips
    ids = [row["id"] for row in rows]
    assert clips.find(keys_of([ids[7], uuid.uuid4(), ids[3]])).tolist() == [7, -1, 3]
    assert clips.find_beginnings([ids[9].int >> 96]).tolist() == [9]
    assert [clips.id_of(place) for place in range(50)] == ids
    assert clips.take(np.array([4, 2])).plus(clips.take(np.array([1]))).find(keys_of([ids[1]])) == [2]


def test_an_empty_table_offers_nothing():
    empty = nothing(content.WIDTH)
    given = Stock(empty, np.zeros(0, bool), Person(id=ME, liked=keys_of([uuid.uuid4()])), NOW)
    assert len(gathered(given).places) == 0
    assert empty.find(keys_of([uuid.uuid4()])).tolist() == [-1]
    assert empty.find_beginnings([5]).tolist() == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ein Fuchs im Schnee", "Füchse spielen im Schnee"),
        ("A fox in the snow", "Two foxes, deep snow"),
    ],
)
def test_two_forms_of_a_word_are_about_the_same(one, other):
    directions = content.fixed_directions()
    a, b, c = content.vectors_of([one, other, "A ship at sea under stars"], directions)
    assert a @ b > 0.3 > a @ c


def test_a_scene_is_a_part_of_what_a_clip_is_about_in_every_language():
    seen = {
        "figures": [{"lemma": "fox", "attributes": ["small"]}],
        "actions": [{"figure": "fox", "verb": "run"}],
        "weather": "snow",
    }
    assert lemmas(seen) == ["fox", "small", "run", "snow"]
    german = " ".join(("Ein kleiner Geselle flitzt", *lemmas(seen)))
    directions = content.fixed_directions()
    a, b, c = content.vectors_of([german, "A fox runs through snow", "A ship at sea under stars"], directions)
    assert a @ b > 0.3 > a @ c
    assert lemmas({"an": "unknown form", "figures": [{}]}) == [""]


def test_who_did_well_with_their_first_viewers_is_owed_the_next_pool_and_then_another():
    usual = [clip(2 + n, viewers=400, finished=120) for n in range(20)]
    known = {
        "good": clip(40, viewers=30, finished=25), "poor": clip(41, viewers=30, finished=3),
        "lucky": clip(42, viewers=30, finished=10), "still good": clip(43, viewers=120, finished=90),
        "no longer": clip(44, viewers=120, finished=30), "known by now": clip(45, viewers=300, finished=250),
    }  # fmt: skip
    given = stock([*usual, *known.values()], Person(id=ME))
    found = {given.clips.id_of(place) for place in owed(given).tolist()}
    assert {name for name, row in known.items() if row["id"] in found} == {"good", "still good"}
    assert len(found) == 2


def test_to_do_well_is_measured_against_clips_of_the_same_length():
    short = [clip(2 + n, viewers=400, finished=300, seconds=4.0) for n in range(9)]
    long = [clip(20 + n, viewers=400, finished=40, seconds=30.0) for n in range(9)]
    same = [clip(40, viewers=30, finished=14, seconds=4.0), clip(41, viewers=30, finished=14, seconds=30.0)]
    assert stock([*short, *long, *same]).clips.does_well.tolist() == [*[False] * 19, True]
