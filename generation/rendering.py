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
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from django.conf import settings
from django.utils.timezone import now

from cameos.biometrics import lay_out
from cameos.queries import shut_by
from cameos.receipts import status_url
from generation import files, firstpictures, running, sources
from generation.engines.registry import engine_named
from generation.engines.types import Engine, EngineFailed, Likeness, Request, Stopped
from generation.models import CameoUse, Clip, Job
from generation.moves import LostRace, NotAllowed
from generation.pipeline import run as pipeline
from generation.pipeline.cutting import Cut, MarkWhereNeeded
from generation.pipeline.encode import PipelineFailed
from generation.sources import CuttingTable, Fetched
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
    engine, heart = _maker(job), Heartbeat(job)
    parts = sources.fetched(job, folder)
    cut = _take(job, engine, parts, folder, heart)
    take = cut.take
    job.understood, job.unknown = take.understood, list(take.unknown)
    Job.objects.filter(pk=job.pk, lease=job.lease).update(understood=job.understood, unknown=job.unknown)
    mark = VisibleMark(settings.INSTANCE_NAME, job.author.handle, job.width, job.height, take.fps)
    drawn = pipeline.draw(
        take, folder, (MarkWhereNeeded(mark, cut.needs_mark),),
        on_progress=heart.progress, should_stop=heart.should_stop, on_preview=heart.picture,
    )  # fmt: skip
    running.enter(job=job, stage=JobState.CHECKING, at=now())
    _check(job, drawn)
    running.enter(job=job, stage=JobState.SEALING, at=now())
    rendition = pipeline.finish(drawn, folder)
    parents = sources.parents(job, parts) or _inspiration(job, folder)
    seal = _seal(tuple(path for _fact, path in parents))
    facts = _facts(job, engine, drawn.source_type, tuple(fact for fact, _path in parents))
    sealed = pipeline.seal(drawn, rendition, folder, facts, seal)
    return _keep(job, engine, drawn, sealed)


def _maker(job: Job) -> Engine | CuttingTable:
    return CuttingTable() if job.is_cut else engine_named(job.engine, job.model)


def _take(
    job: Job, maker: Engine | CuttingTable, parts: list[Fetched], folder: Path, heart: Heartbeat
) -> Cut:
    if isinstance(maker, CuttingTable):
        return sources.put_together(job, parts)
    request = _request(job, folder)
    if parts:
        words = sources.words_before(parts[0].clip)
        request = replace(request, goes_on_from=parts[0].path, before="\n".join(words))
    take = maker.render(request, heart.progress, heart.should_stop, heart.picture)
    return sources.gone_on(job, parts, take) if parts else Cut(take)


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


def _check(job: Job, drawn: pipeline.Drawn) -> None:
    cast = [use.cameo for use in job.uses.select_related("cameo")]
    shut = [shut_by(cameo) for cameo in cast if cameo.owner_id != job.author_id]
    broken = check_frames(drawn.samples) + check_speech([line.text for line in drawn.lines], shut)
    if broken:
        raise ResultRefused(broken[0])


def _facts(
    job: Job, engine: Engine | CuttingTable, source_type: str, parents: tuple[ParentFact, ...]
) -> ClipFacts:
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
        parents=parents,
        consents=tuple(ConsentFact(str(one.pk), one.digest, status_url(one.list_index)) for one in receipts),
    )


def _inspiration(job: Job, folder: Path) -> list[tuple[ParentFact, Path]]:
    """The clip that a remix began from: nothing of its picture is in it."""
    original = job.remix_of
    if original is None or not Clip.objects.visible_to(job.author).filter(pk=original.pk).exists():
        return []
    path = files.fetch(files.name_of(original, "video.mp4"), folder / "parent.mp4")
    return [(ParentFact(f"Clip {original.pk}", "inputTo"), path)] if path else []


def _seal(parents: tuple[Path, ...]) -> pipeline.Seal:
    certificates = load_certificates(settings.SEAL_FOLDER)
    return pipeline.Seal(LocalSigner.from_certificates(certificates), certificates.root, parents)


def _keep(job: Job, engine: Engine | CuttingTable, drawn: pipeline.Drawn, sealed: pipeline.Sealed) -> Clip:
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
