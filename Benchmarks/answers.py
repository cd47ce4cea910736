"""Reports out of another database's rows, and whether they are the same as Planerka's.

The other database, DuckDB or PostgreSQL, counts, sums and takes medians; what follows by arithmetic
(ratios, intervals, the sums of a funnel from each rung on) and names are put to its rows here, outside
its time.
"""

import math
import sqlite3

TEMPERATURES = ["hot", "warm", "cold"]
NORMS = [(0.85, 0.95), (0.20, 0.30), (0.01, 0.03)]
POTENTIALS = ["new", "current"]
BANDS = ["missed", "under_1m", "1_3m", "over_3m"]
MILLISECONDS = 86_400_000


class Firm:
    """The names and ladders behind numbers."""

    def __init__(self, database):
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
            self.managers = dict(db.execute("SELECT id, key FROM employee"))
            self.channels = dict(db.execute("SELECT id, key FROM channel"))
            self.months = {
                day: f"{ymd // 10000}-{ymd // 100 % 100:02}"
                for day, ymd in db.execute("SELECT day, ymd FROM calendar WHERE day = month")}
            self.ladders = {}
            for pipeline, stage, outcome, rung, days, share in db.execute(
                    "SELECT pipeline, stage, outcome, rung, norm_days, norm_conversion FROM rung"
                    " WHERE rung IS NOT NULL ORDER BY pipeline, rung"):
                self.ladders.setdefault(pipeline, []).append((stage, outcome, days, share))


class Money(float):
    """An amount of minor units in whole ones; it must be the same in both answers."""

    def __new__(cls, minor):
        return super().__new__(cls, minor / 100)


def ratio(part, whole):
    return part / whole if whole else None


