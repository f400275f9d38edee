"""What makes a clip come less often: the rules, what is written, the maker's page and objection, the answer."""

import io
from datetime import timedelta
from importlib import import_module

import cv2
import numpy as np
import pytest
from django.apps import apps

from accounts.grouping import grouped
from accounts.models import Notification
from feed import jobs, slates, tallies
from feed.cursors import read_cursor
from feed.models import Demotion, Tally
from feed.worth.judging import BAIT, BULK, COPY, EMPTY, Known, bare, found_in
from feed.worth.operations import ContestRefused, OwnClip, contest, decide, judge_new, worth_of
from generation.looking import Seen, keep_look
from generation.models import ClipLook
from generation.publishing import withdraw_clip
from generation.showing import set_visibility
from provenance.looks import Eye, pictures_from

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path


def film(seed: int, change=lambda frame: frame, moves: bool = True, light: int = 255):
    """Soft random shapes that wander."""
    dice = np.random.default_rng(seed)
    first = cv2.resize(
        dice.integers(0, light, (9, 6, 3), dtype=np.uint8), (90, 160), interpolation=cv2.INTER_CUBIC
    )
    for step in range(8):
        yield np.ascontiguousarray(change(np.roll(first, 2 * step * moves, axis=1)))


def looked(clip, frames, loudness: float = -20.0):
    eye = Eye(2)
    assert list(eye.watch(frames))
    keep_look(clip, Seen(eye.look(), loudness))
    return clip


@pytest.fixture
def put(clip_of, at):
    """Publishes a clip that looks like `seed`, `minutes` after an hour ago."""

    def make(author, seed: int, minutes: float = 0, change=lambda frame: frame, **rest):
        when = at - timedelta(hours=1) + timedelta(minutes=minutes)
        return looked(clip_of(author, at=when, **rest), film(seed, change))

    return make


def darker_and_cropped(frame):
    return (frame[6:-6, 4:-4] * 0.7).astype(np.uint8)


def codes(clip) -> set[str]:
    return set(clip.demotions.values_list("reason_code", flat=True))


def home(viewer, at) -> list:
    slate = slates.slate(viewer=viewer, tab="home", cursor=read_cursor("", at), size=10)
    return [item.clip for item in slate.items]


def test_the_rules():
    assert found_in(Known()) == []
    assert [one.code for one in found_in(Known(copy_of="x"))] == [COPY]
    assert found_in(Known(("A dog", "Like and share!")))[0].facts == {"words": "Like and share"}
    assert [one.code for one in found_in(Known(alike=4))] == [BULK]
    assert found_in(Known(alike=3, same_words=7)) == []
    assert found_in(Known(same_words=8))[0].facts == {"count": 8}
    assert [one.code for one in found_in(Known(light=3, loudness=-70))] == [EMPTY]
    assert [one.code for one in found_in(Known(movement=0.0, loudness=-70))] == [EMPTY]
    assert found_in(Known(movement=0.0, loudness=-30)) == [], "a still picture that speaks is not empty"
    assert bare("A dog, no. 7!") == bare("a DOG no 8")


def test_a_near_copy_of_somebody_elses_clip_sinks_and_what_says_where_it_comes_from_does_not(
    ada, noor, put, at
):
    first = put(ada, 1)
    copy, other = put(noor, 1, 5, darker_and_cropped), put(noor, 2, 6)
    remix = put(noor, 1, 7, darker_and_cropped)
    type(remix).objects.filter(pk=remix.pk).update(remix_of=first)
    assert judge_new(at=at) == 4
    assert (codes(first), codes(copy), codes(other), codes(remix)) == (set(), {COPY}, set(), set())
    assert copy.demotions.get().facts == {"like": str(first.pk)}
    assert Tally.objects.get(pk=copy.pk).worth == worth_of(copy) == 0.5
    assert {row.pk for row in Tally.objects.filter(copy=first.pk)} == {copy.pk, remix.pk}
    assert judge_new(at=at) == 0, "each once"
    late = put(ada, 1, 20)
    assert judge_new(at=at) == 1
    assert Tally.objects.get(pk=late.pk).copy == first.pk, "a copy of a copy belongs to the first"
    told = Notification.objects.get(to=noor, kind="CLIP_DEMOTED")
    assert "comes less often" in grouped([told])[0].text


def of_before_mirrors(clip) -> None:
    """As its look was kept when pictures were not mirrored yet."""
    look = ClipLook.objects.get(pk=clip.pk)
    usual = np.frombuffer(bytes(look.usual), np.uint8).reshape(6, 32)
    file = io.BytesIO()
    np.save(file, pictures_from(bytes(look.pictures))[:, :5])
    look.pictures, look.usual = file.getvalue(), usual[:5].tobytes()
    look.save()


