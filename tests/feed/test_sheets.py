"""GET /c/<id>/share and /c/<id>/lineage: sheets over the stage, pages without a script."""

import uuid

import pytest
from django.utils.timezone import now

from generation.consent import revoke_use
from generation.models import Clip

pytestmark = pytest.mark.django_db


@pytest.fixture
def remix_of(clip_of):
    def make(parent: Clip, author, title: str, **rest) -> Clip:
        made = clip_of(author, title, **rest)
        Clip.objects.filter(pk=made.pk).update(remix_of=parent)
        return made

    return make


def test_share_gives_the_address_and_the_frame(client, ada, clip_of):
    clip = clip_of(ada)
    page = client.get(f"/c/{clip.pk}/share").content.decode()
    assert f'value="http://testserver/c/{clip.pk}"' in page
    assert f"http://testserver/embed/{clip.pk}" in page
    assert "<html" in page
    assert "<html" not in client.get(f"/c/{clip.pk}/share", headers={"X-Fragment": "1"}).content.decode()


@pytest.mark.parametrize("sheet", ["share", "lineage"])
def test_a_sheet_is_for_whoever_may_see_the_clip(client, client_of, ada, ben, noor, clip_of, sheet):
    clip, draft = clip_of(ada, cast=[ben]), clip_of(ada, state="DRAFT")
    assert client.get(f"/c/{clip.pk}/{sheet}").status_code == 200
    assert client.post(f"/c/{clip.pk}/{sheet}").status_code == 405
    assert client_of(ada).get(f"/c/{draft.pk}/{sheet}").status_code == 200
    assert client_of(noor).get(f"/c/{draft.pk}/{sheet}").status_code == 404
    assert client.get(f"/c/{uuid.uuid4()}/{sheet}").status_code == 404
    revoke_use(use=clip.uses.get(), by=ben, at=now())
    assert client.get(f"/c/{clip.pk}/{sheet}").status_code == 410


def test_the_tree_is_the_same_from_every_clip_in_it(client, ada, noor, clip_of, remix_of):
    first = clip_of(ada, "Root")
    child = remix_of(first, noor, "Child")
    grandchild, sibling = remix_of(child, ada, "Grandchild"), remix_of(first, noor, "Sibling")
    for clip in (first, child, grandchild, sibling):
        page = client.get(f"/c/{clip.pk}/lineage").content.decode()
        places = [page.index(f"<b>{title}</b>") for title in ("Root", "Child", "Grandchild", "Sibling")]
        assert places == sorted(places)
        assert page.split("<footer")[0].count('aria-current="true"') == 1
        assert f'href="/c/{clip.pk}" aria-current="true"' in page


def test_what_one_may_not_see_is_a_gap_only_above_what_one_sees(
    client, client_of, ada, ben, noor, clip_of, remix_of
):
    first = clip_of(ada, "Root")
    gone = remix_of(first, noor, "Taken back", cast=[ben])
    below = remix_of(gone, ada, "Still here")
    remix_of(first, noor, "Secret draft", state="DRAFT")
    revoke_use(use=gone.uses.get(), by=ben, at=now())
    page = client.get(f"/c/{below.pk}/lineage").content.decode()
    assert page.count("a clip you can not see here") == 1
    assert "Taken back" not in page
    assert "Secret draft" not in page
    assert "Still here" in page
    assert "Secret draft" in client_of(noor).get(f"/c/{below.pk}/lineage").content.decode()


def test_a_long_chain_and_a_broad_tree_stay_small(
    client, ada, clip_of, remix_of, django_assert_max_num_queries
):
    first = clip_of(ada, "0")
    clip = first
    for number in range(1, 16):
        clip = remix_of(clip, ada, str(number))
    with django_assert_max_num_queries(40):
        page = client.get(f"/c/{clip.pk}/lineage")
    assert f'href="/c/{clip.pk}" aria-current="true"' in page.content.decode()
