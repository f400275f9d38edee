"""Stand-ins for what can not be had in a test: a disk that is full, an engine that can little."""

import errno
import os

from django.core.files.storage import FileSystemStorage

from generation.engines.papertheatre.theatre import PaperTheatre
from generation.engines.types import Capabilities


class FullDisk(FileSystemStorage):
    """Writes the first kilobytes of a video, then fails as a full disk does."""

    def _save(self, name: str, content) -> str:
        if not name.endswith("captions.vtt"):
            path = self.path(name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as half:
                half.write(content.read(2048))
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        return super()._save(name, content)


class PlainEngine(PaperTheatre):
    """An engine that takes words and nothing else, as a small model does."""

    capabilities = Capabilities(
        title="Plain model", licence="MIT", lengths=(4, 8), sizes=("720x1280",), sound=""
    )
