"""One job from its claim to its clip: database moves here, pictures in pipeline/, rules in policy/.

No transaction is ever open while frames are drawn, encoded or signed; after each slow part the lease is
checked again, so a worker that lost its job (cancelled, taken back, thought dead) leaves no trace.
"""

from __future__ import annotations

import errno
import logging
import shutil
import time
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.timezone import now

from cameos.biometrics import lay_out
from cameos.queries import shut_by
from cameos.receipts import status_url
from generation import files, firstpictures, running
from generation.engines.registry import engine_named
from generation.engines.types import Engine, EngineFailed, Likeness, Request, Stopped
from generation.models import CameoUse, Clip, Job
from generation.moves import LostRace, NotAllowed
from generation.pipeline import run as pipeline
from generation.pipeline.encode import PipelineFailed
from generation.states import JobState
from generation.wishes import as_request
from policy.reasons import Refusal, refusal
from policy.results import check_frames, check_speech
from provenance.certificates import load_certificates
from provenance.manifest import ClipFacts, ConsentFact, ParentFact
from provenance.signing import LocalSigner
from provenance.visible import VisibleMark

log = logging.getLogger("kulisse.stage")
ASK_EVERY = 0.4  # seconds between two looks at the lease
DRAWN = 90  # percent when all frames are drawn; checking and sealing share the rest


class ResultRefused(Exception):
    def __init__(self, why: Refusal) -> None:
        super().__init__(why.reason.code)
        self.why = why


@dataclass
class Heartbeat:
    """Tells the row how far it is, and the engine when to stop; asks the database only now and then."""

    job: Job
    percent: int = 0
    preview: bytes | None = None
    is_mine: bool = True
    last: float = field(default_factory=time.monotonic)

    def progress(self, done: float) -> None:
        self.percent = max(self.percent, round(done * DRAWN))

    def picture(self, jpeg: bytes) -> None:
        self.preview = jpeg

    def should_stop(self) -> bool:
        if self.is_mine and (self.preview or time.monotonic() - self.last >= ASK_EVERY):
            self.beat()
        return not self.is_mine

    def beat(self) -> None:
        self.is_mine = running.renew(job=self.job, at=now(), percent=self.percent, preview=self.preview)
        self.preview, self.last = None, time.monotonic()


def render_job(job: Job) -> None:
    """This function will make the claimed job's clip, or end the job with the reason why not."""
    began = time.monotonic()
    attempt = Attempt(job, lease=job.lease, folder=running.work_folder(job), home=running.home(job))
    try:
        clip = _make(job, attempt.folder)
    except (Stopped, LostRace):
        log.info("job %s stopped: it was cancelled, taken back, or went to another worker", job.pk)
        _remove_files(attempt)
    except ResultRefused as refused:
        _end(attempt, refused.why)
    except (EngineFailed, PipelineFailed) as failed:
        log.error("job %s failed: %s: %s", job.pk, failed.code, failed)
        _end(attempt, running.known_code(failed.code))
    except OSError as error:
        log.exception("job %s failed", job.pk)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        _end(attempt, "DISK_FULL" if full else "ENGINE_FAILED")
    except Exception:  # the boundary: whatever an engine throws, the author hears of it and the worker lives
        log.exception("job %s failed", job.pk)
        _end(attempt, "ENGINE_FAILED")
    else:
        log.info("clip %s ready in %.1f s: %s", clip.pk, time.monotonic() - began, _name(job))
    finally:
        shutil.rmtree(attempt.folder, ignore_errors=True)


@dataclass(frozen=True)
class Attempt:
    """What a worker claimed, kept aside: a last step that is rolled back leaves other words on the job in hand."""

    job: Job
    lease: uuid.UUID | None
    folder: Path
    home: str


def _name(job: Job) -> str:
    if job.origin != "demo":
        return f"{job.seconds} s by {job.author}"
    demo = Job.objects.filter(origin="demo")
    ready = demo.filter(state=JobState.DONE).count()
    return f"{job.title!r} by {job.author}, demo clip {ready} of {demo.count()}"


def _end(attempt: Attempt, why: Refusal | str) -> None:
    """The job ends with its reason while the lease is still ours; what was stored of it goes in any case."""
    _remove_files(attempt)
    job = Job.objects.select_related("author").get(pk=attempt.job.pk)
    job.lease = attempt.lease
    try:
        if isinstance(why, str):
            running.fail_job(job=job, at=now(), code=why)
        else:
            running.refuse_job(job=job, at=now(), why=why)
    except (LostRace, NotAllowed):
        log.info("job %s had ended before it failed", job.pk)


def _remove_files(attempt: Attempt) -> None:
    """Never those of a clip: when the connection broke at the commit, only the database knows what came of it."""
    if not Clip.objects.filter(pk=attempt.job.pk, folder=attempt.home).exists():
        files.remove(attempt.home)


