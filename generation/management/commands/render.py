"""manage.py render "<prompt>" [file.mp4]: one sealed clip into a file, without queue, account or feed."""

import argparse
import json
import secrets
import tempfile
from pathlib import Path

import numpy as np
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now
from PIL import ImageOps

from generation import firstpictures
from generation.engines.offers import Offer
from generation.engines.registry import engine_named
from generation.engines.types import EngineFailed, Request
from generation.pipeline import run as pipeline
from generation.pipeline.encode import PipelineFailed
from generation.refusals import said
from generation.refused import JobRefused
from generation.wishes import (
    LENGTHS,
    SIZES,
    ShotWish,
    Wanted,
    as_request,
    default_offer,
    said_in,
    tidy,
    wish_refusals,
)
from policy.faces import faces_in
from policy.prompts import check_prompt
from policy.reasons import refusal
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
        parser.add_argument("--engine", default="", help=f"one of {', '.join(settings.OFFERS)}")
        parser.add_argument("--style", default="")
        parser.add_argument("--camera", default="")
        parser.add_argument("--negative", default="", help="what is not to be seen")
        parser.add_argument("--silent", action="store_true", help="without sound")
        parser.add_argument("--fps", type=int, default=None)
        parser.add_argument(
            "--shot", action="append", default=[], type=_shot, metavar="SECONDS:WORDS",
            help="one shot of a storyboard; give it once for each",
        )  # fmt: skip
        parser.add_argument("--picture", type=Path, default=None, help="the first picture")
        parser.add_argument("--describe", type=Path, help="write what is seen and heard, exactly, as JSON")

    def handle(self, **options):
        wanted = tidy(
            Wanted(
                **{name: options[name] for name in ("style", "camera", "negative", "fps")},
                sound=not options["silent"],
                shots=options["shot"],
            )
        )
        offer = self._offer(options, wanted)
        width, height = map(int, options["size"].split("x"))
        seed = secrets.randbelow(2**31) if options["seed"] is None else options["seed"]
        with tempfile.TemporaryDirectory(prefix="kulisse-") as folder:
            picture = self._picture(options, (width, height), Path(folder) / "first.png")
            request = as_request(
                prompt=options["prompt"], seconds=options["seconds"], wanted=wanted, width=width, height=height,
                seed=seed, picture=picture,
            )  # fmt: skip
            self._render(request, options, offer)

    def _offer(self, options, wanted: Wanted) -> Offer:
        """The engine, once nothing of the wish is refused: the same rules as on the page, but nobody can be cast."""
        offer = settings.OFFERS.get(options["engine"]) if options["engine"] else default_offer()
        if offer is None:
            known = ", ".join(settings.OFFERS)
            raise self._refused(
                [refusal("ENGINE_UNKNOWN", "engine", engine=options["engine"], choices=known)]
            )
        held = Wanted(**wanted, **({"picture": "here"} if options["picture"] else {}))  # type: ignore[misc]
        refusals = [*check_prompt("\n".join(said_in(options["prompt"], wanted))).refusals]
        refusals += wish_refusals(held, offer, seconds=options["seconds"], size=options["size"], people=0)
        if refusals:
            raise self._refused(refusals)
        return offer

    def _picture(self, options, size: tuple[int, int], to: Path) -> Path | None:
        if options["picture"] is None:
            return None
        try:
            with options["picture"].open("rb") as file:
                picture = firstpictures.read(file)
        except OSError as wrong:
            raise CommandError(f"--picture: {wrong}") from wrong
        except JobRefused as wrong:
            raise self._refused(wrong.refusals) from wrong
        if faces_in(np.asarray(picture, np.uint8)):  # nobody is cast here, so nobody's face may be seen
            raise self._refused([refusal("PICTURE_FACE", "picture")])
        ImageOps.fit(picture, size).save(to, "PNG")
        return to

    def _refused(self, refusals) -> CommandError:
        words = said(refusals[0])
        return CommandError(f"{words.field}: {words.sentence} {words.remedy}".strip())

    def _render(self, request: Request, options, offer: Offer) -> None:
        target = options["file"]
        try:
            unknown = render(request, target, offer)
        except (EngineFailed, PipelineFailed) as failed:
            raise CommandError(f"{failed.code}: {failed}") from failed
        if options["describe"]:
            engine = engine_named(offer.engine, offer.model)
            if not hasattr(engine, "describe"):
                raise CommandError(f"{engine.name} can not describe what it makes.")
            options["describe"].write_text(json.dumps(engine.describe(request), ensure_ascii=False))
        if unknown:
            self.stderr.write(f"Not understood: {', '.join(unknown)}")
        self.stdout.write(f"{target} (seed {request.seed})")


def _shot(text: str) -> ShotWish:
    seconds, colon, words = text.partition(":")
    try:
        return ShotWish(prompt=words.strip(), seconds=float(seconds if colon else ""))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: expected SECONDS:WORDS, such as 4:A dog runs") from None


def render(request: Request, target: Path, offer: Offer | None = None) -> tuple[str, ...]:
    """This function will render, mark and seal one clip into `target` and give the words it did not understand.

    :raises EngineFailed, PipelineFailed: as their stages do
    """
    offer = offer or default_offer()
    engine = engine_named(offer.engine, offer.model)
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
