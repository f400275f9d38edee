"""Makes the demo people and asks for their clips. Called again it makes nothing new."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from generation import demo


class Command(BaseCommand):
    help = "Make the demo people and ask the workers for their clips; a second call makes nothing new."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError(
                "Demo people can be stepped into without a password: set KULISSE_DEMO=1 first."
            )
        people = demo.ensure_people(at=now())
        asked = demo.ask_for_clips(at=now())
        if options["verbosity"]:
            self.stdout.write(f"{len(people)} people; {len(asked)} clips asked for.")
