"""Says what the paper theatre's director hears in prompts, one JSON object a line, without rendering."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print what is understood of each prompt: of the arguments, or of standard input line by line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("prompts", nargs="*", metavar="prompt")
        parser.add_argument("--seconds", type=float, default=10.0)
        parser.add_argument("--scene", action="store_true", help="the whole scene, as the stage plays it")

    def handle(self, *args: Any, **options: Any) -> None:
        from generation.engines.papertheatre.director import direct
        from generation.engines.papertheatre.script import written
        from generation.engines.papertheatre.summary import heard

        for prompt in options["prompts"] or _lines():
            scene = direct(prompt, options["seconds"])
            told = written(scene) if options["scene"] else heard(scene)
            self.stdout.write(json.dumps(told))


def _lines() -> list[str]:
    """The prompts on standard input; broken bytes are read as signs nobody knows, empty lines are none."""
    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    return [line.removesuffix("\r") for line in text.split("\n") if line.strip()]
