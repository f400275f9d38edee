"""manage.py render "<prompt>" [file.mp4]: one sealed clip into a file, without queue, account or feed."""

import json
import secrets
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from generation.engines.registry import engine_named
from generation.engines.types import EngineFailed, Request
from generation.operations import LENGTHS, SIZES
from generation.pipeline import run as pipeline
from generation.pipeline.encode import PipelineFailed
from policy.prompts import check_prompt
from provenance.certificates import ensure_certificates
from provenance.manifest import ClipFacts
from provenance.signing import LocalSigner
from provenance.visible import VisibleMark


class Command(BaseCommand):
    help = "Render a prompt with this instance's engine into a marked and sealed MP4."

    def add_arguments(self, parser):
        parser.add_argument("prompt")
        parser.add_argument("file", nargs="?", type=Path, default=Path("clip.mp4"))
        parser.add_argument("--seconds", type=int, choices=LENGTHS, default=8)
        parser.add_argument("--size", choices=SIZES, default=SIZES[0])
        parser.add_argument("--seed", type=int, default=None)
        parser.add_argument("--fps", type=int, choices=(24, 30), default=24)
        parser.add_argument("--describe", type=Path, help="write what is seen and heard, exactly, as JSON")

    def handle(self, **options):
        verdict = check_prompt(options["prompt"])
        if verdict.refusals:
            reason = verdict.refusals[0].reason
            raise CommandError(f"{reason.sentence % verdict.refusals[0].facts} {reason.remedy}")
        width, height = map(int, options["size"].split("x"))
        seed = secrets.randbelow(2**31) if options["seed"] is None else options["seed"]
        request = Request(options["prompt"], options["seconds"], width, height, seed=seed, fps=options["fps"])
        try:
            unknown = render(request, options["file"])
        except (EngineFailed, PipelineFailed) as failed:
            raise CommandError(f"{failed.code}: {failed}") from failed
        if options["describe"]:
            engine = engine_named(settings.ENGINE, settings.MODEL)
            if not hasattr(engine, "describe"):
                raise CommandError(f"{engine.name} can not describe what it makes.")
            options["describe"].write_text(json.dumps(engine.describe(request), ensure_ascii=False))
        if unknown:
            self.stderr.write(f"Not understood: {', '.join(unknown)}")
        self.stdout.write(f"{options['file']} (seed {seed})")


def render(request: Request, target: Path) -> tuple[str, ...]:
    """This function will render, mark and seal one clip into `target` and give the words it did not understand.

    :raises EngineFailed, PipelineFailed: as their stages do
    """
    engine = engine_named(settings.ENGINE, settings.MODEL)
    certificates = ensure_certificates(settings.SEAL_FOLDER, settings.INSTANCE_NAME)
    mark = VisibleMark(settings.INSTANCE_NAME, "shell", request.width, request.height, request.fps)
    with tempfile.TemporaryDirectory(prefix="kulisse-") as folder:
        sealed = pipeline.run(
            engine,
            request,
            Path(folder),
            marks=(mark,),
            facts_of=lambda drawn: _facts(target, engine, drawn.source_type),
            seal_with=pipeline.Seal(LocalSigner.from_certificates(certificates), certificates.root),
        )
        target.write_bytes(sealed.video.path.read_bytes())
    return engine.understand(request)[1]


def _facts(target: Path, engine, source_type: str) -> ClipFacts:
    return ClipFacts(
        clip_id=target.stem,
        title=target.stem,
        url=settings.PUBLIC_URL,
        instance_name=settings.INSTANCE_NAME,
        instance_url=settings.PUBLIC_URL,
        engine_name=engine.name,
        engine_version=engine.version,
        created_at=now(),
        source_type=source_type,
    )
