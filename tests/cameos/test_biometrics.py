"""Recorded bytes: encrypted wherever they lie, bound to their row, every reading logged, gone when erased."""

import base64
import os

import pytest

from cameos import biometrics, vault
from cameos.models import Purpose, Reading
from cameos.operations import approve_cameo, enrol_cameo, next_recording, put_in_force, set_permission
from generation.operations import request_job
from generation.portraits import LOOKS, faces
from generation.rendering import _request

pytestmark = pytest.mark.django_db
PLAIN = b"a face that nobody else may see " * 40


@pytest.fixture
def recording(noor, at):
    cameo = enrol_cameo(owner=noor, handle="noor", name="Noor", at=at)
    return next_recording(cameo=cameo, at=at, state="WAITING")


def everything_in(folder) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_no_plain_byte_lies_on_the_disk(recording, media_folder, at):
    piece = biometrics.keep(recording=recording, kind="face", data=PLAIN, media_type="image/png")
    assert piece.size == len(PLAIN)
    assert PLAIN[:24] not in everything_in(media_folder)
    found = biometrics.read(recording=recording, kinds=["face"], purpose=Purpose.OWNER, at=at)
    assert found == {"face": PLAIN}


def test_bytes_open_only_in_their_own_row_and_unchanged():
    sealed = vault.seal(PLAIN, "one/face")
    assert vault.unseal(sealed, "one/face") == PLAIN
    for bytes_, context in (
        (sealed, "two/face"),
        (sealed[:-1] + bytes([sealed[-1] ^ 1]), "one/face"),
        (b"", "one/face"),
        (PLAIN, "one/face"),
    ):
        with pytest.raises(vault.CanNotOpen):
            vault.unseal(bytes_, context)


def test_an_old_key_opens_and_the_new_one_seals(settings):
    old, new = os.urandom(32), os.urandom(32)
    settings.BIOMETRICS_KEYS = (old,)
    sealed = vault.seal(PLAIN, "x")
    settings.BIOMETRICS_KEYS = (new, old)
    assert vault.unseal(sealed, "x") == PLAIN
    assert not vault.is_newest(sealed)
    assert vault.is_newest(vault.seal(PLAIN, "x"))
    settings.BIOMETRICS_KEYS = (new,)
    with pytest.raises(vault.CanNotOpen):
        vault.unseal(sealed, "x")


def test_each_reading_leaves_a_row(recording, noor, at):
    for kind in ("face", "voice"):
        biometrics.keep(recording=recording, kind=kind, data=PLAIN, media_type="x/y")
    biometrics.read(
        recording=recording, kinds=["voice", "face", "up"], purpose=Purpose.REVIEW, at=at, reader=noor, about="case 1"
    )  # fmt: skip
    row = Reading.objects.get()
    assert (row.kinds, row.purpose, row.reader, row.about) == (["face", "voice"], "REVIEW", noor, "case 1")
    with pytest.raises(biometrics.PieceMissing):
        biometrics.read_one(recording=recording, kind="left", purpose=Purpose.OWNER, at=at, reader=noor)
    assert Reading.objects.count() == 1


def test_erased_is_gone_from_disk_and_tables(recording, media_folder, at):
    biometrics.keep(recording=recording, kind="face", data=PLAIN, media_type="image/png")
    recording.figures = biometrics.seal_figures(recording, b"{}")
    recording.save()
    biometrics.erase(recording)
    assert not everything_in(media_folder)
    recording.refresh_from_db()
    assert (recording.pieces.count(), recording.figures) == (0, None)
    assert biometrics.read(recording=recording, kinds=["face"], purpose=Purpose.OWNER, at=at) == {}


