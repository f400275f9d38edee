"""The django-q2 configuration: pool `default` for short work, one cluster more for each pool of engines.

One wake-up task drains a pool; the rows are the truth. Hence one attempt each, no retry inside a day (a retry
would start a second worker on the same wake-up), and for engines no recycling (it would reload the model).
"""

import hashlib
from typing import Any

_ENGINE_POOL = {
    "workers": 1,
    "queue_limit": 1,
    "bulk": 1,
    "timeout": -1,
    "retry": 86_400,
    "recycle": 10**9,
    "max_rss": None,
    "ack_failures": True,
    "max_attempts": 1,
}


def q_cluster(redis_url: str, pools: dict[str, int]) -> dict[str, Any]:
    """This function will build Q_CLUSTER: Redis as broker where there is one, else the database."""
    return {
        "name": "default",
        "label": "Queue",
        "workers": 1,
        "timeout": 300,
        "retry": 600,
        "ack_failures": True,
        "max_attempts": 1,
        "save_limit": -1,
        "bulk": 1,
        "poll": 0.3,
        "catch_up": False,
        "log_level": "WARNING",
        "ALT_CLUSTERS": {pool: {**_ENGINE_POOL, "workers": number} for pool, number in sorted(pools.items())},
        **({"redis": redis_url} if redis_url else {"orm": "default"}),
    }


def channel_prefix(secret: str) -> str:
    """This function will name this instance's channels: Redis publishes across its numbered databases."""
    return f"kulisse-{hashlib.sha256(secret.encode()).hexdigest()[:12]}"
