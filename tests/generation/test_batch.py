"""Many clips from a list: how lists are read, what is looked at and started, how far it is, results and retries."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cameos.operations import set_permission
from generation.batch_lists import MOST_ROWS, fill, read_list
from generation.batches import BatchRefused, Choices, plan_batch, start_batch
from generation.models import Batch, BatchRow, CameoUse, Job
from generation.operations import cancel_job, end_job
from generation.refused import JobRefused
from generation.running import claim_next

TEMPLATE = 'A bear waves and says "Happy birthday, {{name}}!"'
NAMES = "name,title\nAda,For Ada\nBen,For Ben\nCleo,\n"


def typed(rows=NAMES, template=TEMPLATE, **rest):
    return {
        "rows": rows,
        "template": template,
        "seconds": "4",
        "size": "360x640",
        "name": "Greetings",
        **rest,
    }


def planned(author, at, rows, template="A dog called {{name}} runs"):
    return plan_batch(author=author, template=template, rows=rows, choices=Choices(4, "360x640"), at=at)


# ---------------------------------------------------------------- lists

LISTS = [
    ("name,town\nAda,Ulm\n", [{"name": "Ada", "town": "Ulm"}]),
    ("name;town\nAda;Ulm, Donau\n", [{"name": "Ada", "town": "Ulm, Donau"}]),
    ("name\ttown\r\nAda\tUlm\r\n\r\n", [{"name": "Ada", "town": "Ulm"}]),
    ('\ufeffname\n"Ada, the ""first"""\n', [{"name": 'Ada, the "first"'}]),
    ("prompt\nA dog\nA cat", [{"prompt": "A dog"}, {"prompt": "A cat"}]),
    ('[{"name": "Ada", "age": 7, "gone": null}]', [{"name": "Ada", "age": "7", "gone": ""}]),
    ('["A dog", "A cat"]', [{"prompt": "A dog"}, {"prompt": "A cat"}]),
    ('{"rows": [{"name": "Ada"}]}', [{"name": "Ada"}]),
    ("name\nÄda\n".encode(), [{"name": "Äda"}]),
]


@pytest.mark.parametrize(("text", "rows"), LISTS)
def test_lists_are_read(text, rows):
    assert read_list(text) == rows


BROKEN = [
    ("", "LIST_EMPTY", {}),
    (" \n ", "LIST_EMPTY", {}),
    ("name,town\n", "LIST_EMPTY", {}),
    ("[]", "LIST_EMPTY", {}),
    ("x" * 400_001, "LIST_TOO_LARGE", {}),
    ("name\n" + "Ada\n" * (MOST_ROWS + 1), "LIST_TOO_LONG", {"rows": str(MOST_ROWS + 1)}),
    ("name,name\na,b", "LIST_NAMES", {}),
    ("name,\na,b", "LIST_NAMES", {}),
    ("name,town\nAda,Ulm\nBen\n", "LIST_CELLS", {"row": "2", "cells": "1", "columns": "2"}),
    ('name\n"Ada\n', "LIST_UNREADABLE", {}),
    ('[{"name": "Ada"}\n, {]', "LIST_UNREADABLE", {"row": "2"}),
    ("[" * 100_000, "LIST_UNREADABLE", {}),
    ('{"a": 1}', "LIST_UNREADABLE", {}),
    ("[1]", "LIST_UNREADABLE", {"row": "1"}),
    ('[{"name": "a"}, {"name": ["b"]}]', "LIST_VALUE", {"row": "2", "column": "name"}),
    ('[{"name": "%s"}]' % ("a" * 501), "LIST_VALUE_LONG", {"row": "1", "column": "name"}),
    ("name\nÄda\n".encode("latin-1"), "LIST_UNREADABLE", {"row": "1"}),
    (json.dumps([{str(n): "x" for n in range(21)}]), "LIST_COLUMNS", {"row": "1"}),
]


@pytest.mark.parametrize(
    ("text", "code", "facts"), BROKEN, ids=[f"{n}-{row[1]}" for n, row in enumerate(BROKEN)]
)
def test_broken_lists_name_row_and_column(text, code, facts):
    with pytest.raises(JobRefused) as refused:
        read_list(text)
    (one,) = refused.value.refusals
    assert one.reason.code == code
    assert facts.items() <= one.facts.items()


