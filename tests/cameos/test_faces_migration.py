"""Faces of an older instance lie plain in its storage: the migration encrypts them and takes the plain file away."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import now

from cameos import biometrics
from cameos.models import Purpose, Recording


@pytest.fixture
def older(django_db_blocker, tmp_path):
    """An instance of its own, which has only come as far as when faces lay plain: quicker than undoing all since then."""
    kept = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = str(tmp_path / "older.sqlite3")
        yield migrated(("accounts", None), ("cameos", "0003_recordings"))
        connection.close()
        connection.settings_dict["NAME"] = kept


def migrated(*to):
    """The database as these apps have it then, None is today; and what their models were."""
    executor = MigrationExecutor(connection)
    leaves = dict(executor.loader.graph.leaf_nodes())
    targets = [(app, name or leaves[app]) for app, name in to]
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def test_a_plain_face_becomes_the_first_recording(older):
    owner = older.get_model("accounts", "User").objects.create(handle="olga")
    name = default_storage.save("faces/olga.png", ContentFile(b"PNG of a face"))
    cameo = older.get_model("cameos", "Cameo").objects.create(
        owner=owner, handle="olga", name="Olga", state="APPROVED", face=name, created_at=now()
    )
    migrated(("cameos", None))
    recording = Recording.objects.get(cameo_id=cameo.pk)
    assert (recording.version, recording.state, recording.cameo.recording_version) == (1, "APPROVED", 1)
    assert not default_storage.exists(name)
    kept = biometrics.read(recording=recording, kinds=["face"], purpose=Purpose.OWNER, at=now())
    assert kept == {"face": b"PNG of a face"}
