"""The description of the API and its page."""

import re

import pytest
import yaml
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from config.urls import described

pytestmark = pytest.mark.django_db


def test_the_schema_describes_our_api_and_nothing_else(client):
    schema = yaml.safe_load(client.get("/api/schema/").content)
    assert schema["openapi"].startswith("3.")
    assert {"/api/v1/clips", "/api/v1/jobs", "/api/v1/uses", "/api/v1/me"} <= set(schema["paths"])
    assert all(path.startswith("/api/v1/") for path in schema["paths"])
    assert "bearer" in str(schema["components"]["securitySchemes"]).lower()


def test_the_page_lists_every_operation_without_a_script_of_others(client):
    schema = yaml.safe_load(client.get("/api/schema/").content)
    page = client.get("/api/docs/").content.decode()
    for methods in schema["paths"].values():
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page
            assert operation.get("summary") or operation.get("description"), operation["operationId"]
    assert not re.search(r"<script(?![^>]*src=\"/static/)", page)
    assert not re.search(r"(src|href)=\"https?://", page)


def test_the_page_can_only_be_read(client):
    assert client.post("/api/docs/").status_code == 405


def test_the_schema_is_valid_and_names_each_thing_once(capsys):
    GENERATOR_STATS.reset()
    schema = SchemaGenerator(patterns=list(described)).get_schema(request=None, public=True)
    validate_schema(schema)
    assert not GENERATOR_STATS, capsys.readouterr().err
    names = [
        operation["operationId"] for methods in schema["paths"].values() for operation in methods.values()
    ]
    assert len(names) == len(set(names))
