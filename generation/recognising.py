"""Which clip of ours a file is: by its seal alone. The file itself is never used for anything else."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings

from provenance.certificates import CertificatesBroken, load_certificates
from provenance.reading import State, read_credentials


def clip_named_in(path: Path) -> uuid.UUID | None:
    """This function will give the id of the clip whose unchanged file this is; None when it was not sealed here."""
    try:
        roots = load_certificates(settings.SEAL_FOLDER).root
    except (CertificatesBroken, OSError):
        return None
    found = read_credentials(path, roots)
    if found is None or found.state is not State.TRUSTED or not found.disclosure:
        return None
    try:
        return uuid.UUID(found.disclosure.get("id", ""))
    except ValueError:
        return None
