# Two commands are all that a fresh clone needs, with Python 3.11 or newer, git and make:
#   make build    sets up .venv and publishes this repository's own dossier into output/
#   make test     sets up what the tests need as well (browser, Node.js, validators) and runs them
# Set-up leaves stamps behind, so that it is done once, and again when a lock changes.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

VENV := .venv
PYTHON := python3
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --no-input --quiet
# A file of tests stays in one process, so that what its tests share is made once; the order is that of
# the folders, in which what takes longest does not come last.
PYTEST_ARGS := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
FUZZ_SECONDS := 3600
FUZZ_TARGETS :=
BENCH_ARGS :=
UV := .venv-lock/bin/uv
LOCK := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet

.PHONY: help build check serve test quick torture fuzz bench bench-counts lint types format lock upgrade docs catalogues fonts search-library outline icons pictures setup clean
.DEFAULT_GOAL := build

help:
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1	\2/p' Makefile

build: $(VENV)/.runtime ## publish this repository's dossier into output/
	$(VENV)/bin/dossier build

check: $(VENV)/.runtime ## say what is wrong with the dossier
	$(VENV)/bin/dossier check

serve: $(VENV)/.runtime ## preview it while writing
	$(VENV)/bin/dossier serve

test: setup ## run every test
	$(VENV)/bin/python -m pytest $(PYTEST_ARGS)

quick: setup ## lint, and the tests that answer within a minute
	$(VENV)/bin/ruff check --quiet
	$(VENV)/bin/python -m pytest $(PYTEST_ARGS) --quick

torture: setup ## run the long sweeps of faults in full
	DOSSIER_TORTURE=1 $(VENV)/bin/python -m pytest $(PYTEST_ARGS) tests/publishing tests/isolation tests/clock tests/hostile tests/test_damaged_cache.py tests/test_incremental.py

# A whole hour unless FUZZ_SECONDS says otherwise; what it finds lies in build/fuzz/found/.
fuzz: setup ## search for inputs that break a promise
	PYTHONPATH=tests nice $(VENV)/bin/python -u -m fuzz --seconds $(FUZZ_SECONDS) $(FUZZ_TARGETS)

lint: $(VENV)/.dev ## ruff, both linter and format
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check

types: $(VENV)/.dev ## mypy, strict
	$(VENV)/bin/mypy

format: $(VENV)/.dev ## mend what ruff can mend
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

# Everything that the tests need.
setup: $(VENV)/.dev $(VENV)/.machine node_modules/.stamp ## install what the tests need

$(VENV)/.made: tools/make_venv
	PYTHON=$(PYTHON) tools/make_venv $(VENV)
	touch $@

$(VENV)/.runtime: $(VENV)/.made requirements/runtime.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(PIP) install --require-hashes -r requirements/dev.txt
	touch $@

$(VENV)/.machine: $(VENV)/.dev tools/setup_machine.py
	$(VENV)/bin/python tools/setup_machine.py
	touch $@

node_modules/.stamp: $(VENV)/.dev package.json package-lock.json tools/npm
	tools/npm ci --ignore-scripts --loglevel=error
	touch $@

# The generators to compare with, in an environment of their own.
.venv-bench/.peers: $(VENV)/.dev benchmarks/requirements.txt benchmarks/package-lock.json
	PYTHON=$(PYTHON) tools/make_venv .venv-bench
	.venv-bench/bin/python -m pip --disable-pip-version-check --no-input --quiet install --require-hashes -r benchmarks/requirements.txt
	tools/npm ci --prefix benchmarks --ignore-scripts --loglevel=error
	touch $@

# BENCH_ARGS="--sizes 1000 --generators hugo,dossierpress" measures a part; the rest of RESULTS.md stays.
bench: .venv-bench/.peers ## compare with other generators, write benchmarks/RESULTS.md
	$(VENV)/bin/python -m compileall -q generator
	$(VENV)/bin/python -m benchmarks $(BENCH_ARGS)

bench-counts: $(VENV)/.dev ## count instructions, calls and rows of a small dossier, and compare
	$(VENV)/bin/python -m compileall -q generator
	$(VENV)/bin/python -m benchmarks.work $(BENCH_ARGS)

# Locks hold hashes for every platform, and no address of any registry. `lock` follows pyproject.toml and keeps the
# versions that are locked; `upgrade` takes the newest of everything.
upgrade: LOCK += --upgrade
upgrade: lock ## take the newest of everything
	tools/npm update --package-lock-only --ignore-scripts

lock: ## follow pyproject.toml, keep versions
	[ -x $(UV) ] || { tools/make_venv .venv-lock && .venv-lock/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/lock.txt; }
	$(LOCK) --group build -o requirements/runtime.txt pyproject.toml
	$(LOCK) --group dev -c requirements/runtime.txt -o requirements/dev.txt pyproject.toml
	$(LOCK) --no-annotate --group lock -o requirements/lock.txt
	$(LOCK) --group bench -o benchmarks/requirements.txt
	$(MAKE) $(VENV)/.dev
	tools/npm install --package-lock-only --ignore-scripts
	tools/npm install --package-lock-only --ignore-scripts --prefix benchmarks

# Pages of docs/ that are made from the code.
docs: $(VENV)/.runtime ## renew the pages of docs/ that come from code
	$(VENV)/bin/python tools/write_docs.py

# Fonts of the theme, cut from those of package.json; they are committed.
fonts: setup ## make the theme's fonts anew
	$(VENV)/bin/python tools/make_fonts.py

# The list of words for translators, and what each catalogue lacks of it; all are committed.
catalogues: $(VENV)/.dev ## bring the catalogues of words up to date with the templates
	$(VENV)/bin/python tools/catalogues.py

# The library of the theme's search, bundled from that of package.json; it is committed.
search-library: setup ## bundle the library of the search anew
	$(VENV)/bin/python tools/make_search_library.py

# Coasts and borders for maps, from the package of package.json; they are committed.
outline: setup ## make the outline of the world anew
	$(VENV)/bin/python tools/make_outline.py

# The theme's icons, made of its drawing; they are committed.
icons: setup ## make the theme's icons anew
	$(VENV)/bin/python tools/make_icons.py

# Pictures of the built dossier, for the README.
pictures: setup build ## renew the pictures of the README
	$(VENV)/bin/python tools/take_pictures.py

clean: ## remove everything that was made
	-[ ! -x $(VENV)/bin/dossier ] || $(VENV)/bin/dossier clean --quiet
	rm -rf $(VENV) .venv-lock .venv-bench node_modules benchmarks/node_modules output .editions .cache build dist
