"""The real settings, pointed at a throw-away data folder. Nothing is faked here."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="kulisse-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.mkdir(os.path.join(_folder, "static"))
os.environ["KULISSE_DATA"] = _folder
os.environ["KULISSE_DEMO"] = "1"
os.environ.setdefault("KULISSE_JOBS_A_DAY", "30")
if os.environ.get(
    "KULISSE_REDIS_URL"
):  # a Redis of its own for each process: another's workers would take its tasks
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    _url, _, _ = os.environ["KULISSE_REDIS_URL"].rpartition("/")
    os.environ["KULISSE_REDIS_URL"] = f"{_url}/{int(_worker) + 1}"

from config.settings import *  # noqa: E402, F403

_hashers = "django.contrib.auth.hashers."
PASSWORD_HASHERS = [
    _hashers + "MD5PasswordHasher",
    _hashers + "PBKDF2PasswordHasher",
]  # fast; and the real one
LOGGING_CONFIG = None
STATUS_KEPT = 0
