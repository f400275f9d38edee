"""/ws/jobs/<id> over a real connection."""

import uuid

import pytest
from django.utils.timezone import now

from generation import running
from generation.operations import cancel_job, request_job
from generation.states import JobState
from tests.sockets.conftest import close_code, heard


def asked(author, prompt="A fox walks through the snow"):
    return request_job(author=author, prompt=prompt, at=now(), seconds=4)


def test_whole_state_at_once(opened, ada):
    job = asked(ada)
    state = heard(opened(f"/ws/jobs/{job.pk}", ada))
    assert state["type"] == "job"
    assert state["id"] == str(job.pk)
    assert (state["state"], state["percent"], state["place"]) == ("QUEUED", 0, 0)
    assert state["error"] is None
    assert state["url"] is None


def test_each_change_arrives(opened, ada):
    job = asked(ada)
    socket = opened(f"/ws/jobs/{job.pk}", ada)
    heard(socket)
    job = running.claim_next(pool="gpu", at=now())
    assert heard(socket)["state"] == "RENDERING"
    running.renew(job=job, at=now(), percent=40, preview=b"RIFF")
    state = heard(socket)
    assert state["percent"] == 40
    assert state["preview"].startswith(f"/jobs/{job.pk}/preview.webp?at=")
    running.enter(job=job, stage=JobState.CHECKING, at=now())
    assert heard(socket)["state"] == "CHECKING"


def test_change_of_another_process_arrives_by_the_clock(opened, ada):
    job = asked(ada)
    socket = opened(f"/ws/jobs/{job.pk}", ada)
    heard(socket)
    type(job).objects.filter(pk=job.pk).update(percent=7)
    assert heard(socket)["percent"] == 7


def test_place_in_line_moves_up(opened, ada, noor):
    first, second = asked(ada), asked(noor)
    socket = opened(f"/ws/jobs/{second.pk}", noor)
    assert heard(socket)["place"] == 1
    cancel_job(job=first, by=ada, at=now())
    assert heard(socket)["place"] == 0


def test_failure_says_why_and_what_to_do(opened, ada):
    asked(ada)
    job = running.claim_next(pool="gpu", at=now())
    running.fail_job(job=job, at=now(), code="DISK_FULL")
    state = heard(opened(f"/ws/jobs/{job.pk}?last=1", ada))
    assert state["state"] == "FAILED"
    assert state["error"]["code"] == "DISK_FULL"
    assert state["error"]["sentence"]
    assert state["error"]["remedy"]


def test_owner_of_the_likeness_may_watch(opened, ada, ben):
    job = asked(ada, "@ben walks through the snow")
    assert heard(opened(f"/ws/jobs/{job.pk}", ben))["id"] == str(job.pk)


def test_asked_owner_is_named(opened, ada, ben):
    from cameos.operations import set_permission

    set_permission(cameo=ben.cameos.get(), at=now(), audience="EVERYONE", asking="BEFORE_RENDER")
    job = asked(ada, "@ben walks through the snow")
    assert "Ben" in heard(opened(f"/ws/jobs/{job.pk}", ada))["stage"]


@pytest.mark.parametrize("who", ["noor", "mona"])
def test_others_find_nothing(opened, ada, request, who):
    job = asked(ada)
    assert close_code(opened(f"/ws/jobs/{job.pk}", request.getfixturevalue(who))) == 4404


def test_missing_job(opened, ada):
    assert close_code(opened(f"/ws/jobs/{uuid.uuid4()}", ada)) == 4404


def test_nobody_is_told_to_log_in(opened, ada):
    assert close_code(opened(f"/ws/jobs/{asked(ada).pk}")) == 4401


def test_deleted_job_ends_quietly(opened, ada):
    job = asked(ada)
    socket = opened(f"/ws/jobs/{job.pk}", ada)
    heard(socket)
    job.delete()
    with pytest.raises(TimeoutError):
        socket.recv(timeout=0.4)
