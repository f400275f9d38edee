"""The cast, with fixed relations, and the steps every test may take with them."""

import gc
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from django.conf import settings as conf
from django.test import Client, TransactionTestCase
from django.utils import translation
from django.utils.timezone import now
from hypothesis import HealthCheck
from hypothesis import settings as examples
from knox.models import AuthToken
from PIL import Image
from rest_framework.test import APIClient

from accounts.models import User
from accounts.operations import follow
from cameos.models import Asking, Audience, Cameo
from cameos.operations import approve_cameo, enrol_cameo, set_permission
from generation import jobs
from generation.engines.offers import Offer
from generation.engines.registry import ENGINES
from generation.files import store
from generation.models import Clip, Job
from generation.moves import advance
from generation.operations import request_job
from generation.publishing import go_public
from generation.states import ClipState, JobState
from provenance.certificates import ensure_certificates
from tests import tables

TransactionTestCase._fixture_teardown = tables.empty
examples.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("patient")  # how long an example takes says how busy the machine is
pytest_plugins = ["tests.clubs", "tests.live", "tests.sealed"]
PASSWORD = "stage-left-42"
WORKERS = {"machine", "browser", "flows", "races", "surfaces"}  # rows, sockets, files and workers meet there
ONCE = {  # what asks nothing of a database that is not asked elsewhere, too
    "models", "config", "v1",  # engines, start-up, an interface over the operations that api/ asks
    "test_admin.py", "test_letters.py", "test_push.py", "test_token_command.py",
    "test_two_instances.py", "test_missing_voice.py", "test_faces_migration.py", "test_workers.py",
    "test_standstill.py",
    # pages, forms and files before operations that others ask there
    "test_create.py", "test_cutting_room.py", "test_sheet.py", "test_media.py", "test_ranges.py", "test_editing.py",
    "test_job_page.py", "test_receipt_export.py", "test_schema.py", "test_sheets.py", "test_about.py",
}  # fmt: skip
FILMS = {
    "run_jobs",
    "sealed_clip",
    "challenge_of",
    "film",
    "model_folder",
}  # drawing and looking take the time


