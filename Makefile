# Two commands are all a newcomer needs: `make run` and `make test`. Each makes its own environment in .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test lint screenshots clean

.venv/ready: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "briefing needs Python 3.11 or newer; say which with make PYTHON=python3.12" >&2; exit 2; }
	@echo "making the environment in .venv, once" >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

run: .venv/ready
	@$(BIN)/briefing --demo

test: .venv/ready
	$(BIN)/python -m pytest -n 2

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

screenshots: .venv/ready
	$(BIN)/python screenshots/make.py

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