@pytest.mark.parametrize("is_older", [False, True])
def test_a_mirrored_copy_sinks_also_beside_a_clip_of_before_that_was_asked(ada, noor, put, at, is_older):
    first = put(ada, 1)
    if is_older:
        of_before_mirrors(first)
        import_module("generation.migrations.0016_mirrored_looks").add_the_view(apps, None)
    assert judge_new(at=at) == 1
    copy = put(noor, 1, 5, lambda frame: frame[:, ::-1])
    assert judge_new(at=at) == 1
    assert (codes(first), codes(copy)) == (set(), {COPY})
    again = put(noor, 1, 6)
    judge_new(at=at)
    assert Tally.objects.get(pk=again.pk).copy == first.pk


def test_what_is_gone_or_few_may_see_is_nobodys_measure(ada, noor, put, at):
    gone, few = put(ada, 1), put(ada, 2)
    withdraw_clip(clip=gone, at=at, reason_code="AUTHOR_DELETED", by=ada)
    set_visibility(clip=few, visibility="ME", at=at)
    one, two = put(noor, 1, 5), put(noor, 2, 6)
    judge_new(at=at)
    assert not codes(one) | codes(two)


def test_bulk_and_bait_and_empty(ada, clip_of, put, at):
    many = [put(ada, 5, n) for n in range(5)]
    bait = put(ada, 6, 10, title="Like and share this")
    honest = put(ada, 7, 11, title="How I like my tea")
    hidden = put(ada, 8, 12, prompt="A dog. Tag a friend who needs this")
    type(hidden).objects.filter(pk=hidden.pk).update(hides_prompt=True)
    empty = clip_of(ada, at=at, prompt="A white wall")
    type(empty).objects.filter(pk=empty.pk).update(lines=[])
    looked(empty, film(9, moves=False), loudness=-70)
    judge_new(at=at)
    assert [BULK in codes(one) for one in many] == [False, False, False, True, True]
    assert codes(bait) == {BAIT}
    assert codes(honest) == codes(hidden) == set(), "words nobody reads beg nobody"
    assert codes(empty) == {EMPTY}
    assert Tally.objects.get(pk=many[-1].pk).worth == pytest.approx(0.2), "each reason counts"


def test_clips_of_before_are_looked_at_in_their_files(sealed_clip, clip_of, ada):
    clip, broken = sealed_clip(ada, title="Like and share this"), clip_of(ada)
    type(broken).objects.filter(pk=broken.pk).update(folder="clips/nowhere")
    assert jobs.judge_new_clips() == 2
    look = ClipLook.objects.get(pk=clip.pk)
    assert look.movement > 0.1
    assert look.loudness > -30
    assert codes(clip) == {BAIT}
    assert codes(broken) == set()
    assert jobs.judge_new_clips() == 0


def test_bait_comes_after_an_equal_honest_clip_and_no_more_once_it_is_restored(
    ada, noor, cleo, mona, put, at
):
    honest, bait = put(ada, 1, 0, title="The sea"), put(noor, 2, 1, title="Tag a friend who likes the sea")
    assert home(cleo, at) == [bait, honest], "the newest first, while nothing speaks against it"
    judge_new(at=at)
    assert home(cleo, at) == [honest, bait]
    row = bait.demotions.get()
    contest(demotion=row, words="It is what my grandmother says.", at=at)
    assert home(cleo, at) == [honest, bait], "it stands until somebody decides"
    decide(demotion=row, by=mona, lifts=True, at=at, note="Right!")
    assert home(cleo, at) == [bait, honest]
    Tally.objects.filter(pk=bait.pk).update(is_judged=False)
    judge_new(at=at)
    assert home(cleo, at) == [bait, honest], "lifted is lifted for good"
    assert bait.demotions.count() == 1


def test_lifting_a_near_copy_lets_it_stand_beside_the_other(ada, noor, cleo, mona, put, at):
    first, copy = put(ada, 1), put(noor, 1, 5)
    judge_new(at=at)
    assert home(cleo, at) == [first]
    row = copy.demotions.get()
    contest(demotion=row, words="Mine is older.", at=at)
    decide(demotion=row, by=mona, lifts=True, at=at)
    assert set(home(cleo, at)) == {first, copy}


@pytest.fixture
def sunk(noor, put, at) -> Demotion:
    clip = put(noor, 3, title="Like and share this")
    judge_new(at=at)
    return clip.demotions.get()


def test_the_maker_sees_why_and_nobody_else_does(client, client_of, ada, noor, sunk, put):
    page = f"/c/{sunk.clip_id}/less-often"
    body = client_of(noor).get(page).content.decode()
    assert "It begs for attention: “Like and share”." in body
    assert "BAIT" in body
    assert "Comes less often" in client_of(noor).get(f"/c/{sunk.clip_id}").content.decode()
    assert "Comes less often" not in client_of(ada).get(f"/c/{sunk.clip_id}").content.decode()
    assert "Like and share this" in client_of(noor).get("/less-often").content.decode()
    assert "1 clip comes less often" in client_of(noor).get("/@noor").content.decode()
    assert "None of your clips" in client_of(ada).get("/less-often").content.decode()
    assert client_of(ada).get(page).status_code == 404
    assert client.get(page).status_code == client.get("/less-often").status_code == 302
    assert client_of(noor).post(page).status_code == 405
    honest = put(noor, 4)
    assert "Nothing makes this clip" in client_of(noor).get(f"/c/{honest.pk}/less-often").content.decode()


