# `make demo` and `make test` do all the set-up they need: a virtual environment in .venv, with pinned versions.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: demo test test-long lint types imports tests messages lock benchmarks clean

demo: $(READY)
	$(RUN)/ecomstat demo

test: lint types imports tests

test-long: $(READY)
	$(RUN)/python -m pytest -m long

lint: $(READY)
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .

types: $(READY)
	$(RUN)/mypy

imports: $(READY)
	$(RUN)/lint-imports

tests: $(READY)
	$(RUN)/python -m pytest -m "not long" -n 2

# Gathers every sentence that users meet; translations are edited in catalogue/locale/*.po.
messages: $(READY)
	$(RUN)/python -m cli.sentences

# Pins the newest versions that pyproject.toml allows, for every system; needs the network.
lock: $(READY)
	$(RUN)/python -m pip install --quiet uv
	$(RUN)/uv pip compile -q pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --upgrade -o requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
		|| { echo "ecomstat needs Python 3.11, 3.12 or 3.13: install one and name it, as in 'make demo PYTHON=python3.12'."; exit 1; }
	@echo "Setting up .venv with $$($(PYTHON) --version); this takes a minute or two the first time."
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(RUN)/python -c "import pathlib; pathlib.Path('$(READY)').touch()"

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache build dist
