"""What must be in order for this instance to work, each as one check with a way to mend it. `doctor` prints them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import now

from feed.ranking import neighbours
from feed.ranking.index import INSTALL
from generation.models import Clip, Job, Pool
from generation.pools import all_pools
from provenance.certificates import CertificatesBroken, load_certificates
from provenance.keys import KeyBroken, ensure_key
from search import lookup

ENOUGH_SPACE = 2 * 1024**3  # bytes
LITTLE_SPACE = 200 * 1024**2
SOON = timedelta(days=60)
LONG_WAIT = timedelta(minutes=10)


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "FAIL"


@dataclass(frozen=True)
class Finding:
    level: Level
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.level:<4} {self.text}" + (f" → {self.remedy}" if self.remedy else "")


def ok(text: str) -> Finding:
    return Finding(Level.OK, text)


def warn(text: str, remedy: str) -> Finding:
    return Finding(Level.WARN, text, remedy)


def fail(text: str, remedy: str) -> Finding:
    return Finding(Level.FAIL, text, remedy)


def data_folders() -> Iterator[Finding]:
    for name, folder in (("data", settings.DATA), ("media", settings.MEDIA_ROOT)):
        if wrong := _unwritable(folder):
            yield fail(f"{name} folder {folder}: {wrong}", "manage.py prepare, or set KULISSE_DATA")
        else:
            yield ok(f"{name} folder {folder} can be written")


def _unwritable(folder: Path) -> str:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
    except OSError as error:
        return error.strerror or str(error)
    return ""


def disk_space() -> Iterator[Finding]:
    if not settings.DATA.exists():
        return
    free = shutil.disk_usage(settings.DATA).free
    text = f"{free / 1024**3:.1f} GB of disk space are free"
    if free < LITTLE_SPACE:
        yield fail(text, "make room: a clip takes a few megabytes, and its making ten times that")
    elif free < ENOUGH_SPACE:
        yield warn(text, "make room soon")
    else:
        yield ok(text)


def database() -> Iterator[Finding]:
    kind = connection.vendor
    try:
        pending = unapplied_migrations()
    except DatabaseError as error:
        first = str(error).strip().splitlines()[0]
        yield fail(f"database ({kind}) can not be reached: {first}", "check KULISSE_DATABASE_URL")
        return
    yield ok(f"database ({kind}) answers")
    if pending:
        yield fail(f"{pending} migrations are not applied", "manage.py migrate")
    elif lost := lookup.missing():
        yield fail(f"the search index lacks {', '.join(lost)}", "manage.py migrate puts it back")
    else:
        yield ok("all migrations are applied")


def unapplied_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def redis_server() -> Iterator[Finding]:
    if not settings.REDIS_URL:
        yield ok("Redis is not configured: the database carries the queue, each web process its own sockets")
        return
    from redis import Redis, RedisError

    try:
        Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2).ping()
    except (RedisError, ValueError) as error:
        yield fail(f"Redis does not answer: {error}", "start it, or unset KULISSE_REDIS_URL")
    else:
        yield ok("Redis answers")


def seal() -> Iterator[Finding]:
    try:
        certificates = load_certificates(settings.SEAL_FOLDER)
    except CertificatesBroken as error:
        yield fail(f"seal: {error}", "manage.py prepare makes them; else set KULISSE_SIGNING_KEY")
        return
    until = f"{certificates.expires_at:%Y-%m-%d}"
    if certificates.expires_within(timedelta(0), now()):
        yield fail(
            f"the seal's certificate expired on {until}", "move its folder away, then manage.py prepare"
        )
    elif certificates.expires_within(SOON, now()):
        yield warn(f"the seal's certificate expires on {until}", "renew it before that day")
    else:
        yield ok(f"the seal's certificate is good until {until}")


def receipts_key() -> Iterator[Finding]:
    path = settings.SEAL_FOLDER.parent / "receipts.pem"
    if not path.exists():
        yield fail(f"the key of the consent receipts is missing: {path}", "manage.py prepare")
        return
    try:
        ensure_key(path)
    except (KeyBroken, OSError) as error:
        yield fail(f"the key of the consent receipts: {error}", "put the right file back from your backup")
    else:
        yield ok("the key of the consent receipts is there")


def libraries() -> Iterator[Finding]:
    for module, what in (("skia", "draws"), ("pymunk", "moves"), ("av", "encodes"), ("c2pa", "signs")):
        try:
            import_module(module)
        except Exception as error:
            yield fail(f"{module} ({what}) does not load: {error}", "make install")
        else:
            yield ok(f"{module} ({what}) loads")


def voice() -> Iterator[Finding]:
    remedy = "make install; without it clips with spoken lines fail"
    try:
        import ctypes

        import espeakng_loader

        ctypes.CDLL(espeakng_loader.get_library_path())
        voices = Path(espeakng_loader.get_data_path())
    except (ImportError, OSError) as error:
        yield fail(f"the voice (espeak-ng) does not load: {error}", remedy)
        return
    missing = [name for name in ("en_dict", "de_dict") if not (voices / name).exists()]
    yield (
        fail(f"the voice lacks {', '.join(missing)}", remedy)
        if missing
        else ok("the voice (espeak-ng) loads")
    )


def engine() -> Iterator[Finding]:
    from generation.engines.registry import engine_named

    try:
        found = engine_named(settings.ENGINE, settings.MODEL)
    except Exception as error:
        yield fail(f"engine {settings.ENGINE}: {error}", "check KULISSE_ENGINE")
    else:
        yield ok(f"engine {found.name} {found.version}")


def models() -> Iterator[Finding]:
    from generation.engines.diffusers.doctor import examined

    for offer in settings.OFFERS.values():
        if offer.engine == "diffusers":
            for level, text, remedy in examined(offer.model, settings.MODEL_OPTIONS):
                yield Finding(Level(level), f"{offer.key}: {text}", remedy)


def alike() -> Iterator[Finding]:
    """What finds clips that are alike, where there are too many to look at each."""
    try:
        many = Clip.objects.filter(state="PUBLISHED").count()
    except DatabaseError:
        return
    if many <= neighbours.EXACT:
        return
    try:
        import_module("faiss")
    except Exception as error:
        yield warn(f"faiss does not load, {many} clips are searched for alike ones slowly: {error}", INSTALL)
    else:
        yield ok(f"faiss finds what is alike among {many} clips")


def workers() -> Iterator[Finding]:
    try:
        rows = {pool.name: pool for pool in all_pools()}
    except DatabaseError:
        return
    for name in Job.objects.filter(state="QUEUED").order_by("pool").values_list("pool", flat=True).distinct():
        if name not in settings.POOLS:
            yield fail(
                f"jobs wait in a pool without workers: {name}", "give its engine back: KULISSE_ENGINES"
            )
    for name, pool in rows.items():
        if name in settings.POOLS:
            yield from _pool(pool)


def _pool(pool: Pool) -> Iterator[Finding]:
    jobs, at = Job.objects.filter(pool=pool.name), now()
    oldest, running = jobs.waiting().order_by("created_at", "id").first(), jobs.running().count()
    if not pool.is_open(at):
        until = f" until {pool.until:%Y-%m-%d %H:%M %Z}" if pool.until else ""
        yield warn(f"pool {pool.name} is {pool.state.lower()}{until}", f"manage.py pool resume {pool.name}")
    elif oldest and at - oldest.created_at > LONG_WAIT and not running:
        minutes = round((at - oldest.created_at).total_seconds() / 60)
        yield fail(
            f"pool {pool.name}: a job waits for {minutes} minutes and none is running",
            "start its workers: manage.py workers (see Procfile)",
        )
    else:
        yield ok(f"pool {pool.name}: {running} jobs are running, {'some' if oldest else 'none'} waiting")


def remote_servers() -> Iterator[Finding]:
    """Each server of each fleet, asked for its list of videos."""
    from generation.engines.remote.calls import Down, Server
    from generation.engines.remote.fleet import fleet_of

    for offer in settings.OFFERS.values():
        if offer.engine != "remote":
            continue
        try:
            fleet = fleet_of(offer.model, settings.REMOTES)
        except ValueError as wrong:
            yield fail(f"remote engine: {wrong}", "mend KULISSE_ENGINES or the file of KULISSE_REMOTES")
            continue
        for endpoint in fleet.endpoints:
            try:
                Server(endpoint, fleet.dialect).greet()
            except Down as down:
                yield warn(f"{fleet.name}: {endpoint.url}: {down}", "start that server, or take it out")
            else:
                yield ok(f"{fleet.name}: {endpoint.url} answers ({fleet.dialect})")


def address() -> Iterator[Finding]:
    yield ok(f"pages are at {settings.PUBLIC_URL}, listening on {settings.BIND}:{settings.PORT}")
    host = urlsplit(settings.PUBLIC_URL).hostname
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        yield fail(f"{host} is not among the hosts answered to", f"add it to KULISSE_HOSTS ({host})")
    if "*" in settings.ALLOWED_HOSTS:
        yield warn("every host name is answered to", "name yours in KULISSE_HOSTS")
    if host not in ("localhost", "127.0.0.1", "::1") and not settings.PUBLIC_URL.startswith("https"):
        yield warn("people reach it without encryption", "put it behind https and say so in KULISSE_URL")


def secrets() -> Iterator[Finding]:
    if len(settings.SECRET_KEY) < 32:
        yield fail("KULISSE_SECRET_KEY is short", "set it to 50 random characters")
    else:
        yield ok("the secret key is long enough")
    if settings.DEMO:
        yield warn("demo mode: everybody at this computer can be anybody", "unset KULISSE_DEMO for real use")
    if settings.DEBUG:
        yield warn("debug pages show settings to everybody", "unset KULISSE_DEBUG")
    loose = [path for path in settings.SEAL_FOLDER.parent.rglob("*.key") if path.stat().st_mode & 0o077]
    if loose:
        yield fail(f"others can read {loose[0]}", f"chmod 600 {loose[0]}")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    address, data_folders, disk_space, database, redis_server, secrets, seal, receipts_key,
    libraries, voice, engine, models, remote_servers, workers, alike,
)  # fmt: skip


def findings() -> Iterator[Finding]:
    """This function will make every check; one that breaks is a finding too."""
    for check in CHECKS:
        try:
            yield from check()
        except Exception as error:
            yield fail(
                f"{check.__name__}: {type(error).__name__}: {error}", "this check itself broke; tell us"
            )


def readiness() -> list[str]:
    """This function will name what keeps the instance from serving: database, migrations, storage."""
    wrong = []
    try:
        if not _migrated():
            wrong.append("migrations")
    except DatabaseError:
        wrong.append("database")
    if _unwritable(settings.MEDIA_ROOT):
        wrong.append("storage")
    return wrong


@cache
def _up_to_date() -> datetime:
    """Migrations are compared with the tables once a process; they do not come undone."""
    if unapplied_migrations():
        raise LookupError
    return now()


def _migrated() -> bool:
    try:
        _up_to_date()
    except LookupError:
        return False
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True
