# From a fresh clone: `make up` for a loaded database, `make test` for the test run.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --no-annotate
# Whoever is done takes over tests of the others, so that modules mostly stay together.
# A run starts many processes: what they compile is kept, whatever the environment says.
TEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses=auto --dist=worksteal
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check

# What sqlfluff reads, the largest first: it takes longer than the other linters together.
SQL := views/calc views/mart loaders outputs docs schema feeds cli

SUPERSET := .venv-superset
READERS := .venv-readers
SPARK := .venv-spark
SBOM := .venv-sbom
# What the package itself needs and nothing else.
RUNTIME := .venv-up

# What is printed before there is a command is in the language of the system too.
CHINESE := $(filter zh%,$(firstword $(LANGUAGE) $(LC_ALL) $(LC_MESSAGES) $(LANG)))
CREATING = $(if $(CHINESE),正在创建 $1 …,Creating $1 …)
INSTALLING = $(if $(CHINESE),正在安装 $1 所列的软件包 …,Installing the packages of $1 …)

.PHONY: up down test test-system bi readers spark faults fuzz lint docs translations lock licences
.PHONY: sbom clean

# Ready after … counts from here, so that it is what the user waited for.
up: export MINZHENG_STARTED := $(shell date +%s)
up: $(VENV)/.installed
	@$(BIN)/minzheng up

down: $(VENV)/.installed
	@$(BIN)/minzheng down

test: $(VENV)/.installed-dev
	$(TEST)

# What depends on the server, on the newest PostgreSQL that the system has installed, if it has one.
test-system: $(VENV)/.installed-dev
	MINZHENG_TEST_SERVER=system $(TEST)

# The dashboard in a real Superset and a real browser; its pictures are in build/superset.
bi: $(VENV)/.installed-dev $(SUPERSET)/.installed
	tests/support/browser.sh
	$(BIN)/python -m pytest -m bi tests/outputs/superset

# What tools of others read of what the package writes: sdmx1, pyjstat, polars, ibis, DuckDB.
readers: $(VENV)/.installed-dev $(READERS)/.installed
	$(BIN)/python -m pytest -m readers tests/outputs/readers

# Answers derived by Apache Spark: a master and two workers, one of which is killed. Needs Java 17.
spark: $(VENV)/.installed-dev $(SPARK)/.installed
	$(BIN)/python -m pytest -m spark tests/outputs/lake

# Kills, cuts, full disks, half-written files: what they leave. An hour or more for 200 kills.
KILLS ?= 20
faults: $(VENV)/.installed-dev
	@PYTHONPATH=tests $(BIN)/python -m faults.run --kills $(KILLS)

# Damaged files of every kind, for so many minutes; what takes too long, too much or fails is kept.
MINUTES ?= 10
fuzz: $(VENV)/.installed-dev
	@PYTHONPATH=tests $(BIN)/python -m fuzz.run --minutes $(MINUTES)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy .
	$(BIN)/deno fmt --check --quiet
	$(BIN)/deno lint --quiet
	$(BIN)/deno check --quiet outputs/report/page/template outputs/review/template
	@printf '%s\n' $(SQL) | xargs -P 2 -n 1 $(BIN)/sqlfluff lint --quiet

# The documentation as a site to open from disk, from the database that `make up` makes; in Chinese
# in its folder zh.
docs: $(VENV)/.installed-dev
	@$(BIN)/minzheng up > /dev/null
	@PYTHONPATH=docs $(BIN)/python -m generator
	@rm -rf docs/build
	@PYTHONPATH=docs $(BIN)/python -m sphinx --quiet --fail-on-warning docs docs/build
	@PYTHONPATH=docs $(BIN)/python -m sphinx --quiet --fail-on-warning \
	    --define language=zh_CN docs docs/build/zh
	@echo "Open docs/build/index.html"

# Brings the translations up to what the commands and the pages say, and tells what is to be
# translated: texts that are new are added to the catalogues, those that are gone leave them.
translations: $(VENV)/.installed-dev
	@PYTHONPATH=tests $(BIN)/python -m support.catalogue
	@PYTHONPATH=docs $(BIN)/python -m generator.translations

# The versions that are known to work together; run after a change of the dependencies.
lock: $(VENV)/.installed-dev
	$(INSTALL) uv
	$(COMPILE) requirements/build.in pyproject.toml --extra server -o requirements/up.txt
	$(COMPILE) requirements/build.in pyproject.toml --extra server --extra dev --extra docs \
	    -c requirements/up.txt -o requirements/test.txt
	$(COMPILE) requirements/superset.in -o requirements/superset.txt
	$(COMPILE) requirements/readers.in -o requirements/readers.txt
	$(COMPILE) requirements/spark.in pyproject.toml --extra spark -c requirements/test.txt \
	    -o requirements/spark.txt
	$(COMPILE) requirements/sbom.in -o requirements/sbom.txt

# The licences of all packages of the lock files; run after `make lock`.
licences: $(VENV)/.installed-dev
	@PYTHONPATH=docs $(BIN)/python -m generator.licences

# What an installation is made of, with versions, licences and checksums: build/sbom.json, CycloneDX.
sbom: $(RUNTIME)/.installed $(SBOM)/.installed
	@mkdir -p build
	@$(SBOM)/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type library \
	    --output-reproducible --output-file build/sbom.json $(RUNTIME)/bin/python
	@echo "Written: build/sbom.json"

clean:
	rm -rf $(VENV) $(SUPERSET) $(READERS) $(SPARK) $(SBOM) $(RUNTIME) build *.egg-info

$(VENV)/.installed: pyproject.toml requirements/up.txt
	@test -x $(BIN)/python || { echo "$(call CREATING,$(VENV))"; $(PYTHON) -m venv $(VENV); }
	@echo "$(call INSTALLING,requirements/up.txt)"
	@$(INSTALL) --require-hashes -r requirements/up.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements/test.txt
	@echo "$(call INSTALLING,requirements/test.txt)"
	@$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

# Superset has an environment of its own: it needs an older SQLAlchemy; so have readers, which want
# older libraries too. pip takes the extras that packages of Superset want of each other for packages
# without hashes; uv does not.
$(SUPERSET)/.installed: requirements/superset.txt
$(READERS)/.installed: requirements/readers.txt
$(SPARK)/.installed: requirements/spark.txt
$(SBOM)/.installed: requirements/sbom.txt
$(RUNTIME)/.installed: requirements/up.txt
.venv-%/.installed: requirements/%.txt | $(VENV)/.installed
	@test -x $(@D)/bin/python || { echo "$(call CREATING,$(@D))"; $(PYTHON) -m venv $(@D); }
	@echo "$(call INSTALLING,$<)"
	@$(INSTALL) uv
	@$(BIN)/uv pip install --quiet --python $(@D)/bin/python --require-hashes -r $<
	@touch $@
