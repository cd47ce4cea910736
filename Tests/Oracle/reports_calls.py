"""Reports over calls: talk-time and call-structure."""

import states
from figures import (NONE, by_entity, entity_cells, entity_order, identity, ratio, set_order)
from question import client_of

NORM_HOURS = (2, 6)


def calls_of(company, question):
    """Calls started in the period and seen by as_of that pass the filters."""
    return [call for call in company.calls if question.in_period(call.started_at)
            and question.holds("call", call, call.started_at.date())]


def talk_time(company, question):
    """One row per manager (by=day, by=week, by=month add that key) of calls in the period.

    calls: all; answered: those answered; talk_seconds: their talk; average_seconds =
    talk_seconds/answered; talk_hours_per_day = all talk hours / working days on which the
    manager had any call (missed calls make a day count, weekend talk counts in the hours);
    verdict against 2-6 h, ends within, null without working days. Total: all hours / sum of
    the sellers' days, no verdict."""
    def time_key(call):
        day = call.started_at.date()
        if question.by == "day":
            return day.isoformat()
        if question.by == "week":
            return states.monday(day).isoformat()
        if question.by == "month":
            return states.month_of(day)
        return ""

    calls = calls_of(company, question)
    rows = []
    for manager, of_manager in by_entity(calls, lambda call: call.manager):
        for key in sorted({time_key(call) for call in of_manager}):
            keys = entity_cells("manager", manager)
            if question.by:
                keys[question.by] = key
            figures = talk_figures(company, [c for c in of_manager if time_key(c) == key])
            rows.append({**keys, **figures})
    total = talk_figures(company, calls)
    total["verdict"] = None
    return rows, total


def talk_figures(company, calls):
    answered = len([call for call in calls if states.answered(call)])
    seconds = sum(call.duration_s for call in calls)
    days = {(identity(call.manager), call.started_at.date()) for call in calls
            if states.is_working(company, call.started_at.date())}
    hours = ratio(seconds / 3600, len(days))
    verdict = None
    if hours is not None:
        low, high = NORM_HOURS
        verdict = "below" if hours < low else "above" if hours > high else "within"
    return {"calls": len(calls), "answered": answered, "talk_seconds": seconds,
            "average_seconds": ratio(seconds, answered), "talk_hours_per_day": hours,
            "verdict": verdict}


POTENTIALS = ["new", "current"]
BANDS = ["missed", "under_1m", "1_3m", "over_3m"]


def band(call):
    """missed, or by talk seconds: < 60, 60 ... 180, > 180."""
    if not states.answered(call):
        return "missed"
    if call.duration_s < 60:
        return "under_1m"
    return "1_3m" if call.duration_s <= 180 else "over_3m"


def call_structure(company, question):
    """One row per potential (new, current) and band; by= adds manager, direction, hour,
    weekday (1 Monday ... 7) or weekday and hour behind them.

    calls in the period; share of all calls of the answer; talk_seconds. The potential is the
    client type of the call's client on the call's day (no client: new)."""
    calls = calls_of(company, question)
    directions = set_order(["in", "out"])
    added = question.by.split(",") if question.by else []
    groups = {}
    for call in calls:
        day = call.started_at.date()
        client = client_of("call", call, question.as_of)
        potential = states.client_type(company, client, day, question.as_of)
        keys = {"potential": potential, "band": band(call)}
        order = [POTENTIALS.index(potential), BANDS.index(keys["band"])]
        for name in added:
            if name == "manager":
                keys.update(entity_cells("manager", call.manager))
                order.append(entity_order(call.manager))
            elif name == "direction":
                keys["direction"] = call.direction or NONE
                order.append(directions(call.direction))
            elif name == "hour":
                keys["hour"] = call.started_at.hour
                order.append(call.started_at.hour)
            elif name == "weekday":
                keys["weekday"] = day.isoweekday()
                order.append(day.isoweekday())
        groups.setdefault(tuple(order), (keys, []))[1].append(call)
    rows = [{**keys, **structure_figures(found, len(calls))}
            for _, (keys, found) in sorted(groups.items(), key=lambda item: item[0])]
    return rows, structure_figures(calls, len(calls))


def structure_figures(calls, all_calls):
    return {"calls": len(calls), "share": ratio(len(calls), all_calls),
            "talk_seconds": sum(call.duration_s for call in calls)}
