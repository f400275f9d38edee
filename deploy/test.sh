#!/usr/bin/env bash
# Everything `make test` runs, in order. Sets up what is missing; a missing part fails, it is never skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

need() { command -v "$1" >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/"$1" >/dev/null 2>&1; }

# ---------------------------------------------------------------- Debian packages, when root
missing=()
need chromium || missing+=(chromium)
[ -x /usr/lib/chromium/chromium-headless-shell ] || [ "$(id -u)" != 0 ] || missing+=(chromium-headless-shell)  # quicker; not needed
need redis-server || missing+=(redis-server)
need initdb || missing+=(postgresql)
need msgfmt || missing+=(gettext)
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" != 0 ]; then
        echo "Missing: ${missing[*]}. Install them (apt-get install ${missing[*]}) and run make test again." >&2
        exit 1
    fi
    echo "Installing ${missing[*]} …"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

export python=.venv/bin/python
unset PYTHONDONTWRITEBYTECODE  # where it is set, each of twenty processes would compile all modules for itself
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1  # the cores are shared by the tests, not by the threads of one
step() { printf '\n== %s\n' "$1"; }

# ---------------------------------------------------------------- what can be known without running
# Types take a core for a minute or two: they are looked at beside the first tests, and their answer is heard at the end.
# Import contracts are a house rule, asked among the tests.
said=$(mktemp)
leave() { kill "${types:-}" 2>/dev/null || true; rm -f "$said"; }  # a failing command here would be the answer of the whole
trap leave EXIT
.venv/bin/mypy >"$said" 2>&1 & types=$!
step "ruff";            .venv/bin/ruff check . && .venv/bin/ruff format --check .
step "translations";    $python -m babel.messages.frontend -q compile -d locale -D django

# ---------------------------------------------------------------- tests
# The browser has runs of its own: Playwright keeps an event loop open in its process; three at once, as they wait much.
# On PostgreSQL only the stories run again there, in which rows, sockets and workers meet: how pages look does not hang
# on the database, and what a socket says there tests/sockets asks. They find the tables there that the tests before them left.
tests() { $python -m pytest -q -n 2 --dist loadgroup -m "not gpu and not browser" "$@"; }
browser() { $python -m pytest -q --dist loadgroup -m browser "$@"; }
there() {
    step "on PostgreSQL, with Redis as broker and channel layer"; tests --reuse-db "$@"
    step "the stories there, in the browser"; browser -n 1 --reuse-db tests/browser/test_stories.py
}
know_none=(--ignore=tests/{adherence,engines,models,policy,provenance})  # of a database: they need not even be read

step "tests on SQLite";             tests
step "types";                       wait "$types" || { cat "$said"; exit 1; }; cat "$said"
step "in the browser";              browser -n 3 --nomigrations tests/browser
export -f step tests browser there
$python -m tests.services bash -euo pipefail -c 'there "$@"' bash "${know_none[@]}"
