"""The pages for going on, cutting anew and putting together; wishes of the maker; what the clip's page offers."""

import pytest
from django.urls import reverse

from generation.editing import Order, Span, recut_clip, stitch_clips
from generation.models import Clip, Job
from generation.states import JobState


def rows(*parts, total=8) -> dict[str, object]:
    """What the form of the recut page sends."""
    data: dict[str, object] = {"part-TOTAL_FORMS": total, "part-INITIAL_FORMS": total, "title": "Cut"}
    for number, (place, start, end) in enumerate(parts):
        data |= {f"part-{number}-place": place, f"part-{number}-start": start, f"part-{number}-end": end}
    return data


@pytest.fixture
def big(clip_of):
    """A clip in a format engines have."""

    def make(author, **rest) -> Clip:
        clip = clip_of(author, **rest)
        Clip.objects.filter(pk=clip.pk).update(width=360, height=640)
        clip.refresh_from_db()
        return clip

    return make


def test_recut_begins_with_the_whole_and_cuts_in_the_order_of_the_places(ada, clip_of, client_of):
    clip, client = clip_of(ada, title="Beach"), client_of(ada)
    address = reverse("generation:recut", args=[clip.pk])
    page = client.get(address).content.decode()
    assert 'value="Beach"' in page
    assert 'name="part-0-end" value="1.0"' in page
    answer = client.post(address, rows((2, "0", "0.5"), (1, "0.5", ""), ("", "", "")))
    job = Job.objects.get(kind="RECUT")
    assert answer["Location"] == job.get_absolute_url()
    assert [(one.start, one.end) for one in job.sources.order_by("place")] == [(0.5, 1.0), (0.0, 0.5)]
    assert job.title == "Cut"


def test_a_refused_cut_keeps_what_was_typed_and_names_the_rule(ada, clip_of, client_of):
    clip = clip_of(ada)
    answer = client_of(ada).post(reverse("generation:recut", args=[clip.pk]), rows((1, "0.2", "9")))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "does not lie within its clip" in page
    assert 'value="0.2"' in page
    assert client_of(ada).post(reverse("generation:recut", args=[clip.pk]), {}).status_code == 422
    for bad in ("x", "1e400", "nan"):
        answer = client_of(ada).post(reverse("generation:recut", args=[clip.pk]), rows((1, bad, "1")))
        assert answer.status_code == 422
    assert Job.objects.count() == 1


def test_putting_together_by_number(ada, clip_of, client_of):
    one, other, third = (clip_of(ada, title=name, state="DRAFT") for name in ("One", "Two", "Three"))
    client, address = client_of(ada), reverse("generation:stitch")
    page = client.get(f"{address}?clip={other.pk}&clip={one.pk}&clip=rubbish").content.decode()
    assert page.index(f"place-{other.pk}") < page.index(f"place-{one.pk}") < page.index(f"place-{third.pk}")
    data = {f"place-{one.pk}": "2", f"place-{other.pk}": "1", f"place-{third.pk}": "", "join": "dissolve"}
    client.post(address, data)
    job = Job.objects.get(kind="STITCH")
    assert [source.clip_id for source in job.sources.order_by("place")] == [other.pk, one.pk]
    assert job.wanted == {"join": "dissolve"}


def test_too_few_or_somebody_elses_are_not_put_together(ada, noor, clip_of, client_of):
    mine, theirs, address = clip_of(ada), clip_of(noor), reverse("generation:stitch")
    few = client_of(ada).post(address, {f"place-{mine.pk}": "1"})
    assert few.status_code == 422
    assert "There is nothing to put together yet." in few.content.decode()
    assert (
        client_of(ada).post(address, {f"place-{mine.pk}": "1", f"place-{theirs.pk}": "2"}).status_code == 404
    )
    assert f"place-{theirs.pk}" not in client_of(ada).get(address).content.decode()
    assert client_of(ada).post(address, {f"place-{mine.pk}": "1", "join": "curtain"}).status_code == 422


def test_going_on(ada, noor, big, client_of):
    clip = big(ada)
    address = reverse("generation:extend", args=[clip.pk])
    assert "A dog runs along the beach" in client_of(noor).get(address).content.decode()
    client_of(noor).post(address, {"prompt": "It jumps", "seconds": "6"})
    job = Job.objects.get(kind="EXTEND")
    assert (job.author, job.seconds, job.remix_of) == (noor, 6, clip)
    refused = client_of(noor).post(address, {"prompt": "", "seconds": "6"})
    assert refused.status_code == 422
    assert "The prompt is empty." in refused.content.decode()


@pytest.mark.parametrize("page", ["extend", "recut"])
def test_who_gets_to_the_pages(ada, noor, clip_of, client_of, client, page):
    draft, shown = clip_of(ada, state="DRAFT"), clip_of(ada)
    address = reverse(f"generation:{page}", args=[draft.pk])
    assert client_of(noor).get(address).status_code == 404
    assert client.get(address)["Location"].startswith("/accounts/login/")
    assert client_of(ada).delete(address).status_code == 405
    other = client_of(noor).get(reverse(f"generation:{page}", args=[shown.pk]))
    assert other.status_code == (200 if page == "extend" else 404)


