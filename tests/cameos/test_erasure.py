"""Deleting a likeness: nothing about a person is left, and receipts and their status still verify."""

import re

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse

from accounts.models import User
from cameos import enrolment, erasure
from cameos.models import Cameo, Piece, Reading, Receipt
from cameos.operations import approve_person, block_person, set_permission
from cameos.receipts import is_genuine
from generation import jobs as later
from generation.models import Clip
from moderation import enrolments

pytestmark = pytest.mark.django_db


def words_in_tables(*needles: str) -> list[str]:
    """Rows of the likeness's own tables in which one stands as a word; in the letters of a signature any may."""
    found = []
    for model in (Cameo, *(relation.related_model for relation in Cameo._meta.related_objects)):
        for row in model.objects.values():
            if any(re.search(rf"\b{needle}\b", str(row)) for needle in needles):
                found.append(f"{model.__name__}: {row}")
    return found


def test_a_tombstone_says_nothing_and_receipts_still_verify(
    ben, ada, noor, clip_of, client, at, django_capture_on_commit_callbacks
):
    cameo = ben.cameos.get()
    set_permission(cameo=cameo, at=at, audience="EVERYONE", asking="FREELY", restrictions="Never as Ben Hur")
    approve_person(cameo=cameo, person=ada, at=at)
    block_person(cameo=cameo, person=noor, at=at)
    clip = clip_of(ada, cast=[ben])
    assert client.get(clip.video_url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase_cameo(cameo=cameo, at=at)
    assert client.get(clip.video_url).status_code == 410
    assert not Piece.objects.exists()
    assert not Reading.objects.exists()
    assert words_in_tables("ben", "Ben") == []
    stone = Cameo.objects.get(pk=cameo.pk)
    assert (stone.state, stone.name, stone.owner.handle, stone.owner.is_active) == (
        "DELETED",
        "",
        "-gone-",
        False,
    )
    receipt = Receipt.objects.get(cameo=cameo)
    assert is_genuine(receipt)
    for revocation in cameo.revocations.all():
        later.close_revoked(revocation.pk)
    receipt.refresh_from_db()
    assert receipt.ended_at
    assert client.get(reverse("generation:status", args=[receipt.list_index // 131_072])).status_code == 200
    assert Clip.objects.get(pk=clip.pk).state == "WITHDRAWN"


def test_an_account_can_go_after_its_likeness(ben, ada, clip_of, at):
    clip_of(ada, cast=[ben])
    with pytest.raises(ProtectedError):
        ben.delete()
    assert erasure.erase_person(person=ben, at=at) == 1
    ben.delete()
    assert not User.objects.filter(handle="ben").exists()
    assert is_genuine(Receipt.objects.get())


def test_the_name_is_free_again(noor, at, sent):
    recording = sent(noor, at)
    erasure.erase_cameo(cameo=recording.cameo, at=at)
    assert sent(noor, at).state == "WAITING"  # what was deleted is not kept to know it again


def test_a_recording_that_waits_is_gone_from_the_desk(
    noor, mona, at, sent, django_capture_on_commit_callbacks
):
    recording = sent(noor, at)
    case = enrolments.take_up(recording=recording, by=mona, at=at)
    with pytest.raises(enrolments.NumbersDiffer):
        enrolments.hear_and_decide(case=case, by=mona, action="APPROVE", heard="1 2 3", at=at)
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase_cameo(cameo=recording.cameo, at=at)
    assert enrolments.waiting(mona, at) == []
    case.refresh_from_db()
    assert (case.heard, case.state) == ([], "DECIDED")


def test_a_worker_that_looks_meanwhile_leaves_nothing(noor, at, challenge_of, film, media_folder):
    from cameos import checking

    recording = enrolment.receive(challenge=challenge_of(noor, at), owner=noor, data=film, at=at)
    pieces, figures = checking._look_at_person(recording, film)
    erasure.erase_cameo(cameo=recording.cameo, at=at)
    for kind, (data, media_type) in pieces.items():
        checking.biometrics.keep(recording=recording, kind=kind, data=data, media_type=media_type)
    checking._hand_on(recording, figures, at)
    assert not recording.pieces.exists()
    assert not [path for path in media_folder.rglob("*") if path.is_file()]


def test_the_command_forgets_a_person(ben, ada, clip_of, at, client):
    mine, theirs = clip_of(ben, title="Mine"), clip_of(ada, cast=[ben])
    call_command("forget", "ben", "--yes")
    assert not User.objects.filter(handle="ben").exists()
    assert client.get(mine.video_url).status_code in (404, 410)
    assert client.get(theirs.video_url).status_code == 410
    assert is_genuine(Receipt.objects.get())
