"""Files taken in, against `.import` of SQLite's own program into an equally indexed table."""

import pathlib
import re
import sqlite3
import subprocess
import time

# What our files say, out of the demo's tables: people's keys and times instead of numbers.
MOMENT = "strftime('%Y-%m-%dT%H:%M:%SZ', {0} / 1000, 'unixepoch')"
DAY = "date({0} * 86400, 'unixepoch')"
FILES = {
    "employees": "SELECT key AS id, name, email, team, role, function FROM employee",
    "channels": 'SELECT key AS id, name, "group" FROM channel',
    "products": "SELECT key AS id, name, category FROM product",
    "stages": 'SELECT pipeline, stage, place AS "order",'
              " CASE outcome WHEN 2 THEN 'won' WHEN 3 THEN 'lost' ELSE 'open' END AS outcome"
              " FROM rung ORDER BY pipeline, place",
    "clients": "SELECT c.key AS id, c.name, c.phone, c.email, c.region, c.occupation,"
               " m.key AS manager FROM client c LEFT JOIN employee m ON m.id = c.manager_id",
    "leads": "SELECT l.key AS id, " + MOMENT.format("l.created_at") + " AS created_at,"
             " c.key AS client, h.key AS channel, l.campaign, p.key AS product,"
             " m.key AS manager, CASE l.temperature WHEN 1 THEN 'hot' WHEN 2 THEN 'warm'"
             " WHEN 3 THEN 'cold' END AS temperature, CASE l.status WHEN 1 THEN 'new'"
             " WHEN 2 THEN 'in_work' WHEN 3 THEN 'qualified' WHEN 4 THEN 'disqualified' END"
             " AS status, l.region FROM lead l"
             " LEFT JOIN client c ON c.id = l.client_id LEFT JOIN channel h ON h.id = l.channel_id"
             " LEFT JOIN product p ON p.id = l.product_id"
             " LEFT JOIN employee m ON m.id = l.manager_id ORDER BY l.id",
    "deals": "SELECT d.key AS id, " + MOMENT.format("d.created_at") + " AS created_at, "
             + MOMENT.format("d.closed_at") + " AS closed_at, c.key AS client, l.key AS lead,"
             " d.pipeline, d.stage, m.key AS manager, h.key AS channel,"
             " d.amount_minor / 100 AS amount FROM deal d"
             " LEFT JOIN client c ON c.id = d.client_id LEFT JOIN lead l ON l.id = d.lead_id"
             " LEFT JOIN channel h ON h.id = d.channel_id"
             " LEFT JOIN employee m ON m.id = d.manager_id ORDER BY d.id",
    "payments": "SELECT p.key AS id, d.key AS deal, c.key AS client, m.key AS manager, "
                + DAY.format("p.planned_on") + " AS planned_on,"
                " p.planned_amount_minor / 100 AS planned_amount, "
                + DAY.format("p.received_on") + " AS received_on,"
                " p.received_amount_minor / 100 AS received_amount FROM payment p"
                " LEFT JOIN deal d ON d.id = p.deal_id LEFT JOIN client c ON c.id = p.client_id"
                " LEFT JOIN employee m ON m.id = p.manager_id ORDER BY p.id",
    "calls": "SELECT s.key AS id, " + MOMENT.format("s.started_at") + " AS started_at,"
             " CASE s.direction WHEN 1 THEN 'in' ELSE 'out' END AS direction,"
             " m.key AS manager, c.key AS client, s.phone, l.key AS lead, d.key AS deal,"
             " s.duration_s, CASE s.answered WHEN 1 THEN 'yes' ELSE 'no' END AS answered"
             " FROM call s LEFT JOIN employee m ON m.id = s.manager_id"
             " LEFT JOIN client c ON c.id = s.client_id LEFT JOIN lead l ON l.id = s.lead_id"
             " LEFT JOIN deal d ON d.id = s.deal_id ORDER BY s.id LIMIT {limit}",
}
TIMED = {"leads": "lead", "payments": "payment", "calls": "call"}


def measured(planerka, database, folder, limit):
    """Rows a second of both, by kind: files go one after another into a fresh data directory."""
    data = folder / "import"
    found = {}
    for kind, sql in FILES.items():
        file = export(database, sql.format(limit=limit), folder / f"{kind}.csv", header=True)
        start = time.perf_counter()
        answer = subprocess.run(
            [planerka, "--data", data, "import", kind, file], stdout=subprocess.PIPE, check=True,
            text=True).stdout
        spent = time.perf_counter() - start
        file.unlink()
        created = int(re.match(r"created (\d+),", answer).group(1))
        if "rejected 0" not in answer or "references" in answer:
            raise SystemExit(f"{kind}: {answer}")
        if kind in TIMED:
            found[kind] = (created, created / spent,
                           created / plain(data / "planerka.sqlite", TIMED[kind], folder))
    return found


def export(database, sql, file, header=False):
    with open(file, "wb") as out:
        subprocess.run(
            ["sqlite3", "-readonly", "-csv", "-newline", "\n", *(["-header"] if header else []),
             database, sql], stdout=out, check=True)
    return file


def plain(database, table, folder):
    """Seconds of `.import` of the very rows into a table with the same columns and indexes.

    The rows are ready numbers, so that nothing has to be found or worked out.
    """
    rows = export(database, f'SELECT * FROM "{table}"', folder / "plain.csv")
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        statements = [row[0] for row in db.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index')"
            " AND sql IS NOT NULL ORDER BY type DESC", [table])]
    # Why: `.import` gives an empty text for nothing, which a strict number column refuses and a
    # partial index would take for something.
    schema = ";\n".join(statements).replace("STRICT", "").replace("IS NOT NULL", "<> ''")
    target = folder / "plain.sqlite"
    subprocess.run(["sqlite3", target, schema], check=True)
    start = time.perf_counter()
    subprocess.run(["sqlite3", target, ".mode csv", f'.import {rows} {table}'], check=True)
    spent = time.perf_counter() - start
    for file in (rows, target):
        pathlib.Path(file).unlink()
    return spent