def _make(job: Job, folder: Path) -> Clip:
    folder.mkdir(parents=True, exist_ok=True)
    engine, heart = engine_named(job.engine, job.model), Heartbeat(job)
    take = engine.render(_request(job, folder), heart.progress, heart.should_stop, heart.picture)
    job.understood, job.unknown = take.understood, list(take.unknown)
    Job.objects.filter(pk=job.pk, lease=job.lease).update(understood=job.understood, unknown=job.unknown)
    mark = VisibleMark(settings.INSTANCE_NAME, job.author.handle, job.width, job.height, take.fps)
    drawn = pipeline.draw(
        take, folder, (mark,),
        on_progress=heart.progress, should_stop=heart.should_stop, on_preview=heart.picture,
    )  # fmt: skip
    running.enter(job=job, stage=JobState.CHECKING, at=now())
    _check(job, drawn)
    running.enter(job=job, stage=JobState.SEALING, at=now())
    rendition = pipeline.finish(drawn, folder)
    seal = _seal(job, folder)
    facts = _facts(job, engine, drawn.source_type, has_parent=seal.parent is not None)
    sealed = pipeline.seal(drawn, rendition, folder, facts, seal)
    return _keep(job, engine, drawn, sealed)


def _request(job: Job, folder: Path) -> Request:
    picture = job.wanted.get("picture", "")
    first = firstpictures.fitted(picture, job.width, job.height, folder / "first.png")
    if picture and first is None:
        raise ResultRefused(refusal("PICTURE_GONE", "picture"))
    return as_request(
        prompt=job.prompt,
        seconds=job.seconds,
        wanted=job.wanted,
        width=job.width,
        height=job.height,
        seed=job.seed,
        picture=first,
        cameos=tuple(_likeness(use, folder) for use in job.uses.select_related("cameo", "permission")),
    )


def _likeness(use: CameoUse, folder: Path) -> Likeness:
    """What the owner was recorded with, decrypted into the work folder; the voice where it is granted then and now."""
    cameo, terms = use.cameo, use.permission
    recorded = lay_out(
        cameo=cameo,
        version=use.recording_version,
        folder=folder,
        with_voice=terms.voice and cameo.permission_in_force().voice,
        at=now(),
        by=use.job.author,
        about=f"job {use.job_id}",
    )
    return Likeness(
        cameo.handle, cameo.name, recorded.face, dict(recorded.views), recorded.voice, terms.preferences
    )


def _fetched(name: str | None, to: Path) -> Path | None:
    """A file of the storage, which may be elsewhere, as a file here."""
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as source, to.open("wb") as target:
        shutil.copyfileobj(source, target)
    return to


def _check(job: Job, drawn: pipeline.Drawn) -> None:
    cast = [use.cameo for use in job.uses.select_related("cameo")]
    shut = [shut_by(cameo) for cameo in cast if cameo.owner_id != job.author_id]
    broken = check_frames(drawn.samples) + check_speech([line.text for line in drawn.lines], shut)
    if broken:
        raise ResultRefused(broken[0])


def _facts(job: Job, engine: Engine, source_type: str, *, has_parent: bool) -> ClipFacts:
    receipts = [use.receipt for use in job.uses.select_related("receipt") if use.receipt]
    return ClipFacts(
        clip_id=str(job.pk),
        title=f"Clip {job.pk}",
        url=f"{settings.PUBLIC_URL}/c/{job.pk}",
        instance_name=settings.INSTANCE_NAME,
        instance_url=settings.PUBLIC_URL,
        engine_name=engine.name,
        engine_version=engine.version,
        created_at=now(),
        source_type=source_type,
        parent=ParentFact(f"Clip {job.remix_of_id}", "inputTo") if has_parent else None,
        consents=tuple(ConsentFact(str(one.pk), one.digest, status_url(one.list_index)) for one in receipts),
    )


def _seal(job: Job, folder: Path) -> pipeline.Seal:
    certificates = load_certificates(settings.SEAL_FOLDER)
    parent = None
    if job.remix_of and Clip.objects.visible_to(job.author).filter(pk=job.remix_of.pk).exists():
        parent = _fetched(files.name_of(job.remix_of, "video.mp4"), folder / "parent.mp4")
    return pipeline.Seal(LocalSigner.from_certificates(certificates), certificates.root, parent)


def _keep(job: Job, engine: Engine, drawn: pipeline.Drawn, sealed: pipeline.Sealed) -> Clip:
    paths = {name: getattr(sealed, name.split(".")[0]).path for name in files.RENDITIONS}
    made = running.Finished(
        folder=running.home(job),
        files=files.store(running.home(job), paths),
        source_type=drawn.source_type,
        engine=f"{engine.name} {engine.version}",
        seconds=sealed.seconds,
        fps=sealed.fps,
        thumbhash=sealed.thumbhash,
        lines=[asdict(line) for line in drawn.lines],
        sprites=asdict(sealed.tiles),
        credentials=asdict(sealed.credentials),
        unknown=job.unknown,
    )
    return running.finish_job(job=job, made=made, at=now())
