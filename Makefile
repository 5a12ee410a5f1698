# Everything one does with this project. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

.PHONY: help run demo scale test monkey soak check coverage bench bench-live screenshots build migration lock check-storage move-storage backup prune-backups restore clean

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

run: .venv/.installed ## Start the app: builds, migrates, serves on PORT (3000)
	@$(BIN)/python -m crm_app serve

demo: .venv/.installed ## The same with a believable company in it
	@$(BIN)/python -m crm_app demo

scale: .venv/.installed ## Several processes behind nginx on PORT (needs nginx and redis-server)
	@$(BIN)/python -m crm_app scale

test: .venv/.tests ## All tests: unit, database, HTTP, sockets, a real browser
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m tests.servers
	@$(BIN)/python -m crm_app build
	$(BIN)/python -m pytest tests --ignore tests/e2e --ignore tests/real --dist loadfile -n $(WORKERS) --reruns 1 -r R --cov --cov-report=term --cov-fail-under=95
	$(BIN)/python -m pytest tests/e2e tests/real --dist loadfile -n $(WORKERS) --reruns 1 -r R

monkey: .venv/.tests ## Two people at random in two browsers: make monkey minutes=10 seed=7
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m crm_app build
	@$(BIN)/python -m tests.monkey $(if $(minutes),--minutes $(minutes)) $(if $(seed),--seed $(seed))

soak: .venv/.tests ## The tests of healing with the outages that people have: minutes instead of seconds
	@$(BIN)/python -m tests.chromium
	SOAK=1 $(BIN)/python -m pytest tests/e2e/test_healing.py

check: .venv/.tests ## Lint, format, types, layers, sizes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.sizes

bench: .venv/.tests ## Ratios against bare equivalents, each pair in one run
	@$(BIN)/python -m crm_app build
	@$(BIN)/python -m tests.bench

bench-live: .venv/.tests .venv-nicegui/.installed ## Live updates side by side with NiceGUI: latency, processor, bytes, memory
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m crm_app build
	@$(BIN)/python -m tests.bench.live

screenshots: .venv/.tests ## Pictures of every page into test-results, and the one of the README
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m crm_app build
	@$(BIN)/python -m tests.screenshots

build: .venv/.installed ## Build the pages when they changed
	@$(BIN)/python -m crm_app build

migration: .venv/.installed ## A new revision: make migration name="what it does" (needs DATABASE_URL)
	$(BIN)/alembic revision --autogenerate -m "$(name)"

lock: .venv/.tests ## Renew requirements.txt from requirements.in
	$(BIN)/pip-compile -q --upgrade --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options requirements.in
	$(BIN)/pip-compile -q --upgrade --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options requirements-dev.in

check-storage: .venv/.installed ## Read every stored byte: missing, changed, unreadable, known to nobody
	@$(BIN)/python -m crm_app check-storage

move-storage: .venv/.installed ## Copy everything to another store: make move-storage to=file:///srv/files
	@$(BIN)/python -m crm_app move-storage '$(to)'

backup: .venv/.installed ## Database and bytes of one moment, while people work: make backup to=/srv/backup
	@$(BIN)/python -m crm_app backup '$(to)'

prune-backups: .venv/.installed ## Remove all but the newest backups: make prune-backups to=/srv/backup keep=14
	@$(BIN)/python -m crm_app prune-backups '$(to)' --keep '$(keep)'

restore: .venv/.installed ## The newest backup into an empty database and store: make restore from=/srv/backup
	@$(BIN)/python -m crm_app restore '$(from)'

clean: ## Remove what can be made again (not your data)
	rm -rf .venv .venv-nicegui .venv-s3 .web .pytest_cache .ruff_cache .hypothesis .states test-results

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt | .venv/bin/python
	@echo "Installing what the app needs..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.tests: requirements-dev.txt .venv/.installed | .venv-s3/.installed
	@echo "Installing what the tests need..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.venv-s3/.installed: tests/s3.txt
	@echo "Installing the S3 server of the tests..."
	@$(PYTHON) -m venv .venv-s3
	@.venv-s3/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r tests/s3.txt
	@touch $@

.venv-nicegui/.installed: tests/bench/nicegui.txt
	@echo "Installing what the live bench compares with..."
	@$(PYTHON) -m venv .venv-nicegui
	@.venv-nicegui/bin/python -m pip install --quiet --disable-pip-version-check -r tests/bench/nicegui.txt
	@touch $@
