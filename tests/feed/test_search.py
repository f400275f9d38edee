"""GET /search, /tags/<tag> and /api/v1/search: words in both languages lead to clips, and to none one may not see."""

from datetime import timedelta
from io import StringIO
from itertools import product

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from accounts.blocking import mute_person
from accounts.operations import rename
from cameos.operations import take_back
from feed.search import queries
from generation.indexing import index_missing
from generation.keeping import set_wishes
from generation.models import Clip
from generation.publishing import withdraw_clip
from generation.showing import set_visibility
from search.models import Entry, Tag
from search.normal import forms, normal
from search.operations import tags_in

pytestmark = pytest.mark.django_db


def found(client, words: str, **more) -> str:
    return client.get("/search", {"q": words, **more}).content.decode()


def test_titles_handles_and_names_are_found(client, ada, noor, clip_of):
    clip, other = clip_of(ada, "Storm over the harbour"), clip_of(noor, "Tea", prompt="A lamp")
    body = found(client, "HARBOUR")
    assert f"/c/{clip.pk}" in body
    assert f"/c/{other.pk}" not in body
    assert f"/c/{other.pk}" in found(client, "@noo")
    people = found(client, "@noo", kind="people")
    assert 'href="/@noor"' in people
    assert 'href="/@ada"' not in people


def test_shown_words_are_found_hidden_ones_and_drafts_are_not(client, client_of, ada, clip_of):
    clip = clip_of(ada, "Quiet", prompt="An elephant walks")
    draft = clip_of(ada, "Elephant draft", state="DRAFT")
    assert f"/c/{clip.pk}" in found(client, "elephants")
    set_wishes(clip=clip, at=now(), hides_prompt=True)
    body = found(client_of(ada), "elephant")
    assert f"/c/{clip.pk}" not in body
    assert f"/c/{draft.pk}" not in body
    assert "Nothing for “elephant”" in body
    assert "Nothing for “🙂”" in found(client, "🙂")
    set_wishes(clip=clip, at=now(), hides_prompt=False)
    assert f"/c/{clip.pk}" in found(client, "elephant")


WORDS = {  # what is typed: the title it leads to
    "Hund": "A dog and his bone",
    "dogs": "Ein Hund wartet",
    "läuft": "Zwei Kinder laufen",
    "Häuser": "Das Haus am See",
    "mouse": "Three blind mice",
    "koln": "Abend in Köln",
    "har": "Storm over the harbour",
    "Hafen": "Storm over the harbour",
    "poodle": "Ein Pudel",
    "dog": "Ein Pudel",
    "hund strand": "A poodle at the seaside",
}


def test_words_find_each_other_across_forms_and_languages(client, ada, clip_of):
    clips = {title: clip_of(ada, title, prompt="A lamp") for title in {*WORDS.values(), "Tea"}}
    Clip.objects.update(lines=[])
    call_command("index_search", stdout=StringIO())
    for words, title in WORDS.items():
        body = found(client, words)
        assert f"/c/{clips[title].pk}" in body, words
        assert f"/c/{clips['Tea'].pk}" not in body, words


def test_what_is_meant_by_name_comes_before_what_is_only_like_it_and_new_before_old(client, ada, clip_of, at):
    dog = clip_of(ada, "A dog", prompt="A lamp")
    old = clip_of(ada, "A poodle", prompt="A lamp", at=at - timedelta(days=300))
    new = clip_of(ada, "A poodle", prompt="A lamp")
    body = found(client, "poodle")
    places = [body.index(f"/c/{clip.pk}") for clip in (new, old)]
    assert places == sorted(places)
    assert f"/c/{dog.pk}" in body
    assert body.index(f"/c/{dog.pk}") > places[0]


ODD = ["", "   ", "@", "%", "_", "'; drop table", "\x00", "🙂", '" OR "a*', "NOT (", "x" * 500]


def test_odd_words_are_answered(client_of, ada, clip_of):
    clip_of(ada, "Storm")
    client = client_of(ada)
    for words, kind in product(ODD, ["clips", "people", "cameos", "tags", "nonsense"]):
        response = client.get("/search", {"q": words, "kind": kind, "after": "-3"})
        assert response.status_code == 200
        assert "Storm" not in response.content.decode(), (words, kind)


def test_what_is_gone_is_found_no_more_and_leaves_the_index(client, client_of, ada, ben, clip_of, at):
    mine, cast = clip_of(ada, "Kiteflying"), clip_of(ada, "Kiteflying too", cast=[ben])
    take_back(cameo=ben.cameos.get(), at=at + timedelta(seconds=1))  # nothing was cleaned up yet
    for viewer in (client, client_of(ada), client_of(ben)):
        body = found(viewer, "kiteflying")
        assert f"/c/{mine.pk}" in body
        assert f"/c/{cast.pk}" not in body
    withdraw_clip(clip=mine, at=at, reason_code="SPAM")
    assert f"/c/{mine.pk}" not in found(client, "kiteflying")
    assert not Entry.objects.filter(key=mine.pk).exists()
    index_missing()
    assert not Entry.objects.exists()


