"""The funnel report: cohort and flow."""

import states
from figures import (NONE, entity_cells, entity_order, median, money, ratio, set_order,
                     text_order, wilson)
from question import ENTITIES, field

SETS = {"client_type": ["new", "current"], "segment.sex": ["male", "female"],
        "segment.age": [band for _, band in states.AGES] + ["65_up"]}


def funnel(company, question):
    """One row per pipeline, slice value and stage in order; no total.

    cohort: deals created in the period. entered: those whose furthest stage is this one or a
    later one; from_previous = entered / entered of the stage before (first: null); from_first;
    lost_here, open_here: lost and open deals whose furthest stage is this one; median_days of
    every visit to the stage that ended by as_of (winning stage: null); amount of entered;
    norm_conversion, norm_days; leak: see leak().
    flow: entered only, deals whose first entry into the stage was made in the period, whenever
    the deal was opened (without moves: into the first stage, at its creation).
    Slices, filters and client type are those of the deal at its creation. Stages whose outcome
    is lost are no rungs. Without a slice rows have no slice key."""
    cohort = question.mode != "flow"
    groups = {}
    for deal in company.deals:
        if deal.created_at > question.as_of:
            continue
        if cohort and not question.in_period(deal.created_at):
            continue
        day = deal.created_at.date()
        if not question.holds("deal", deal, day):
            continue
        keys, order = slice_of(company, question, deal, day)
        key = (text_order(deal.pipeline), order)
        found = groups.setdefault(key, ({"pipeline": deal.pipeline, **keys}, []))
        found[1].append(deal)
    rows = []
    for _, (keys, deals) in sorted(groups.items(), key=lambda item: item[0]):
        if cohort:
            found = cohort_stages(company, question, keys["pipeline"], deals)
        else:
            found = flow_stages(company, question, keys["pipeline"], deals)
            if not any(row["entered"] for row in found):
                continue
        rows += [{**keys, **row} for row in found]
    return rows, None


def slice_of(company, question, deal, day):
    """The keys of the deal's slice value and their place in the order of rows."""
    name = question.slice
    if not name:
        return {}, ()
    value = field(company, "deal", deal, name, day, question.as_of)
    if name in ENTITIES:
        return entity_cells("slice", value), entity_order(value)
    if name in SETS:
        return {"slice": value or NONE}, (set_order(SETS[name])(value),)
    return {"slice": value or NONE}, text_order(value)


def cohort_stages(company, question, pipeline, deals):
    as_of = question.as_of
    ladder = states.rungs(company, pipeline)
    winning = states.winning_index(ladder)
    reached = [(deal, states.furthest(company, deal, as_of)) for deal in deals]
    entered = [len([1 for _, index in reached if index >= place])
               for place in range(len(ladder))]
    won = [deal for deal in deals if states.outcome(deal, as_of) == "won"]
    check = ratio(money(deal.amount for deal in won), len(won))
    rows = []
    for place, stage in enumerate(ladder):
        here = [deal for deal, index in reached if index == place]
        days = [(left - came).total_seconds() / 86400
                for deal in deals for name, came, left in states.visits(company, deal, as_of)
                if name == stage.stage and left is not None and left <= as_of]
        rows.append({
            "stage": stage.stage,
            "entered": entered[place],
            "from_previous": ratio(entered[place], entered[place - 1]) if place else None,
            "from_first": ratio(entered[place], entered[0]),
            "lost_here": len([d for d in here if states.outcome(d, as_of) == "lost"]),
            "open_here": len([d for d in here if states.outcome(d, as_of) == "open"]),
            "median_days": None if place == winning else median(days),
            "amount": money(deal.amount for deal, index in reached if index >= place),
            "norm_conversion": stage.norm_conversion,
            "norm_days": stage.norm_days,
            "leak": leak(stage, place, entered, winning, check)})
    return rows


def leak(stage, place, entered, winning, check):
    """(norm - from_previous of the next stage) x entered x share of those that passed all
    later stages (entered the winning stage, of those that entered the next one) x average
    check of won, when the high end of the Wilson interval of from_previous of the next stage
    is below the norm; else 0. Null when the share or the check has denominator 0."""
    if stage.norm_conversion is None or place + 1 >= len(entered) or entered[place] == 0:
        return 0
    conversion = ratio(entered[place + 1], entered[place])
    norm = float(stage.norm_conversion)
    if wilson(entered[place + 1], entered[place])[1] >= norm:
        return 0
    share = ratio(entered[winning], entered[place + 1])
    if share is None or check is None:
        return None
    return (norm - conversion) * entered[place] * share * check


def flow_stages(company, question, pipeline, deals):
    ladder = states.rungs(company, pipeline)
    entered = [0] * len(ladder)
    for deal in deals:
        first_entry = {}
        if company.moves_of.get(deal.id):
            for name, came, _ in states.visits(company, deal, question.as_of):
                if name not in first_entry or came < first_entry[name]:
                    first_entry[name] = came
        elif ladder:
            first_entry[ladder[0].stage] = deal.created_at
        for place, stage in enumerate(ladder):
            if question.in_period(first_entry.get(stage.stage)):
                entered[place] += 1
    return [{"stage": stage.stage, "entered": entered[place]}
            for place, stage in enumerate(ladder)]
