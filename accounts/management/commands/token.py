"""manage.py token <handle>: a new API token, alone on the last line."""

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.operations import make_token


class Command(BaseCommand):
    help = "Make an API token for a person. It is shown once; only its hash is kept."

    def add_arguments(self, parser):
        parser.add_argument("handle")

    def handle(self, *, handle, **options):
        user = User.objects.filter(handle=handle.removeprefix("@").lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is nobody called {handle} here.")
        self.stderr.write(f"A token for {user}, shown this once:")
        self.stdout.write(make_token(user=user))
