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
step "ruff";            .venv/bin/ruff check . && .venv/bin/ruff format --check .
step "import contracts"; .venv/bin/lint-imports
step "types";           .venv/bin/mypy
step "translations";    $python -m babel.messages.frontend -q compile -d locale -D django

# ---------------------------------------------------------------- tests
# The browser has runs of its own: Playwright keeps an event loop open in its process. On PostgreSQL only the stories
# run again there, those in which rows, sockets and workers meet; how pages look does not hang on the database.
tests() { $1 $python -m pytest -q -n 2 --dist loadgroup -m "not gpu and not browser"; }
browser() { $1 $python -m pytest -q -n 2 --dist loadgroup -m browser "${@:2}"; }
services="$python -m tests.services"
stories=(tests/browser/test_stories.py tests/browser/test_room.py tests/browser/test_inbox.py)

step "tests on SQLite";             tests ""
step "in the browser";              browser "" tests/browser
step "on PostgreSQL, with Redis as broker and channel layer"; tests "$services"
step "the stories there, in the browser"; browser "$services" -k "not axe" "${stories[@]}"
