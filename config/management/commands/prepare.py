"""manage.py prepare: all that must be there before the first page. Does only what is missing."""

import errno
import hashlib
import socket
from pathlib import Path

from babel.messages import mofile, pofile
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django_q.models import Schedule

from accounts import push
from cameos.receipts import instance_key
from config.jobs import count_indexes
from generation import queue
from provenance.certificates import ensure_certificates

EVERY_MINUTE = (
    "generation.jobs.sweep",
    "cameos.jobs.sweep",
    "accounts.jobs.tell_everybody",
    "feed.challenges.jobs.end_due",
    "feed.jobs.read_new_clips",
    "feed.jobs.judge_new_clips",
)
EVERY_HOUR = (
    "config.jobs.count_indexes",
    "generation.jobs.purge_withdrawn",
    "generation.jobs.index_missing",
    "accounts.jobs.forget_readings",
    "feed.jobs.learn",
)


class Command(BaseCommand):
    help = "Make folders, tables, translations, static files, keys and, in the demo, people and their clips."

    def add_arguments(self, parser):
        parser.add_argument("--to-run", action="store_true", help="check the port first, greet at the end")

    def handle(self, **options):
        if options["to_run"]:
            check_port(settings.BIND, settings.PORT)
        make_folders()
        if migrate():
            self.stdout.write("Tables are up to date.")
        compile_translations(Path(settings.LOCALE_PATHS[0]))
        if collect_static():
            self.stdout.write("Static files are collected.")
        ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)
        instance_key()
        push.vapid()
        ensure_schedules()
        if settings.DEMO:
            call_command("seed_demo", stdout=self.stdout)
        count_indexes()
        queue.later("sweep")  # what a worker of the last run left half-done goes on at once
        if options["to_run"]:
            self.stdout.write(greeting())


def check_port(host: str, port: int) -> None:
    """This function will stop the start early when the port can not be had.

    :raises CommandError: naming the port and the way out
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            why = "is taken by another program" if taken else f"can not be used: {error.strerror}"
            raise CommandError(
                f"Port {port} {why}. Choose another: PORT={port + 1} make run", returncode=1
            ) from None


def make_folders() -> None:
    """This function will make the folders of this instance.

    :raises CommandError: when one can not be made
    """
    for folder in (settings.DATA, settings.MEDIA_ROOT, settings.WORK_ROOT):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(
                f"{folder} can not be made: {error.strerror}. Set KULISSE_DATA to a folder that is yours."
            ) from None


def migrate() -> bool:
    """This function will bring the tables up to date and say whether there was something to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def compile_translations(folder: Path) -> int:
    """This function will compile every catalogue whose compiled form is missing or older, and count them."""
    done = 0
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = pofile.read_po(file, locale=source.parent.parent.name)
        aside = target.with_suffix(".mo.new")
        with aside.open("wb") as file:
            mofile.write_mo(file, catalogue)
        aside.replace(target)
        done += 1
    return done


def collect_static() -> bool:
    """This function will collect the static files when one changed, and say whether it did."""
    stamp, state = settings.STATIC_ROOT / ".collected", _static_state()
    if stamp.exists() and stamp.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=settings.STATIC_ROOT.exists())
    stamp.write_text(state)
    return True


def _static_state() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            about = Path(storage.path(name)).stat()
            digest.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def ensure_schedules() -> None:
    """This function will write what the `default` pool does by the clock, once."""
    for kind, functions in ((Schedule.MINUTES, EVERY_MINUTE), (Schedule.HOURLY, EVERY_HOUR)):
        for function in functions:
            Schedule.objects.get_or_create(
                func=function, defaults={"name": function, "schedule_type": kind, "minutes": 1}
            )


def greeting() -> str:
    """This function will say where the instance is and who to log in as."""
    lines = [f"{settings.INSTANCE_NAME}: {settings.PUBLIC_URL}"]
    if settings.DEMO:
        lines += [
            f"  log in    {settings.PUBLIC_URL}/accounts/login/  with one click as mira (makes clips),",
            "            jonas or lena (likeness owners), tom, mona (moderator) or admin",
        ]
    lines += [f"  data      {settings.DATA}", "  stop      Ctrl-C"]
    return "\n".join(lines)