def pytest_collection_finish() -> None:
    """What is loaded by now stays; the collector of garbage need not look at all of it again and again."""
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database runs again: drawing, sound, models, policy and seal know none."""
    if conf.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    twice = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(twice)])
    items[:] = twice


def _asks_a_database(item: pytest.Item) -> bool:
    parts = set(item.path.parts)
    if WORKERS & parts:
        return not ONCE & parts
    fixtures = set(getattr(item, "fixturenames", ()))
    asks = {"db", "transactional_db", "live_server"} & fixtures or item.get_closest_marker("django_db")
    return bool(asks) and not FILMS & fixtures and not ONCE & parts


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.WORK_ROOT = tmp_path / "work"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def english() -> None:
    """A request leaves its language switched on in this thread; the next test begins in English."""
    translation.activate("en")


@pytest.fixture
def at() -> datetime:
    return now()


def _person(handle: str, **rest: object) -> User:
    return User.objects.create_user(handle, f"{handle}@example.org", PASSWORD, name=handle.title(), **rest)


@pytest.fixture
def ada(db) -> User:
    """The creator."""
    return _person("ada")


@pytest.fixture
def noor(db) -> User:
    """A stranger to everybody."""
    return _person("noor")


@pytest.fixture
def mona(db) -> User:
    """The moderator."""
    return _person("mona", is_moderator=True)


def _face() -> bytes:
    picture = Image.new("RGBA", (256, 256), (0, 0, 0, 0))
    picture.paste((214, 164, 128, 255), (48, 24, 208, 232))
    picture.paste((150, 40, 40, 255), (104, 170, 152, 186))
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def _cameo(owner: User, audience: str, asking: str, at: datetime) -> Cameo:
    cameo = enrol_cameo(owner=owner, handle=owner.handle, name=owner.name, at=at, pictures={"face": _face()})
    approve_cameo(cameo=cameo)
    set_permission(cameo=cameo, at=at, audience=audience, asking=asking)
    cameo.refresh_from_db()
    return cameo


@pytest.fixture
def ben(db) -> User:
    """A likeness owner: everyone may cast him, freely."""
    ben = _person("ben")
    _cameo(ben, Audience.EVERYONE, Asking.FREELY, now())
    return ben


@pytest.fixture
def cleo(db) -> User:
    """A likeness owner: people she approves, asked before the render. Nobody is approved."""
    cleo = _person("cleo")
    _cameo(cleo, Audience.APPROVED, Asking.BEFORE_RENDER, now())
    return cleo


@pytest.fixture
def mutuals(ada: User, noor: User, at: datetime) -> None:
    follow(who=ada, whom=noor, at=at)
    follow(who=noor, whom=ada, at=at)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user, "accounts.backends.PasswordBackend")
        return client

    return logged_in


@pytest.fixture
def api_of(db) -> Callable[[User | None], APIClient]:
    """A program with a token of this person, or with none."""

    def caller(user: User | None) -> APIClient:
        client = APIClient()
        if user is not None:
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {AuthToken.objects.create(user=user)[1]}")
        return client

    return caller


@pytest.fixture(scope="session")
def tiny_files(tmp_path_factory) -> dict[str, Path]:
    """A real MP4 of one second, a poster, sprites and captions."""
    folder = tmp_path_factory.mktemp("tiny")
    paths = {name: folder / name for name in ("video.mp4", "poster.webp", "sprites.webp", "captions.vtt")}
    with av.open(str(paths["video.mp4"]), "w", options={"movflags": "+faststart"}) as file:
        video = file.add_stream("libx264", rate=24, options={"preset": "ultrafast"})
        video.width, video.height, video.pix_fmt, video.time_base = 90, 160, "yuv420p", Fraction(1, 24)
        for shade in range(24):
            picture = np.full((160, 90, 3), shade * 10, np.uint8)
            file.mux(video.encode(av.VideoFrame.from_ndarray(picture)))
        file.mux(video.encode(None))
    Image.new("RGB", (90, 160), (120, 60, 40)).save(paths["poster.webp"])
    Image.new("RGB", (180, 160), (60, 90, 40)).save(paths["sprites.webp"])
    paths["captions.vtt"].write_text("WEBVTT\n\n00:00.000 --> 00:00.900\nWait for me!\n")
    return paths


@pytest.fixture
def clip_of(tiny_files: dict[str, Path]) -> Callable[..., Clip]:
    """Makes a clip with real tiny files: `clip_of(ada, title="…", state="PUBLISHED", cast=[ben])`."""

    def make(
        author: User,
        title: str = "A quiet beach",
        state: str = ClipState.PUBLISHED,
        cast: tuple[User, ...] | list[User] = (),
        at: datetime | None = None,
        prompt: str = "A dog runs along the beach",
    ) -> Clip:
        at = at or now()
        names = "".join(f" with @{person.handle}" for person in cast)
        job = request_job(author=author, prompt=prompt + names, at=at, seconds=4, title=title)
        job.uses.filter(state="ASKED").update(state="APPROVED")
        for step in (JobState.RENDERING, JobState.CHECKING, JobState.SEALING, JobState.DONE):
            advance(job, step, at=at, started_at=at, finished_at=at + timedelta(seconds=2), percent=100)
        folder = f"clips/{job.pk}"
        clip = Clip.objects.create(
            id=job.pk, job=job, author=author, title=title, engine="papertheatre 1",
            source_type="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
            width=90, height=160, seconds=1.0, fps=24, thumbhash="1QcSHQRnh493V4dIh4eXh1h4kJUI",
            lines=[{"text": "Wait for me!", "start": 0.0, "end": 0.9, "lang": "en", "speaker": "dog"}],
            folder=folder, files=store(folder, tiny_files), created_at=at,
        )  # fmt: skip
        job.uses.update(clip=clip)
        if state == ClipState.PUBLISHED:
            go_public(clip=clip, at=at, by=author)
        elif state != ClipState.DRAFT:
            advance(clip, state, at=at)
        return clip

    return make


@pytest.fixture
def plain_engine(settings, monkeypatch) -> str:
    """A second engine on offer, which takes words and nothing else; gives its key."""
    monkeypatch.setitem(ENGINES, "plain", "tests.fakes:PlainEngine")
    settings.OFFERS = {**settings.OFFERS, "plain:tiny": Offer("plain", "models/tiny", "gpu")}
    return "plain:tiny"


@pytest.fixture
def run_jobs() -> Callable[[], list[Job]]:
    """Renders everything that waits, for real, in this process."""

    def run() -> list[Job]:
        ensure_certificates(conf.SEAL_FOLDER, conf.INSTANCE_NAME)
        jobs.work("gpu")
        return list(Job.objects.order_by("created_at"))

    return run
