# Everything starts here; `make` alone lists it. Needs Python 3.11, pip, make and git.
.PHONY: help demo test check eval bench graph readme pictures requirements browser clean
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
DEMO := $(BIN)/nkgraph --store demo/nkgraph.store
INSTALL := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install -qq
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-annotate --no-emit-index-url \
	--no-emit-find-links --python-version 3.11 --custom-compile-command "make requirements"

help: ## list what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 20

demo: .venv/.run ## build a graph of the example articles, ask it, draw it, write it out
	@rm -rf demo && mkdir demo
	@echo '$$ nkgraph build examples/articles'
	@$(DEMO) build examples/articles
	@echo '$$ nkgraph query who-estimates-what -p of=PRK -p quantity=killedOrWounded'
	@$(DEMO) query who-estimates-what -p of=PRK -p quantity=killedOrWounded
	@echo '$$ nkgraph view network -o demo/network.html'
	@$(DEMO) view network -o demo/network.html
	@echo '$$ nkgraph export --format turtle -o demo/graph.ttl'
	@$(DEMO) export --format turtle -o demo/graph.ttl
	@echo
	@echo 'Store:     demo/nkgraph.store   ask it more: $(DEMO) query'
	@echo 'Page:      demo/network.html    open it in a browser'
	@echo 'Turtle:    demo/graph.ttl'

test: check browser ## every check and every test, what they need included
	@$(BIN)/python -m pytest

check: .venv/.dev ## style, types and import contracts, without the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

browser:
	@if grep -rqs 'mark\.browser' tests && ! command -v chromium >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo 'Installing Chromium for the browser tests'; \
			apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
				apt-get -qq install --yes --no-install-recommends chromium >/dev/null; \
		else \
			echo 'Chromium is missing: browser tests will be skipped; apt-get install chromium runs them'; \
		fi; \
	fi

eval: .venv/.dev ## score extraction against claims annotated by hand (ARGS=--errors lists what is wrong)
	@$(BIN)/python tools/eval.py $(ARGS)

bench: .venv/.dev .cache/rivals ## measure speed and size
	@$(BIN)/python -m pytest tests/bench -o python_files='bench_*.py' -p no:randomly -s

graph: .venv/.run ## write graph/ anew from the example articles
	@$(BIN)/python tools/graph.py

readme: .venv/.dev ## run README's commands and write their output into it
	@$(BIN)/cog -r README.md

pictures: .venv/.dev browser ## draw README's pictures anew
	@$(BIN)/python tools/pictures.py

requirements: .venv/.dev ## pin the dependencies anew
	@$(INSTALL) uv
	@$(COMPILE) pyproject.toml requirements/build.in -o requirements/run.txt
	@$(COMPILE) pyproject.toml requirements/build.in requirements/dev.in -c requirements/run.txt \
		-o requirements/dev.txt
	@$(COMPILE) requirements/bench.in -o requirements/bench.txt

clean: ## remove what make made
	rm -rf .venv demo build dist

# The interpreter's own pip fills the environment, so that Debian's python3-venv is not needed.
$(BIN)/python:
	@test -n '$(PYTHON)' || { echo 'Python is missing: apt-get install python3 python3-pip'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo '$(PYTHON) is older than 3.11: make PYTHON=/path/to/a/newer/python'; exit 1; }
	@$(PYTHON) -m pip --version >/dev/null || \
		{ echo 'pip is missing: apt-get install python3-pip'; exit 1; }
	@$(PYTHON) -m venv --without-pip .venv

.venv/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo 'Installing nkgraph into .venv (once; a minute or two)' >&2
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.cache/rivals: requirements/bench.txt | $(BIN)/python
	@echo 'Installing other servers into .cache/rivals' >&2
	@rm -rf $@ && $(PYTHON) -m venv --without-pip $@
	@$(PYTHON) -m pip --python $@/bin/python --disable-pip-version-check install -qq --require-hashes -r $<

.venv/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo 'Installing nkgraph and what its tests need into .venv (once; a minute or two)' >&2
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ .venv/.run
