"""GET /search."""

import pytest

pytestmark = pytest.mark.django_db


def test_titles_handles_and_names_are_found(client, ada, noor, clip_of):
    clip, other = clip_of(ada, "Storm over the harbour"), clip_of(noor, "Tea")
    body = client.get("/search", {"q": "HARBOUR"}).content.decode()
    assert f"/c/{clip.pk}" in body
    assert f"/c/{other.pk}" not in body
    body = client.get("/search", {"q": "@noo"}).content.decode()
    assert f"/c/{other.pk}" in body
    assert 'href="/@noor"' in body


def test_prompts_stay_private_and_drafts_hidden(client, client_of, ada, clip_of):
    clip = clip_of(ada, "Quiet", prompt="A secret elephant walks")
    draft = clip_of(ada, "Elephant draft", state="DRAFT")
    body = client_of(ada).get("/search", {"q": "elephant"}).content.decode()
    assert f"/c/{clip.pk}" not in body
    assert f"/c/{draft.pk}" not in body
    assert "Nothing for “elephant”" in body


@pytest.mark.parametrize("words", ["", "   ", "@", "%", "_", "'; drop table", "\x00", "ä🙂", "x" * 500])
def test_odd_words_are_answered(client, ada, clip_of, words):
    clip_of(ada, "Storm")
    response = client.get("/search", {"q": words})
    assert response.status_code == 200
    assert "Storm" not in response.content.decode()


def test_few_queries(client, ada, clip_of, django_assert_max_num_queries):
    for _number in range(4):
        clip_of(ada)
    with django_assert_max_num_queries(4):
        client.get("/search?q=a")
