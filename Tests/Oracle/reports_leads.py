"""Reports over leads: channels and temperature."""

import states
from figures import (NONE, entity_cells, entity_order, identity, mean, money, nothing, ratio,
                     text_order, wilson)
from question import campaign_of, channel_of


def channels(company, question):
    """One row per channel (by=campaign: channel, campaign; by=month: channel, month).

    leads: created in the period, plus deals without a lead created in it (each one qualified
    lead of its own channel). qualified: became a deal or status qualified. won: their deal is
    won. lost: their deal is lost, or they are disqualified (won goes before lost, lost before
    the rest). in_work: the rest. lead_to_deal = qualified/leads, lead_to_won = won/leads.
    revenue: payments received for their deals up to as_of. average_check: amount of won deals
    / won. spend: ad spend of the channel in the period. cpl = spend/leads, cac = spend/won,
    romi = (revenue - spend)/spend. Every field and the client are the lead's (of a deal
    without a lead its own); client type is judged at creation. Month: of the creation, of
    the day of spend. All as of as_of."""
    as_of = question.as_of
    groups = {}

    def group(channel, campaign, created):
        extra = None
        if question.by == "campaign":
            extra = campaign
        if question.by == "month":
            extra = states.month_of(created)
        key = (identity(channel), extra)
        return groups.setdefault(key, {"channel": channel, "extra": extra, "cases": [],
                                       "spend": []})

    for lead in company.leads:
        if not question.in_period(lead.created_at):
            continue
        if not question.holds("lead", lead, lead.created_at.date()):
            continue
        deal = states.deal_of(lead, as_of)
        # Money of a deal that several leads share is the one's the deal belongs together with.
        paid = deal if deal is not None and states.lead_of(deal, as_of) is lead else None
        case = {"deal": deal, "paid": paid,
                "qualified": deal is not None or states.qualified(lead, as_of),
                "disqualified": states.disqualified(lead, as_of)}
        group(lead.channel, lead.campaign, lead.created_at.date())["cases"].append(case)
    for deal in company.deals:
        if states.lead_of(deal, as_of) is not None or not question.in_period(deal.created_at):
            continue
        if not question.holds("deal", deal, deal.created_at.date()):
            continue
        case = {"deal": deal, "paid": deal, "qualified": True, "disqualified": False}
        group(channel_of("deal", deal, as_of), campaign_of("deal", deal, as_of),
              deal.created_at.date())["cases"].append(case)
    for row in company.ad_spend:
        if question.day_in_period(row.date) and question.spend_holds(row):
            group(row.channel, row.campaign, row.date)["spend"].append(row.cost)

    rows = []
    for found in sorted(groups.values(),
                        key=lambda g: (entity_order(g["channel"]), text_order(g["extra"]))):
        figures = channel_figures(company, as_of, found["cases"], found["spend"])
        if nothing(figures):
            continue
        keys = entity_cells("channel", found["channel"])
        if question.by in ("campaign", "month"):
            keys[question.by] = found["extra"] or NONE
        rows.append({**keys, **figures})
    total = channel_figures(company, as_of,
                            [case for g in groups.values() for case in g["cases"]],
                            [cost for g in groups.values() for cost in g["spend"]])
    return rows, total


def channel_figures(company, as_of, cases, costs):
    leads = len(cases)
    qualified = len([case for case in cases if case["qualified"]])
    won_deals, lost = [], 0
    for case in cases:
        outcome = states.outcome(case["deal"], as_of) if case["deal"] is not None else "open"
        if outcome == "won":
            won_deals.append(case["deal"])
        elif outcome == "lost" or case["disqualified"]:
            lost += 1
    won = len(won_deals)
    deals = {case["paid"].id for case in cases if case["paid"] is not None}
    revenue = money(payment.received_amount for payment in company.payments
                    if payment.deal is not None and payment.deal.id in deals
                    and states.received(payment, as_of))
    spend = money(costs)
    return {"leads": leads, "qualified": qualified, "won": won, "lost": lost,
            "in_work": leads - won - lost, "lead_to_deal": ratio(qualified, leads),
            "lead_to_won": ratio(won, leads), "revenue": revenue,
            "average_check": ratio(money(deal.amount for deal in won_deals), won),
            "spend": spend, "cpl": ratio(spend, leads), "cac": ratio(spend, won),
            "romi": ratio(revenue - spend, spend)}


NORMS = {"hot": (0.85, 0.95), "warm": (0.20, 0.30), "cold": (0.01, 0.03)}


def temperature(company, question):
    """One row per temperature (by=manager: manager, temperature) of leads created in the
    period, the lead's temperature as of as_of.

    won: their deal is won by as_of. conversion = won/leads; low, high: its Wilson 95 %
    interval. verdict: below when high < norm_low, above when low > norm_high, within when the
    interval lies inside the norm, else unsure; the row none has no norm and no verdict.
    touches: mean over won leads of the calls (missed too) and activities (not planned, not
    cancelled) that name the lead or its deal, from the lead's creation to the deal's closing.
    hot, warm and cold always have a row (by=manager: for every manager with a lead)."""
    as_of = question.as_of
    leads = [lead for lead in company.leads
             if question.in_period(lead.created_at)
             and question.holds("lead", lead, lead.created_at.date())]
    managers = [None]
    if question.by == "manager":
        known = {identity(lead.manager): lead.manager for lead in leads}
        managers = sorted(known.values(), key=entity_order)
    rows = []
    for manager in managers:
        for degree in ["hot", "warm", "cold", ""]:
            chosen = [lead for lead in leads
                      if states.own_temperature(company, lead, as_of) == degree
                      and (question.by != "manager" or lead.manager is manager)]
            if degree == "" and not chosen:
                continue
            keys = entity_cells("manager", manager) if question.by == "manager" else {}
            keys["temperature"] = degree or NONE
            rows.append({**keys, **temperature_figures(company, as_of, chosen, degree)})
    return rows, temperature_figures(company, as_of, leads, "")


def temperature_figures(company, as_of, leads, degree):
    won = [lead for lead in leads if states.exists(lead.of_deal, as_of)
           and states.outcome(lead.of_deal, as_of) == "won"]
    low, high = wilson(len(won), len(leads))
    norm_low, norm_high = NORMS.get(degree, (None, None))
    verdict = None
    if norm_low is not None:
        verdict = "unsure"
        if leads:
            if high < norm_low:
                verdict = "below"
            elif low > norm_high:
                verdict = "above"
            elif low >= norm_low and high <= norm_high:
                verdict = "within"
    return {"leads": len(leads), "won": len(won), "conversion": ratio(len(won), len(leads)),
            "low": low, "high": high, "norm_low": norm_low, "norm_high": norm_high,
            "verdict": verdict, "touches": mean([touches(company, lead) for lead in won])}


def touches(company, lead):
    """Calls and activities that name the lead or its deal, each once."""
    count = 0
    for call in company.calls:
        if call.lead is lead or call.deal is lead.of_deal:
            if lead.created_at <= call.started_at <= lead.of_deal.closing:
                count += 1
    for activity in company.activities:
        if activity.lead is lead or activity.deal is lead.of_deal:
            if states.held(activity) and (
                    lead.created_at <= activity.at <= lead.of_deal.closing):
                count += 1
    return count
