"""manage.py verify-receipts <file>: do the receipts in an export hold? Needs the file alone; asks nobody."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from provenance.receipts import MOST_SAID, NoExport, Report, read_export, verify_export


class Command(BaseCommand):
    help = (
        "Check the signatures, digests and links of exported receipts, from the file alone. "
        "Exit status 1 when something is broken, 2 when the file can not be read."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--key",
            default="",
            help="the key that is trusted: its name (kid), or a saved /.well-known/jwks.json",
        )

    def handle(self, **options):
        path = options["file"]
        try:
            export = read_export(path.read_bytes())
        except (OSError, NoExport) as wrong:
            why = wrong.strerror if isinstance(wrong, OSError) else wrong
            raise CommandError(f"{path}: {why}.", returncode=2) from None
        report = verify_export(export, _kid(options["key"]))
        for line in lines(report):
            self.stdout.write(line)
        for one in report.broken[:MOST_SAID]:
            self.stdout.write(f"broken      {one}")
        if not report.holds:
            raise CommandError(f"{path}: {len(report.broken)} thing(s) do not hold.", returncode=1)


def _kid(named: str) -> str:
    """The name of the key; of a file, that of its first key."""
    if not named or not Path(named).is_file():
        return named
    try:
        return str(json.loads(Path(named).read_bytes())["keys"][0]["kid"])
    except (ValueError, LookupError, TypeError):
        raise CommandError(f"{named}: there is no key in it.", returncode=2) from None


def lines(report: Report) -> list[str]:
    """This function will put what a check found into lines of "what  value"."""
    trust = "the one you trust" if report.is_pinned else "from the file itself; name yours with --key"
    said = [
        ("issuer", report.issuer),
        ("chains", str(report.chains)),
        ("receipts", f"{report.receipts}, {report.ended} of them ended"),
        ("key", f"{report.key} ({trust})" if report.key else ""),
        ("state", "everything holds" if report.holds else ""),
    ]
    return [f"{name:<12}{value}" for name, value in said if value]
