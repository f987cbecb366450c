# Every command a newcomer needs. Each makes the environment it needs first, from the hashed lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: help demo test check bench model evaluate lock generate clean
help:            ## show this list
	@grep -E '^[a-z]+: .*##|^[a-z]+:  *##' Makefile | sed 's/:.*## */\t/' | expand -t 12

demo: $(VENV)/runtime  ## replay the sample day and open the console (ARGS=--once: replay only)
	@$(BIN)/stadsgesprek demo $(ARGS)

test: $(VENV)/dev  ## lint, types and every test, with the real engines (ARGS: arguments for pytest)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(ARGS)

bench: $(VENV)/dev  ## print the performance table (see docs/performance.md)
	$(BIN)/python -m bench $(ARGS)

model: $(VENV)/dev  ## train the model that understands messages anew, and measure it
	$(BIN)/python -m stadsgesprek.model train

evaluate: $(VENV)/dev  ## measure the model on the test part: tables, card, pictures, the surest errors
	$(BIN)/python -m stadsgesprek.model evaluate

generate: $(VENV)/dev  ## write the JSON Schemas, the AsyncAPI document and the generated docs anew
	$(BIN)/python -m schemas.generate

lock:            ## resolve the dependencies anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links --extra build -o requirements/runtime.txt pyproject.toml
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links --extra build --extra learn --extra dev -c requirements/runtime.txt \
		-o requirements/dev.txt pyproject.toml

clean:           ## remove the environment, the engines and the demo's data
	rm -rf $(VENV) .engines .data

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)

# The stamp files say which lock the environment holds; dev holds all of runtime.
$(VENV)/runtime: $(BIN)/python requirements/runtime.txt pyproject.toml
	@test -e $(VENV)/dev || $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/runtime.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(BIN)/python requirements/dev.txt pyproject.toml
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/runtime
