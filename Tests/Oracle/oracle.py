"""Sales reports calculated record by record from a folder of import files.

    python3 oracle.py DIR REPORT --from D --to D [--date D] [--as-of T] [--by K] [--slice K]
                      [--mode cohort|flow] [--where F=V ...]

prints {"rows": [...], "total": ...} as JSON. Slow and plain on purpose: every figure is made
from the records as its definition says, to be compared with quicker ways of getting it. Rows
in which every figure is zero are left out, except the rows of fixed sets."""

import argparse
import datetime as dt
import json
import re
import sys

import reading
from figures import plain
from question import ENTITIES, Question, last_moment
from reports_calls import call_structure, talk_time
from reports_days import daily, losses, tasks
from reports_funnel import funnel
from reports_leads import channels, temperature
from reports_money import managers, payments, products

# Report -> (function, keys that `by` takes)
REPORTS = {
    "channels": (channels, ["campaign", "month"]),
    "temperature": (temperature, ["manager"]),
    "talk-time": (talk_time, ["day", "week", "month"]),
    "call-structure": (call_structure,
                       ["manager", "direction", "hour", "weekday", "weekday,hour"]),
    "funnel": (funnel, []),
    "payments": (payments, []),
    "managers": (managers, []),
    "losses": (losses, ["stage", "manager"]),
    "products": (products, []),
    "tasks": (tasks, []),
    "daily": (daily, []),
}
SLICES = ["client_type", "region"] + list(ENTITIES)


def moment(text):
    """A moment; a day alone means its last moment."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4}", text):
        return last_moment(reading.read_day(text))
    return reading.read_time(text)


def report(company, name, **parts):
    """(rows, total) of a report; parts as in Question."""
    function, keys = REPORTS[name]
    by, slice_key = parts.get("by"), parts.get("slice_key")
    if by and by not in keys:
        raise ValueError(f"unknown by {by}; known: {', '.join(keys) or 'nothing'}")
    if slice_key and slice_key not in SLICES and not slice_key.startswith("segment."):
        raise ValueError(f"unknown slice {slice_key}; known: {', '.join(SLICES)}, segment.NAME")
    return function(company, Question(company, **parts))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("folder")
    options.add_argument("report", choices=list(REPORTS))
    options.add_argument("--from", dest="first", type=reading.read_day)
    options.add_argument("--to", dest="last", type=reading.read_day)
    options.add_argument("--date", type=reading.read_day)
    options.add_argument("--as-of", type=moment)
    options.add_argument("--by")
    options.add_argument("--slice")
    options.add_argument("--mode", choices=["cohort", "flow"], default="cohort")
    options.add_argument("--where", action="append", default=[])
    given = options.parse_args()
    now = dt.datetime.now(dt.timezone(reading.ZONE)).replace(tzinfo=None)
    company = reading.Company(given.folder)
    slice_key = None if given.slice in (None, "none") else given.slice
    try:
        rows, total = report(company, given.report, first=given.first, last=given.last,
                             date=given.date, as_of=given.as_of or now, by=given.by,
                             slice_key=slice_key, mode=given.mode, where=given.where)
    except ValueError as fault:
        print(fault, file=sys.stderr)
        return 2
    print(json.dumps(plain({"rows": rows, "total": total}), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
