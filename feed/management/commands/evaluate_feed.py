"""manage.py evaluate_feed: replay what was shown and say how well it would be ordered. Nothing is put in place."""

import json

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from feed.learning import evaluated


class Command(BaseCommand):
    help = (
        "Replay the newest days: how well new heads, those in use and simple orders order the newest of them."
    )

    def handle(self, **options):
        figures, because = evaluated(at=now())
        for name, row in figures.items():
            self.stdout.write(json.dumps({"figure": "feed_order", "by": name, "gauc": row}))
        if because == "TOO_LITTLE":
            self.stdout.write("Too little has happened to measure an order.")
