"""Rules that matter are tests: sizes, imports, migrations, templates, translations, no handlers in markup."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    "accounts",
    "circles",
    "cameos",
    "generation",
    "comments",
    "moderation",
    "feed",
    "search",
    "policy",
    "provenance",
    "config",
)
LONG_FUNCTIONS: set[str] = set()
MODULE, FUNCTION, CLASS, VIEW, TEMPLATE, SETTINGS = 350, 60, 150, 25, 80, 300  # lines

MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for app in APPS
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)
TEMPLATES = sorted(
    path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html")
)


@cache
def text_of(module: str) -> str:
    return (ROOT / module).read_text()


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(text_of(module))


def definitions(module: str, *kinds: type) -> list[ast.AST]:
    return [node for node in ast.walk(tree_of(module)) if isinstance(node, kinds)]


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def test_modules_say_what_they_hold_and_stay_small():
    most = {"config/settings.py": SETTINGS}
    assert not [one for one in MODULES if len(text_of(one).splitlines()) > most.get(one, MODULE)]
    told = [one for one in MODULES if text_of(one).strip() and not one.endswith(("__init__.py", "apps.py"))]
    assert not [one for one in told if not ast.get_docstring(tree_of(one))]


def test_functions_and_classes_stay_small():
    def long(most: int, *kinds: type) -> set[str]:
        return {
            f"{module}:{one.name}"
            for module in MODULES
            for one in definitions(module, *kinds)
            if length(one) > most
        }

    assert not long(FUNCTION, ast.FunctionDef, ast.AsyncFunctionDef) - LONG_FUNCTIONS
    assert not long(CLASS, ast.ClassDef)


def test_views_are_short():
    views = [
        (module, one)
        for module in MODULES
        if module.endswith("/views.py")
        for one in tree_of(module).body
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
    ]
    assert len(views) > 20
    assert not [f"{module}:{view.name}" for module, view in views if length(view) > VIEW]


def test_no_save_override_no_model_signal_and_no_junk_drawer():
    assert not [module for module in MODULES if re.search(r"(utils|helpers|manager)\.py$", module)]
    tables = [module for module in MODULES if module.endswith("/models.py")]
    saves = [(one, node.name) for one in tables for node in definitions(one, ast.FunctionDef)]
    assert not [module for module, name in saves if name == "save"]
    assert not [module for module in MODULES if "post_save" in text_of(module)]


def test_stages_import_only_earlier_stages():
    contracts = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert contracts.returncode == 0, contracts.stdout


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True)


def test_every_template_compiles_and_keeps_to_the_content_security_policy():
    for name in TEMPLATES:
        get_template(name)
        text = (ROOT / "templates" / name).read_text()
        assert len(text.splitlines()) <= TEMPLATE, name
        assert not re.search(r"\son[a-z]+=|\sstyle=|<style|javascript:", text), f"inline in {name}"
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", text), name


def test_static_files_ask_nobody_else():
    for path in sorted([*(ROOT / "static").rglob("*.js"), *(ROOT / "static").rglob("*.css")]):
        addresses = re.findall(r"https?://[^\s'\")]+", path.read_text())
        assert not [one for one in addresses if not one.startswith("http://www.w3.org/")], path


def test_our_javascript_is_small():
    assert sum(path.stat().st_size for path in (ROOT / "static").rglob("*.js")) < 60_000


@pytest.mark.parametrize("language", ["de"])
def test_translations_are_complete_and_compile(language, tmp_path):
    catalogue = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    check = ["msgfmt", "--check", "--statistics", "-o", str(tmp_path / "django.mo"), str(catalogue)]
    said = subprocess.run(
        check, capture_output=True, text=True, check=False, env={"LC_ALL": "C", "PATH": "/usr/bin"}
    )
    assert said.returncode == 0, said.stderr
    assert "untranslated" not in said.stderr, said.stderr
    assert "fuzzy" not in said.stderr, said.stderr


def test_nothing_of_ours_is_patched_or_mocked():
    offenders = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if path.name != Path(__file__).name
        and re.search(r"unittest\.mock|MagicMock|mocker\.", path.read_text())
    ]
    assert not offenders
