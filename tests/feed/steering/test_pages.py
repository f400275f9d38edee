"""/feed/steer, /c/<id>/less and their like over the API: works, wrong method, stranger, missing, already done."""

import re
from datetime import timedelta

import pytest

from feed.models import Less, Mood

pytestmark = pytest.mark.django_db
FORMS = [
    "/feed/steer/correct",
    "/feed/steer/answer",
    "/feed/steer/undo",
    "/feed/steer/off",
    "/feed/steer/keep",
]


@pytest.fixture
def page(client_of, mona):
    return client_of(mona)


def words_of(response) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


@pytest.mark.parametrize("path", ["/feed/steer", *FORMS])
def test_a_stranger_is_asked_to_log_in(client, path):
    assert client.post(path).status_code == 302
    assert "/accounts/login/" in client.post(path).headers["Location"]


@pytest.mark.parametrize("path", FORMS)
def test_a_change_is_never_a_get(page, path):
    assert page.get(path).status_code == 405


def test_what_was_said_stands_as_chips_with_sliders(page):
    response = page.post(
        "/feed/steer", {"words": "more calm nature, no politics, twenty minutes today"}, follow=True
    )
    text = response.content.decode()
    assert 'name="topics:nature"' in text
    assert 'name="moods:calm"' in text
    assert 'value="without_topics:politics"' in text
    assert "20 minutes a day" in text
    assert "Until midnight" in text


def test_in_german_it_is_german(page):
    response = page.post(
        "/feed/steer", {"words": "mehr ruhige Natur"}, follow=True, headers={"accept-language": "de"}
    )
    assert "Natur" in words_of(response)
    assert "ruhig" in words_of(response)


@pytest.mark.parametrize("words", ["", "   ", "x" * 501])
def test_what_can_not_be_read_is_a_form_error(page, words):
    assert page.post("/feed/steer", {"words": words}).status_code == 422
    assert not Mood.objects.exists()


def test_a_slider_corrects_and_a_cross_takes_off(page):
    page.post("/feed/steer", {"words": "more nature and robots, no politics"})
    sent = {"topics:nature": "-100", "topics:robot": "30", "on": ["without_topics:politics"]}
    page.post("/feed/steer/correct", sent)
    assert Mood.objects.get().steering == {
        "topics": {"nature": -1.0, "robot": 0.3}, "without_topics": ["politics"],
    }  # fmt: skip
    page.post("/feed/steer/correct", {**sent, "drop": "without_topics:politics", "topics:robot": "0"})
    assert Mood.objects.get().steering == {"topics": {"nature": -1.0}}
    page.post("/feed/steer/correct", {"topics:nature": "1e9"})
    assert Mood.objects.get().steering == {"topics": {"nature": -1.0}}


def test_a_script_gets_the_sheet_alone(page):
    response = page.post("/feed/steer", {"words": "funnier"}, headers={"x-fragment": "1"})
    assert "<html" not in response.content.decode()
    assert "data-steer" in response.content.decode()


SCRIPT = {"x-fragment": "1"}


def test_a_script_is_told_what_was_understood_and_where_to_take_it_back(page):
    text = page.post("/feed/steer", {"words": "only nature, no politics"}, headers=SCRIPT).content.decode()
    assert "Understood – nothing with: politics · only: nature" in text
    assert "data-over" in text
    assert 'action="/feed/steer/undo"' in text
    text = page.post("/feed/steer", {"words": "only nature"}, headers=SCRIPT).content.decode()
    assert "Nothing else counts than before." in text
    for unfinished in ("nothing with my ex", "more fish, as if by night"):
        text = page.post("/feed/steer", {"words": unfinished}, headers=SCRIPT).content.decode()
        assert "data-told" in text
        assert "data-over" not in text
    assert "Taken back." in page.post("/feed/steer/undo", headers=SCRIPT).content.decode()


def test_less_tells_a_script_where_to_take_it_back(page, ada, clip_of):
    text = page.post(f"/c/{clip_of(ada).pk}/less", {"what": "MAKER:ada"}, headers=SCRIPT).content.decode()
    assert "From the next clip on less of this: clips by @ada" in text
    assert f'action="/feed/less/{Less.objects.get().pk}/undo"' in text


