"""The schema of our own API as one plain page: no script, no other server, works under our CSP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

Schema = dict[str, Any]


@dataclass(frozen=True)
class Field:
    name: str
    type: str
    required: bool
    text: str


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    name: str
    summary: str
    text: str
    query: tuple[Field, ...] = ()
    body: tuple[Field, ...] = ()
    answers: tuple[tuple[str, str], ...] = field(default=())  # status, what comes back


@require_safe
def docs(request: HttpRequest, patterns: tuple[URLPattern, ...]) -> HttpResponse:
    context = {"operations": operations(patterns), "shapes": shapes(patterns), "problems": _problems()}
    return render(request, "generation/api_docs.html", context)


@cache
def _schema(patterns: tuple[URLPattern, ...]) -> Schema:
    return SchemaGenerator(patterns=list(patterns)).get_schema(request=None, public=True)


def shapes(patterns: tuple[URLPattern, ...]) -> list[tuple[str, list[Field]]]:
    """This function will list what goes in and comes out, with its fields."""
    known = _schema(patterns)["components"]["schemas"]
    return [(name, list(_fields({}, one))) for name, one in sorted(known.items()) if "properties" in one]


@cache
def operations(patterns: tuple[URLPattern, ...]) -> tuple[Operation, ...]:
    """This function will list every operation behind these addresses, as the page shows it."""
    schema = _schema(patterns)
    return tuple(
        _operation(schema, method, path, what)
        for path, methods in schema["paths"].items()
        for method, what in methods.items()
    )


def _operation(schema: Schema, method: str, path: str, what: Schema) -> Operation:
    query = [one for one in what.get("parameters", ()) if one["in"] == "query"]
    return Operation(
        method=method.upper(),
        path=path,
        name=what["operationId"],
        summary=what.get("summary", ""),
        text=what.get("description", ""),
        query=tuple(
            Field(one["name"], _type(one["schema"]), one.get("required", False), one.get("description", ""))
            for one in query
        ),
        body=tuple(_fields(schema, _json(what.get("requestBody", {})))),
        answers=tuple((status, _type(_json(answer))) for status, answer in what["responses"].items()),
    )


def _json(content: Schema) -> Schema:
    return content.get("content", {}).get("application/json", {}).get("schema", {})


def _fields(schema: Schema, shape: Schema) -> Iterator[Field]:
    if "$ref" in shape:
        shape = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
    for name, one in shape.get("properties", {}).items():
        required = name in shape.get("required", ())
        yield Field(name, _type(one), required, one.get("description", ""))


def _type(shape: Schema) -> str:
    if "$ref" in shape:
        return str(shape["$ref"].rsplit("/", 1)[1])
    if "allOf" in shape:
        return _type(shape["allOf"][0])
    if shape.get("type") == "array":
        return f"[{_type(shape['items'])}]"
    return str(shape.get("format") or shape.get("type") or "")


def _problems() -> list[tuple[str, int, str]]:
    """Each code of a problem, its status, and when it comes."""
    return [
        ("invalid", 400, _("The form of the request is wrong; `errors` says where.")),
        ("not_authenticated", 401, _("No token or session came with it.")),
        ("authentication_failed", 401, _("The token is wrong or was ended.")),
        ("not_found", 404, _("It does not exist, or not for you.")),
        ("conflict", 409, _("It has moved on since you looked.")),
        ("gone", 410, _("The clip was there and is gone; it will not come back.")),
        ("too_large", 413, _("The request is larger than it may be.")),
        ("refused", 422, _("A rule says no; `errors` names each with layer, sentence and remedy.")),
        ("refused", 429, _("The same, and the only rule is your quota.")),
        ("throttled", 429, _("Too many changes in one minute; `Retry-After` says when to go on.")),
        ("busy", 503, _("The database did not answer; nothing was changed.")),
    ]
