"""Batches over our own API: looked at, started whole or in part, watched, cancelled, tried again, fetched as a list."""

import pytest

from generation.models import Batch, Job

URL = "/api/v1/batches"
ROWS = [{"name": "Ada"}, {"name": "Ben"}]
SENT = {"template": "A dog called {{name}} runs", "rows": ROWS, "seconds": 4, "size": "360x640"}


def test_from_rows_to_results(ada, api_of, run_jobs):
    api = api_of(ada)
    look = api.post(f"{URL}/check", SENT, format="json").json()
    assert (look["going"], look["left_out"]) == (2, 0)
    assert look["rows"][1]["prompt"] == "A dog called Ben runs"
    assert not Job.objects.exists()
    made = api.post(URL, {**SENT, "name": "Dogs", "style": "noir"}, format="json")
    assert made.status_code == 201
    assert made.json()["counts"]["waiting"] == 2
    assert set(Job.objects.values_list("is_batch", flat=True)) == {True}
    assert Job.objects.first().wanted == {"style": "noir"}
    run_jobs()
    address = f"{URL}/{made.json()['id']}"
    assert api.get(address).json()["counts"]["done"] == 2
    assert api.get(address).json()["rows"][0]["video"].endswith("/video.mp4")
    assert api.get(f"{address}/results.csv").content.decode().startswith("row,state,prompt")
    assert [one["name"] for one in api.get(URL).json()["results"]] == ["Dogs"]


def test_csv_is_taken_too(ada, api_of):
    sent = {"template": "A dog called {{name}} runs", "csv": "name\nAda\nBen\n"}
    assert len(api_of(ada).post(URL, sent, format="json").json()["rows"]) == 2


def test_all_or_nothing_unless_rows_may_be_left_out(ada, api_of):
    api = api_of(ada)
    sent = {**SENT, "rows": [*ROWS, {"name": "@nobody42"}]}
    answer = api.post(URL, sent, format="json")
    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [
        ("rows.3", "LIKENESS_UNKNOWN")
    ]
    assert not Job.objects.exists()
    assert not Batch.objects.exists()
    answer = api.post(URL, {**sent, "leave_out": True}, format="json").json()
    assert answer["counts"] == {"done": 0, "running": 0, "waiting": 2, "failed": 0, "left_out": 1}


def test_cancel_and_try_again(ada, api_of):
    api = api_of(ada)
    address = f"{URL}/{api.post(URL, SENT, format='json').json()['id']}"
    assert api.post(f"{address}/cancel").json()["counts"]["failed"] == 2
    assert api.post(f"{address}/retry").json() == {"going": 2, "left_out": 0}
    assert api.post(f"{address}/retry").json() == {"going": 0, "left_out": 0}
    assert api.get(address).json()["counts"]["waiting"] == 2


@pytest.mark.parametrize(
    ("wrong", "status", "field", "code"),
    [
        ({"rows": []}, 422, "rows", "LIST_EMPTY"),
        ({"rows": None}, 422, "rows", "LIST_EMPTY"),
        ({"rows": {"name": "Ada"}}, 400, "rows", "not_a_list"),
        ({"rows": [1]}, 422, "rows", "LIST_UNREADABLE"),
        ({"rows": [{"name": {}}]}, 422, "rows", "LIST_VALUE"),
        ({"rows": [{"name": "Ada"}] * 201}, 422, "rows", "LIST_TOO_LONG"),
        ({"template": "{{nom}} runs"}, 422, "template", "TEMPLATE_VARIABLE"),
        ({"style": "baroque"}, 422, "rows.1", "STYLE_UNSUPPORTED"),
        ({"seconds": "long"}, 400, "seconds", "invalid"),
    ],
)
def test_what_is_wrong_is_named(ada, api_of, wrong, status, field, code):
    answer = api_of(ada).post(URL, {**SENT, **wrong}, format="json")
    assert answer.status_code == status
    assert (field, code) in [(one["field"], one["code"]) for one in answer.json()["errors"]]
    assert not Job.objects.exists()


def test_a_batch_is_its_makers_alone(ada, noor, api_of):
    address = f"{URL}/{api_of(ada).post(URL, SENT, format='json').json()['id']}"
    for path in (address, f"{address}/results.csv"):
        assert api_of(noor).get(path).status_code == 404
        assert api_of(None).get(path).status_code == 401
    for verb in ("cancel", "retry"):
        assert api_of(noor).post(f"{address}/{verb}").status_code == 404
        assert api_of(ada).get(f"{address}/{verb}").status_code == 405
    assert api_of(noor).get(URL).json()["results"] == []
    assert api_of(ada).delete(address).status_code == 405
