"""Answering with a clip: a clip of words of its own that stands in the chain of another."""

import pytest

from accounts.blocking import block
from generation.models import Clip, Job
from generation.publishing import go_public

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(ada, noor, clip_of, at):
    """noor's published answer to a clip of ada."""

    def answer(original: Clip) -> Clip:
        clip = clip_of(noor, "My answer", state="DRAFT")
        Job.objects.filter(pk=clip.job_id).update(remix_of=original, is_answer=True)
        Clip.objects.filter(pk=clip.pk).update(remix_of=original)
        clip = Clip.objects.get(pk=clip.pk)
        go_public(clip=clip, at=at, by=noor)
        return clip

    return answer


def test_the_sheet_asks_for_ones_own_words(client_of, ada, noor, clip_of):
    clip = clip_of(ada, "Kiteflying")
    page = client_of(noor).get(f"/create?answer={clip.pk}").content.decode()
    assert "You answer" in page
    assert "Answer with a clip" in page
    assert clip.job.prompt not in page
    sent = client_of(noor).post(
        "/create",
        {
            "prompt": "A cat flies a kite",
            "size": "720x1280",
            "seconds": "8",
            "remix": str(clip.pk),
            "is_answer": "on",
        },
    )
    assert sent.status_code == 302
    job = Job.objects.get(author=noor)
    assert (job.remix_of_id, job.is_answer) == (clip.pk, True)


def test_it_needs_no_leave_to_remix(ada, noor, clip_of, api_of):
    clip = clip_of(ada)
    Clip.objects.filter(pk=clip.pk).update(forbids_remix=True)
    wish = {"prompt": "A cat flies a kite", "remix_of": str(clip.pk)}
    assert api_of(noor).post("/api/v1/jobs", wish, format="json").status_code == 422
    made = api_of(noor).post("/api/v1/jobs", {**wish, "is_answer": True}, format="json")
    assert made.status_code == 201
    assert made.json()["is_answer"]


def test_its_maker_hears_of_it_and_it_stands_in_the_chain(ada, clip_of, answered, client, api_of):
    original = clip_of(ada, "Kiteflying")
    clip = answered(original)
    told = ada.notifications.get()
    assert (told.kind, told.url) == ("CLIP_ANSWERED", clip.get_absolute_url())
    chain = client.get(f"/c/{original.pk}/lineage").content.decode()
    assert "My answer" in chain
    assert "an answer" in chain
    assert api_of(None).get(f"/api/v1/clips/{clip.pk}").json()["is_answer"]


def test_not_what_is_not_to_be_seen(ada, noor, clip_of, client_of, at):
    clip = clip_of(ada)
    block(who=ada, whom=noor, at=at)
    assert client_of(noor).get(f"/create?answer={clip.pk}").status_code == 404
    assert client_of(noor).get("/create?answer=x").status_code == 404
