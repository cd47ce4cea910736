"""Files taken into PostgreSQL, against plain COPY into an equally indexed table."""

import os
import pathlib
import re
import statistics
import subprocess
import time

import taken

ROUNDS = 3


def measured(planerka, database, folder, limit):
    """Rows a second of both, by kind: files go one after another into a fresh database."""
    server = os.environ["PLANERKA_TEST_POSTGRES"]
    asked(server, "CREATE DATABASE bench")
    url = server.replace(":///postgres?", ":///bench?")
    found = {}
    for kind, sql in taken.FILES.items():
        file = taken.export(
            database, sql.format(limit=limit), folder / f"{kind}.csv", header=True)
        if kind in taken.TIMED:
            found[kind] = rounds(planerka, server, kind, file, folder)
        imported(planerka, url, kind, file, folder)
        file.unlink()
    asked(server, "DROP DATABASE bench WITH (FORCE)")
    return found


def rounds(planerka, server, kind, file, folder):
    """Rows, and the medians of rows a second of both, measured in turns on copies of the database."""
    url = server.replace(":///postgres?", ":///round?")
    ours, theirs = [], []
    for _ in range(ROUNDS):
        asked(server, "CREATE DATABASE round TEMPLATE bench")
        created, spent = imported(planerka, url, kind, file, folder)
        ours.append(created / spent)
        theirs.append(created / plain(url, taken.TIMED[kind], folder))
        asked(server, "DROP DATABASE round WITH (FORCE)")
    return created, statistics.median(ours), statistics.median(theirs)


def imported(planerka, url, kind, file, folder):
    """How many rows went in, in how many seconds."""
    start = time.perf_counter()
    answer = subprocess.run(
        [planerka, "--data", folder / "served", "--database", url, "import", kind, file],
        stdout=subprocess.PIPE, check=True, text=True).stdout
    spent = time.perf_counter() - start
    if "rejected 0" not in answer or "references" in answer:
        raise SystemExit(f"{kind}: {answer}")
    return int(re.match(r"created (\d+),", answer).group(1)), spent


def plain(url, table, folder):
    """Seconds of COPY of the very rows, ready to be kept, into a table with the same indexes."""
    rows = folder / "plain.copy"
    asked(url, f'CREATE TABLE plain (LIKE "{table}" INCLUDING ALL)')
    asked(url, f"\\copy \"{table}\" TO '{rows}'")
    start = time.perf_counter()
    asked(url, f"\\copy plain FROM '{rows}'")
    spent = time.perf_counter() - start
    asked(url, "DROP TABLE plain")
    pathlib.Path(rows).unlink()
    return spent


def asked(url, command):
    subprocess.run(["psql", "--quiet", "--no-psqlrc", url, "-c", command], check=True,
                   stdout=subprocess.DEVNULL)