def test_what_follows_the_clips_that_stay_is_chosen_anew(page, ada, clip_of, at):
    clips = [
        clip_of(
            ada,
            f"{n}",
            prompt=("A robot runs", "A fox sleeps in the forest")[n % 2],
            at=at - timedelta(hours=n),
        )
        for n in range(6)
    ]
    first = page.get("/", headers=SCRIPT)
    begins = re.search(r'data-from="([^"]+)"', first.content.decode())[1]
    shown = re.findall(r'data-clip="([^"]+)"', first.content.decode())
    page.post("/feed/steer", {"words": "only foxes"})
    again = page.get(f"/?after={begins}&kept={shown[0]},{shown[1]}", headers=SCRIPT).content.decode()
    found = set(re.findall(r'data-clip="([^"]+)"', again))
    assert found == {str(clip.pk) for clip in clips[1::2]} - set(shown[:2])
    assert 'data-place="2"' in again
    for junk in ("x", ",", "%00", "a" * 5000):
        assert page.get(f"/?after={begins}&kept={junk}", headers=SCRIPT).status_code == 200


def test_my_ex_is_asked_for_on_the_page(page, ada):
    response = page.post("/feed/steer", {"words": "nothing with my ex"}, follow=True)
    assert "Who is your ex?" in response.content.decode()
    assert page.post("/feed/steer/answer", {"who": "ex", "handle": "nobody_here"}).status_code == 422
    page.post("/feed/steer/answer", {"who": "ex", "handle": "@ada"})
    assert Mood.objects.get().steering == {"without_people": ["ada"]}
    assert page.post("/feed/steer/answer", {"who": "ex", "handle": "ada"}).status_code == 422


def test_moods_are_their_owners_alone(page, client_of, noor):
    page.post("/feed/steer", {"words": "more nature"})
    page.post("/feed/steer/keep", {"name": "Calm"})
    mood = Mood.objects.get(name="Calm")
    assert mood.is_active
    other = client_of(noor)
    for act in ("switch", "forget"):
        assert other.post(f"/feed/moods/{mood.pk}/{act}").status_code == 404
    assert page.post("/feed/steer/keep", {"name": " "}).status_code == 422
    page.post("/feed/steer/off")
    assert not Mood.objects.filter(is_active=True).exists()
    page.post(f"/feed/moods/{mood.pk}/switch")
    assert Mood.objects.get(is_active=True) == mood
    page.post(f"/feed/moods/{mood.pk}/forget")
    assert page.post(f"/feed/moods/{mood.pk}/forget").status_code == 404


def test_undo_on_the_page_says_when_there_is_nothing(page):
    page.post("/feed/steer", {"words": "more nature"})
    assert "Taken back." in page.post("/feed/steer/undo", follow=True).content.decode()
    assert "nothing to take back" in page.post("/feed/steer/undo", follow=True).content.decode()


def test_undo_can_be_said_too(page):
    page.post("/feed/steer", {"words": "no politics"})
    page.post("/feed/steer", {"words": "more dragons"})
    said = page.post("/feed/steer", {"words": "undo that"}, headers={"X-Fragment": "1"}).content.decode()
    assert "Taken back." in said
    assert "politics" in said
    assert "dragon" not in said
    page.post("/feed/steer", {"words": "undo"})
    nothing = page.post("/feed/steer", {"words": "undo"})
    assert nothing.status_code == 422
    assert "There is nothing to take back." in nothing.content.decode()


