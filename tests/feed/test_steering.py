"""The pure steering: what it does to a clip, to an order, and how it is kept."""

import pytest

from feed.steering.steering import NEUTRAL, Because, Steering, Traits, chance_of, packed, steered, unpacked

FOREST = Traits("ada", topics=frozenset({"forest", "nature"}), moods=frozenset({"calm"}), seconds=6)
VOTE = Traits("noor", topics=frozenset({"politics"}), words=frozenset({"wahl"}), seconds=14)
BEN = Traits("ada", cast=frozenset({"ben"}), seconds=8, look="watercolour", family="first")


def order(steering: Steering, **friends: bool) -> list[str]:
    clips = {"vote": VOTE, "ben": BEN, "forest": FOREST}
    effects = {
        name: steering.effect(clip, is_friend=friends.get(name, False)) for name, clip in clips.items()
    }
    return [name for name, _effect in steered(list(clips), effects.__getitem__)]


def test_a_neutral_steering_changes_nothing():
    assert NEUTRAL.is_neutral
    assert Steering(minutes=20).is_neutral
    assert order(NEUTRAL) == ["vote", "ben", "forest"]
    assert NEUTRAL.effect(FOREST).main is None


def test_what_was_asked_for_comes_forward_and_says_so():
    calm = Steering(topics={"nature": 0.6}, moods={"calm": 0.3})
    assert order(calm) == ["forest", "vote", "ben"]
    assert calm.effect(FOREST).main == Because("topics", "nature", 0.6)
    assert calm.wanted == ("nature", "calm")


def test_less_weighs_more_than_more():
    less = Steering(topics={"politics": -0.6}).effect(VOTE).bonus
    more = Steering(topics={"politics": 0.6}).effect(VOTE).bonus
    assert less < -more
    assert order(Steering(topics={"politics": -0.6})) == ["ben", "forest", "vote"]


@pytest.mark.parametrize(
    ("steering", "left"),
    [
        (Steering(without_topics=frozenset({"politics"})), ["ben", "forest"]),
        (Steering(without_topics=frozenset({"calm"})), ["vote", "ben"]),
        (Steering(without_people=frozenset({"ben"})), ["vote", "forest"]),
        (Steering(without_people=frozenset({"ada"})), ["vote"]),
        (Steering(without_words=frozenset({"wahl"})), ["ben", "forest"]),
        (Steering(without_families=frozenset({"first"})), ["vote", "forest"]),
        (Steering(only_topics=frozenset({"nature"})), ["forest"]),
        (Steering(only_people=frozenset({"ben", "noor"})), ["vote", "ben"]),
        (Steering(only_friends=True), ["ben"]),
        (Steering(most_seconds=8), ["ben", "forest"]),
        (Steering(least_seconds=10), ["vote"]),
        (Steering(length=-1), ["forest", "ben", "vote"]),
        (Steering(looks={"watercolour": -1}), ["vote", "forest", "ben"]),
        (Steering(likenesses={"ben": 1}), ["ben", "vote", "forest"]),
        (Steering(makers={"noor": -1}), ["ben", "forest", "vote"]),
    ],
)
def test_each_wish_does_what_it_says(steering, left):
    assert order(steering, ben=True) == left


def test_novelty_prefers_what_is_not_known_and_surprise_depends_on_the_slate():
    new, known = (Steering(novelty=1).effect(VOTE, novelty=n).bonus for n in (1.0, 0.0))
    assert new > 0 > known
    chances = {chance_of(seed, "clip") for seed in ("one", "two", "one")}
    assert len(chances) == 2
    assert all(0 <= chance < 1 for chance in chances)
    assert Steering(surprise=True).effect(VOTE, chance=0.9).bonus > Steering(surprise=True).effect(VOTE).bonus


def test_it_is_kept_as_json_and_what_somebody_sends_is_bounded():
    one = Steering(topics={"nature": 0.6}, without_people=frozenset({"ben"}), minutes=20, only_friends=True)
    assert unpacked(packed(one)) == one
    assert packed(NEUTRAL) == {}
    sent = {
        "topics": {"nature": 7, "x" * 90: 1, "cats": "much", "sea": float("nan")},
        "minutes": 10**9,
        "length": True,
        "only_friends": "yes",
        "strange": 1,
        "without_words": "abc",
        "moods": None,
    }
    assert packed(unpacked(sent)) == {"topics": {"nature": 1.0, "x" * 40: 1.0}, "minutes": 1440}


def test_another_laid_over_it_decides_where_both_speak():
    one = Steering(topics={"nature": 0.6, "city": 0.3}, without_people=frozenset({"ben"}), minutes=20)
    two = Steering(topics={"nature": -0.6}, without_people=frozenset({"noor"}))
    both = one.merged(two)
    assert both.topics == {"nature": -0.6, "city": 0.3}
    assert both.without_people == {"ben", "noor"}
    assert both.minutes == 20


def test_who_wants_again_what_was_left_out_gets_it_back():
    strict = Steering(without_topics=frozenset({"politics"}), topics={"sea": 0.6})
    assert strict.merged(Steering(topics={"politics": 0.6})).without_topics == frozenset()
    assert strict.merged(Steering(without_topics=frozenset({"sea"}))).topics == {}
    only = Steering(only_topics=frozenset({"sea", "dog"}))
    assert only.merged(Steering(without_topics=frozenset({"dog"}))).only_topics == {"sea"}
    assert only.merged(Steering(only_topics=frozenset({"city"}))).only_topics == {"city"}
