"""Measures Planerka beside DuckDB and SQLite over the demo company, and prints ratios.

Run by `make bench`; see docs/benchmarks.md.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys

import answers
import cube
import duck
import postgres
import pushed
import questions
import served
import taken

HOME = pathlib.Path(__file__).resolve().parent.parent
BUILT = HOME / ".build" / "release"
# The reports are asked so many times, in so many turns with DuckDB.
ROUNDS, TURNS = 3, 7


def main():
    sys.stdout.reconfigure(line_buffering=True)
    options = read_options()
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    demo = options.demo or folder / f"demo-{options.managers}-{options.months}"
    if not (demo / "planerka.sqlite").exists():
        run([BUILT / "planerka", "--data", demo, "demo", "--managers", options.managers,
             "--months", options.months, "--today", options.today])
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    run(["cp", "--reflink=auto", demo / "planerka.sqlite", work])
    try:
        print(f"{options.managers} sellers, {options.months} months, {os.cpu_count()} cores"
              f" ({processor()}), DuckDB {duck.duckdb.__version__} with {options.threads} threads")
        asked = questions.ten(work / "planerka.sqlite", options.today, options.months)
        if "reports" in options.parts:
            reports(asked, work, folder, options.threads)
        if "http" in options.parts:
            http(asked, work)
        if "import" in options.parts:
            imports(demo, work, options.rows)
        if "postgres" in options.parts:
            served_imports(demo, work, options.rows)
        if "pushed" in options.parts:
            pushed_down(asked, demo, work)
    finally:
        if not options.keep:
            shutil.rmtree(work)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--managers", type=int, default=100)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--today", default="2026-01-31", help="a month's last day")
    parser.add_argument("--rows", type=int, default=1_000_000, help="calls to take in")
    parser.add_argument("--threads", type=int, default=2, help="of DuckDB")
    parts = ["reports", "http", "import", "postgres", "pushed"]
    parser.add_argument("--parts", nargs="+", choices=parts, default=parts)
    parser.add_argument("--folder", type=pathlib.Path, default=HOME / ".build" / "bench")
    parser.add_argument("--demo", type=pathlib.Path, help="a data directory that is there already")
    parser.add_argument("--keep", action="store_true", help="keep the copy that was worked on")
    return parser.parse_args()


def run(command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.machine()


def reports(asked, work, folder, threads):
    """The ten reports in process: first asked, and again after one new record.

    Both are asked in turns, so that what slows the machine down for a while slows both.
    """
    database = work / "planerka.sqlite"
    ducks = duck.Duck(database, folder, threads)
    ours = cube.Cube(BUILT / "planerka-bench", work, asked, ROUNDS, TURNS)
    firm = answers.Firm(database)
    wrong = []
    rows, slow = [], []
    found, firsts = [], []
    for place, question in enumerate(asked):
        one = ours.ask("answers", place)
        found.append(one)
        answer = ducks.prepare(question, moments(one))
        wrong += answers.differences(question, answer, json.loads(one["answer"]), firm)
        if one["answer"] != one["sqliteAnswer"]:
            wrong.append(f"{question.name}: the cube and SQLite differ")
        first, theirs = [], []
        for _ in range(ROUNDS):
            first += ours.ask("first", place)
            theirs += ducks.asked(TURNS)
        firsts.append((middle(first), middle(theirs)))
    for place, (question, one, (first, theirs)) in enumerate(zip(asked, found, firsts)):
        steps = ours.ask("again", place)
        ducks.catch_up()
        ducks.prepare(question, moments(one))
        later = middle(ducks.asked(len(steps)))
        again = middle([step["ask"] for step in steps])
        rows.append([
            question.name, ms(first["wall"]), ms(theirs["wall"]),
            times(theirs["wall"], first["wall"]), ms(again["wall"]), ms(later["wall"]),
            times(later["wall"], again["wall"]),
            ms(one["sqlite"]["wall"]), times(one["sqlite"]["wall"], first["wall"])])
        slow.append([
            question.name, ms(first["cpu"]), ms(theirs["cpu"]), times(theirs["cpu"], first["cpu"]),
            ms(again["cpu"]), ms(later["cpu"]), times(later["cpu"], again["cpu"]),
            *(ms(middle([step[part] for step in steps])["wall"])
              for part in ("takeIn", "catchUp"))])
    for place, (question, one) in enumerate(zip(asked, found)):
        after = ours.ask("after", place)[0]
        later = ducks.prepare(question, moments(one))
        wrong += answers.differences(question, later, json.loads(after), firm)
        rows[place].append("no" if one["answer"] == after else "yes")
    ours.end()
    table(f"Ten reports in process, milliseconds by the clock (medians of {ROUNDS * TURNS})",
          ["report", "first", "DuckDB", "ratio", "again", "DuckDB again", "ratio", "SQLite",
           "ratio", "changed"], rows)
    table("The same in processor time; and what came before asking again",
          ["report", "first", "DuckDB", "ratio", "again", "DuckDB again", "ratio", "take in",
           "catch up"], slow)
    print(f"\nThe cube was made in {ours.made['wall'] / 1000:.1f} s.")
    refuse(wrong)
    print("Every answer, before and after the new records, is the same from all three.")


def moments(one):
    """The names the SQL files use."""
    names = {"asOf": "as_of", "asOfDay": "as_of_day", "fromMoment": "from_moment",
             "toMoment": "to_moment"}
    return {names.get(name, name): value for name, value in one["moments"].items()}


def middle(times):
    """The median of each kind of time."""
    return {kind: statistics.median(time[kind] for time in times) for kind in ("wall", "cpu")}


def http(asked, work):
    """The ten reports over HTTP."""
    call = next(question for question in asked if question.report == "call-structure").record

    def take_in(place):
        file = questions.written(call(), work / "seen.csv")
        run([BUILT / "planerka", "--data", work, "import", "calls", file])

    found = served.measured(BUILT / "planerka", work, asked, take_in)
    table("The ten reports over HTTP, milliseconds: 200 answers each over 2 connections",
          ["report", "first", "p50", "p99"],
          [[name, ms(found["first"][name]), ms(served.share(times, 0.5)),
            ms(served.share(times, 0.99))] for name, times in found["times"].items()])
    together = sorted(time for times in found["times"].values() for time in times)
    print(f"\nAll answers together: p50 {ms(served.share(together, 0.5))} ms,"
          f" p99 {ms(served.share(together, 0.99))} ms.")
    print(f"First report {found['start']:.2f} s after the start"
          f" {'on' if found['is_kept'] else 'without'} a column file,"
          f" {found['made']:.1f} s after the first start of all.")
    print(f"A new call is in the report {statistics.median(found['seen']):.2f} s after it was kept"
          f" (at most {max(found['seen']):.2f} s of {len(found['seen'])}).")
    print("Memory {:.0f} MB, at most {:.0f} MB.".format(*found["memory"]))


def imports(demo, work, rows):
    """Files taken into the embedded database."""
    found = taken.measured(BUILT / "planerka", demo / "planerka.sqlite", work, rows)
    taken_table("Files taken in, rows a second", "sqlite3 .import", found)


def served_imports(demo, work, rows):
    """Files taken into a PostgreSQL server."""
    found = postgres.measured(BUILT / "planerka", demo / "planerka.sqlite", work, rows)
    taken_table("Files taken into PostgreSQL, rows a second", "plain COPY", found)


def pushed_down(asked, demo, work):
    """The ten reports out of a PostgreSQL server."""
    found, wrong = pushed.measured(BUILT / "planerka", demo, work, asked)
    table("Ten reports pushed down to PostgreSQL, milliseconds (medians of 5)",
          ["report", "Planerka", "by hand", "ratio"],
          [[name, ms(ours), ms(theirs), f"{ours / theirs:.2f}"]
           for name, (ours, theirs) in found.items()])
    refuse(wrong)


def refuse(wrong):
    """Ends with what differs between answers."""
    for line in wrong[:40]:
        print(line)
    if wrong:
        raise SystemExit(f"The answers differ: {len(wrong)} times.")


def taken_table(title, other, found):
    table(title, ["kind", "rows", "planerka import", other, "ratio"],
          [[kind, f"{count:,}", f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.2f}"]
           for kind, (count, ours, theirs) in found.items()])


def ms(time):
    return f"{time:.2f}" if time < 10 else f"{time:.0f}"


def times(theirs, ours):
    ratio = theirs / ours
    return f"{ratio:.1f}×" if ratio < 10 else f"{ratio:.0f}×"


def table(title, head, rows):
    """Prints an aligned table."""
    widths = [max(len(row[place]) for row in [head, *rows]) for place in range(len(head))]

    def line(cells):
        first, *others = zip(cells, widths)
        print("| " + " | ".join([first[0].ljust(first[1]),
                                 *(cell.rjust(width) for cell, width in others)]) + " |")

    print(f"\n{title}\n")
    line(head)
    print("|" + "|".join("-" * (width + 1) + (":" if place else "-")
                         for place, width in enumerate(widths)) + "|")
    for row in rows:
        line(row)


if __name__ == "__main__":
    main()