def test_less_of_this_asks_of_what_and_lists_it(page, client, ada, ben, clip_of):
    clip = clip_of(ada, title="Fox", prompt="A fox in the forest", cast=[ben])
    assert client.get(f"/c/{clip.pk}/less").status_code == 302
    text = page.get(f"/c/{clip.pk}/less").content.decode()
    for offered in ("MAKER:ada", "LIKENESS:ben", "TOPIC:nature", "COPIES:", "LONG:", "SOUND:spoken"):
        assert offered in text
    response = page.post(f"/c/{clip.pk}/less", {"what": "MAKER:ada"}, follow=True)
    assert "clips by @ada" in response.content.decode()
    assert page.post(f"/c/{clip.pk}/less", {"what": "TOPIC:politics"}).status_code == 422
    assert page.post(f"/c/{clip.pk}/less", {"what": "nonsense"}).status_code == 422
    row = Less.objects.get()
    assert (row.clip, row.what, row.name) == (clip, "MAKER", "ada")
    page.post(f"/feed/less/{row.pk}/undo")
    assert not Less.objects.exists()
    assert "already" in page.post(f"/feed/less/{row.pk}/undo", follow=True).content.decode()


def test_less_of_a_clip_that_is_not_mine_to_see(page, ada, clip_of):
    assert page.get(f"/c/{clip_of(ada, state='DRAFT').pk}/less").status_code == 404
    assert page.get(f"/c/{clip_of(ada, state='WITHDRAWN').pk}/less").status_code in (404, 410)


def test_the_stage_is_one_tap_from_steering_and_says_when_it_is_steered(page, ada, clip_of):
    clip_of(ada, prompt="A fox in the forest")
    assert 'href="/feed/steer"' in page.get("/").content.decode()
    page.post("/feed/steer", {"words": "no politics"})
    assert re.search(r'href="/feed/steer"[^>]* data-on', page.get("/").content.decode())
    page.post("/feed/steer", {"words": "only politics"})
    assert "That is all you asked for" in page.get("/").content.decode()
    assert "data-clip" in page.get("/latest").content.decode()


def test_programs_steer_the_same(api_of, mona, noor, ada, clip_of):
    clip = clip_of(ada, prompt="A fox in the forest")
    api, other = api_of(mona), api_of(noor)
    assert api_of(None).get("/api/v1/steering").status_code == 401
    said = api.post(
        "/api/v1/steering", {"words": "mehr ruhige Natur", "language": "de"}, format="json"
    ).json()
    assert said["steering"] == {"topics": {"nature": 0.6}, "moods": {"calm": 0.6}}
    assert api.post("/api/v1/steering", {"words": " "}, format="json").status_code == 400
    put = api.put("/api/v1/steering", {"steering": {"topics": {"sea": 5}}}, format="json").json()
    assert put["steering"] == {"topics": {"sea": 1.0}}
    assert api.post("/api/v1/steering/undo").json()["steering"] == said["steering"]
    mood = api.post("/api/v1/moods", {"name": "Calm"}, format="json").json()
    assert other.post(f"/api/v1/moods/{mood['id']}").status_code == 404
    assert api.delete("/api/v1/steering").status_code == 204
    assert api.post(f"/api/v1/moods/{mood['id']}").json()["mood"] == "Calm"
    assert [one["name"] for one in api.get("/api/v1/moods").json()] == ["Calm"]
    assert api.delete(f"/api/v1/moods/{mood['id']}").status_code == 204
    choice = api.get(f"/api/v1/clips/{clip.pk}/less").json()[0]
    wrong = api.post(f"/api/v1/clips/{clip.pk}/less", {"what": "TOPIC", "name": "politics"}, format="json")
    assert wrong.status_code == 400
    assert "This clip has nothing of that kind." in wrong.content.decode()
    assert '"name"' in wrong.content.decode()
    row = api.post(f"/api/v1/clips/{clip.pk}/less", choice, format="json").json()
    assert other.delete(f"/api/v1/less/{row['id']}").status_code == 404
    assert len(api.get("/api/v1/less").json()) == 1
    assert api.delete(f"/api/v1/less/{row['id']}").status_code == 204
    api.post("/api/v1/steering", {"words": "nothing with my ex"}, format="json")
    assert (
        api.post("/api/v1/steering/answer", {"who": "ex", "handle": "zzz"}, format="json").status_code == 400
    )
    answered = api.post("/api/v1/steering/answer", {"who": "ex", "handle": "ada"}, format="json").json()
    assert answered["steering"]["without_people"] == ["ada"]
