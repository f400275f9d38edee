"""Tiny but real pipelines, built from configuration, saved and loaded as any model is. One process has them all."""

from dataclasses import replace

import pytest

from benchmarks.models import save
from generation.engines.diffusers.engine import Diffusers
from generation.engines.diffusers.options import Options
from generation.engines.types import Request


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/models/" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("models"))


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    """The models are so small that sharing their work between threads costs more than it brings."""
    import torch

    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def folder_of(tmp_path_factory):
    made = {}

    def folder(name):
        if name not in made:
            made[name] = save(name, tmp_path_factory.mktemp("models") / name)
        return made[name]

    return folder


SMALL = Options(steps=3, pixels=64 * 64)
_engines = {}


@pytest.fixture
def engine_of(folder_of):
    """An engine with a tiny model: one for all tests that leave it as it was, a fresh one with `fresh=True`."""

    def engine(name, *, fresh=False, folder=None, **options):
        if fresh or options or folder or name not in _engines:
            made = Diffusers(str(folder or folder_of(name)))
            made._options = replace(SMALL, **options)
            if fresh or options or folder:
                return made
            _engines[name] = made
        return _engines[name]

    return engine


def request(prompt="a dog runs along the quiet sea", seconds=0.5, **rest):
    return Request(prompt, seconds, **{"width": 64, "height": 96, "seed": 3, **rest})


def rendered(engine, asked=None, stop=lambda: False):
    """The take, its frames, and what was heard of the work."""
    progress, previews = [], []
    take = engine.render(asked or request(), progress.append, stop, previews.append)
    return take, list(take.frames), progress, previews