def test_a_value_is_never_a_template():
    assert fill("{{ a }} and {{b}}", {"a": "{{b}}", "b": "c"}) == "{{b}} and c"


# ---------------------------------------------------------------- looking and starting


def test_a_list_is_looked_at_before_anything_starts(ada, client_of):
    answer = client_of(ada).post("/create/batch", typed())
    assert answer.status_code == 200
    assert answer.context["rows"][0]["prompt"] == 'A bear waves and says "Happy birthday, Ada!"'
    assert "Start all 3 clips" in answer.content.decode()
    assert not Job.objects.exists()
    assert not Batch.objects.exists()


def test_all_rows_are_queued_in_one_go_behind_everybody_else(ada, noor, client_of, at):
    answer = client_of(ada).post("/create/batch", typed(do="start"))
    batch = Batch.objects.get()
    assert answer["Location"] == f"/create/batch/{batch.pk}"
    jobs = list(Job.objects.filter(batch_row__batch=batch).order_by("batch_row__number"))
    assert [(job.title, job.is_batch, job.origin, job.seconds) for job in jobs] == [
        ("For Ada", True, "batch", 4), ("For Ben", True, "batch", 4), ("", True, "batch", 4),
    ]  # fmt: skip
    client_of(noor).post("/create", {"prompt": "A dog", "size": "360x640", "seconds": "4", "title": ""})
    assert claim_next(pool="gpu", at=at).author == noor


def test_a_file_is_as_good_and_stays_for_the_second_press(ada, client_of):
    file = SimpleUploadedFile("names.csv", NAMES.encode("utf-8-sig"), "text/csv")
    answer = client_of(ada).post("/create/batch", typed(rows="", file=file))
    assert answer.context["plan"].going == 3
    assert "Ada,For Ada" in answer.content.decode()


