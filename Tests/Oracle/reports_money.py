"""Reports over money: payments, managers, products."""

import datetime as dt

import states
from figures import (by_entity, entity_cells, entity_order, identity, mean, median, money,
                     nothing, ratio)
from question import manager_of, product_of


def payments(company, question):
    """One row per manager (the payment's, else its deal's) on the day D (date).

    received_today: received on D, planned or not. Sums of planned_amount of what is not
    received (no received_on at or before as_of): planned_tomorrow D+1, planned_7_days
    D+1 ... D+7, day_1 ... day_7 each of them, overdue planned before D. Client type: on the
    day of receipt for what is received, on the planned day for what is planned."""
    day, as_of = question.date, question.as_of
    received = [p for p in company.payments
                if p.received_on == day and states.received(p, as_of)
                and question.holds("payment", p, p.received_on)]
    planned = [p for p in company.payments
               if p.planned_on is not None and not states.received(p, as_of)
               and question.holds("payment", p, p.planned_on)]

    def figures(got, due):
        def sum_planned(first, last):
            return money(p.planned_amount for p in due
                         if (first is None or p.planned_on >= first) and p.planned_on <= last)

        after = [day + dt.timedelta(days=n) for n in range(8)]
        row = {"received_today": money(p.received_amount for p in got),
               "planned_tomorrow": sum_planned(after[1], after[1]),
               "planned_7_days": sum_planned(after[1], after[7])}
        for n in range(1, 8):
            row[f"day_{n}"] = sum_planned(after[n], after[n])
        row["overdue"] = sum_planned(None, day - states.DAY)
        return row

    def seller(payment):
        return manager_of("payment", payment, as_of)

    rows = []
    for manager, _ in by_entity(received + planned, seller):
        row = figures([p for p in received if seller(p) is manager],
                      [p for p in planned if seller(p) is manager])
        if not nothing(row):
            rows.append({**entity_cells("manager", manager), **row})
    return rows, figures(received, planned)


def managers(company, question):
    """One row per manager.

    hot_open: open deals hot as of as_of; hot_new: of these, became hot in the period (without
    history: created in it). refusals: lost in the period; won in the period; win_rate =
    won/(won+refusals). money_hot, money_warm: amounts of open deals. median_days, mean_days
    from creation to won, difference of dates, of deals won in the period. average_check: won
    amount / won. proposals_per_client: proposals of the period that have a client / distinct
    such clients. revenue: received in the period, by the payment's seller, else its deal's;
    revenue_per_day: by calendar days; revenue_per_week: x 7; revenue_per_month: by calendar
    months touched. Client type: open deals on the day of as_of, won and lost on the day of
    closing, proposals and payments on their own day."""
    as_of = question.as_of
    deals = [deal for deal in company.deals if states.exists(deal, as_of)]
    opened = [deal for deal in deals if states.outcome(deal, as_of) == "open"
              and question.holds("deal", deal, as_of.date())]
    closed = [deal for deal in deals if states.outcome(deal, as_of) != "open"
              and question.in_period(deal.closing)
              and question.holds("deal", deal, deal.closing.date())]
    proposals = [a for a in company.activities
                 if a.kind == "proposal" and states.held(a) and question.in_period(a.at)
                 and question.holds("call", a, a.at.date())]
    received = [p for p in company.payments if question.day_in_period(p.received_on)
                and question.holds("payment", p, p.received_on)]
    calendar_days = (question.last - question.first).days + 1
    months = states.months_touched(question.first, question.last)

    def seller_of(payment):
        return manager_of("payment", payment, as_of)

    def figures(mine):
        """The figures of the records for which mine(seller) holds."""
        my_open = [d for d in opened if mine(d.manager)]
        hot = [d for d in my_open if states.deal_temperature(company, d, as_of) == "hot"]
        warm = [d for d in my_open if states.deal_temperature(company, d, as_of) == "warm"]
        lost = [d for d in closed if d.final == "lost" and mine(d.manager)]
        won = [d for d in closed if d.final == "won" and mine(d.manager)]
        days = [(d.closing.date() - d.created_at.date()).days for d in won]
        with_client = [a for a in proposals if a.client is not None and mine(a.manager)]
        revenue = money(p.received_amount for p in received if mine(seller_of(p)))
        return {
            "hot_open": len(hot),
            "hot_new": len([d for d in hot
                            if question.in_period(states.became_hot(company, d, as_of))]),
            "refusals": len(lost), "won": len(won),
            "win_rate": ratio(len(won), len(won) + len(lost)),
            "money_hot": money(d.amount for d in hot),
            "money_warm": money(d.amount for d in warm),
            "median_days": median(days), "mean_days": mean(days),
            "average_check": ratio(money(d.amount for d in won), len(won)),
            "proposals_per_client": ratio(len(with_client),
                                          len({a.client.id for a in with_client})),
            "revenue": revenue,
            "revenue_per_day": ratio(revenue, calendar_days),
            "revenue_per_week": ratio(revenue * 7, calendar_days),
            "revenue_per_month": ratio(revenue, months)}

    sellers = {}
    for record in opened + closed + proposals:
        sellers[identity(record.manager)] = record.manager
    for payment in received:
        sellers[identity(seller_of(payment))] = seller_of(payment)
    rows = []
    for seller in sorted(sellers.values(), key=entity_order):
        row = figures(lambda manager, seller=seller: manager is seller)
        if not nothing(row):
            rows.append({**entity_cells("manager", seller), **row})
    return rows, figures(lambda manager: True)


