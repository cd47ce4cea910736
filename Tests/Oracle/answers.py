"""Answers many questions about one folder of import files.

    python3 answers.py DIR < QUESTIONS.json

reads [{"report", "from", "to", "date", "as_of", "by", "slice", "mode", "where": []}, ...] and
prints a list of {"rows", "total"} in the same order."""

import json
import sys

import oracle
import reading
from figures import plain


def answer(company, question):
    def day(name):
        return reading.read_day(question[name]) if question.get(name) else None

    rows, total = oracle.report(
        company, question["report"], first=day("from"), last=day("to"), date=day("date"),
        as_of=oracle.moment(question["as_of"]), by=question.get("by"),
        slice_key=None if question.get("slice") == "none" else question.get("slice"),
        mode=question.get("mode", "cohort"),
        where=question.get("where", []))
    return plain({"rows": rows, "total": total})


company = reading.Company(sys.argv[1])
print(json.dumps([answer(company, q) for q in json.load(sys.stdin)], ensure_ascii=False))