def test_hidden_words_are_on_no_page_of_others(ada, ben, noor, mona, big, client_of):
    clip = big(ada, cast=[ben], prompt="A secret dog runs")
    Clip.objects.filter(pk=clip.pk).update(hides_prompt=True)
    pages = (
        clip.get_absolute_url(), reverse("generation:extend", args=[clip.pk]),
        f"{reverse('generation:create')}?remix={clip.pk}",
    )  # fmt: skip
    for person, sees in ((noor, False), (ben, True), (mona, True), (ada, True)):
        for page in pages:
            assert ("A secret dog" in client_of(person).get(page).content.decode()) == sees, (person, page)


def test_a_forbidden_remix_is_not_offered_and_not_made(ada, noor, big, client_of):
    clip = big(ada)
    Clip.objects.filter(pk=clip.pk).update(forbids_remix=True)
    page = client_of(noor).get(clip.get_absolute_url()).content.decode()
    assert f"remix={clip.pk}" not in page
    assert f"/c/{clip.pk}/extend" not in page
    assert "does not want it remixed" in page
    extended = client_of(noor).post(
        reverse("generation:extend", args=[clip.pk]), {"prompt": "On", "seconds": 4}
    )
    remixed = client_of(noor).post(
        "/create", {"prompt": "A cat", "seconds": 4, "size": "360x640", "remix": clip.pk}
    )
    for answer in (extended, remixed):
        assert answer.status_code == 422
        assert "Ada does not want this clip remixed." in answer.content.decode()
    assert f"/c/{clip.pk}/extend" in client_of(ada).get(clip.get_absolute_url()).content.decode()


def test_wishes_are_the_makers(ada, noor, clip_of, client_of):
    clip = clip_of(ada)
    address = reverse("generation:wishes", args=[clip.pk])
    assert client_of(noor).post(address, {"hides_prompt": "on"}).status_code == 404
    assert client_of(ada).get(address).status_code == 405
    client_of(ada).post(address, {"hides_prompt": "on"})
    clip.refresh_from_db()
    assert (clip.hides_prompt, clip.forbids_remix) == (True, False)
    client_of(ada).post(address, {"forbids_remix": "on"})
    clip.refresh_from_db()
    assert (clip.hides_prompt, clip.forbids_remix) == (False, True)


def test_defaults_in_the_settings(ada, client_of, client):
    client_of(ada).post("/settings/making", {"hides_prompts": "on"})
    ada.refresh_from_db()
    assert (ada.hides_prompts, ada.forbids_remixes) == (True, False)
    page = client_of(ada).get("/settings/").content.decode()
    assert 'name="hides_prompts" checked' in page
    assert client_of(ada).get("/settings/making").status_code == 405
    assert client.post("/settings/making")["Location"].startswith("/accounts/login/")


def test_the_page_of_a_cut_names_what_it_was_cut_from_or_the_gap(ada, noor, clip_of, client_of, at):
    sources = [clip_of(ada, title="First"), clip_of(ada, title="Second")]
    made = clip_of(ada, title="Whole")
    job = stitch_clips(order=Order(ada, at), parts=[Span(one) for one in sources])
    job.sources.update(job=made.job)
    Job.objects.filter(pk=made.pk).update(kind="STITCH")
    page = client_of(noor).get(made.get_absolute_url()).content.decode()
    assert "Cut from:" in page
    assert "First" in page
    Clip.objects.filter(pk=sources[0].pk).update(state="WITHDRAWN")
    page = client_of(noor).get(made.get_absolute_url()).content.decode()
    assert "First" not in page
    assert "a clip that is no longer here" in page


def test_a_cut_that_failed_is_mended_or_sent_again(ada, clip_of, client_of, at):
    clip, client = clip_of(ada), client_of(ada)
    job = recut_clip(order=Order(ada, at, title="Mine"), parts=[Span(clip, 0.25, 0.75), Span(clip, 0, 0.5)])
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error_code="DISK_FULL")
    page = client.get("/drafts").content.decode()
    mend = f"/c/{clip.pk}/recut?again={job.pk}"
    assert mend in page
    filled = client.get(mend).content.decode()
    assert 'name="part-0-start" value="0.25"' in filled
    assert 'name="part-1-end" value="0.5"' in filled
    client.post(reverse("generation:retry", args=[job.pk]))
    anew = Job.objects.exclude(pk=job.pk).get(kind="RECUT")
    assert [(one.start, one.end) for one in anew.sources.order_by("place")] == [(0.25, 0.75), (0.0, 0.5)]
    Clip.objects.filter(pk=clip.pk).delete()
    Job.objects.filter(pk=anew.pk).update(state=JobState.FAILED)
    gone = client.post(reverse("generation:retry", args=[anew.pk]))
    assert gone.status_code == 422
    assert "A clip this is made from is gone." in gone.content.decode()


def test_the_job_page_of_a_cut_says_what_is_done(ada, clip_of, client_of, at):
    job = recut_clip(order=Order(ada, at), parts=[Span(clip_of(ada))])
    assert client_of(ada).get(job.get_absolute_url()).status_code == 200
    Job.objects.filter(pk=job.pk).update(state=JobState.RENDERING)
    assert "The parts are cut and joined" in client_of(ada).get(job.get_absolute_url()).content.decode()


def test_a_cut_that_ended_is_mended_from_its_own_page(ada, clip_of, client_of, at):
    clip = clip_of(ada)
    job = recut_clip(order=Order(ada, at), parts=[Span(clip)])
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error_code="DISK_FULL")
    page = client_of(ada).get(job.get_absolute_url()).content.decode()
    assert f"/c/{clip.pk}/recut?again={job.pk}" in page
    assert "Change the cut" in page
