"""Strict readers of the environment: a wrong value stops the start and says which and how to mend it."""

import binascii
import contextlib
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from generation.engines.diffusers.options import Options, read_options
from generation.engines.offers import Offer, read_offers


def env_str(name: str, default: str = "", choices: tuple[str, ...] = ()) -> str:
    value = os.environ.get(name, default).strip()
    if choices and value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: expected one of {', '.join(choices)}.")
    return value


def env_url(name: str) -> str:
    value = env_str(name)
    if value and not value.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"{name}={value!r}: expected http://… or https://….")
    return value


def env_reader(name: str) -> tuple[str, str, str]:
    """Base address, model and key of a server that speaks the OpenAI dialect; its host must be on the list."""
    url = env_url(name).rstrip("/")
    allowed = env_list(f"{name}_HOSTS", "localhost,127.0.0.1,::1")
    if url and urlsplit(url).hostname not in allowed:
        raise ImproperlyConfigured(f"{name}={url!r}: put its host into {name}_HOSTS ({','.join(allowed)}).")
    return url, env_str(f"{name}_MODEL"), env_str(f"{name}_KEY")


class Mailer(NamedTuple):
    """Where letters go, as Django's EMAIL_* settings want it. Without a backend nothing is sent."""

    backend: str = "dummy"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False
    folder: str | None = None


def env_mailer(name: str) -> Mailer:
    value = env_str(name)
    parts = urlsplit(value)
    if not value:
        return Mailer()
    if parts.scheme == "console":
        return Mailer("console")
    if parts.scheme == "file" and parts.path:
        return Mailer("filebased", folder=parts.path)
    if parts.scheme not in ("smtp", "smtps", "smtp+tls") or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name}: expected smtp://host, smtp+tls://user:password@host:587, smtps://host, file:///a/folder or console:."
        )
    usual = {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme]
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    tls, ssl = parts.scheme == "smtp+tls", parts.scheme == "smtps"
    return Mailer("smtp", parts.hostname, parts.port or usual, user, password, tls, ssl)


def env_bool(name: str, default: bool = False) -> bool:
    words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in words:
        raise ImproperlyConfigured(f"{name}={value!r}: expected 1 or 0.")
    return words[value]


def env_int(name: str, default: int, low: int = 0, high: int = 2**31) -> int:
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdigit() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name}={value!r}: expected a whole number from {low} to {high}.")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_offers(name: str, engine: str, model: str) -> dict[str, Offer]:
    try:
        return read_offers(Offer(engine, model), os.environ.get(name, ""))
    except ValueError as wrong:
        raise ImproperlyConfigured(f"{name}: {wrong}.") from None


def env_pools(name: str, offers: dict[str, Offer]) -> dict[str, int]:
    """This function will give how many jobs each pool of the offers renders at once on one host."""
    pools = {offer.pool: 1 for offer in offers.values()}
    for part in env_list(name):
        pool, _equals, number = part.partition("=")
        if pool not in pools or not number.isdigit() or not 1 <= int(number) <= 64:
            raise ImproperlyConfigured(
                f"{name}: {part!r}: expected pool=number, the pool one of {', '.join(pools)}, the number 1 to 64."
            )
        pools[pool] = int(number)
    return pools


def env_model_options() -> Options:
    """This function will read how models are run, from the variables of the diffusers engine."""
    try:
        return read_options(os.environ)
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error


def env_secret(name: str, kept: Path, *, may_make: bool) -> str:
    """This function will give the secret from the environment, or the one kept in a file of the data folder.

    :raises ImproperlyConfigured: when there is neither and none may be made (outside the demo)
    """
    if value := os.environ.get(name, ""):
        return value
    if not kept.exists() and not may_make:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it to a long random text "
            '(python -c "import secrets; print(secrets.token_urlsafe(50))"), or KULISSE_DEMO=1 for a demo.'
        )
    return _kept(kept)


def env_keys(name: str, kept: Path) -> tuple[bytes, ...]:
    """This function will give the keys of 32 bytes, in base64 and the newest first, or the one kept in a file."""
    value = os.environ.get(name, "").strip() or _kept(kept, lambda: b64encode(os.urandom(32)).decode())
    try:
        keys = tuple(b64decode(part, validate=True) for part in value.replace(",", " ").split())
    except binascii.Error:
        keys = ()
    if not keys or any(len(key) != 32 for key in keys):
        raise ImproperlyConfigured(f"{name} (or {kept}): expected 32 random bytes in base64 for each key.")
    return keys


def _kept(path: Path, fresh_text: Callable[[], str] = lambda: secrets.token_urlsafe(50)) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(fresh_text())
        with contextlib.suppress(FileExistsError):  # the first of two processes wins; both read the same
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text()


FEED_WEIGHTS = {"long": 1.0, "like": 3.0, "make": 20.0, "follow": 10.0, "less": -30.0}
"""What one of each is worth to the feed, against somebody staying with a clip."""
_SAID = {"finish": "long", "like": "like", "make": "make", "follow": "follow", "less": "less"}


def env_weights(name: str) -> dict[str, float]:
    """This function will read "finish=1,like=3,…"; what is not named keeps its default."""
    weights = dict(FEED_WEIGHTS)
    for part in env_list(name):
        said, _equals, number = part.partition("=")
        try:
            weights[_SAID[said.strip()]] = float(number)
        except (KeyError, ValueError):
            raise ImproperlyConfigured(
                f"{name}: {part!r} is no weight. Write {', '.join(_SAID)}, each with a number: like=3"
            ) from None
    return weights
