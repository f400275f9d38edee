"""manage.py reseal: encrypt what was recorded with the newest key, after the key was changed."""

from django.core.management.base import BaseCommand, CommandError

from cameos.resealing import reseal_all
from cameos.vault import CanNotOpen


class Command(BaseCommand):
    help = "Encrypt recordings, cut-outs and figures anew with the first key of KULISSE_BIOMETRICS_KEY."

    def handle(self, **options):
        try:
            done = reseal_all()
        except CanNotOpen as error:
            raise CommandError(f"{error}: name the old key after the new one, then run this again.") from None
        self.stdout.write(f"{done} sealed anew; nothing is left under an older key.")