def test_a_job_gets_face_and_views_and_the_voice_only_where_it_is_granted(noor, ada, at, tmp_path):
    cameo = enrol_cameo(owner=noor, handle="noor", name="Noor", at=at, pictures=faces(LOOKS["jonas"]))
    assert approve_cameo(cameo=cameo)
    cameo.refresh_from_db()
    assert cameo.recording_version == 1
    recording = cameo.recordings.get()
    biometrics.keep(recording=recording, kind="voice", data=b"RIFF", media_type="audio/wav")
    terms = {"audience": "EVERYONE", "asking": "FREELY", "preferences": "in a red coat"}
    set_permission(cameo=cameo, at=at, **terms)
    job = request_job(author=ada, prompt="@noor walks in the park", at=at)
    assert job.uses.get().recording_version == 1
    assert job.uses.get().receipt.body["recordingVersion"] == 1
    likeness = _request(job, tmp_path / "one").cameos[0]
    assert (likeness.voice, likeness.manner) == (None, "in a red coat")
    assert {"left", "right", "up"} == set(likeness.views)
    assert likeness.face.read_bytes() == faces(LOOKS["jonas"])["face"]
    set_permission(cameo=cameo, at=at, voice=True, **terms)
    job = request_job(author=ada, prompt="@noor walks in the park", at=at)
    assert _request(job, tmp_path / "two").cameos[0].voice.read_bytes() == b"RIFF"
    row = Reading.objects.latest("id")
    assert (row.purpose, row.reader, row.about) == ("RENDER", ada, f"job {job.pk}")
    set_permission(cameo=cameo, at=at, voice=False, **terms)  # taken back before it is rendered
    assert _request(job, tmp_path / "three").cameos[0].voice is None


def test_a_new_recording_replaces_the_one_before(noor, at):
    cameo = enrol_cameo(owner=noor, handle="noor", name="Noor", at=at, pictures={"face": PLAIN})
    approve_cameo(cameo=cameo)
    second = next_recording(cameo=cameo, at=at, state="WAITING")
    assert put_in_force(recording=second, at=at)
    assert not put_in_force(recording=second, at=at)
    cameo.refresh_from_db()
    assert cameo.recording_version == 2
    assert list(cameo.recordings.order_by("version").values_list("state", flat=True)) == [
        "REPLACED",
        "APPROVED",
    ]


def test_the_keys_come_from_the_environment_or_are_kept(monkeypatch, tmp_path):
    from django.core.exceptions import ImproperlyConfigured

    from config.env import env_keys

    (made,) = env_keys("K_KEYS", tmp_path / "keys" / "biometrics")
    assert len(made) == 32
    assert env_keys("K_KEYS", tmp_path / "keys" / "biometrics") == (made,)
    assert (tmp_path / "keys" / "biometrics").stat().st_mode & 0o077 == 0
    other = os.urandom(32)
    monkeypatch.setenv("K_KEYS", ",".join(base64.b64encode(key).decode() for key in (other, made)))
    assert env_keys("K_KEYS", tmp_path / "none") == (other, made)
    for wrong in ("hello", base64.b64encode(b"short").decode()):
        monkeypatch.setenv("K_KEYS", wrong)
        with pytest.raises(ImproperlyConfigured, match="K_KEYS"):
            env_keys("K_KEYS", tmp_path / "none")


def test_the_key_is_changed_without_losing_anything(recording, settings, at):
    from django.core.management import CommandError, call_command

    old, new = settings.BIOMETRICS_KEYS[0], os.urandom(32)
    biometrics.keep(recording=recording, kind="face", data=PLAIN, media_type="image/png")
    recording.figures = biometrics.seal_figures(recording, b'{"findings": []}')
    recording.save()
    settings.BIOMETRICS_KEYS = (new,)
    with pytest.raises(CommandError, match="name the old key"):
        call_command("reseal")
    settings.BIOMETRICS_KEYS = (new, old)
    call_command("reseal")
    settings.BIOMETRICS_KEYS = (new,)
    call_command("reseal")
    found = biometrics.read(recording=recording, kinds=["face"], purpose=Purpose.OWNER, at=at)
    assert found == {"face": PLAIN}
    recording.refresh_from_db()
    assert biometrics.open_figures(recording) == b'{"findings": []}'
