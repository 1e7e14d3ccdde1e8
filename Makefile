# The commands of Handschlag. `make run` and `make test` are all that is needed; both install what they need first.

VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin

.PHONY: run demo test torture audit bench lint format types catalogues messages pictures clean

run: $(VENV)/.run
	@$(BIN)/handschlag

demo: $(VENV)/.run
	@$(BIN)/handschlag demo

# -- development --------------------------------------------------------------------------------------------------------

# Four at a time, also on two cores: a test that drives a terminal waits half of its time. Where nothing compiled may be
# written, each of some hundred apps that are started there would compile itself anew.
test: export PYTHONDONTWRITEBYTECODE =
test: lint types
	$(BIN)/python -m slipcover --source data,tui --json --out .coverage.json \
		-m pytest -q -n 4 --dist worksteal --durations=15
	$(BIN)/python -m tests.covered .coverage.json data=95 tui=85

# What must never happen, in full counts: crashes, power cuts, two people, hostile text. Takes its time; prints a table.
torture: $(VENV)/.dev
	HANDSCHLAG_TORTURE=1 $(BIN)/python -m pytest -q -m torture -n 2

# Known holes in what is installed, asked of PyPI's advisories: needs the network. The tool has an environment of its own,
# so that it is not audited along; --strict fails where an answer is missing, which is no answer "nothing known".
audit: $(VENV)/.audit
	$(VENV)/audit/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip --strict --progress-spinner off

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python build_catalogues.py --check

types: $(VENV)/.dev
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Reads the messages out of the code into the German catalogue; what is new stands there untranslated.
messages: $(VENV)/.dev
	$(BIN)/python build_catalogues.py --update

catalogues: $(VENV)/.dev
	$(BIN)/python build_catalogues.py

# Needs ptybench.py, which lies beside the checkout in shared/tools (else PTYBENCH=…); ROUNDS=1 for a first look.
bench: $(VENV)/.dev
	@$(BIN)/python -m bench

pictures: $(VENV)/.dev
	$(BIN)/python -m screenshots.make

clean:
	rm -rf $(VENV) build dist .coverage.json .mypy_cache .pytest_cache .ruff_cache .hypothesis

# -- the virtual environment --------------------------------------------------------------------------------------------

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt $(wildcard data/locale/*/LC_MESSAGES/*.po) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(VENV)/.audit: | $(BIN)/python
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.9,<3'
	@touch $@
