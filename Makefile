# `make edition` builds the two sample editions, `make test` runs every check. Each sets up what it needs.

VENV ?= .venv
BIN = $(VENV)/bin
# The locked files name everything, so nothing else is looked for: a newer version of the day cannot stand in the way.
LOCKED = --disable-pip-version-check --quiet --no-deps --require-hashes

.PHONY: edition test bench scores gallery catalogues lock clean

edition: $(VENV)/.edition
	@VENV=$(VENV) sh .ci/pango.sh
	@$(BIN)/bayaz build sources --out output --force
	@$(BIN)/bayaz build sources/rahnama --out output --force

test: $(VENV)/.test
	@VENV=$(VENV) sh .ci/pango.sh
	@VENV=$(VENV) sh .ci/tools.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --cov --cov-report=term --cov-fail-under=90 $(PYTEST)

# Measures Bayaz beside its engine, Chromium, pandoc and calibre, and writes docs/performance.md; FULL=1 goes up to 1,000 chapters.
bench: $(VENV)/.test
	@VENV=$(VENV) sh .ci/pango.sh
	@$(BIN)/python -m benchmarks $(if $(FULL),--full)

# The readers' marks on the captures in tests/captures, one line each.
scores: $(VENV)/.test
	@$(BIN)/python -m tests.scoring

# Takes the pictures in docs/gallery anew: pages and screens of the sample editions.
gallery: $(VENV)/.test
	@VENV=$(VENV) sh .ci/tools.sh
	@$(BIN)/python -m tests.gallery

# Gathers the phrases that Bayaz writes into books into the template of its catalogues, and brings the catalogues up to it.
LOCALE = layouts/locale
BABEL = --no-wrap --ignore-pot-creation-date --no-fuzzy-matching
catalogues: $(VENV)/.test
	$(BIN)/pybabel --quiet extract -F pyproject.toml --no-wrap --sort-by-file --add-location=file --strip-comments --project=Bayaz --version=1 --header-comment="# The phrases that Bayaz writes into books: docs/translating.md" --output-file=$(LOCALE)/bayaz.pot compiler layouts
	$(BIN)/pybabel --quiet update $(BABEL) --domain=bayaz --input-file=$(LOCALE)/bayaz.pot --output-dir=$(LOCALE)

# Renews the locked versions from pyproject.toml. The files carry versions and hashes, no addresses.
LOCK = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet
lock: $(VENV)/.made
	$(BIN)/pip install --quiet uv
	$(LOCK) pyproject.toml .ci/build.in --output-file requirements.lock
	$(LOCK) .ci/rocrate.in --output-file .ci/rocrate.lock
	$(LOCK) pyproject.toml --group test .ci/build.in --constraint requirements.lock --output-file requirements-test.lock

clean:
	rm -rf $(VENV) .tools dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

$(VENV)/.made:
	@sh .ci/venv.sh $(VENV)
	@touch $@

$(VENV)/.edition: $(VENV)/.made requirements.lock pyproject.toml
	@echo "installing the locked dependencies"
	@$(BIN)/pip install $(LOCKED) -r requirements.lock
	@$(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.edition requirements-test.lock
	@echo "installing what the tests need"
	@$(BIN)/pip install $(LOCKED) -r requirements-test.lock
	@touch $@