def wilson(hits, count):
    if not count:
        return None, None
    z = 1.959963984540054
    share = hits / count
    centre = share + z * z / (2 * count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (centre - half) / (1 + z * z / count), (centre + half) / (1 + z * z / count)


def whole(row, *names):
    """Counts and sums; nothing counts as 0."""
    return [int(row[name] or 0) for name in names]


def split(rows):
    """The groups, and the total."""
    return [row for row in rows if not row["is_total"]], next(
        (row for row in rows if row["is_total"]), None)


def channels(rows, firm, _):
    def figures(row):
        leads, qualified, won, lost, amount, revenue, spend = whole(
            row, "leads", "qualified", "won", "lost", "won_amount", "revenue", "spend")
        return {
            "leads": leads, "qualified": qualified, "won": won, "lost": lost,
            "in_work": leads - won - lost, "lead_to_deal": ratio(qualified, leads),
            "lead_to_won": ratio(won, leads), "revenue": Money(revenue),
            "average_check": ratio(amount / 100, won), "spend": Money(spend),
            "cpl": ratio(spend / 100, leads), "cac": ratio(spend / 100, won),
            "romi": ratio(revenue - spend, spend)}

    groups, total = split(rows)
    return {(firm.channels.get(row["channel"]),): figures(row) for row in groups}, figures(total)


def temperature(rows, firm, _):
    def figures(row, place):
        leads, won, touches = whole(row, "leads", "won", "won_touches")
        low, high = wilson(won, leads)
        norm = NORMS[place - 1] if place else None
        verdict = None
        if norm:
            verdict = "unsure"
            if low is not None and high < norm[0]:
                verdict = "below"
            elif low is not None and low > norm[1]:
                verdict = "above"
            elif low is not None and norm[0] <= low and high <= norm[1]:
                verdict = "within"
        return {
            "leads": leads, "won": won, "conversion": ratio(won, leads), "low": low, "high": high,
            "norm_low": norm[0] if norm else None, "norm_high": norm[1] if norm else None,
            "verdict": verdict, "touches": ratio(touches, won)}

    groups, total = split(rows)
    nothing = {"leads": 0, "won": 0, "won_touches": 0}
    answer = {
        (firm.managers.get(manager), TEMPERATURES[place - 1]): figures(nothing, place)
        for manager in {row["manager"] for row in groups} for place in (1, 2, 3)}
    for row in groups:
        place = row["temperature"]
        name = TEMPERATURES[place - 1] if place else None
        answer[firm.managers.get(row["manager"]), name] = figures(row, place)
    return answer, figures(total, None)


def talk_time(rows, firm, _):
    def figures(row, is_total=False):
        calls, answered, seconds, days = whole(
            row, "calls", "answered", "talk_seconds", "seller_days")
        hours = ratio(seconds / 3600, days)
        verdict = None
        if hours is not None and not is_total:
            verdict = "below" if hours < 2 else "above" if hours > 6 else "within"
        return {
            "calls": calls, "answered": answered, "talk_seconds": seconds,
            "average_seconds": ratio(seconds, answered), "talk_hours_per_day": hours,
            "verdict": verdict}

    groups, total = split(rows)
    return {(firm.managers.get(row["manager"]), firm.months[row["month"]]): figures(row)
            for row in groups}, figures(total, True)


def call_structure(rows, firm, _):
    groups, total = split(rows)
    calls = whole(total, "calls")[0]

    def figures(row):
        count, seconds = whole(row, "calls", "talk_seconds")
        return {"calls": count, "share": ratio(count, calls), "talk_seconds": seconds}

    return {(POTENTIALS[row["potential"] - 1], BANDS[row["band"] - 1]): figures(row)
            for row in groups}, figures(total)


def funnel(rows, firm, question):
    names = firm.channels if ("slice", "channel") in question.parameters else None
    reached, stays = {}, {}
    for row in rows:
        cut = (row["pipeline"], names.get(row["slice"]) if names else row["slice"])
        if row["stage"] is not None:
            stays[cut, row["stage"]] = row["stay"]
        elif row["furthest"] is not None:
            reached.setdefault(cut, {})[row["furthest"]] = row
    answer = {}
    for cut, rungs in reached.items():
        ladder = firm.ladders[cut[0]]
        winning = next((place for place, step in enumerate(ladder) if step[1] == 2),
                       len(ladder) - 1)

        def since(first, name):
            return sum(int(row[name] or 0) for place, row in rungs.items() if place >= first)

        won, won_amount = since(0, "won"), since(0, "won_amount") / 100
        for place, (stage, _, norm_days, norm_share) in enumerate(ladder):
            entered, following = since(place, "entered"), since(place + 1, "entered")
            here = rungs.get(place, {"lost_here": 0, "open_here": 0})
            stay = stays.get((cut, stage)) if place != winning else None
            answer[*cut, stage] = {
                "entered": entered,
                "from_previous": ratio(entered, since(place - 1, "entered")) if place else None,
                "from_first": ratio(entered, since(0, "entered")),
                "lost_here": here["lost_here"], "open_here": here["open_here"],
                "median_days": None if stay is None else stay / MILLISECONDS,
                "amount": Money(since(place, "amount")), "norm_conversion": norm_share,
                "norm_days": norm_days,
                "leak": leak(norm_share, entered, following, since(winning, "entered"), won,
                             won_amount, place + 1 < len(ladder))}
    return answer, None


def leak(norm, entered, following, winning, won, won_amount, has_next):
    high = wilson(following, entered)[1]
    if norm is None or not has_next or high is None or high >= norm:
        return 0
    if not following or not won:
        return None
    return (norm - following / entered) * entered * (winning / following) * (won_amount / won)


def managers(rows, firm, question):
    first, last = (dict(question.parameters)[name] for name in ("from", "to"))
    # Why: the question is about one calendar month from its first day on.
    days = int(last[8:]) - int(first[8:]) + 1

    def figures(row):
        (hot, new, refusals, won, closed, money_hot, money_warm, amount, proposals, clients,
         revenue) = whole(
            row, "hot_open", "hot_new", "refusals", "won", "closed", "money_hot", "money_warm",
            "won_amount", "proposals", "proposal_clients", "revenue")
        return {
            "hot_open": hot, "hot_new": new, "refusals": refusals, "won": won,
            "win_rate": ratio(won, closed), "money_hot": Money(money_hot),
            "money_warm": Money(money_warm), "median_days": row["median_days"],
            "mean_days": row["mean_days"], "average_check": ratio(amount / 100, won),
            "proposals_per_client": ratio(proposals, clients), "revenue": Money(revenue),
            "revenue_per_day": revenue / 100 / days, "revenue_per_week": revenue / 100 * 7 / days,
            "revenue_per_month": revenue / 100}

    groups, total = split(rows)
    return {(firm.managers.get(row["manager"]),): figures(row) for row in groups}, figures(total)


def payments(rows, firm, _):
    def figures(row):
        money = {name: int(value or 0) for name, value in row.items()
                 if name not in ("is_total", "manager")}
        money["planned_tomorrow"] = money["day_1"]
        money["planned_7_days"] = sum(money[f"day_{day}"] for day in range(1, 8))
        return {name: Money(value) for name, value in money.items()}

    groups, total = split(rows)
    return {(firm.managers.get(row["manager"]),): figures(row) for row in groups}, figures(total)


REPORTS = {
    "channels": (["channel_id"], channels), "temperature": (["manager_id", "temperature"],
                                                             temperature),
    "talk-time": (["manager_id", "month"], talk_time),
    "call-structure": (["potential", "band"], call_structure),
    "funnel": (["pipeline", "slice", "stage"], funnel), "managers": (["manager_id"], managers),
    "payments": (["manager_id"], payments),
}


def differences(question, rows, answer, firm):
    """What differs between its rows and Planerka's answer, as lines; none when they agree."""
    keys, make = REPORTS[question.report]
    expected, total = make(rows, firm, question)
    found = {}
    for row in answer["rows"]:
        key = tuple(
            row.get("slice_id", row[name]) if name == "slice" else row[name] for name in keys)
        found[tuple(None if part == "none" else part for part in key)] = row
    # Why: rows in which every figure is nothing may be absent.
    expected = {key: figures for key, figures in expected.items()
                if key in found or any(is_something(value) for value in figures.values())}
    lines = [f"{question.name}: {key} is only in Planerka's answer" for key in found
             if key not in expected]
    for key, figures in expected.items():
        if key not in found:
            lines.append(f"{question.name}: {key} is only in the other answer")
            continue
        lines += compared(question, key, figures, found[key])
    if total is None:
        if answer["total"] is not None:
            lines.append(f"{question.name}: a total that should not be")
    else:
        lines += compared(question, "total", total, answer["total"])
    return lines


def is_something(value):
    return isinstance(value, str) or bool(value)


def compared(question, key, expected, found):
    lines = []
    for name, value in expected.items():
        other = found[name]
        if isinstance(value, (int, float)) and isinstance(other, (int, float)):
            # Why: counts and money are exact in both; only what is divided may differ at its end.
            is_exact = isinstance(value, (int, Money))
            same = value == other if is_exact else math.isclose(
                value, other, rel_tol=1e-9, abs_tol=1e-12)
        else:
            same = value == other
        if not same:
            lines.append(f"{question.name}: {key} {name}: the other {value}, Planerka {other}")
    names = {name for name in found} - set(expected)
    lines += [f"{question.name}: {name} is not compared" for name in names
              if name not in ("channel", "channel_id", "manager", "manager_id", "temperature",
                              "month", "potential", "band", "pipeline", "slice", "slice_id",
                              "stage")]
    return lines
