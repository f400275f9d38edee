"""Faces of an older instance lie plain in its storage: the migration encrypts them and takes the plain file away."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import now

from cameos import biometrics
from cameos.models import Purpose, Recording


@pytest.mark.django_db(transaction=True)
def test_a_plain_face_becomes_the_first_recording():
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    executor = MigrationExecutor(connection)
    executor.migrate([("cameos", "0003_recordings")])
    try:
        people = [leaf for leaf in leaves if leaf[0] == "accounts"]  # they stay as they are today
        old = executor.loader.project_state([("cameos", "0003_recordings"), *people]).apps
        owner = old.get_model("accounts", "User").objects.create(handle="olga")
        name = default_storage.save("faces/olga.png", ContentFile(b"PNG of a face"))
        cameo = old.get_model("cameos", "Cameo").objects.create(
            owner=owner, handle="olga", name="Olga", state="APPROVED", face=name, created_at=now()
        )
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(leaves)
    recording = Recording.objects.get(cameo_id=cameo.pk)
    assert (recording.version, recording.state, recording.cameo.recording_version) == (1, "APPROVED", 1)
    assert not default_storage.exists(name)
    kept = biometrics.read(recording=recording, kinds=["face"], purpose=Purpose.OWNER, at=now())
    assert kept == {"face": b"PNG of a face"}
