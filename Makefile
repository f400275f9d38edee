# Kulisse: `make run` starts it, `make test` tests it, `make bench` measures it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := run
.PHONY: run install install-dev install-models install-million test bench lint format messages screenshot clean

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python

run: export PORT ?= 8000
run: export KULISSE_DEMO ?= 1
run: install
	@$(PY) manage.py prepare --to-run
	@$(PY) deploy/supervise.py --no-prefix start || [ $$? -eq 130 ]

# The locks say what is installed; a copy of each in .venv says what was.
install:
	@if ! cmp -s requirements.lock .venv/.lock; then \
	  [ -n "$(PYTHON)" ] && $(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	    { echo "Kulisse needs Python 3.11. Install it (apt-get install python3.11 python3.11-venv), or say PYTHON=/path/to/python3.11 make run." >&2; exit 1; }; \
	  echo "Installing Kulisse's dependencies into .venv (once, some minutes on a slow line) …"; \
	  [ -x $(PY) ] || $(PYTHON) -m venv .venv; \
	  $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock; \
	  cp requirements.lock .venv/.lock; \
	fi

install-dev: install
	@if ! cmp -s requirements-dev.lock .venv/.lock-dev; then \
	  echo "Installing what tests and checks need …"; \
	  $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock; \
	  cp requirements-dev.lock .venv/.lock-dev; \
	fi

# The diffusers engine. torch comes first and without a hash: which file is right depends on the machine (CUDA,
# ROCm or a processor only; TORCH="torch==2.13.0 --index-url …" chooses), everything else is locked. Of ten thousand
# modules a model needs a tenth: Python compiles those when it first reads them.
TORCH ?= torch==2.13.0
install-models: install
	@if ! cmp -s requirements-models.lock .venv/.lock-models; then \
	  echo "Installing what video models need: some gigabytes where there is a GPU …"; \
	  $(PY) -m pip install --quiet --disable-pip-version-check --no-compile $(TORCH); \
	  $(PY) -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements-models.lock; \
	  cp requirements-models.lock .venv/.lock-models; \
	fi

# faiss, for more than a million clips (docs/feed.md).
install-million: install
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-million.lock

test: install-dev install-models
	@deploy/test.sh

bench: install-dev
	@$(PY) -m benchmarks

lint: install-dev
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports && .venv/bin/mypy .

format: install-dev
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

# Collect the sentences people read and compile what is translated.
messages: install-dev
	@$(PY) manage.py makemessages --locale de --no-wrap --no-obsolete --ignore .venv --ignore var --ignore tests --ignore benchmarks
	@$(PY) -m babel.messages.frontend --quiet compile --directory locale --domain django

# The picture in the README, as the browser test saw it.
screenshot: install-dev
	@$(PY) -m pytest -q tests/browser/test_stories.py -k swipe
	@$(PY) -c "from PIL import Image; Image.open('tests/.artifacts/feed.png').save('docs/feed.webp', quality=82)"

# Takes away what can be made again; the data folder (var/) is yours and stays.
clean:
	@rm -rf .mypy_cache .ruff_cache .import_linter_cache .hypothesis tests/.artifacts
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
