# The only entrance: `make demo` to see it work, `make test` for everything that CI runs.
# Nothing is needed beforehand but make and Python 3.10 or later (with its venv module).

PYTHON ?= python3
VENV   ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore

PYTEST_ARGS ?= -n auto

.DEFAULT_GOAL := help
.PHONY: help demo extension workbench e2e test check lint format types arrows fresh docs tables schema unit coverage bench new-rule build clean

help: ## list these targets
	@echo "usage: make TARGET"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

demo: $(VENV)/.demo ## install into .venv and lint examples/
	$(BIN)/deluge-lint examples --exit-zero
	@echo "Next: $(BIN)/deluge-lint YOUR-FOLDER, $(BIN)/deluge-lint explain NAME, or open README.md"

test: lint types arrows fresh unit extension ## everything that CI runs

check: format test ## format first, then everything that CI runs

lint: $(VENV)/.dev ## ruff: rules and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.dev ## let ruff mend and format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy

arrows: $(VENV)/.dev ## who may import whom
	$(BIN)/lint-imports

fresh: $(VENV)/.dev ## are the generated files current: tables, schema, docs?
	$(BIN)/python scripts/build_tables.py --check
	$(BIN)/python scripts/build_docs.py --check

docs: $(VENV)/.dev ## write docs/, the snippets of README.md and the schema from the code
	$(BIN)/python scripts/build_docs.py

schema: docs ## the same: the schema is one of the generated files

tables: $(VENV)/.dev ## let lark compute the parser tables from grammar/deluge.lark
	$(BIN)/python scripts/build_tables.py

unit: $(VENV)/.dev ## pytest alone; PYTEST_ARGS="tests/cli -k fix" narrows it
	$(BIN)/python -m pytest $(PYTEST_ARGS)

NPM := npm --prefix vscode-extension --no-audit --no-fund

extension: $(VENV)/.dev ## the VS Code extension: types, grammar, package, both of its servers (needs Node 18)
	@if command -v npm >/dev/null 2>&1; then \
	  $(NPM) ci --ignore-scripts --loglevel=error && $(NPM) run --silent check && $(NPM) run --silent grammar && \
	  PYTHON=$(abspath $(BIN))/python $(NPM) run --silent package && PYTHON=$(abspath $(BIN))/python $(NPM) run --silent try && \
	  $(BIN)/python scripts/check_extension.py; \
	else echo "there is no npm here: the VS Code extension is neither built nor tested"; fi

E2E ?= vscode-extension/.e2e

workbench: ## a real VS Code workbench for `make e2e` (needs Node 18; downloads 300 MB once)
	@[ -x $(E2E)/node_modules/.bin/code-server ] || bash vscode-extension/test/e2e/install.sh $(E2E)

e2e: extension workbench ## the extension in that workbench, with pictures of what was seen (needs chromium)
	@for mode in auto bundled untrusted; do \
	  run="node vscode-extension/test/e2e/run.mjs $(E2E) $$mode $(E2E)/pictures"; \
	  $$run || { echo "once more: a busy machine may have been too slow"; $$run; } || exit 1; \
	done

coverage: $(VENV)/.dev ## pytest with branch coverage
	$(BIN)/python -m pytest -n auto --cov --cov-report=term

bench: $(VENV)/.dev ## run everything in benchmarks/
	@set -e; for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file $(BENCH_ARGS); done

new-rule: $(VENV)/.dev ## write a skeleton: make new-rule NAME=my-rule CATEGORY=correctness
	@$(BIN)/python scripts/new_rule.py "$(NAME)" "$(CATEGORY)"

build: $(VENV)/.dev ## wheel and source distribution into dist/
	$(BIN)/python -m hatchling build

clean: ## remove what the other targets made
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp for each of the two installs; pyproject.toml and the version decide whether they are old.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || { \
	  echo "deluge-lint needs Python 3.10 or later as $(PYTHON); name another with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "this Python cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.demo: $(VENV)/.made pyproject.toml deluge_lint/__init__.py
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml deluge_lint/__init__.py
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.demo