def test_with_one_that_does_not_go_nothing_starts_until_it_may_be_left_out(ada, ben, client_of):
    rows = "name\n@ben\n@nobody42\nAda\n"
    answer = client_of(ada).post("/create/batch", typed(rows, "{{name}} dances", do="start"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nobody called @nobody42 can be cast here." in page
    assert "Start the 2 that go" in page
    assert not Job.objects.exists()
    assert not Batch.objects.exists()
    assert not CameoUse.objects.exists()
    assert not ben.notifications.exists()
    client_of(ada).post("/create/batch", typed(rows, "{{name}} dances", do="start_some"))
    batch = Batch.objects.get()
    assert [row.job is None for row in batch.rows.order_by("number")] == [False, True, False]
    page = client_of(ada).get(batch.get_absolute_url()).content.decode()
    assert "Nobody called @nobody42 can be cast here." in page


@pytest.mark.parametrize(
    ("sent", "field", "code"),
    [
        ({"rows": ""}, "rows", "LIST_EMPTY"),
        ({"rows": "name,town\nAda"}, "rows", "LIST_CELLS"),
        ({"template": "A dog called {{nom}}"}, "template", "TEMPLATE_VARIABLE"),
        ({"template": "x" * 2001}, "template", "PROMPT_TOO_LONG"),
        ({"seconds": "7"}, "seconds", "invalid_choice"),
        ({"size": "wide"}, "size", "invalid_choice"),
        ({"name": "x" * 121}, "name", "max_length"),
        ({"rows": "name\n\x00"}, "rows", "null_characters_not_allowed"),
    ],
)
def test_what_can_not_be_read_is_said_at_its_field(ada, client_of, sent, field, code):
    answer = client_of(ada).post("/create/batch", typed(**sent))
    assert answer.status_code == 422
    assert [error.code for error in answer.context["form"].errors[field].as_data()] == [code]
    assert not Batch.objects.exists()


def test_an_empty_cell_that_is_needed_keeps_its_row_back(ada, at):
    plan = planned(ada, at, [{"name": "Ada"}, {"name": ""}])
    assert [row.goes for row in plan.rows] == [True, False]
    assert plan.rows[1].refusals[0].facts == {"row": "2", "column": "name"}
    with pytest.raises(BatchRefused):
        start_batch(author=ada, plan=plan, at=at)


def test_rows_count_against_quota_and_uses_one_after_another(ada, ben, at, settings):
    settings.JOBS_A_DAY = 2
    assert [row.goes for row in planned(ada, at, [{"name": one} for one in "abc"]).rows] == [
        True,
        True,
        False,
    ]
    settings.JOBS_A_DAY = 30
    set_permission(cameo=ben.cameos.get(), at=at, audience="EVERYONE", asking="FREELY", uses_a_day=1)
    plan = planned(ada, at, [{"name": "@ben"}, {"name": "@ben"}, {"name": "Ada"}])
    assert [row.goes for row in plan.rows] == [True, False, True]
    batch = start_batch(author=ada, plan=plan, at=at, leave_out=True)
    assert [row.job is None for row in batch.rows.order_by("number")] == [False, True, False]


def test_without_a_template_the_prompts_stand_in_the_list(ada, at):
    assert [row.prompt for row in planned(ada, at, [{"prompt": "A dog"}], "").rows] == ["A dog"]


# ---------------------------------------------------------------- how far it is


@pytest.fixture
def batch(ada, at):
    plan = planned(ada, at, [{"name": "Ada"}, {"name": "=Ben"}, {"name": "Cleo"}, {"name": ""}])
    return start_batch(author=ada, plan=plan, at=at, name="Dogs", leave_out=True)


def test_partial_failure_is_shown_and_tried_again(ada, batch, client_of, at):
    jobs = [row.job for row in batch.rows.order_by("number")]
    end_job(jobs[0], "FAILED", at=at, code="ENGINE_FAILED")
    cancel_job(job=jobs[1], by=ada, at=at)
    page = client_of(ada).get(batch.get_absolute_url())
    assert page.context["counts"] == {"done": 0, "running": 0, "waiting": 1, "failed": 2, "left_out": 1}
    text = page.content.decode()
    assert "The engine failed." in text
    assert "Row 4 has nothing in the column “name”." in text
    client_of(ada).post(f"{batch.get_absolute_url()}/retry")
    counts = client_of(ada).get(batch.get_absolute_url()).context["counts"]
    assert counts == {"done": 0, "running": 0, "waiting": 3, "failed": 0, "left_out": 1}
    assert Job.objects.count() == 5


def test_all_that_is_left_can_be_cancelled_at_once(ada, batch, client_of):
    page = client_of(ada).post(f"{batch.get_absolute_url()}/cancel", follow=True)
    assert "3 clips were cancelled." in page.content.decode()
    assert page.context["is_finished"]
    page = client_of(ada).post(f"{batch.get_absolute_url()}/cancel", follow=True)
    assert "Nothing was left to cancel." in page.content.decode()


def test_results_come_as_a_list(ada, batch, client_of, run_jobs):
    run_jobs()
    answer = client_of(ada).get(f"{batch.get_absolute_url()}/results.csv")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["state"] for row in rows] == ["done", "done", "done", "left_out"]
    assert rows[0]["video"].endswith(f"/media/{batch.rows.get(number=1).job_id}/video.mp4")
    assert rows[1]["name"] == "'=Ben"  # no spreadsheet takes it for a formula
    listed = client_of(ada).get(f"{batch.get_absolute_url()}/results.json").json()
    assert listed["rows"][0]["clip"].startswith("http")
    assert listed["rows"][3]["reason"].startswith("Row 4 has nothing")
    assert "4 of 4 have ended" in client_of(ada).get(batch.get_absolute_url()).content.decode()


def test_a_script_gets_the_fragment_alone(ada, batch, client_of):
    page = client_of(ada).get(batch.get_absolute_url(), headers={"X-Fragment": "1"}).content.decode()
    assert 'data-part="batch"' in page
    assert "<html" not in page


def test_a_batch_is_its_makers_alone(ada, noor, batch, client_of, client):
    address = batch.get_absolute_url()
    for path in (address, f"{address}/results.csv"):
        assert client_of(noor).get(path).status_code == 404
        assert client.get(path)["Location"].startswith("/accounts/login/")
    for verb in ("cancel", "retry"):
        assert client_of(noor).post(f"{address}/{verb}").status_code == 404
        assert client_of(ada).get(f"{address}/{verb}").status_code == 405
    assert client_of(ada).post(address).status_code == 405
    assert client_of(ada).put("/create/batch").status_code == 405
    assert client.get("/create/batch")["Location"].startswith("/accounts/login/")
    assert BatchRow.objects.filter(job__state="CANCELLED").count() == 0
