"""manage.py verify <file>: what the seal of a file says, and whether it holds. Asks nobody on the network."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from provenance.certificates import CertificatesBroken, load_certificates
from provenance.reading import Credentials, State, read_credentials

WORDS = {
    State.TRUSTED: "intact, sealed by this instance",
    State.VALID: "intact, sealed by somebody this instance does not know",
    State.INVALID: "changed since it was sealed, or sealed with a bad certificate",
}


class Command(BaseCommand):
    help = "Say what the C2PA seal of a file says. Exit status 1 when there is none or it is broken."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, **options):
        path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path} is no file.", returncode=1)
        found = read_credentials(path, _roots())
        if found is None:
            raise CommandError(
                f"{path}: no seal. It was not made here, or the seal was stripped.", returncode=1
            )
        self.stdout.write("\n".join(lines(found)))
        if found.state is State.INVALID:
            raise CommandError(f"{path}: {', '.join(found.failures)}", returncode=1)


def _roots() -> str:
    try:
        return load_certificates(settings.SEAL_FOLDER).root
    except (CertificatesBroken, OSError):
        return ""


def lines(found: Credentials) -> list[str]:
    """This function will put what a seal says into lines of "what  value"."""
    said = [
        ("state", WORDS[found.state]),
        ("signed by", found.signed_by),
        ("made with", found.claim_generator),
    ]
    said += [("source", found.source_type.rsplit("/", 1)[-1])]
    said += sorted((found.disclosure or {}).items())
    said += [("likeness", f"receipt {one.receipt_id}, status {one.status_url}") for one in found.consents]
    said += [
        ("made from", f"{one.title}, {one.relationship} ({one.state or 'without seal'})")
        for one in found.ingredients
    ]
    return [f"{name:<12}{value}" for name, value in said if value]
