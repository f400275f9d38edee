"""Stand-ins for what can not be had in a test: a disk that is full."""

import errno
import os

from django.core.files.storage import FileSystemStorage


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
