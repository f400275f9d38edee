"""GET /c/<id>: one clip, for whoever may see it."""

import re
import uuid

import pytest
from django.utils.timezone import now

from feed.words import seal_words, source_words
from generation.consent import revoke_use
from generation.publishing import withdraw_clip

pytestmark = pytest.mark.django_db


def test_a_published_clip_is_a_page_that_can_be_shared(client, ada, clip_of):
    clip = clip_of(ada, "A quiet <beach>")
    body = client.get(f"/c/{clip.pk}").content.decode()
    assert "A quiet &lt;beach&gt;" in body
    assert f'property="og:video" content="http://testserver/media/{clip.pk}/video.mp4"' in body
    assert "Drawn by a program. No camera, no trained model." in body
    assert f"/c/{clip.pk}/report" in body or "Report" not in body
    assert "noindex" not in body


def test_a_clip_on_a_page_of_its_own_says_why_it_is_there(client, ada, clip_of):
    body = client.get(f"/c/{clip_of(ada).pk}").content.decode()
    assert "You opened it yourself: nothing was chosen for you here." in body


def test_what_was_watched_on_its_own_page_was_shown_but_not_to_its_maker(client_of, ada, ben, noor, clip_of):
    clip = clip_of(ada, cast=[ben])
    page = client_of(noor).get(f"/c/{clip.pk}").content.decode()
    (req_id,) = re.findall(r'data-req="([0-9a-f-]{36})"', page)
    item = {"clip": str(clip.pk), "place": 0, "source": "clip", "ms": 900, "loops": 0}
    sent = {"req_id": req_id, "items": [item]}
    assert client_of(noor).post("/watch", sent, content_type="application/json").status_code == 204
    assert f"clip-{clip.pk}" not in client_of(noor).get("/").content.decode(), "no clip twice"
    assert 'data-req=""' in client_of(ada).get(f"/c/{clip.pk}").content.decode()
    draft = clip_of(ada, cast=[ben], state="DRAFT")
    assert 'data-req=""' in client_of(ben).get(f"/c/{draft.pk}").content.decode(), (
        "nobody has watched a draft"
    )


def test_a_draft_is_its_authors_alone(client, client_of, ada, noor, clip_of):
    clip = clip_of(ada, state="DRAFT")
    body = client_of(ada).get(f"/c/{clip.pk}").content.decode()
    assert f'action="/c/{clip.pk}/publish"' in body
    assert f'action="/c/{clip.pk}/delete"' in body
    assert "noindex" in body
    assert client_of(noor).get(f"/c/{clip.pk}").status_code == 404
    assert client.get(f"/c/{clip.pk}").status_code == 404


def test_a_likeness_owner_can_end_the_use_here_and_nobody_else(client_of, ada, ben, noor, clip_of):
    clip = clip_of(ada, cast=[ben])
    revoke = f"/cameos/uses/{clip.uses.get().pk}/revoke"
    assert revoke in client_of(ben).get(f"/c/{clip.pk}").content.decode()
    for other in (ada, noor):
        body = client_of(other).get(f"/c/{clip.pk}").content.decode()
        assert revoke not in body
        assert "Consent stands" in body


def test_a_clip_taken_back_is_gone_and_says_so_without_blame(client, client_of, ada, ben, clip_of):
    clip = clip_of(ada, cast=[ben])
    revoke_use(use=clip.uses.get(), by=ben, at=now())
    response = client.get(f"/c/{clip.pk}")
    assert response.status_code == 410
    assert "took back the permission" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "See your prompt" in client_of(ada).get(f"/c/{clip.pk}").content.decode()


def test_a_withdrawn_clip_is_gone(client, ada, clip_of):
    clip = clip_of(ada)
    withdraw_clip(clip=clip, at=now(), reason_code="SPAM")
    response = client.get(f"/c/{clip.pk}")
    assert response.status_code == 410
    assert "has been withdrawn" in response.content.decode()


def test_an_unknown_clip_and_a_wrong_method(client, ada, clip_of):
    assert client.get(f"/c/{uuid.uuid4()}").status_code == 404
    assert client.post(f"/c/{clip_of(ada).pk}").status_code == 405


def test_lines_survive_quotes_and_bars(client, ada, clip_of):
    clip = clip_of(ada)
    clip.lines = [{"text": 'Say "a|b" & <c>', "start": 0.5, "end": 1.25, "lang": "en", "speaker": "dog"}]
    clip.save(update_fields=["lines"])
    body = client.get(f"/c/{clip.pk}").content.decode()
    assert "0.50|1.25|Say &quot;a|b&quot; &amp; &lt;c&gt;" in body


def test_german_numbers_do_not_break_the_lines(client, ada, clip_of):
    clip = clip_of(ada)
    body = client.get(f"/c/{clip.pk}", headers={"Accept-Language": "de"}).content.decode()
    assert 'data-lines="0.00|0.90|Wait for me!"' in body


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("compositeSynthetic", "likeness"),
        ("trainedAlgorithmicMedia", "trained AI model"),
        ("other", "machine"),
    ],
)
def test_every_source_has_words(source, words):
    assert words in source_words(f"http://cv.iptc.org/newscodes/digitalsourcetype/{source}")


@pytest.mark.parametrize(
    ("state", "words"),
    [("Trusted", "this instance"), ("Valid", "does not know"), ("Invalid", "Changed"), ("", "Not checked")],
)
def test_the_seal_has_words(ada, clip_of, state, words):
    clip = clip_of(ada)
    clip.credentials = {"state": state}
    assert words in seal_words(clip)
