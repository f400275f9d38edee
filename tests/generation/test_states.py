"""The tables themselves, without a database."""

from itertools import product

import pytest

from generation.states import (
    CLIP_NEXT,
    FINISHED,
    JOB_NEXT,
    RUNNING,
    UNFINISHED,
    USE_NEXT,
    ClipState,
    JobState,
    UseState,
)

TABLES = [(JobState, JOB_NEXT, "QUEUED"), (ClipState, CLIP_NEXT, "DRAFT"), (UseState, USE_NEXT, "ASKED")]


@pytest.mark.parametrize(("states", "table", "start"), TABLES)
def test_every_state_is_in_the_table_and_can_be_reached(states, table, start):
    assert set(table) == set(states)
    reached, new = {start}, {start}
    while new:
        new = set().union(*(table[state] for state in new)) - reached
        reached |= new
    assert reached == set(states)


def test_finished_jobs_never_move_again():
    assert all(not JOB_NEXT[state] for state in FINISHED)
    assert RUNNING | {JobState.QUEUED} == UNFINISHED
    assert FINISHED.isdisjoint(UNFINISHED)


@pytest.mark.parametrize("end", ["FAILED", "REFUSED", "CANCELLED"])
def test_every_unfinished_job_can_end_badly(end):
    assert all(end in JOB_NEXT[state] for state in UNFINISHED)


def test_a_withdrawn_clip_and_an_ended_use_stay_so():
    assert not CLIP_NEXT["WITHDRAWN"]
    assert not USE_NEXT["REVOKED"]
    assert not USE_NEXT["DECLINED"]


def test_a_published_clip_does_not_become_a_draft_again():
    moves = {(old, new) for old, new in product(ClipState, ClipState) if new in CLIP_NEXT[old]}
    assert ("PUBLISHED", "DRAFT") not in moves
    assert ("WITHDRAWN", "PUBLISHED") not in moves
