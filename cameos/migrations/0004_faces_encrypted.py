"""Faces that lay in the storage as plain files are encrypted, as the first recording of their likeness."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import migrations


def encrypt_faces(apps, schema_editor):
    from cameos.vault import seal

    Cameo, Recording, Piece = (apps.get_model("cameos", name) for name in ("Cameo", "Recording", "Piece"))
    for cameo in Cameo.objects.exclude(face=""):
        if not default_storage.exists(cameo.face.name):
            continue
        with default_storage.open(cameo.face.name) as file:
            plain = file.read()
        waits = cameo.state != "APPROVED"
        recording = Recording.objects.create(
            cameo=cameo, version=1, state="WAITING" if waits else "APPROVED", created_at=cameo.created_at
        )
        sealed = seal(plain, f"{recording.pk}/face")
        name = default_storage.save(f"biometrics/{recording.pk}/face", ContentFile(sealed))
        Piece.objects.create(
            recording=recording, kind="face", name=name, media_type="image/png", size=len(plain)
        )
        Cameo.objects.filter(pk=cameo.pk).update(recording_version=0 if waits else 1)
        default_storage.delete(cameo.face.name)


class Migration(migrations.Migration):
    dependencies = [("cameos", "0003_recordings")]
    operations = [migrations.RunPython(encrypt_faces, migrations.RunPython.noop, elidable=True)]
