# Debian packages the program and its tests need; each is installed only when missing.
PACKAGES = libsqlite3-dev libarchive-dev libexpat1-dev libxlsxwriter-dev zlib1g-dev tzdata python3
# The browser test opens the pages in a real browser.
TEST_PACKAGES = chromium chromium-driver fonts-noto-core
# The benchmark takes files in with SQLite's own program too; DuckDB comes from PyPI.
BENCH_PACKAGES = sqlite3 python3-venv
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)
BUILD = swift build -c release --explicit-target-dependency-import-check error
DATA ?= planerka-data

.PHONY: run test golden bench build packages fmt

# The first start fills an empty directory with the demo company.
run: build
	@test -e $(DATA)/planerka.sqlite || .build/release/planerka --data $(DATA) demo
	.build/release/planerka --data $(DATA) serve

build: packages
	$(BUILD) --product planerka

test: PACKAGES += $(TEST_PACKAGES)
test: packages
	swift test -c release --disable-testable-imports --explicit-target-dependency-import-check error

# Writes the expected texts of tests anew, and removes those that no test names any more.
golden: packages
	PLANERKA_GOLDEN=renew swift test -c release --disable-testable-imports \
	  --explicit-target-dependency-import-check error --filter GoldenTests

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
	PYTHONDONTWRITEBYTECODE=1 $$python Benchmarks/bench.py $(ARGS)

packages:
	@missing=$$(for name in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$name 2>/dev/null | grep -q 'install ok installed' || echo $$name; \
	done); \
	if [ -n "$$missing" ]; then \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq $$missing; \
	fi

fmt:
	swift format --in-place --recursive Sources Tests Benchmarks Package.swift
