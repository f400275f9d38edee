"""manage.py index_search: make the search index anew from the published clips."""

from django.core.management.base import BaseCommand

from generation.indexing import index_missing, rebuild


class Command(BaseCommand):
    help = "Make the search index anew. It is kept in step by itself; this mends it after a restored backup."

    def add_arguments(self, parser):
        parser.add_argument(
            "--missing", action="store_true", help="only what is not in it yet, and what is gone"
        )

    def handle(self, **options):
        count = index_missing() if options["missing"] else rebuild()
        self.stdout.write(f"Clips put into the index: {count}.")
