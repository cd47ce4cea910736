"""A small random company as import files: the same seed gives the same files.

    python3 firm.py --seed N --out DIR [--size small|medium] [--odd]

It is full of edges: skipped stages and moves back, part payments and refunds, deals without
leads, leads that name deals and deals that name leads, second deals of one lead, empty cells,
unknown references, changes of client type, boundary seconds and durations, foreign currency,
several ways to write a time or a number. --odd adds what the definitions leave open: leads
that share a deal, deals that name an unknown lead, histories that disagree with the stage."""

import argparse
import csv
import datetime as dt
import os
import random

from firm_people import (ages_and_segments, calendar, campaigns, channels, employees, plans,
                         products, stages)
from firm_work import Work

FIRST = dt.date(2025, 1, 6)
LAST = dt.date(2025, 6, 30)
SIZES = {"small": 1, "medium": 6}


def write(folder, kind, columns, rows):
    with open(os.path.join(folder, kind + ".csv"), "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(columns)
        for row in rows:
            out.writerow([row.get(column, "") for column in columns])


def columns_of(rows, leading):
    seen = list(leading)
    for row in rows:
        seen += [column for column in row if column not in seen]
    return seen


def build(seed, size, odd):
    """{kind: rows} of the whole company."""
    dice = random.Random(seed)
    scale = SIZES[size]
    firm = {"employees": employees(dice, 5 + scale), "channels": channels(),
            "products": products(), "stages": stages(dice)}
    firm["holidays"], firm["rates"] = calendar(dice, FIRST, LAST)
    firm["clients"] = ages_and_segments(dice, firm, 40 * scale)
    firm["plans"] = plans(dice, firm, FIRST, LAST)
    firm["ad_spend"] = campaigns(dice, firm, FIRST, LAST)
    work = Work(dice, firm, FIRST, LAST, scale, odd)
    firm.update(work.all())
    return firm


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--size", choices=list(SIZES), default="small")
    options.add_argument("--odd", action="store_true")
    given = options.parse_args()
    os.makedirs(given.out, exist_ok=True)
    for kind, rows in build(given.seed, given.size, given.odd).items():
        if rows:
            write(given.out, kind, columns_of(rows, []), rows)


if __name__ == "__main__":
    main()
