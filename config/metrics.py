"""Figures for Prometheus: jobs and clips by state, how many wait and how long the oldest has."""

from datetime import datetime

from django.db.models import Count, Min
from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import choose_encoder

from generation.models import Clip, Job
from generation.pools import all_pools
from generation.states import ClipState, JobState


def exposition(*, at: datetime) -> tuple[str, str]:
    """This function will give the figures as text, and the content type of that text."""
    registry = CollectorRegistry()
    _by_state(Gauge("kulisse_jobs", "Jobs by state", ["state"], registry=registry), Job, JobState)
    _by_state(Gauge("kulisse_clips", "Clips by state", ["state"], registry=registry), Clip, ClipState)
    waiting = Job.objects.waiting().aggregate(jobs=Count("pk"), oldest=Min("created_at"))
    Gauge("kulisse_jobs_waiting", "Jobs free to start", registry=registry).set(waiting["jobs"])
    age = (at - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0
    gauge = Gauge("kulisse_oldest_waiting_seconds", "Age of the oldest job free to start", registry=registry)
    gauge.set(max(0, age))
    _pools(registry, at)
    encode, content_type = choose_encoder("text/plain")
    return encode(registry).decode(), content_type


def _pools(registry: CollectorRegistry, at: datetime) -> None:
    """For each pool: is it open, how many wait and run, how long the oldest has waited."""
    names = ("open", "waiting", "running", "oldest_waiting_seconds")
    said = {
        name: Gauge(f"kulisse_pool_{name}", f"Of each pool: {name}", ["pool"], registry=registry)
        for name in names
    }
    for pool in all_pools():
        jobs = Job.objects.filter(pool=pool.name)
        waiting = jobs.waiting().aggregate(jobs=Count("pk"), oldest=Min("created_at"))
        age = (at - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0
        values = (int(pool.is_open(at)), waiting["jobs"], jobs.running().count(), max(0, age))
        for name, value in zip(names, values, strict=True):
            said[name].labels(pool.name).set(value)


def _by_state(gauge: Gauge, model: type[Job] | type[Clip], states: type[JobState] | type[ClipState]) -> None:
    counts = dict(model.objects.order_by().values_list("state").annotate(Count("pk")))
    for state in states.values:
        gauge.labels(state).set(counts.get(state, 0))
