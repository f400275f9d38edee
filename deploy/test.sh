#!/usr/bin/env bash
# Everything `make test` runs, in order. Sets up what is missing; a missing part fails, it is never skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

need() { command -v "$1" >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/"$1" >/dev/null 2>&1; }

# ---------------------------------------------------------------- Debian packages, when root
missing=()
need chromium || missing+=(chromium)
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

python=.venv/bin/python
step() { printf '\n== %s\n' "$1"; }

# ---------------------------------------------------------------- what can be known without running
# Types take a core for a minute or two: they are looked at beside the first tests, and their answer is heard at the end.
# Import contracts are a house rule, asked among the tests.
step "ruff";            .venv/bin/ruff check . && .venv/bin/ruff format --check .
step "translations";    $python -m babel.messages.frontend -q compile -d locale -D django
said=$(mktemp); trap 'kill "${types:-}" 2>/dev/null; rm -f "$said"' EXIT
.venv/bin/mypy >"$said" 2>&1 & types=$!

# ---------------------------------------------------------------- tests
# The browser has runs of its own: Playwright keeps an event loop open in its process; three at once, as they wait much.
# On PostgreSQL only the stories run again there, in which rows, sockets and workers meet: how pages look does not hang
# on the database, and what a socket says there tests/sockets asks.
tests() { $1 $python -m pytest -q -n 2 --dist loadgroup -m "not gpu and not browser" "${@:2}"; }
browser() { $1 $python -m pytest -q -n 3 --dist loadgroup -m browser "${@:2}"; }
know_none=(--ignore=tests/{adherence,engines,models,policy,provenance})  # of a database: they need not even be read
services="$python -m tests.services"

step "tests on SQLite";             tests ""
step "types";                       wait "$types" || { cat "$said"; exit 1; }; cat "$said"
step "in the browser";              browser "" --nomigrations tests/browser
step "on PostgreSQL, with Redis as broker and channel layer"; tests "$services" "${know_none[@]}"
step "the stories there, in the browser"; browser "$services" tests/browser/test_stories.py
