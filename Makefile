# Commonbrick's few commands. `make help` lists them; README.md says what you will see.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

PORT ?= 8000
VENV := .venv
PY := $(VENV)/bin/python
# PYTHON=... chooses another; otherwise the first Python 3.11 or newer on this machine.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
LOCK_FLAGS := --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options
INSTALL := $(PY) -m pip install --quiet --quiet --disable-pip-version-check --no-deps --require-hashes
DEVELOPMENT := DJANGO_SETTINGS_MODULE=lms.settings.development

.PHONY: help run test check format bench lock clean demo prepared installed installed-test

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: prepared ## open the school on this machine (PORT=8000)
	@exec env $(DEVELOPMENT) PORT=$(PORT) $(PY) -m lms.serve

test: installed-test ## run everything: both databases, Redis, browser journeys (LEGS=sqlite for a quick run)
	@$(PY) -m tests.browser.chromium
	@$(PY) -m tests.browser.pango
	@$(PY) -m tests.legs

check: installed-test ## style, types, floors, templates, migrations, deployment settings
	@$(PY) -m tests.checks

format: installed-test ## write Python and templates the way `make check` wants them
	@$(VENV)/bin/ruff check --quiet --fix-only .
	@$(VENV)/bin/ruff format --quiet .
	@find templates -name '*.html' -exec $(VENV)/bin/djade --target-version 5.2 {} +

bench: installed-test ## measure requests against a bare Django view (needs a few minutes)
	@$(PY) -m bench.run

demo: installed ## load the demo school again; nothing is doubled
	@$(DEVELOPMENT) $(PY) manage.py migrate --verbosity 0
	@$(DEVELOPMENT) $(PY) manage.py demo

lock: installed-test ## renew requirements/*.txt from requirements/*.in
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements/dev.in
	@cd requirements && ../$(VENV)/bin/pip-compile $(LOCK_FLAGS) --output-file=base.txt base.in
	@cd requirements && ../$(VENV)/bin/pip-compile $(LOCK_FLAGS) --output-file=test.txt test.in

clean: ## remove what can be made again; the database and mails in var/ stay
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis var/static var/cache var/stamps
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# --- steps that are skipped when nothing has changed ------------------------------------------

prepared: installed
	@$(DEVELOPMENT) PORT=$(PORT) $(PY) -m lms.prepare

installed: $(VENV)/base.stamp
installed-test: $(VENV)/test.stamp

$(VENV)/pyvenv.cfg:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Commonbrick needs Python 3.11 or newer, and none was found. On Debian or Ubuntu:"; \
		echo "  sudo apt install python3 python3-venv"; \
		echo "If you have one under another name: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; fi
	@echo "Making a private Python in $(VENV)/ ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python could not make a virtual environment. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }

$(VENV)/base.stamp: requirements/base.txt | $(VENV)/pyvenv.cfg
	@echo "Installing what the school stands on (about a minute, once) ..."
	@$(INSTALL) -r requirements/base.txt
	@touch $@

$(VENV)/test.stamp: requirements/test.txt | $(VENV)/base.stamp
	@echo "Installing what the tests need ..."
	@$(INSTALL) -r requirements/test.txt
	@touch $@
