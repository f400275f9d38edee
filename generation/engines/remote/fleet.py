"""Which servers there are: from one address, or from the operator's file of fleets (KULISSE_REMOTES, TOML)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from generation.engines.remote.dialects import DIALECTS
from generation.engines.types import ALGORITHMIC, COMPOSITE, TRAINED

SOURCES = {"trained": TRAINED, "algorithmic": ALGORITHMIC, "composite": COMPOSITE}


@dataclass(frozen=True)
class Endpoint:
    """One server. `weight` is its share of the work, `concurrency` how many jobs it gets at once from this host."""

    url: str  # with /v1, without a slash at the end
    weight: int = 1
    concurrency: int = 1
    key: str = ""

    def __repr__(self) -> str:  # its key is in no log
        return f"Endpoint({self.url})"


@dataclass(frozen=True)
class Fleet:
    """Servers that all make the same thing, and what that is."""

    name: str
    endpoints: tuple[Endpoint, ...]
    dialect: str = "openai"
    model: str = ""  # as the servers call it; "": they have one
    title: str = ""
    licence: str = ""
    licence_note: str = ""
    lengths: tuple[int, ...] = ()
    sizes: tuple[str, ...] = ()
    rates: tuple[int, ...] = (24,)
    frames: int = 1  # the model makes n × this + 1 frames
    multiple: int = 1  # the model's width and height are multiples of this
    sound: bool = True  # its films have sound of their own
    negative: bool = False
    picture: bool = False
    source: str = "trained"  # what is true of what it makes: trained, algorithmic, composite
    patience: int = 900  # seconds a job waits for a free server
    limit: int = 3600  # seconds one job may take on a server
    megabytes: int = 500  # a larger film is not taken


def fleet_of(model: str, file: str) -> Fleet:
    """This function will give the fleet behind an address (`http://host:8000/v1?dialect=vllm#its-model`) or a name.

    :raises ValueError: saying what is missing or wrong, and where
    """
    if model.startswith(("http://", "https://")):
        return _of_address(model)
    if not file:
        raise ValueError(
            f"remote={model}: expected an address (http://…), or KULISSE_REMOTES naming the fleets"
        )
    try:
        tables = tomllib.loads(Path(file).read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{file}: {error}") from None
    if model not in tables:
        raise ValueError(f"{file} has no fleet [{model}]; it has {', '.join(tables) or 'none'}")
    return _of_table(model, tables[model], file)


def _of_address(model: str) -> Fleet:
    parts = urlsplit(model)
    url = f"{parts.scheme}://{parts.netloc}{parts.path}"
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if unknown := set(asked) - {"dialect"}:
        raise ValueError(
            f"{model}: {sorted(unknown)[0]}= is not known; larger choices go into KULISSE_REMOTES"
        )
    endpoint = Endpoint(_address(url, model), key=os.environ.get("KULISSE_REMOTE_KEY", ""))
    return _checked(Fleet(parts.netloc, (endpoint,), asked.get("dialect", "openai"), parts.fragment), model)


def _of_table(name: str, table: Mapping[str, Any], file: str) -> Fleet:
    where = f"{file} [{name}]"
    rows = table.get("endpoints", [])
    endpoints = tuple(_endpoint(row, where) for row in rows)
    known = {field.name for field in fields(Fleet)} - {"name", "endpoints"}
    rest: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    rest.pop("endpoints", None)
    if unknown := set(rest) - known:
        raise ValueError(
            f"{where}: {sorted(unknown)[0]!r} is not known; known are {', '.join(sorted(known))}"
        )
    for key, value in rest.items():
        if type(value) is not type(getattr(Fleet, key)):
            raise ValueError(f"{where}: {key} = {value!r}: expected something like {getattr(Fleet, key)!r}")
    return _checked(Fleet(name, endpoints, **rest), where)


def _endpoint(row: Mapping[str, Any], where: str) -> Endpoint:
    if unknown := set(row) - {"url", "weight", "concurrency", "key_env", "key_file"}:
        raise ValueError(f"{where}: an endpoint has no {sorted(unknown)[0]!r}")
    weight, concurrency = row.get("weight", 1), row.get("concurrency", 1)
    if not all(isinstance(number, int) and 1 <= number <= 1000 for number in (weight, concurrency)):
        raise ValueError(f"{where}: weight and concurrency are whole numbers from 1")
    return Endpoint(_address(row.get("url", ""), where), weight, concurrency, _key(row, where))


def _key(row: Mapping[str, Any], where: str) -> str:
    """A key stands in the environment or in a file of its own, never in the list of servers."""
    if name := row.get("key_env"):
        if name not in os.environ:
            raise ValueError(f"{where}: the environment has no {name}")
        return os.environ[name].strip()
    if path := row.get("key_file"):
        try:
            return Path(path).read_text().strip()
        except OSError as error:
            raise ValueError(f"{where}: {path}: {error.strerror}") from None
    return ""


def _address(url: str, where: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValueError(f"{where}: {url!r}: expected http://host:port/v1")
    path = parts.path.rstrip("/") or "/v1"
    return f"{parts.scheme}://{parts.netloc}{path}"


def _checked(fleet: Fleet, where: str) -> Fleet:
    if not fleet.endpoints:
        raise ValueError(f"{where}: it has no [[{fleet.name}.endpoints]]")
    if fleet.dialect not in DIALECTS:
        raise ValueError(f"{where}: dialect {fleet.dialect!r}: expected one of {', '.join(DIALECTS)}")
    if fleet.source not in SOURCES:
        raise ValueError(f"{where}: source {fleet.source!r}: expected one of {', '.join(SOURCES)}")
    return fleet
