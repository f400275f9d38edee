"""manage.py forget <handle>: delete a person's account with everything of theirs."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from accounts.models import User
from generation.forgetting import forget


class Command(BaseCommand):
    help = "Delete a person: likenesses, recordings, clips, files, account. It can not be undone."

    def add_arguments(self, parser):
        parser.add_argument("handle")
        parser.add_argument("--yes", action="store_true", help="really")

    def handle(self, **options):
        person = User.objects.filter(handle=options["handle"].removeprefix("@")).first()
        if person is None:
            raise CommandError(f"Nobody here is called @{options['handle']}.", returncode=1)
        if not options["yes"]:
            raise CommandError("Nothing was deleted. Say --yes if you mean it.", returncode=1)
        gone = forget(person=person, at=now())
        kept = "An empty row stays, because decisions hang on it."
        self.stdout.write("Deleted." if gone else f"Deleted. {kept}")
