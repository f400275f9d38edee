"""One job from its claim to its clip: database moves here, pictures in pipeline/, rules in policy/.

No transaction is ever open while frames are drawn, encoded or signed; after each slow part the lease is
checked again, so a worker that lost its job (cancelled, taken back, thought dead) leaves no trace.
"""

from __future__ import annotations

import errno
import logging
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.timezone import now

from cameos.biometrics import lay_out
from cameos.queries import shut_by
from cameos.receipts import status_url
from generation import files, firstpictures, line, running, sources
from generation.attempts import Attempt, WorkerBroken, end, failed_at, remove_files
from generation.engines.registry import engine_named
from generation.engines.types import (
    Engine,
    EngineFailed,
    Likeness,
    Part,
    RendersTogether,
    Request,
    Stopped,
    Take,
)
from generation.heartbeat import Heartbeat, kept_alive
from generation.looking import Seen
from generation.models import CameoUse, Clip, Job
from generation.moves import LostRace
from generation.pipeline import run as pipeline
from generation.pipeline.cutting import Cut, MarkWhereNeeded
from generation.pipeline.encode import PipelineFailed
from generation.pipeline.levels import loudness
from generation.sources import CuttingTable, Fetched
from generation.states import JobState
from generation.wishes import as_request
from policy.reasons import Refusal, refusal
from policy.results import check_frames, check_speech
from provenance.certificates import load_certificates
from provenance.looks import Eye
from provenance.manifest import ClipFacts, ConsentFact, ParentFact
from provenance.signing import LocalSigner
from provenance.visible import VisibleMark

log = logging.getLogger("kulisse.stage")


class ResultRefused(Exception):
    def __init__(self, why: Refusal) -> None:
        super().__init__(why.reason.code)
        self.why = why


def render_job(job: Job) -> None:
    """This function will make the claimed job's clip, or end the job with the reason why not.

    :raises WorkerBroken: when this process can render nothing more; the job is back in the line then
    """
    render_jobs([job])


def render_jobs(jobs: Sequence[Job]) -> None:
    """This function will make the clips of claimed jobs of one shape in one go; each ends by itself.

    :raises WorkerBroken: as render_job does
    """
    attempts = [Attempt.of(job) for job in jobs]
    with kept_alive([attempt.heart for attempt in attempts]):
        if len(attempts) == 1:
            _try(attempts[0], _make)
        else:
            _make_together(attempts)
    if any(attempt.is_broken for attempt in attempts):
        raise WorkerBroken(1)


def room_beside(job: Job) -> int:
    """This function will say how many further jobs of its shape the engine renders in the same go."""
    if job.is_cut or job.attempts > 1 or line.shape_of(job) is None:
        return 0
    engine = engine_named(job.engine, job.model)
    return engine.capabilities.batch - 1 if isinstance(engine, RendersTogether) else 0


def _try(attempt: Attempt, step: Callable[[Attempt], Clip | None]) -> bool:
    """One step of an attempt; whatever it throws ends the attempt and nothing else. False: it has ended."""
    job = attempt.job
    try:
        clip = step(attempt)
    except (Stopped, LostRace):
        log.info("job %s stopped: it was cancelled, taken back, or went to another worker", job.pk)
        remove_files(attempt)
    except ResultRefused as refused:
        end(attempt, refused.why)
    except (EngineFailed, PipelineFailed) as failed:
        log.error("job %s failed: %s: %s", job.pk, failed.code, failed)
        failed_at(attempt, running.known_code(failed.code))
    except OSError as error:
        log.exception("job %s failed", job.pk)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        end(attempt, "DISK_FULL" if full else "ENGINE_FAILED")
    except Exception:  # the boundary: whatever an engine throws, the author hears of it and the worker lives
        log.exception("job %s failed", job.pk)
        end(attempt, "ENGINE_FAILED")
    else:
        if clip is None:
            return True
        log.info("clip %s ready in %.1f s: %s", clip.pk, time.monotonic() - attempt.began, _name(job))
    shutil.rmtree(attempt.folder, ignore_errors=True)
    return False


def _name(job: Job) -> str:
    if job.origin != "demo":
        return f"{job.seconds} s by {job.author}"
    demo = Job.objects.filter(origin="demo")
    ready = demo.filter(state=JobState.DONE).count()
    return f"{job.title!r} by {job.author}, demo clip {ready} of {demo.count()}"


def _make(attempt: Attempt) -> Clip:
    attempt.folder.mkdir(parents=True, exist_ok=True)
    job, maker = attempt.job, _maker(attempt.job)
    parts = sources.fetched(job, attempt.folder)
    cut = _take(job, maker, parts, attempt.folder, attempt.heart)
    return _film(attempt, maker, cut, parts)


def _make_together(attempts: Sequence[Attempt]) -> None:
    """One call of the engine for all of them, then each on its own, from its film to its clip."""
    engine = engine_named(attempts[0].job.engine, attempts[0].job.model)
    if not isinstance(engine, RendersTogether):
        raise TypeError(f"{engine.name} renders one at a time")
    asked: list[tuple[Attempt, Part]] = []

    def ask(attempt: Attempt) -> None:
        attempt.folder.mkdir(parents=True, exist_ok=True)
        heart = attempt.heart
        part = Part(_request(attempt.job, attempt.folder), heart.progress, heart.should_stop, heart.picture)
        asked.append((attempt, part))

    for attempt in attempts:
        _try(attempt, ask)
    outcomes = _outcomes(engine, [part for _attempt, part in asked])
    for (attempt, _part), outcome in zip(asked, outcomes, strict=True):
        _try(attempt, partial(_of_outcome, engine=engine, outcome=outcome))


def _outcomes(engine: RendersTogether, parts: list[Part]) -> Sequence[Take | Exception]:
    if not parts:
        return []
    try:
        return engine.render_together(parts)
    except Exception as error:  # none of them could be made: each ends with it, as if it had been alone
        return [error] * len(parts)


def _of_outcome(attempt: Attempt, *, engine: Engine, outcome: Take | Exception) -> Clip:
    if isinstance(outcome, Exception):
        raise outcome
    return _film(attempt, engine, Cut(outcome), [])


def _film(attempt: Attempt, engine: Engine | CuttingTable, cut: Cut, parts: list[Fetched]) -> Clip:
    job, folder, heart, take = attempt.job, attempt.folder, attempt.heart, cut.take
    job.understood, job.unknown = take.understood, list(take.unknown)
    Job.objects.filter(pk=job.pk, lease=job.lease).update(understood=job.understood, unknown=job.unknown)
    eye = Eye(take.fps)
    take = replace(take, frames=eye.watch(take.frames))  # before the mark, which names the maker
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
    return _keep(job, engine, drawn, sealed, Seen(eye.look(), loudness(take.sound)))


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
    if (
        original is None
        or job.is_answer
        or not Clip.objects.visible_to(job.author).filter(pk=original.pk).exists()
    ):
        return []
    path = files.fetch(files.name_of(original, "video.mp4"), folder / "parent.mp4")
    return [(ParentFact(f"Clip {original.pk}", "inputTo"), path)] if path else []


def _seal(parents: tuple[Path, ...]) -> pipeline.Seal:
    certificates = load_certificates(settings.SEAL_FOLDER)
    return pipeline.Seal(LocalSigner.from_certificates(certificates), certificates.root, parents)


def _keep(
    job: Job, engine: Engine | CuttingTable, drawn: pipeline.Drawn, sealed: pipeline.Sealed, seen: Seen
) -> Clip:
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
        seen=seen,
    )
    return running.finish_job(job=job, made=made, at=now())
