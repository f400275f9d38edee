"""Which engines there are. Each is imported when it is first asked for, so a page never loads a model."""

from functools import cache
from importlib import import_module

from generation.engines.types import Engine

ENGINES = {
    "papertheatre": "generation.engines.papertheatre.theatre:PaperTheatre",
    "diffusers": "generation.engines.diffusers.engine:Diffusers",
    "remote": "generation.engines.remote.engine:Remote",
}


class EngineUnknown(Exception):
    """No engine of that name is built in."""


@cache
def engine_named(name: str, model: str = "") -> Engine:
    """This function will make the engine for `model`, once per process; a model loads at the first render.

    :raises EngineUnknown: when there is none of that name
    """
    if name not in ENGINES:
        raise EngineUnknown(f"{name!r}: expected one of {', '.join(ENGINES)}")
    module, _colon, attribute = ENGINES[name].partition(":")
    made: Engine = getattr(import_module(module), attribute)(model)
    return made
