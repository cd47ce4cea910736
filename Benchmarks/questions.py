"""The ten questions, and the new records that come in between."""

import csv
import datetime
import pathlib
import sqlite3
import urllib.parse


class Question:
    """A report's question: `sql` names its file in `duckdb`, `record` makes a row of `kind`."""

    def __init__(self, name, report, parameters, sql, kind, record):
        self.name = name
        self.report = report
        self.parameters = parameters
        self.sql = pathlib.Path(__file__).parent / "duckdb" / f"{sql}.sql"
        self.kind = kind
        self.record = record

    @property
    def path(self):
        return f"/api/v1/reports/{self.report}?" + urllib.parse.urlencode(self.parameters)


def period(today, months):
    """The first day of the demo company's records, of the last month, and the last day."""
    last = datetime.date.fromisoformat(today)
    month = last.year * 12 + last.month - 1 - (months - 1)
    return datetime.date(month // 12, month % 12 + 1, 1), last.replace(day=1), last


def ten(database, today, months):
    """The questions over the demo company of a database."""
    year, month, last = period(today, months)
    known = Known(database, last)

    def over(first, *more):
        return [("from", str(first)), ("to", str(last)), ("as_of", str(last)), *more]

    day = [("date", str(last)), ("as_of", str(last))]
    funnel = ("funnel", "deals", known.deal)
    return [
        Question("channels, year", "channels", over(year), "channels", "leads", known.lead),
        Question("channels, month", "channels", over(month), "channels", "leads", known.lead),
        Question("temperature by seller", "temperature", over(year, ("by", "manager")),
                 "temperature", "calls", known.touch),
        Question("talk time by month", "talk-time", over(year, ("by", "month")), "talk-time",
                 "calls", known.call),
        Question("call structure, year", "call-structure", over(year), "call-structure", "calls",
                 known.call),
        Question("call structure, month", "call-structure", over(month), "call-structure", "calls",
                 known.call),
        Question("funnel by channel", funnel[0], over(year, ("slice", "channel")),
                 "funnel-channel", *funnel[1:]),
        Question("funnel by occupation", funnel[0], over(year, ("slice", "segment.occupation")),
                 "funnel-occupation", *funnel[1:]),
        Question("managers, month", "managers", over(month), "managers", "deals", known.deal),
        Question("payments", "payments", day, "payments", "payments", known.payment),
    ]


class Known:
    """New records that refer to what a database knows; each is made once."""

    def __init__(self, database, last):
        self.last = last
        self.made = 0
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
            def keys(sql):
                return [row[0] for row in db.execute(sql)]

            self.sellers = keys("SELECT key FROM employee WHERE role = 'seller' LIMIT 20")
            self.clients = keys("SELECT key FROM client ORDER BY id DESC LIMIT 100")
            self.pipeline, self.stage = db.execute(
                "SELECT pipeline, stage FROM rung ORDER BY pipeline, place LIMIT 1").fetchone()
            # Why: these are spread over the whole of the company's time.
            self.won = db.execute(
                "SELECT l.key, l.created_at FROM lead l JOIN deal d ON d.id = l.deal_of"
                " WHERE d.final = 2 AND l.touches > 0 AND l.id % 97 = 0 LIMIT 1000").fetchall()
            self.deals = keys("SELECT key FROM deal WHERE final = 2 ORDER BY id DESC LIMIT 100")

    def next(self):
        self.made += 1
        minute = self.made % 600
        return self.made, f"{self.last}T{10 + minute // 60:02}:{minute % 60:02}:00"

    def lead(self):
        number, at = self.next()
        return {"id": f"new{number}", "created_at": at, "client": self.clients[number % 100],
                "channel": f"ch{1 + number % 8}", "manager": self.sellers[number % 20 % len(
                    self.sellers)], "temperature": "warm", "status": "new"}

    def call(self):
        number, at = self.next()
        return {"id": f"new{number}", "started_at": at, "direction": "out",
                "manager": self.sellers[number % len(self.sellers)],
                "client": self.clients[number % 100], "duration_s": 100 + number,
                "answered": "yes"}

    def touch(self):
        number, _ = self.next()
        lead, created = self.won[number * 7 % len(self.won)]
        at = datetime.datetime.fromtimestamp(created // 1000 + 1, datetime.timezone.utc)
        return {"id": f"new{number}", "started_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "direction": "in", "manager": self.sellers[0], "lead": lead, "duration_s": 30,
                "answered": "yes"}

    def deal(self):
        number, at = self.next()
        return {"id": f"new{number}", "created_at": at, "client": self.clients[number % 100],
                "pipeline": self.pipeline, "stage": self.stage,
                "manager": self.sellers[number % len(self.sellers)],
                "channel": f"ch{1 + number % 8}", "amount": 10_000 + number, "temperature": "hot"}

    def payment(self):
        number, _ = self.next()
        return {"id": f"new{number}", "deal": self.deals[number % len(self.deals)],
                "manager": self.sellers[number % len(self.sellers)],
                "planned_on": self.last + datetime.timedelta(days=1 + number % 7),
                "planned_amount": 1_000 + number}


def written(record, path):
    """A file of one record."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, list(record))
        rows.writeheader()
        rows.writerow(record)
    return str(path)
