"""Search by meaning: clips whose words and concepts are others than those asked for, near ones first."""

import uuid

import pytest

from feed.search import meaning
from feed.search.queries import find
from generation.models import Clip
from generation.senses import senses, spans
from generation.showing import set_visibility

SEA = ("Wellen am Strand", "waves at the beach")


def near(question: str, *texts: str) -> list[str]:
    asked = meaning.asked_for(spans(question))
    rows = [(uuid.UUID(int=number), " ".join(senses(text))) for number, text in enumerate(texts)]
    return [texts[key.int] for key in meaning.nearest(asked, rows)]


@pytest.mark.parametrize(
    ("question", "wanted", "other"),
    [
        ("Meer", "waves at the beach", "A guitarist sings"),
        ("ocean", "Wellen am Strand", "Ein Ritter kämpft"),
        ("Haustiere", "A hamster sleeps", "waves at the beach"),
        ("pets", "Ein Kätzchen trinkt", "A car drives"),
        ("Musik", "A guitarist sings", "A hamster sleeps"),
        ("winter", "Ein Schneemann schmilzt", "A guitarist sings"),
        ("food", "A cake with candles", "Ein Ritter kämpft"),
        ("Weltall", "An astronaut waves", "A cake with candles"),
    ],
)
def test_near_in_meaning_though_no_word_is_the_same(question, wanted, other):
    assert near(question, other, wanted) == [wanted]


def test_the_nearer_comes_first_and_what_nobody_knows_is_near_to_nothing():
    assert near("Meer", "A dog runs along the beach", "waves at the beach")[0] == "waves at the beach"
    assert near("xyzzy", *SEA) == []
    assert meaning.beside([]) == []


@pytest.fixture
def shore(ada, clip_of):
    """Clips that no question of these tests has a word of, and one that is of something else."""
    made = [
        clip_of(ada, title, prompt=title)
        for title in ("An island with a palm", "A dog on the beach", "A taxi")
    ]
    return [clip.pk for clip in made]


@pytest.mark.django_db
def test_a_question_without_a_hit_finds_what_is_near(client, ada, shore, at):
    found = find(viewer=ada, words="Ozean", at=at)
    assert {clip.pk for clip in found.clips} == set(shore[:2])
    assert found.is_near
    assert f"/c/{shore[0]}" in client.get("/search?q=Ozean").content.decode()
    pets = client.get("/api/v1/search?q=Haustiere").json()
    assert (pets["is_near"], [clip["id"] for clip in pets["clips"]]) == (True, [str(shore[1])])


@pytest.mark.django_db
def test_what_is_near_is_found_only_by_whom_it_is_for(ada, noor, shore, at):
    set_visibility(clip=Clip.objects.get(pk=shore[0]), visibility="ME", at=at)
    assert [clip.pk for clip in find(viewer=noor, words="Ozean", at=at).clips] == [shore[1]]


@pytest.mark.django_db
def test_a_hit_stands_alone_and_one_for_others_changes_nothing(ada, noor, clip_of, shore, at):
    hit = clip_of(ada, "Der Ozean", prompt="Der Ozean bei Nacht")
    found = find(viewer=noor, words="Ozean", at=at)
    assert ([clip.pk for clip in found.clips], found.is_near) == ([hit.pk], False)
    set_visibility(clip=hit, visibility="ME", at=at)
    found = find(viewer=noor, words="Ozean", at=at)
    assert ({clip.pk for clip in found.clips}, found.is_near) == (set(shore[:2]), True)
