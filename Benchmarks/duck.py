"""DuckDB over the same records: loaded out of SQLite, brought up to changes, asked, compared."""

import resource
import sqlite3
import string
import subprocess
import time

import duckdb

# What the ten reports read: columns with their types, the key by which rows change, and the order
# in which rows lie, by time. Days, keys and choices are the least integers that hold them, few
# different texts an ENUM. Intervals lie by their end: a question about now passes over those past.
TABLES = {
    "calendar": ("day", '"day"', "day INT, month INT, is_working INT1"),
    "client": ("id", "id", "id INT, first_paid_day INT2, occupation ENUM"),
    "lead": ("id", "created_at",
             "id INT, created_at INT8, created_day INT2, channel_id INT2, manager_id INT2,"
             " temperature INT1, status INT1, deal_of INT, qualified_at INT8,"
             " disqualified_at INT8, touches INT"),
    "deal": ("id", "created_at",
             "id INT, created_at INT8, created_day INT2, client_id INT, manager_id INT2,"
             " channel_id INT2, amount_base INT8, temperature INT1, final INT1, closing_at INT8,"
             " closing_day INT2, lead_of INT, kept_from INT, in_pipeline ENUM"),
    "call": ("id", "started_at",
             "id INT, started_at INT8, started_day INT2, manager_id INT2, client_id INT,"
             " duration_s INT, answered INT1"),
    "activity": ("id", '"at"',
                 "id INT, kind INT1, at INT8, day INT2, manager_id INT2, client_id INT,"
                 " status INT1"),
    "payment": ("id", "COALESCE(received_on, planned_on)",
                "id INT, deal_id INT, manager_id INT2, planned_on INT2, planned_amount_base INT8,"
                " received_on INT2, received_amount_base INT8"),
    "ad_spend": ("id", '"date"', "id INT, date INT2, channel_id INT2, cost_base INT8"),
    "standing": ("deal_id", "until_at",
                 "deal_id INT, from_at INT8, until_at INT8, furthest INT"),
    "stage_visit": ("deal_id", "entered_at",
                    "deal_id INT, entered_at INT8, next_at INT8, is_timed INT1, stage ENUM"),
    "lead_warmth": ("lead_id", "until_at",
                    "lead_id INT, from_at INT8, until_at INT8, temperature INT1, run_from INT8"),
    "deal_warmth": ("deal_id", "until_at",
                    "deal_id INT, from_at INT8, until_at INT8, temperature INT1, run_from INT8"),
    "deal_terms": ("deal_id", "until_at",
                   "deal_id INT, from_at INT8, until_at INT8, amount_base INT8, manager_id INT2"),
}


class Duck:
    """The records in memory, as DuckDB likes them best."""

    def __init__(self, database, folder, threads):
        self.database = database
        self.db = duckdb.connect(":memory:", config={"threads": threads})
        for name, (_, order, columns) in TABLES.items():
            self.load(name, order, columns, folder / "table.csv")
        self.revision = self.last_revision()
        self.is_prepared = False

    def load(self, name, order, columns, file):
        fields = [column.split() for column in columns.split(", ")]
        self.refuse_unknown(name)
        select = ", ".join(f'"{field}"' for field, _ in fields)
        with open(file, "wb") as out:
            subprocess.run(
                ["sqlite3", "-readonly", "-csv", "-newline", "\n", self.database,
                 f'SELECT {select} FROM "{name}"'], stdout=out, check=True)
        types = ", ".join(
            f"'{field}': '{'VARCHAR' if kind == 'ENUM' else kind}'" for field, kind in fields)
        source = (
            f"read_csv('{file}', auto_detect = false, header = false, delim = ',', quote = '\"',"
            f" escape = '\"', columns = {{{types}}})")
        casts = []
        for field, kind in fields:
            if kind == "ENUM":
                self.db.execute(
                    f"CREATE TYPE {name}_{field} AS ENUM (SELECT DISTINCT {field} FROM {source}"
                    f" WHERE {field} IS NOT NULL ORDER BY 1)")
                casts.append(f"{field}::{name}_{field} AS {field}")
            else:
                casts.append(f'"{field}"')
        self.db.execute(
            f'CREATE TABLE "{name}" AS SELECT {", ".join(casts)} FROM {source} ORDER BY {order}')
        file.unlink()

    def refuse_unknown(self, name):
        """The SQL counts every row, so none may be one that was only referred to."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as db:
            columns = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]
            if "known" in columns and db.execute(
                    f'SELECT COUNT(*) FROM "{name}" WHERE known = 0').fetchone()[0]:
                raise SystemExit(f"{name}: the demo has records that were only referred to")

    def last_revision(self):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as db:
            return db.execute("SELECT last FROM revision").fetchone()[0]

    def catch_up(self):
        """Replaces the rows that have changed in SQLite since."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as db:
            for name, (key, _, columns) in TABLES.items():
                changed = self.changed(db, name)
                fields = ", ".join(f'"{column.split()[0]}"' for column in columns.split(", "))
                for number in changed:
                    self.db.execute(f'DELETE FROM "{name}" WHERE "{key}" = {number}')
                    rows = db.execute(
                        f'SELECT {fields} FROM "{name}" WHERE "{key}" = {number}').fetchall()
                    if rows:
                        marks = ", ".join("?" * len(rows[0]))
                        self.db.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        self.revision = self.last_revision()

    def changed(self, db, name):
        def written(table):
            return [row[0] for row in db.execute(
                f'SELECT id FROM "{table}" WHERE revision > {self.revision}')]

        def settled(table):
            return [row[0] for row in db.execute(
                f"SELECT DISTINCT id FROM settled WHERE revision > {self.revision}"
                f" AND relation = '{table}'")]

        if name == "calendar":
            return []
        owner = {"standing": "deal", "stage_visit": "deal", "deal_terms": "deal",
                 "deal_warmth": "deal", "lead_warmth": "lead"}.get(name, name)
        return sorted(set(written(owner) + settled(owner)))

    def prepare(self, question, moments):
        """Makes a statement ready, so that planning it is not in its time, and gives its answer."""
        if self.is_prepared:
            self.db.execute("DEALLOCATE question")
        sql = string.Template(question.sql.read_text()).substitute(moments)
        self.db.execute(f"PREPARE question AS\n{sql}")
        self.is_prepared = True
        return self.rows("EXECUTE question")

    def asked(self, count):
        """What the statement made ready takes, milliseconds, so many times after a run to warm up."""
        self.db.execute("EXECUTE question").fetchall()
        times = []
        for _ in range(count):
            wall, cpu = time.perf_counter(), spent()
            self.db.execute("EXECUTE question").fetchall()
            times.append({"wall": (time.perf_counter() - wall) * 1000,
                          "cpu": (spent() - cpu) * 1000})
        return times

    def rows(self, sql):
        result = self.db.execute(sql)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row)) for row in result.fetchall()]


def spent():
    """Seconds of processor time of all threads."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
