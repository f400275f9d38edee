"""What the sentences of the promise do to the very next slate, in both languages, and that undo brings the old one back."""

import uuid
from datetime import timedelta

import pytest
from django.utils import translation
from django.utils.timezone import now

from accounts.operations import follow
from feed import slates
from feed.cursors import Cursor
from feed.models import Mood
from feed.steering import operations, queries
from feed.steering.words import change_words
from generation.models import Clip

pytestmark = pytest.mark.django_db
CLIPS = {  # title -> maker, prompt, in whose likeness, seconds
    "fox": ("ada", "A fox sleeps in the quiet forest", (), 9.0),
    "vote": ("noor", "A politician gives a campaign speech", (), 4.0),
    "joke": ("cleo", "A funny penguin slips on a banana", (), 5.0),
    "ben": ("ada", "A man sits in the street", ("ben",), 6.0),
    "robot": ("noor", "A robot runs through the city", (), 14.0),
}


@pytest.fixture
def slate_of(ada, ben, cleo, noor, mona, clip_of, at):
    """Mona follows noor. Gives the titles of her next slate, and why each came; the draw is always the same."""
    people = {"ada": ada, "ben": ben, "cleo": cleo, "noor": noor}
    for n, (title, (maker, prompt, cast, seconds)) in enumerate(CLIPS.items()):
        made = clip_of(
            people[maker],
            title,
            prompt=prompt,
            cast=[people[one] for one in cast],
            at=at - timedelta(hours=9 - n),
        )
        Clip.objects.filter(pk=made.pk).update(seconds=seconds)
    follow(who=mona, whom=noor, at=at)

    def slate(draw: int = 1) -> dict[str, str]:
        cursor = Cursor(uuid.UUID(int=draw), now())
        items = slates.slate(viewer=mona, tab="home", cursor=cursor).items
        return {item.clip.title: item.why for item in items}

    return slate


@pytest.fixture(params=["en", "de"])
def lang(request):
    with translation.override(request.param):
        yield request.param


def first_of(slate) -> str:
    return next(iter(slate))


def said(who, lang, en, de):
    return operations.say(who=who, text=en if lang == "en" else de, lang=lang, at=now())


def test_more_calm_nature_no_politics_twenty_minutes(mona, slate_of, lang):
    before = slate_of()
    mood = said(mona, lang, "more calm nature, no politics, only twenty minutes today",
                "mehr ruhige Natur, keine Politik, heute nur zwanzig Minuten")  # fmt: skip
    after = slate_of()
    assert first_of(after) == "fox" != first_of(before)
    assert "vote" in before
    assert set(after) == set(before) - {"vote"}
    assert ("Natur" if lang == "de" else "nature") in after["fox"]
    assert queries.wishes_of(mona, now()).ways.minutes == 20
    assert mood.until > now()
    operations.undo(who=mona, at=now())
    assert slate_of() == before
    assert queries.wishes_of(mona, now()).ways.minutes == 0


@pytest.mark.parametrize(
    ("en", "de", "first"),
    [
        ("funnier", "lustiger", "joke"),
        ("much funnier please", "bitte viel lustiger", "joke"),
        ("longer clips", "längere Clips", "robot"),
        ("short clips, more by @cleo", "kurze Clips, mehr von @cleo", "joke"),
        ("more with Ben", "mehr mit Ben", "ben"),
        ("more from @cleo", "mehr von @cleo", "joke"),
        ("more technology", "mehr Technik", "robot"),
    ],
)
def test_what_is_wanted_comes_first_and_undo_brings_the_old_slate_back(mona, slate_of, lang, en, de, first):
    before = slate_of()
    said(mona, lang, en, de)
    after = slate_of()
    assert first_of(after) == first, after
    assert set(after) == set(before)
    operations.undo(who=mona, at=now())
    assert slate_of() == before


@pytest.mark.parametrize(
    ("en", "de", "left"),
    [
        ("only friends", "nur Freunde", {"vote", "robot"}),
        ("nothing with @ben", "nichts mit @ben", {"fox", "vote", "joke", "robot"}),
        ("nothing with ben", "nichts mit ben", {"fox", "vote", "joke", "robot"}),
        ("only nature", "nur Natur", {"fox", "joke"}),
        (
            "nothing longer than eight seconds",
            "nichts, was länger als acht Sekunden ist",
            {"vote", "joke", "ben"},
        ),
        ("no robots, keep politics out of it", "keine Roboter, lass Politik weg", {"fox", "joke", "ben"}),
        ("no robotts", "keine Robter", {"fox", "vote", "joke", "ben"}),
    ],
)
def test_what_is_not_wanted_is_gone_and_undo_brings_it_back(mona, slate_of, lang, en, de, left):
    before = slate_of()
    said(mona, lang, en, de)
    assert set(slate_of()) == left
    operations.undo(who=mona, at=now())
    assert slate_of() == before


def test_nothing_with_my_ex_is_asked_once_and_holds_by_and_with_them(mona, ada, slate_of, lang):
    mood = said(mona, lang, "nothing with my ex", "nichts mit meinem Ex")
    assert len(slate_of()) == len(CLIPS), "until we know who that is"
    operations.answer(who=mona, said=mood.questions[0]["who"], handle="@ada", at=now())
    assert set(slate_of()) == {"vote", "joke", "robot"}
    said(mona, lang, "forget everything", "alles vergessen")
    assert len(slate_of()) == len(CLIPS)
    said(mona, lang, "nothing with my ex", "nichts mit meiner Ex")
    assert set(slate_of()) == {"vote", "joke", "robot"}


def test_new_people_come_before_those_one_follows(mona, slate_of, lang):
    said(mona, lang, "more new people", "mehr neue Leute")
    assert set(list(slate_of())[:3]) == {"fox", "joke", "ben"}


def test_surprise_me_is_another_order_each_time_and_says_so(mona, slate_of, lang):
    said(mona, lang, "surprise me", "überrasch mich")
    drawn = [slate_of(draw) for draw in range(1, 9)]
    assert len({first_of(one) for one in drawn}) >= 3
    assert all(set(one) == set(CLIPS) for one in drawn)
    words = {"en": "You wanted to be surprised.", "de": "Du wolltest überrascht werden."}[lang]
    assert any(words in one.values() for one in drawn)


def test_the_line_says_what_has_come_to_count(mona, slate_of, lang):
    said(mona, lang, "more nature", "mehr Natur")
    mood = said(mona, lang, "no politics, only short clips", "keine Politik, nur kurze Clips")
    before = mood.versions.order_by("-id").first()
    words = change_words(queries.unpacked(before.steering), queries.unpacked(mood.steering))
    assert ("Politik" if lang == "de" else "politics") in words
    assert ("Natur" if lang == "de" else "nature") not in words
    assert Mood.objects.get().steering["without_topics"] == ["politics"]