def test_what_is_shown_to_few_is_found_by_them_alone(
    client, client_of, ada, noor, mona, mutuals, clip_of, at
):
    clip = clip_of(ada, "Kiteflying #wind")
    set_visibility(clip=clip, visibility="MUTUALS", at=at)
    for viewer, sees in (
        (client, False),
        (client_of(mona), False),
        (client_of(noor), True),
        (client_of(ada), True),
    ):
        assert (f"/c/{clip.pk}" in found(viewer, "kiteflying")) == sees
        assert ("/tags/wind" in found(viewer, "#wi")) == sees
        assert viewer.get("/tags/wind").status_code == (200 if sees else 404)


def test_the_index_can_be_made_anew_and_mends_itself(client, ada, clip_of):
    clip = clip_of(ada, "Lanterns #night")
    Entry.objects.all().delete()
    assert f"/c/{clip.pk}" not in found(client, "lantern")
    assert index_missing() == 1
    assert f"/c/{clip.pk}" in found(client, "lantern")
    call_command("index_search", stdout=StringIO())
    assert Entry.objects.count() == Tag.objects.count() == 1


def test_a_new_name_leads_to_the_clips(client, ada, clip_of):
    clip = clip_of(ada, "Tea")
    rename(user=ada, name="Countess Lovelace")
    assert f"/c/{clip.pk}" in found(client, "lovelace")


def test_pages_follow_each_other_without_a_gap(client, ada, clip_of, at):
    clips = {str(clip_of(ada, f"Lantern {number}").pk) for number in range(5)}
    first = client.get("/api/v1/search", {"q": "lantern"}).json()
    assert {one["id"] for one in first["clips"]} == clips
    assert first["next"] is None
    seen, after = [], 0
    while after is not None:
        page = queries.find(viewer=ada, words="lantern", at=at, after=after, size=2)
        seen += [str(clip.pk) for clip in page.clips]
        after = page.after
    assert len(seen) == 5
    assert set(seen) == clips


def test_only_likenesses_that_let_one_in_are_found(client, client_of, ada, ben, cleo):
    assert "prompt=%40ben" in found(client_of(ada), "ben", kind="cameos")
    assert "prompt=%40cleo" not in found(client_of(ada), "cleo", kind="cameos")
    assert "prompt=%40ben" not in found(client, "ben", kind="cameos")


def test_who_was_muted_is_not_found(client_of, ada, ben, at):
    mute_person(who=ada, whom=ben, at=at)
    assert 'href="/@ben"' not in found(client_of(ada), "ben", kind="people")
    assert "prompt=%40ben" not in found(client_of(ada), "ben", kind="cameos")
    assert client_of(ada).get("/@ben").status_code == 200, "by the address, they are there"


def test_tags_have_a_page_and_those_of_hidden_clips_have_none(client, ada, clip_of, at):
    clip = clip_of(ada, "Night #Laternen", prompt="A lamp #calm, take #7")
    assert tags_in("#Über_all #7 a#b ##c #x") == ["über_all"]
    assert set(Tag.objects.values_list("name", flat=True)) == {"laternen", "calm"}
    assert f"/c/{clip.pk}" in client.get("/tags/laternen").content.decode()
    assert client.get("/tags/Laternen")["Location"] == "/tags/laternen"
    assert "/tags/laternen" in found(client, "#lat")
    assert client.post("/tags/laternen").status_code == 405
    set_wishes(clip=clip, at=now(), hides_prompt=True)
    assert client.get("/tags/calm").status_code == 404
    withdraw_clip(clip=clip, at=at, reason_code="SPAM")
    assert client.get("/tags/laternen").status_code == 404
    assert "/tags/laternen" not in found(client, "#lat")


def test_the_api_says_which_field_is_wrong(client):
    assert client.get("/api/v1/search").json()["errors"][0]["field"] == "q"
    assert client.get("/api/v1/search", {"q": "a", "kind": "x"}).json()["errors"][0]["field"] == "kind"
    assert client.post("/api/v1/search").status_code in (401, 405)


def test_only_the_changing_part_comes_while_somebody_types(client, ada, clip_of):
    clip_of(ada, "Storm")
    part = client.get("/search?q=sto", headers={"X-Fragment": "1"}).content.decode()
    assert "data-part" in part
    assert "<html" not in part


def test_few_queries(client, ada, clip_of, django_assert_max_num_queries):
    for _number in range(4):
        clip_of(ada)
    with django_assert_max_num_queries(4):
        client.get("/search?q=dog")


def test_forms_are_the_same_for_both_languages():
    assert {"hund"} < set(forms("hunde"))
    assert "sein" not in forms("war")
    assert normal("Häuser, HÄUSER") == normal("häuser")