def products(company, question):
    """One row per product.

    leads created in the period, by the lead's product; deals created, won closed in it, by
    the deal's; win_rate = won/(won+lost) closed in it; revenue received in it, by the
    payment's product, else its deal's; change = (revenue - before)/before, before = revenue of
    as many days directly before the period."""
    as_of = question.as_of
    length = (question.last - question.first).days + 1
    before_first = question.first - dt.timedelta(days=length)
    before_last = question.first - states.DAY
    leads = [lead for lead in company.leads if question.in_period(lead.created_at)
             and question.holds("lead", lead, lead.created_at.date())]
    seen = [deal for deal in company.deals if states.exists(deal, as_of)]
    created = [deal for deal in seen if question.in_period(deal.created_at)
               and question.holds("deal", deal, deal.created_at.date())]
    closed = [deal for deal in seen if states.outcome(deal, as_of) != "open"
              and question.in_period(deal.closing)
              and question.holds("deal", deal, deal.closing.date())]
    paid = [p for p in company.payments if states.received(p, as_of)
            and question.holds("payment", p, p.received_on)]
    now = [p for p in paid if question.first <= p.received_on <= question.last]
    before = [p for p in paid if before_first <= p.received_on <= before_last]

    def sold(payment):
        return product_of("payment", payment, as_of)

    def figures(mine):
        won = len([d for d in closed if d.final == "won" and mine(d.product)])
        lost = len([d for d in closed if d.final == "lost" and mine(d.product)])
        revenue = money(p.received_amount for p in now if mine(sold(p)))
        earlier = money(p.received_amount for p in before if mine(sold(p)))
        return {"leads": len([lead for lead in leads if mine(lead.product)]),
                "deals": len([deal for deal in created if mine(deal.product)]),
                "won": won, "win_rate": ratio(won, won + lost), "revenue": revenue,
                "change": ratio(revenue - earlier, earlier)}

    known = {}
    for record in leads + created + closed:
        known[identity(record.product)] = record.product
    for payment in now + before:
        known[identity(sold(payment))] = sold(payment)
    rows = []
    for product in sorted(known.values(), key=entity_order):
        row = figures(lambda other, product=product: other is product)
        if not nothing(row):
            rows.append({**entity_cells("product", product), **row})
    return rows, figures(lambda other: True)
