"""The grid of what is made and not published, and deleting from it."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from generation import jobs
from generation.operations import request_job


def test_it_shows_ones_own_drafts_and_jobs(ada, noor, clip_of, client_of, at):
    draft, shown = clip_of(ada, state="DRAFT", title="Mine"), clip_of(ada, title="Public")
    held = clip_of(ada, state="HELD", title="Held")
    other = clip_of(noor, state="DRAFT", title="Not mine")
    job = request_job(author=ada, prompt="A whale sings", at=at)
    page = client_of(ada).get("/drafts").content.decode()
    assert all(
        text in page for text in (f"/c/{draft.pk}", f"/c/{held.pk}", job.get_absolute_url(), "A whale sings")
    )
    assert f"/c/{shown.pk}" not in page
    assert f"/c/{other.pk}" not in page


def test_an_empty_grid_says_what_to_do(noor, client_of):
    assert "No drafts yet" in client_of(noor).get("/drafts").content.decode()


def test_it_needs_an_account(client, db):
    assert client.get("/drafts")["Location"].startswith("/accounts/login/")


def test_deleting_removes_it_from_sight_and_from_the_disk(ada, clip_of, client_of):
    clip, client = clip_of(ada, state="DRAFT"), client_of(ada)
    answer = client.post(reverse("generation:delete", args=[clip.pk]))
    assert answer["Location"] == "/drafts"
    assert client.get(clip.video_url).status_code == 410
    assert str(clip.pk) not in client.get("/drafts").content.decode()
    jobs.purge_withdrawn()
    assert not default_storage.exists(f"{clip.folder}/video.mp4")
    clip.refresh_from_db()
    assert (clip.state, clip.withdrawn_for) == ("WITHDRAWN", "AUTHOR_DELETED")
    assert not ada.notifications.filter(kind="CLIP_WITHDRAWN").exists()


def test_a_published_clip_is_not_deleted_as_a_draft(ada, clip_of, client_of):
    clip = clip_of(ada)
    page = client_of(ada).post(reverse("generation:delete", args=[clip.pk]), follow=True)
    clip.refresh_from_db()
    assert clip.state == "PUBLISHED"
    assert "no draft any more" in page.content.decode()


@pytest.mark.parametrize("verb", ["delete", "publish"])
def test_nobody_else_touches_a_draft(ada, ben, noor, mona, clip_of, client_of, client, verb):
    clip = clip_of(ada, state="DRAFT", cast=[ben])
    address = reverse(f"generation:{verb}", args=[clip.pk])
    for person in (ben, noor, mona):
        assert client_of(person).post(address).status_code == 404
    assert client.post(address)["Location"].startswith("/accounts/login/")
    assert client_of(ada).get(address).status_code == 405
    clip.refresh_from_db()
    assert clip.state == "DRAFT"


def test_deleting_twice_finds_it_gone(ada, clip_of, client_of):
    clip, client = clip_of(ada, state="DRAFT"), client_of(ada)
    address = reverse("generation:delete", args=[clip.pk])
    client.post(address)
    assert client.post(address).status_code == 410
