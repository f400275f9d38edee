"""manage.py train_feed: let the feed learn now, not only by the clock."""

import json

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from feed.learning import learn_from_everything


class Command(BaseCommand):
    help = "Learn from what people watched: a new snapshot of clips, new heads where they are better than what stands."

    def handle(self, **options):
        learned = learn_from_everything(at=now())
        self.stdout.write(f"{learned.clips} clips, {learned.showings} showings, {learned.seconds} s")
        for name, figures in learned.figures.items():
            self.stdout.write(f"  {name:<8} {json.dumps(figures)}")
        said = {
            "TOO_LITTLE": "Too little has happened to learn an order from; the hand-made score goes on.",
            "BETTER": "The new heads order the newest day better than everything else and are in place.",
            "WITHIN_NOISE": f"The new heads are better on the newest day by {learned.gain:.4f}, which may be chance "
            f"(95 of 100 draws: {learned.sure:+.4f}); what stood goes on.",
            "NOT_BETTER": "The new heads are not better on the newest day; what stood goes on.",
        }
        self.stdout.write(said[learned.because])
