"""/c/<id>/save, /saved, /saved/<id>, /lists: keeping clips and people, for oneself or by a shared address."""

import pytest

from accounts.blocking import block
from cameos.operations import take_back
from feed.models import Collection, PeopleList, Saved
from feed.saving import MOST, make_collection, put_on_list, save
from generation.showing import set_visibility

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def test_save_and_take_out(client_of, ada, noor, clip_of):
    clip, client = clip_of(ada), client_of(noor)
    for on, number in (("1", 1), ("1", 1), ("0", 0), ("0", 0), ("1", 1)):
        assert client.post(f"/c/{clip.pk}/save", {"on": on}, headers=JSON).json() == {"on": on == "1"}
        assert Saved.objects.count() == number
    assert f"/c/{clip.pk}" in client.get("/saved").content.decode()
    assert f"/c/{clip.pk}" not in client_of(ada).get("/saved").content.decode().split("<main")[1]
    assert not ada.notifications.exists()  # what one saves is one's own business


def test_a_collection_is_ones_own_until_its_address_is_shared(client, client_of, ada, noor, clip_of, at):
    clip, few = clip_of(ada, "For all"), clip_of(ada, "For few")
    mine = client_of(noor)
    address = mine.post("/saved/new", {"name": "Best  of"})["Location"]
    found = Collection.objects.get()
    assert (found.name, address) == ("Best of", f"/saved/{found.pk}")
    for one in (clip, few):
        mine.post(f"/c/{one.pk}/save", {"on": "1", "collection": str(found.pk)})
    set_visibility(clip=few, visibility="INSTANCE", at=at)
    assert client.get(address).status_code == 404
    assert client_of(ada).get(address).status_code == 404
    mine.post(f"{address}/change", {"name": "Best of", "is_shared": "on"})
    page = client.get(address).content.decode()
    assert f"/c/{clip.pk}" in page
    assert f"/c/{few.pk}" not in page  # the address of a collection opens no clip
    assert f"/c/{few.pk}" in client_of(ada).get(address).content.decode()
    mine.post(f"{address}/change", {"name": "Best of"})
    assert client.get(address).status_code == 404
    mine.post(f"{address}/delete")
    assert Saved.objects.filter(collection=None).count() == 2


def test_out_of_a_collection_is_not_out_of_what_one_saved(client_of, ada, noor, clip_of, at):
    clip, kept = clip_of(ada), make_collection(owner=noor, name="Kept", at=at)
    save(who=noor, clip=clip, at=at, collection=kept)
    path = f"{kept.get_absolute_url()}/clips/{clip.pk}/out"
    assert client_of(ada).post(path).status_code == 404
    assert client_of(noor).get(path).status_code == 405
    assert path in client_of(noor).get(kept.get_absolute_url()).content.decode()
    client_of(noor).post(path)
    assert Saved.objects.get().collection is None


def test_what_is_gone_is_gone_from_collections(client_of, ada, ben, noor, clip_of, at):
    clip = clip_of(ada, cast=[ben])
    kept = make_collection(owner=noor, name="Kept", at=at, is_shared=True)
    save(who=noor, clip=clip, at=at, collection=kept)
    take_back(cameo=ben.cameos.get(), at=at)
    for path in ("/saved", kept.get_absolute_url()):
        assert f"/c/{clip.pk}" not in client_of(noor).get(path).content.decode()


@pytest.mark.parametrize(
    ("name", "said"), [(" ", "Give it a name"), ("x" * 61, "Give it a name"), ("ONE", "already")]
)
def test_names_that_do_not_go_say_why(client_of, noor, at, name, said):
    make_collection(owner=noor, name="One", at=at)
    assert said in client_of(noor).post("/saved/new", {"name": name}, follow=True).content.decode()
    client_of(noor).post("/lists/new", {"name": "One"})
    assert said in client_of(noor).post("/lists/new", {"name": name}, follow=True).content.decode()


def test_there_is_an_end_to_it(client_of, noor, at):
    Collection.objects.bulk_create([Collection(owner=noor, name=f"c{n}", created_at=at) for n in range(MOST)])
    assert (
        "the limit here" in client_of(noor).post("/saved/new", {"name": "more"}, follow=True).content.decode()
    )


def test_not_by_others_not_what_is_not_there(client, client_of, ada, noor, clip_of, at):
    clip, draft = clip_of(ada), clip_of(ada, state="DRAFT")
    kept = make_collection(owner=noor, name="Kept", at=at)
    assert client_of(ada).post(f"/c/{draft.pk}/save", {"on": "1"}).status_code == 404
    assert (
        client_of(ada).post(f"/c/{clip.pk}/save", {"on": "1", "collection": str(kept.pk)}).status_code == 404
    )
    assert client_of(ada).post(f"/saved/{kept.pk}/change", {"name": "Mine"}).status_code == 404
    assert client_of(ada).post(f"/saved/{kept.pk}/delete").status_code == 404
    assert client_of(noor).get(f"/c/{clip.pk}/save").status_code == 405
    for path in ("/saved", "/lists"):
        assert "/accounts/login/" in client.get(path)["Location"]
    assert "/accounts/login/" in client.post(f"/c/{clip.pk}/save", {"on": "1"})["Location"]
    assert not Saved.objects.exists()


def test_a_list_has_a_stage_of_its_people_alone(client, client_of, ada, mona, noor, clip_of, at):
    on, off = clip_of(ada, "On the list"), clip_of(mona, "Off the list")
    mine = client_of(noor)
    mine.post("/lists/new", {"name": "Friends"})
    friends = PeopleList.objects.get()
    assert "Nobody on this list has played yet" in mine.get(f"/lists/{friends.pk}").content.decode()
    mine.post(f"/lists/{friends.pk}/change", {"on": "1", "handle": "@Ada "})
    stage = mine.get(f"/lists/{friends.pk}").content.decode()
    assert f"clip-{on.pk}" in stage
    assert f"clip-{off.pk}" not in stage
    assert "@ada is on this list." in stage
    assert "<bdi>Friends</bdi>" in stage  # it says which list it is
    assert client_of(ada).get(f"/lists/{friends.pk}").status_code == 404
    assert (
        client_of(ada).post(f"/lists/{friends.pk}/change", {"on": "1", "handle": "mona"}).status_code == 404
    )
    assert "/accounts/login/" in client.get(f"/lists/{friends.pk}")["Location"]
    set_visibility(clip=on, visibility="MUTUALS", at=at)
    assert f"clip-{on.pk}" not in mine.get(f"/lists/{friends.pk}").content.decode()
    mine.post(f"/lists/{friends.pk}/change", {"on": "0", "handle": "ada"})
    assert not friends.people.exists()
    block(who=mona, whom=noor, at=at)
    told = mine.post(
        f"/lists/{friends.pk}/change", {"on": "1", "handle": "mona"}, follow=True
    ).content.decode()
    assert "Nobody here is called @mona." in told
    mine.post(f"/lists/{friends.pk}/delete")
    assert not PeopleList.objects.exists()


def test_a_list_takes_people_off_with_a_block_in_its_stage(client_of, ada, noor, clip_of, at):
    clip = clip_of(ada)
    friends = PeopleList.objects.create(owner=noor, name="F", created_at=at)
    put_on_list(people_list=friends, handle="ada")
    block(who=ada, whom=noor, at=at)
    assert f"clip-{clip.pk}" not in client_of(noor).get(f"/lists/{friends.pk}").content.decode()
