# Debian packages the program and its tests need; each is installed only when missing.
PACKAGES = libsqlite3-dev libpq-dev libarchive-dev libexpat1-dev libxlsxwriter-dev zlib1g-dev \
  tzdata python3
# The browser test opens the pages in a real browser; what holds for the embedded database is tried
# on a PostgreSQL server too.
TEST_PACKAGES = chromium chromium-driver fonts-noto-core postgresql openssl
# The benchmark takes files in with SQLite's own program too; DuckDB comes from PyPI.
BENCH_PACKAGES = sqlite3 python3-venv postgresql
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)
# The program is built for the processor it is built on, whose wide registers reports use well.
# `make build CPU=x86-64` builds one that runs on any; the other commands want the same CPU then.
CPU ?= $(shell for flag in avx2 bmi1 bmi2 f16c fma abm movbe; do \
  grep -qsw $$flag /proc/cpuinfo || exit; done; echo x86-64-v3)
OPTIONS = -c release --explicit-target-dependency-import-check error \
  $(if $(CPU),-Xcc -march=$(CPU))
BUILD = swift build $(OPTIONS)
DATA ?= planerka-data

.PHONY: run test test-here golden bench build packages fmt

# The first start fills an empty directory with the demo company.
run: build
	@test -e $(DATA)/planerka.sqlite || .build/release/planerka --data $(DATA) demo
	.build/release/planerka --data $(DATA) serve

build: packages
	$(BUILD) --product planerka

test: PACKAGES += $(TEST_PACKAGES)
test: packages
	Tests/Postgres/with-postgres make --no-print-directory test-here SERVED='$(SERVED)'

# The suites that are run a second time with companies in the server.
SERVED = StoreTests|AppTests|AgreementTests|ReportsTests|ExamplesTests|WebTests
TEST = swift test $(OPTIONS) --disable-testable-imports
test-here:
	$(TEST)
	PLANERKA_TEST_HOME="$$PLANERKA_TEST_POSTGRES" $(TEST) --skip-build --filter '$(SERVED)'

# Writes the expected texts of tests anew, and removes those that no test names any more.
golden: packages
	PLANERKA_GOLDEN=renew swift test $(OPTIONS) --disable-testable-imports --filter GoldenTests

# ARGS="--managers 20 --months 3 --rows 100000" tries it out in a minute.
bench: PACKAGES += $(BENCH_PACKAGES)
bench: packages
	$(BUILD) --product planerka
	$(BUILD) --product planerka-bench
	@mkdir -p .build/bench
	@python=python3; \
	if ! python3 -c 'import duckdb' 2>/dev/null; then \
	  python=.build/bench/venv/bin/python; \
	  test -x $$python || python3 -m venv .build/bench/venv; \
	  $$python -c 'import duckdb' 2>/dev/null || $$python -m pip install --quiet duckdb; \
	fi; \
	PYTHONDONTWRITEBYTECODE=1 Tests/Postgres/with-postgres $$python Benchmarks/bench.py $(ARGS)

packages:
	@missing=$$(for name in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'install ok installed' || echo $$name; \
	done); \
	if [ -n "$$missing" ]; then \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq $$missing; \
	fi

fmt:
	swift format --in-place --recursive Sources Tests Benchmarks Package.swift
