#!/usr/bin/env python3
"""Works the figures of ExamplesTests out of the raw files, without Planerka.

    python3 expected.py FOLDER

FOLDER holds maven-crm/ and bank-marketing/: the public files, or Fixtures. Prints the Swift
constants of MavenFigures.swift and BankFigures.swift. Standard library only.
"""

import csv
import lzma
import statistics
import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

# The spellings that the mapping files put right.
PRODUCTS = {"GTXPro": "GTX Pro"}
SECTORS = {"technolgy": "technology"}
COUNTRIES = {"Philipines": "Philippines"}
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def table(path, delimiter=","):
    if not path.exists():
        path = path.with_name(path.name + ".xz")
    opened = lzma.open(path, "rt", encoding="utf-8", newline="") if path.suffix == ".xz" else open(
        path, encoding="utf-8", newline="")
    with opened as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def by(rows, key):
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return sorted(groups.items(), key=lambda pair: (pair[0] is None, (pair[0] or "").encode()))


def stages(rows):
    return Counter(row["deal_stage"] for row in rows)


def worth(rows):
    return sum(int(row["close_value"]) for row in rows if row["deal_stage"] == "Won")


def days(rows):
    return [
        (date.fromisoformat(row["close_date"]) - date.fromisoformat(row["engage_date"])).days
        for row in rows if row["deal_stage"] == "Won"
    ]


def quoted(name):
    return "nil" if name is None else f'"{name}"'


def part(name, rows):
    """A line of one part's deals: as Swift's `Part`."""
    count = stages(rows)
    won, lost, going = count["Won"], count["Lost"], count["Prospecting"] + count["Engaging"]
    return (f"Part({quoted(name)}, won: {won:_}, lost: {lost:_}, open: {going:_}, "
            f"worth: {worth(rows):_})")


def maven(folder):
    deals = table(folder / "sales_pipeline.csv")
    accounts = {row["account"]: row for row in table(folder / "accounts.csv")}
    for row in deals:
        account = accounts.get(row["account"])
        row["sector"] = account and SECTORS.get(account["sector"], account["sector"])
        row["country"] = account and COUNTRIES.get(
            account["office_location"], account["office_location"])
        row["product"] = PRODUCTS.get(row["product"], row["product"])
    print("    all:", part(None, deals) + ",")
    print("    prospecting:", str(stages(deals)["Prospecting"]) + ",")
    print(f"    median: {statistics.median(days(deals)):g}, days: {sum(days(deals)):_},")
    print("    sellers: [")
    for name, rows in by(deals, lambda row: row["sales_agent"]):
        count, length = stages(rows), days(rows)
        if count["Won"] + count["Lost"] == 0:
            continue
        print(f'      Seller("{name}", won: {count["Won"]:_}, lost: {count["Lost"]:_}, '
              f"worth: {worth(rows):_}, median: {statistics.median(length):g}, "
              f"days: {sum(length):_}),")
    print("    ],")
    for title, key in (("products", "product"), ("industries", "sector")):
        print(f"    {title}: [")
        for name, rows in by(deals, lambda row: row[key]):
            print(f"      {part(name, rows)},")
        print("    ],")
    print("    philippines:",
          part("Philippines", [row for row in deals if row["country"] == "Philippines"]) + ",")
    print("    files: [")
    for name in ("sales_teams.csv", "products.csv", "accounts.csv", "sales_pipeline.csv"):
        print(f'      "{name}": {len(table(folder / name)):_},')
    print("    ]")


def talk(rows):
    return sum(row["seconds"] for row in rows)


def bank(folder):
    calls = table(folder / "bank-additional-full.csv", ";")
    for row in calls:
        row["seconds"] = int(row["duration"])
    answered = [row for row in calls if row["seconds"] > 0]
    print(f"    calls: {len(calls):_}, answered: {len(answered):_}, talk: {talk(calls):_},")
    print("    bands: [")
    for name, within in (
        ("missed", lambda s: s == 0), ("under_1m", lambda s: 0 < s < 60),
        ("1_3m", lambda s: 60 <= s <= 180), ("over_3m", lambda s: s > 180),
    ):
        rows = [row for row in calls if within(row["seconds"])]
        if rows:
            print(f'      Band("{name}", calls: {len(rows):_}, talk: {talk(rows):_}),')
    print("    ],\n    months: [")
    for name, rows in by(calls, lambda row: f'2010-{MONTHS.index(row["month"]) + 1:02}'):
        print(f'      Band("{name}", calls: {len(rows):_}, talk: {talk(rows):_}),')
    for title, key in (("occupations", "job"), ("maritalStatuses", "marital")):
        print(f"    ],\n    {title}: [")
        for name, rows in by(calls, lambda row: None if row[key] == "unknown" else row[key]):
            print(f"      Offers({quoted(name)}, made: {len(rows):_}, "
                  f'taken: {sum(row["y"] == "yes" for row in rows):_}),')
    print("    ]")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    maven(Path(sys.argv[1]) / "maven-crm")
    print()
    bank(Path(sys.argv[1]) / "bank-marketing")
