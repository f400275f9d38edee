"""GET /c/<id>/in/<kind>/<of>: a grid as a stage, from the clip one opened on through the same list."""

import re
from datetime import timedelta

import pytest

from accounts.blocking import block
from circles.models import Member
from circles.operations import open_circle
from feed.operations import like
from feed.saving import make_collection, save
from feed.slates import SIZE
from generation.consent import revoke_use
from generation.sharing import share
from generation.showing import set_visibility

pytestmark = pytest.mark.django_db


def shown(response) -> list[str]:
    return re.findall(r'data-clip="([^"]+)"', response.content.decode())


def more(response) -> str:
    found = re.search(r'data-more="([^"]+)"', response.content.decode())
    return found[1] if found else ""


def prints(response) -> list[str]:
    return re.findall(r'class="print__picture" href="([^"]+)"', response.content.decode())


@pytest.fixture
def clips(ada, clip_of, at):
    """Eight by ada, the newest first; each is liked, saved and in a collection of hers, in this order, too."""
    made = [clip_of(ada, f"Kite {number}", at=at - timedelta(minutes=number)) for number in range(8)]
    kites = make_collection(owner=ada, name="Kites", at=at)
    for number, clip in enumerate(made):
        like(who=ada, clip=clip, at=at - timedelta(minutes=number))
        save(who=ada, clip=clip, at=at - timedelta(minutes=number), collection=kites)
    return made


@pytest.fixture
def circle(ada, noor, clips, at):
    made = open_circle(by=ada, name="Paper club", at=at)
    Member.objects.create(circle=made, person=noor, since=at)
    for number, clip in enumerate(clips):
        member = made.members.select_related("circle", "person").get(person=ada)
        share(clip=clip, member=member, at=at - timedelta(minutes=number))
    return made


@pytest.mark.parametrize(
    "grid", ["/@ada", "/@ada?tab=likes", "/search?q=kite", "/saved", "collection", "circle"]
)
def test_every_print_opens_the_stage_there_and_the_list_goes_on(client_of, ada, clips, circle, grid):
    client, ids = client_of(ada), [str(clip.pk) for clip in clips]
    page = {"collection": ada.collections.get().get_absolute_url(), "circle": circle.get_absolute_url()}.get(
        grid, grid
    )
    addresses = prints(client.get(page))
    in_grid = [address.split("/")[2] for address in addresses]
    assert sorted(in_grid) == sorted(ids)
    assert in_grid == ids or grid.startswith("/search"), "a search has an order of its own"
    first = client.get(addresses[1])
    assert shown(first) == in_grid[1 : 1 + SIZE]
    second = client.get(f"{addresses[1]}{more(first)}", headers={"X-Fragment": "1"})
    assert shown(second) == in_grid[1 + SIZE :]
    assert b"That was the last one" in second.content
    assert b"<html" not in second.content


def test_reload_begins_where_the_page_began(client, clips):
    path = f"/c/{clips[3].pk}/in/clips/ada"
    page = client.get(path)
    begins = re.search(r'data-from="([^"]+)"', page.content.decode())[1]
    assert shown(client.get(f"{path}?after={begins}")) == shown(page)


def test_what_came_later_or_left_moves_nothing(client, ada, clips, clip_of):
    path = f"/c/{clips[0].pk}/in/clips/ada"
    first = client.get(path)
    clip_of(ada, "Newer than all")
    clips[5].delete()
    assert shown(client.get(f"{path}{more(first)}")) == [str(clip.pk) for clip in clips[6:]]


def test_a_clip_that_is_not_in_it_opens_it_at_its_beginning(client, noor, clips, clip_of):
    other = clip_of(noor)
    assert shown(client.get(f"/c/{other.pk}/in/clips/ada"))[0] == str(clips[0].pk)


def test_only_what_one_may_see_is_in_it(client_of, ada, ben, noor, clip_of, at):
    few, gone, open_to_all = clip_of(ada), clip_of(ada, cast=[ben]), clip_of(ada)
    clip_of(ada, state="DRAFT")
    set_visibility(clip=few, visibility="ME", at=at)
    path = f"/c/{open_to_all.pk}/in/clips/ada"
    begun = more(client_of(noor).get(path)) or "?after=x"
    revoke_use(use=gone.uses.get(), by=ben, at=at)
    assert shown(client_of(noor).get(path)) == [str(open_to_all.pk)]
    assert set(shown(client_of(ada).get(f"{path}?after=x"))) == {str(few.pk), str(open_to_all.pk)}
    assert client_of(noor).get(f"/c/{gone.pk}/in/clips/ada").status_code == 410
    assert shown(client_of(noor).get(f"/c/{gone.pk}/in/clips/ada{begun}")) == [str(open_to_all.pk)]
    block(who=ada, whom=noor, at=at)
    assert client_of(noor).get(path).status_code == 404


@pytest.mark.parametrize(
    "of", ["likes/ada", "circle", "collection", "saved/all", "circle/x", "cats/ada", "clips/zoe"]
)
def test_a_list_of_others_is_not_there(client, ada, clips, circle, of):
    mine = {"circle": f"circle/{circle.pk}", "collection": f"collection/{ada.collections.get().pk}"}
    assert client.get(f"/c/{clips[0].pk}/in/{mine.get(of, of)}").status_code == 404
    assert client.post(f"/c/{clips[0].pk}/in/clips/ada").status_code == 405


def test_the_end_leads_back(client, ada, clips):
    page = client.get(f"/c/{clips[-1].pk}/in/clips/ada").content.decode()
    assert 'href="/@ada"' in page
    assert "That was the last one" in page


def test_a_print_says_how_its_sheet_is_laid_out(client, clips):
    clips[0].sprites = {"width": 90, "height": 160, "columns": 10, "rows": 2, "count": 13, "interval": 0.5}
    clips[0].save()
    assert "reel--c10 reel--r2 reel--l3" in client.get("/@ada").content.decode()