def test_objecting_once_with_words(client, client_of, ada, noor, sunk):
    path = f"/c/{sunk.clip_id}/less-often/{sunk.pk}"
    assert client_of(noor).post(path, {"words": " "}).status_code == 422
    assert client_of(ada).post(path, {"words": "x"}).status_code == 404
    assert client.post(path, {"words": "x"}).status_code == 302
    assert client_of(noor).post(path + "9", {"words": "x"}).status_code == 404
    assert client_of(noor).get(path).status_code == 405
    sunk.refresh_from_db()
    assert sunk.contested_at is None
    said = client_of(noor).post(path, {"words": "It is a poem"}, follow=True).content.decode()
    assert "a person looks at it" in said
    assert "It is a poem" in said
    assert (
        "objected to this already"
        in client_of(noor).post(path, {"words": "Again"}, follow=True).content.decode()
    )
    sunk.refresh_from_db()
    assert sunk.words == "It is a poem"


def test_a_moderator_decides_and_the_maker_hears_of_it(client, client_of, noor, ada, mona, sunk, at):
    contest(demotion=sunk, words="It is a poem", at=at)
    desk, path = "/moderation/contested", f"/moderation/contested/{sunk.pk}"
    assert "It is a poem" in client_of(mona).get(desk).content.decode()
    assert "Objections" in client_of(mona).get("/moderation/").content.decode()
    for person in (noor, ada):
        assert client_of(person).get(desk).status_code == 404
        assert client_of(person).post(path, {"lifts": "1"}).status_code == 404
    assert client.post(path, {"lifts": "1"}).status_code == 302
    assert client_of(mona).get(path).status_code == 405
    assert client_of(mona).post(path, {"lifts": "perhaps"}).status_code == 422
    assert client_of(mona).post(path + "9", {"lifts": "1"}).status_code == 404
    answered = client_of(mona).post(path, {"lifts": "0", "note": "It says so twice"}, follow=True)
    assert "Its maker is told" in answered.content.decode()
    again = client_of(mona).post(path, {"lifts": "1"}, follow=True).content.decode()
    assert "decided this already" in again
    sunk.refresh_from_db()
    assert (sunk.is_lifted, sunk.decided_by, sunk.note) == (False, mona, "It says so twice")
    assert noor.notifications.filter(kind="DEMOTION_KEPT").count() == 1
    assert "It says so twice" in client_of(noor).get(f"/c/{sunk.clip_id}/less-often").content.decode()


def test_nobody_decides_about_their_own(mona, ada, put, at):
    clip = put(mona, 1, title="Like and share this")
    judge_new(at=at)
    row = clip.demotions.get()
    with pytest.raises(ContestRefused):
        decide(demotion=row, by=ada, lifts=True, at=at)  # nobody has objected yet
    contest(demotion=row, words="Please", at=at)
    with pytest.raises(OwnClip):
        decide(demotion=row, by=mona, lifts=True, at=at)


def test_many_are_told_as_one(ada, put, at):
    for number in range(4):
        put(ada, 20 + number, number, title="Like and share this")
    judge_new(at=at)
    assert [group.text for group in grouped(ada.notifications.all())] == [
        "4 of your clips come less often in the feed"
    ]


def test_the_api_says_the_same(api_of, ada, noor, sunk):
    path = f"/api/v1/clips/{sunk.clip_id}/demotions"
    told = api_of(noor).get(path).json()
    assert [(one["code"], one["factor"], one["is_lifted"]) for one in told] == [("BAIT", 0.4, False)]
    assert "Like and share" in told[0]["sentence"]
    assert api_of(None).get(path).status_code == 401
    assert api_of(ada).get(path).status_code == 404
    assert api_of(noor).post(f"{path}/{sunk.pk}", {}).status_code == 400
    assert api_of(noor).post(f"{path}/{sunk.pk}", {"words": "A poem"}).json()[0]["contested_at"]
    assert api_of(noor).post(f"{path}/{sunk.pk}", {"words": "A poem"}).status_code == 409
    assert api_of(ada).post(f"{path}/{sunk.pk}", {"words": "x"}).status_code == 404


def test_what_was_said_of_a_clip_before_stays_when_it_is_judged(ada, put, at):
    clip = put(ada, 1)
    tallies.add_like(clip.pk, 1)
    judge_new(at=at)
    row = Tally.objects.get(pk=clip.pk)
    assert (row.likes, row.worth, row.is_judged, row.judged_at) == (1, 1.0, True, None)
