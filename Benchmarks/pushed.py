"""Reports answered by PostgreSQL: Planerka's SQL engine against the best SQL by hand."""

import csv
import datetime
import io
import json
import os
import pathlib
import re
import statistics
import string
import subprocess

import answers
import postgres
import served

BY_HAND = pathlib.Path(__file__).parent / "postgres"
REPEATS = 5
# Why both: compiling a statement makes some of them quicker and others slower.
SETTINGS = ["SET jit = on", "SET jit = off"]
EPOCH = datetime.date(1970, 1, 1)


def measured(planerka, data, folder, questions):
    """Milliseconds of both by question, and what differs between their answers.

    The records are moved into a server of their own. Planerka's time is that of a request to
    `serve --engine sql`, from the question to the last byte of the report; that of the SQL by hand
    is psql's, which begins with the statement's text too.
    """
    server = os.environ["PLANERKA_TEST_POSTGRES"]
    postgres.asked(server, "CREATE DATABASE pushed")
    url = server.replace(":///postgres?", ":///pushed?")
    subprocess.run([planerka, "move", "--from", data, "--to", url], check=True,
                   stdout=subprocess.DEVNULL)
    found, wrong = compared(planerka, url, folder, questions, data / "planerka.sqlite")
    postgres.asked(server, "DROP DATABASE pushed WITH (FORCE)")
    return found, wrong


def compared(planerka, url, folder, questions, database):
    """The same, in a server that has the records of the file."""
    # Why: the server would do it by itself within minutes.
    postgres.asked(url, "VACUUM ANALYZE")
    found, wrong = {}, []
    firm = answers.Firm(database)
    options = ["--engine", "sql"]
    with served.Server(planerka, folder / "pushed", ["--database", url], options) as started:
        started.wait()
        connection = started.connection()
        for question in questions:
            status, content, _ = served.asked(connection, question.path)
            if status != 200:
                raise SystemExit(f"{question.path}: {status}")
            answer = json.loads(content)
            sql = by_hand(question, answer)
            wrong += answers.differences(question, rows(url, sql), answer, firm)
            ours, theirs = [], {setting: [] for setting in SETTINGS}
            # Why in turns: whatever else the machine does then falls on both.
            for _ in range(REPEATS):
                ours.append(served.asked(connection, question.path)[2] * 1000)
                for setting, times in theirs.items():
                    times.append(timed(url, setting, sql))
            found[question.name] = (statistics.median(ours),
                                    min(statistics.median(times) for times in theirs.values()))
    return found, wrong


def by_hand(question, answer):
    """The statement for a question, with the moments the answer was given for."""
    # Why: the last moment of a day, which the answer writes without its thousandths.
    as_of = datetime.datetime.fromisoformat(answer["as_of"]).replace(microsecond=999_000)

    def day(name):
        return datetime.date.fromisoformat(answer.get(name) or answer["to"])

    def moment(day):
        start = datetime.datetime.combine(day, datetime.time(), as_of.tzinfo)
        return round(start.timestamp() * 1000)

    number = {name: (day(name) - EPOCH).days for name in ("from", "to", "date")}
    return string.Template((BY_HAND / question.sql.name).read_text()).substitute(
        number, as_of=round(as_of.timestamp() * 1000), as_of_day=(as_of.date() - EPOCH).days,
        from_moment=moment(day("from")),
        to_moment=moment(day("to") + datetime.timedelta(days=1)) - 1)


def rows(url, sql):
    """The rows of an answer as DuckDB gives them."""
    text = subprocess.run(["psql", "--quiet", "--no-psqlrc", "--csv", url], input=sql, text=True,
                          check=True, stdout=subprocess.PIPE).stdout
    return [{name: value(cell) for name, cell in row.items()}
            for row in csv.DictReader(io.StringIO(text))]


def value(cell):
    for kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            continue
    return cell or None


def timed(url, setting, sql):
    """Milliseconds of a statement that a connection runs for the second time."""
    script = f"{setting};\n\\o /dev/null\n{sql};\n\\timing on\n{sql};\n"
    told = subprocess.run(["psql", "--quiet", "--no-psqlrc", url], input=script, text=True,
                          check=True, stdout=subprocess.PIPE).stdout
    return float(re.search(r"Time: ([\d.]+) ms", told).group(1))
