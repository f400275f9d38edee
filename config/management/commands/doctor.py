"""manage.py doctor: what is configured, what is missing, how to mend it. Exit code 1 when something is broken."""

from django.core.management.base import BaseCommand, CommandError

from config.checks import Level, findings


class Command(BaseCommand):
    help = "Say what is configured, what is missing and how to mend it."
    requires_system_checks = []

    def handle(self, **options):
        broken = 0
        for finding in findings():
            broken += finding.level is Level.FAIL
            self.stdout.write(str(finding))
        if broken:
            raise CommandError(f"Broken: {broken}. Each line with FAIL says how to mend it.", returncode=1)
