"""manage.py prepare, seed_demo and doctor."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_q.models import Schedule

from accounts.models import Follow, User
from cameos.models import Cameo
from config import checks
from config.checks import Level, findings
from config.management.commands import prepare
from feed.ranking import neighbours
from generation import demo
from generation.models import Clip, Job
from policy.prompts import check_prompt

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent


def manage(tmp_path, *args, **env):
    bare = {"PATH": os.environ["PATH"], "KULISSE_DEMO": "1", "KULISSE_DATA": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "manage.py", *args], cwd=ROOT, env=bare | env, capture_output=True, text=True, check=False
    )  # fmt: skip


# ---- prepare


def test_fresh_folder_then_again(tmp_path):
    data = tmp_path / "not" / "there"
    first = manage(data, "prepare", "--to-run", PORT="8987")
    assert first.returncode == 0, first.stderr
    assert "15 clips asked for" in first.stdout
    assert "http://127.0.0.1:8987" in first.stdout
    assert str(data) in first.stdout
    assert (data / "keys" / "seal" / "chain.pem").exists()
    assert (data / "keys" / "receipts.pem").exists()
    assert (data / "static" / "staticfiles.json").exists()
    again = manage(data, "prepare")
    assert "0 clips asked for" in again.stdout
    assert "Static files" not in again.stdout
    assert "Tables" not in again.stdout
    healthy = manage(data, "doctor")
    assert healthy.returncode == 0, healthy.stdout
    assert "FAIL" not in healthy.stdout


def test_taken_port_is_one_line(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken.*PORT={port + 1}"):
            prepare.check_port("127.0.0.1", port)
        run = manage(tmp_path, "prepare", "--to-run", PORT=str(port))
    assert run.returncode == 1
    assert len(run.stderr.strip().splitlines()) == 1
    prepare.check_port("127.0.0.1", port)


def test_folder_that_can_not_be_made(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.DATA = tmp_path / "file" / "data"
    with pytest.raises(CommandError, match="KULISSE_DATA"):
        prepare.make_folders()


def test_schedules_are_written_once(db):
    prepare.ensure_schedules()
    prepare.ensure_schedules()
    wanted = sorted([*prepare.EVERY_MINUTE, *prepare.EVERY_HOUR])
    assert sorted(Schedule.objects.values_list("func", flat=True)) == wanted


def test_translations_are_compiled_when_they_changed(tmp_path):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    )
    assert prepare.compile_translations(tmp_path) == 1
    assert prepare.compile_translations(tmp_path) == 0
    os.utime(source, (2**32, 2**32))
    assert prepare.compile_translations(tmp_path) == 1


# ---- the demonstration


def test_people_and_clips_once(db):
    call_command("seed_demo", verbosity=0)
    call_command("seed_demo", verbosity=0)
    assert set(User.objects.values_list("handle", flat=True)) == set(demo.NAMES)
    assert all(
        user.portrait and user.is_demo and not user.has_usable_password() for user in User.objects.all()
    )
    assert Job.objects.filter(origin="demo").count() == len(demo.CLIPS)
    assert User.objects.get(handle="mona").is_moderator
    assert User.objects.get(handle="admin").is_superuser
    assert Follow.objects.count() == len(demo.FOLLOWS)
    jonas, lena = Cameo.objects.get(handle="jonas"), Cameo.objects.get(handle="lena")
    assert (jonas.permission_in_force().audience, jonas.permission_in_force().asking) == (
        "EVERYONE",
        "FREELY",
    )
    assert (lena.permission_in_force().audience, lena.permission_in_force().asking) == (
        "APPROVED",
        "BEFORE_RENDER",
    )


def test_what_a_person_changed_stays(db, at):
    demo.ensure_people(at=at)
    Follow.objects.all().delete()
    User.objects.filter(handle="mira").update(name="Mirabelle")
    demo.ensure_people(at=at)
    assert User.objects.get(handle="mira").name == "Mirabelle"
    assert not Follow.objects.exists()


def test_outside_the_demo_nobody_is_made(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("seed_demo")
    assert not User.objects.exists()


@pytest.mark.parametrize("clip", demo.CLIPS, ids=lambda clip: clip.title)
def test_demo_prompts_are_allowed_and_understood_to_the_last_word(clip):
    from generation.engines.papertheatre.director import direct
    from generation.engines.types import Likeness

    assert check_prompt(clip.prompt).is_allowed
    scene = direct(clip.prompt, clip.seconds, [Likeness("jonas", "Jonas", None)])
    assert scene.unknown == ()


def test_first_demo_clip_is_short_and_all_are_enough():
    assert demo.CLIPS[0].seconds == 4
    assert len(demo.CLIPS) >= 12
    assert len({clip.title for clip in demo.CLIPS}) == len(demo.CLIPS)


@pytest.mark.slow
def test_first_demo_clip_is_rendered_and_published(db, settings, tmp_path, at):
    from generation import jobs
    from provenance.certificates import ensure_certificates

    ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)
    demo.ensure_people(at=at)
    demo.ask_for_clips(at=at)
    Job.objects.exclude(title=demo.CLIPS[0].title).delete()
    jobs.work("gpu")
    assert Clip.objects.get().state == "PUBLISHED"


# ---- doctor


def levels() -> dict[str, Level]:
    return {finding.text: finding.level for finding in findings()}


def test_lines_say_level_subject_and_remedy():
    assert str(checks.ok("fine")) == "ok   fine"
    assert str(checks.fail("gone", "make it")) == "FAIL gone → make it"


def test_missing_seal(settings, tmp_path):
    settings.SEAL_FOLDER = tmp_path / "keys" / "seal"
    [finding] = checks.seal()
    assert finding.level is Level.FAIL
    [finding] = checks.receipts_key()
    assert finding.level is Level.FAIL


def test_folder_that_can_not_be_written(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "nowhere"
    assert [finding.level for finding in checks.data_folders()] == [Level.OK, Level.FAIL]


def test_redis_that_does_not_answer(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    [finding] = checks.redis_server()
    assert finding.level is Level.FAIL


def test_nobody_works(ada, at):
    from datetime import timedelta

    from generation.operations import request_job

    assert [finding.level for finding in checks.workers()] == [Level.OK]
    job = request_job(author=ada, prompt="A fox walks", at=at, seconds=4)
    assert [finding.level for finding in checks.workers()] == [Level.OK]
    Job.objects.filter(pk=job.pk).update(created_at=at - timedelta(hours=1))
    assert [finding.level for finding in checks.workers()] == [Level.FAIL]


def test_short_secret_and_loose_key(settings, tmp_path):
    settings.SECRET_KEY = "short"
    settings.SEAL_FOLDER = tmp_path / "keys" / "seal"
    settings.SEAL_FOLDER.mkdir(parents=True)
    (settings.SEAL_FOLDER / "leaf.key").write_text("x")
    (settings.SEAL_FOLDER / "leaf.key").chmod(0o644)
    assert [finding.level for finding in checks.secrets()].count(Level.FAIL) == 2


def test_a_check_that_breaks_is_a_finding(monkeypatch):
    def broken():
        raise RuntimeError("oh")
        yield

    monkeypatch.setattr(checks, "CHECKS", (broken,))
    assert levels() == {"broken: RuntimeError: oh": Level.FAIL}


def test_exit_code(monkeypatch, capsys):
    monkeypatch.setattr(checks, "CHECKS", (lambda: iter([checks.fail("x", "y")]),))
    with pytest.raises(CommandError) as failed:
        call_command("doctor")
    assert failed.value.returncode == 1
    assert capsys.readouterr().out == "FAIL x → y\n"
    monkeypatch.setattr(checks, "CHECKS", (lambda: iter([checks.warn("x", "y")]),))
    call_command("doctor")


def test_many_clips_without_faiss(ada, clip_of, monkeypatch):
    assert list(checks.alike()) == []
    clip_of(ada)
    monkeypatch.setattr(neighbours, "EXACT", 0)
    assert [finding.level for finding in checks.alike()] == [Level.OK]
    monkeypatch.setitem(sys.modules, "faiss", None)
    [finding] = checks.alike()
    assert (finding.level, finding.remedy) == (Level.WARN, "make install-million")
