# Two commands on a fresh machine: `make run` and `make test`. On Windows: py installer\bootstrap.py run
PYTHON ?= python3
ARGS ?=

.PHONY: run test setup bench

run test setup:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed. On Debian and Ubuntu: sudo apt-get install --yes python3 python3-venv"; exit 1; }
	@$(PYTHON) installer/bootstrap.py $@ $(ARGS)

bench: setup
	@.venv/bin/python tests/benchmarks $(ARGS)
