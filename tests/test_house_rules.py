"""Rules that matter are tests: sizes, imports, migrations, templates, translations, no handlers in markup."""

import ast
import re
import subprocess
import sys
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


def definitions(module: str, *kinds: type) -> list[ast.AST]:
    return [node for node in ast.walk(ast.parse((ROOT / module).read_text())) if isinstance(node, kinds)]


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("module", MODULES)
def test_modules_say_what_they_hold_and_stay_small(module):
    text = (ROOT / module).read_text()
    assert len(text.splitlines()) <= (SETTINGS if module == "config/settings.py" else MODULE)
    assert (
        not text.strip() or ast.get_docstring(ast.parse(text)) or module.endswith(("__init__.py", "apps.py"))
    )


@pytest.mark.parametrize("module", MODULES)
def test_functions_and_classes_stay_small(module):
    functions = definitions(module, ast.FunctionDef, ast.AsyncFunctionDef)
    long = {f"{module}:{one.name}" for one in functions if length(one) > FUNCTION} - LONG_FUNCTIONS
    assert not long
    assert not [one.name for one in definitions(module, ast.ClassDef) if length(one) > CLASS]


@pytest.mark.parametrize("module", [module for module in MODULES if module.endswith("/views.py")])
def test_views_are_short(module):
    tree = ast.parse((ROOT / module).read_text())
    views = [one for one in tree.body if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")]
    assert not [view.name for view in views if length(view) > VIEW]


@pytest.mark.parametrize("module", MODULES)
def test_no_save_override_no_model_signal_and_no_junk_drawer(module):
    assert not re.search(r"(utils|helpers|manager)\.py$", module)
    if module.endswith("/models.py"):
        assert not [one.name for one in definitions(module, ast.FunctionDef) if one.name == "save"]
    assert "post_save" not in (ROOT / module).read_text()


def test_stages_import_only_earlier_stages():
    contracts = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert contracts.returncode == 0, contracts.stdout


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles_and_keeps_to_the_content_security_policy(name):
    get_template(name)
    text = (ROOT / "templates" / name).read_text()
    assert len(text.splitlines()) <= TEMPLATE
    assert not re.search(r"\son[a-z]+=|\sstyle=|<style|javascript:", text), "no inline script or style"
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", text)


@pytest.mark.parametrize("path", sorted((ROOT / "static").rglob("*.*")), ids=lambda path: path.name)
def test_static_files_ask_nobody_else(path):
    if path.suffix in (".js", ".css"):
        addresses = re.findall(r"https?://[^\s'\")]+", path.read_text())
        assert not [one for one in addresses if not one.startswith("http://www.w3.org/")]


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
