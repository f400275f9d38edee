"""manage.py pool list|drain|pause|resume: whether a pool of workers takes new jobs, and what becomes of those it has."""

from datetime import datetime, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone, is_naive, now

from generation import pools
from generation.models import Job

DONE = {"drain": "finishes what runs and takes nothing new", "resume": "is open"}


class Command(BaseCommand):
    help = "Show the pools of workers; close one (drain, pause) or open it again (resume)."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["list", "drain", "pause", "resume"])
        parser.add_argument("name", nargs="?", default="")
        parser.add_argument("--hours", type=float, help="it opens again by itself after so many hours")
        parser.add_argument("--until", help='it opens again at this time, "2026-12-24 18:00"')
        parser.add_argument("--note", default="", help="why, in words people read while they wait")

    def handle(self, **options):
        if options["action"] == "list":
            self.stdout.write("\n".join(map(line_of, pools.all_pools())))
            return
        try:
            pool = pools.pool_named(options["name"])
        except pools.PoolUnknown as unknown:
            raise CommandError(f"No such pool: {unknown}.", returncode=1) from None
        self.stdout.write(f"{pool.name} {change(pool, options)}")


def change(pool, options):
    """This function will do what was asked and say what came of it."""
    at, action = now(), options["action"]
    if action == "resume":
        pools.resume_pool(pool=pool, at=at)
        return DONE[action]
    closing = {"pool": pool, "at": at, "until": until_of(options, at), "note": options["note"]}
    if action == "drain":
        pools.drain_pool(**closing)
        return DONE[action]
    return f"is paused; {pools.pause_pool(**closing)} went back into the line"


def until_of(options, at):
    """:raises CommandError: when the moment can not be read, or has passed"""
    if options["hours"] is not None:
        until = at + timedelta(hours=options["hours"])
    elif options["until"] is None:
        return None
    else:
        until = read_moment(options["until"])
    if until <= at:
        raise CommandError(f"{until:%Y-%m-%d %H:%M} has passed.", returncode=1)
    return until


def read_moment(text) -> datetime:
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f'--until {text!r}: expected a moment such as "2026-12-24 18:00".', returncode=1)
    return found.replace(tzinfo=get_current_timezone()) if is_naive(found) else found


def line_of(pool) -> str:
    jobs = Job.objects.filter(pool=pool.name)
    until = f" until {pool.until:%Y-%m-%d %H:%M %Z}" if pool.until and not pool.is_open(now()) else ""
    note = f" ({pool.note})" if pool.note else ""
    state = "OPEN" if pool.is_open(now()) else pool.state
    return f"{pool.name:<20} {state:<9} {jobs.waiting().count()} waiting, {jobs.running().count()} running{until}{note}"
