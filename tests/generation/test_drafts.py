"""The grid of what is made and not published, and deleting from it."""

import uuid

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from generation import jobs
from generation.models import Job
from generation.operations import end_job, request_job
from generation.states import JobState


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


def test_search_folders_and_what_is_new(ada, clip_of, client_of, at):
    fox, sea = clip_of(ada, state="DRAFT", title="The fox"), clip_of(ada, state="DRAFT", title="The sea")
    client = client_of(ada)
    client.post("/drafts/folders", {"name": "Animals"})
    folder = ada.folders.get()
    client.post("/drafts/move", {"clip": [str(fox.pk)], "folder": str(folder.pk)})
    client.get(sea.get_absolute_url())

    def shown(query: str) -> set[str]:
        page = client.get(f"/drafts?{query}").content.decode()
        return {name for name, clip in (("fox", fox), ("sea", sea)) if f'value="{clip.pk}"' in page}

    assert shown("") == {"fox", "sea"}
    assert shown("q=fox") == shown(f"folder={folder.pk}") == shown("unread=1") == {"fox"}
    assert shown("folder=none") == {"sea"}
    assert shown("q=%00elephant") == shown("folder=999") == shown("folder=-1") == set()
    assert "No draft of yours fits this." in client.get("/drafts?q=elephant").content.decode()


def test_folders_are_renamed_and_deleted_by_their_owner_alone(ada, noor, clip_of, client_of):
    client = client_of(ada)
    client.post("/drafts/folders", {"name": "Animals"})
    folder, draft = ada.folders.get(), clip_of(ada, state="DRAFT")
    for verb in ("rename", "delete"):
        address = f"/drafts/folders/{folder.pk}/{verb}"
        assert client_of(noor).post(address, {"name": "Mine"}).status_code == 404
        assert client.get(address).status_code == 405
    assert (
        client_of(noor).post("/drafts/move", {"clip": [str(draft.pk)], "folder": folder.pk}).status_code
        == 404
    )
    client.post(f"/drafts/folders/{folder.pk}/rename", {"name": "Beasts"})
    assert ada.folders.get().name == "Beasts"
    told = client.post("/drafts/folders", {"name": "Beasts"}, follow=True).content.decode()
    assert "You have a folder called" in told
    client.post("/drafts/move", {"clip": [str(draft.pk)], "folder": folder.pk})
    client.post(f"/drafts/folders/{folder.pk}/delete")
    draft.refresh_from_db()
    assert (ada.folders.count(), draft.state, draft.kept_in) == (0, "DRAFT", None)


def test_several_are_deleted_at_once_and_only_ones_own_drafts(ada, noor, clip_of, client_of):
    mine = [clip_of(ada, state="DRAFT") for _number in range(2)]
    shown, theirs = clip_of(ada), clip_of(noor, state="DRAFT")
    ids = [str(clip.pk) for clip in (*mine, shown, theirs)]
    page = client_of(ada).post("/drafts/delete", {"clip": [*ids, "rubbish"]}, follow=True).content.decode()
    assert "2 drafts deleted." in page
    states = []
    for clip in (*mine, shown, theirs):
        clip.refresh_from_db()
        states.append(clip.state)
    assert states == ["WITHDRAWN", "WITHDRAWN", "PUBLISHED", "DRAFT"]
    assert "Nothing was chosen." in client_of(ada).post("/drafts/delete", {}, follow=True).content.decode()


def test_side_by_side(ada, noor, clip_of, client_of):
    clips = [clip_of(ada, state="DRAFT", prompt=f"Take number {number}") for number in range(5)]
    ids = [str(clip.pk) for clip in clips]
    client = client_of(ada)
    there = client.post("/drafts/chosen/compare", {"clip": ids[:2]})["Location"]
    page = client.get(there).content.decode()
    assert page.count("<video") == 2
    assert "Take number 1" in page
    assert (
        client.get("/drafts/compare?" + "&".join(f"clip={one}" for one in ids))
        .content.decode()
        .count("<video")
        == 4
    )
    assert client.post("/drafts/chosen/compare", {"clip": ids[:1]})["Location"] == "/drafts"
    assert client_of(noor).get(there).status_code == 404
    assert client.post("/drafts/chosen/stitch", {"clip": ids[:2]})["Location"].startswith("/stitch?clip=")


def test_variations_of_one_wish_are_found_by_their_group(ada, clip_of, client_of):
    clips = [clip_of(ada, state="DRAFT") for _number in range(3)]
    group = uuid.uuid4()
    Job.objects.filter(pk__in=[clip.pk for clip in clips[:2]]).update(group=group)
    client = client_of(ada)
    assert f"/drafts/compare?group={group}" in client.get("/drafts").content.decode()
    assert client.get(f"/drafts/compare?group={group}").content.decode().count("<video") == 2
    assert client.get(f"/drafts/compare?group={uuid.uuid4()}").status_code == 404


def test_many_are_on_several_pages(ada, clip_of, client_of):
    for _number in range(25):
        clip_of(ada, state="DRAFT")
    first, second = (client_of(ada).get(f"/drafts?page={n}").content.decode() for n in (1, 2))
    assert (first.count('name="clip"'), second.count('name="clip"')) == (24, 1)
    assert "Page 1 of 2" in first


def test_what_could_not_be_made_says_why_and_how_to_go_on(ada, noor, client_of, at):
    job = request_job(author=ada, prompt="A whale sings", at=at, seconds=6, title="Song")
    end_job(job, JobState.REFUSED, at=at, code="RESULT_BLANK")
    client = client_of(ada)
    page = client.get("/drafts").content.decode()
    assert "The picture stayed blank." in page
    assert f"/create?again={job.pk}" in page
    sheet = client.get(f"/create?again={job.pk}").content.decode()
    assert "A whale sings" in sheet
    assert 'value="Song"' in sheet
    assert client_of(noor).get(f"/create?again={job.pk}").status_code == 404
    assert client_of(noor).post(f"/jobs/{job.pk}/forget").status_code == 404
    client.post(f"/jobs/{job.pk}/forget")
    assert str(job.pk) not in client.get("/drafts").content.decode()


def test_the_sealed_file_is_downloaded_from_the_clips_page(ada, clip_of, client_of, tiny_files):
    clip, client = clip_of(ada, state="DRAFT"), client_of(ada)
    assert f'download="kulisse-{clip.pk}.mp4"' in client.get(clip.get_absolute_url()).content.decode()
    answer = client.get(clip.video_url)
    assert b"".join(answer.streaming_content) == tiny_files["video.mp4"].read_bytes()
