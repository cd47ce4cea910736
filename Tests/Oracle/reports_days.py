"""Reports of the daily control: daily plan and fact, tasks, losses."""

import datetime as dt

import states
from figures import (NONE, by_entity, entity_cells, entity_order, identity, money, ratio,
                     set_order)
from question import manager_of

METRICS = ["calls_out", "calls_in", "calls_30s", "talk_seconds", "meetings", "presentations",
           "proposals", "chats", "leads_processed", "deals_won", "payments", "payments_sum",
           "work_seconds"]
ACTIVITY_METRICS = {"meeting": "meetings", "presentation": "presentations",
                    "proposal": "proposals", "chat": "chats"}


def daily(company, question):
    """One row per manager and metric on the day D (date): plan, fact, percent = fact/plan.

    calls_out, calls_in: missed too; calls_30s: talk > 30 s, both directions; talk_seconds;
    meetings, presentations, proposals, chats: activities neither planned nor cancelled;
    leads_processed: first response that day; deals_won: closed that day; payments,
    payments_sum: received that day (refunds too), by the payment's seller, else its deal's;
    work_seconds: worktime intervals cut at midnight. Plan: see plan_of(). A manager with any
    fact or plan has all metrics. Total: an object per metric, plan the sum of sellers' plans.
    The day of every event is D, also for client type."""
    day, as_of = question.date, question.as_of

    def on_day(moment):
        return moment is not None and moment.date() == day and moment <= as_of

    facts = {}  # (manager's id, metric) -> number
    sellers = {}

    def add(manager, metric, amount):
        sellers[identity(manager)] = manager
        key = (identity(manager), metric)
        facts[key] = facts.get(key, 0) + amount

    for call in company.calls:
        if on_day(call.started_at) and question.holds("call", call, day):
            if call.direction in ("in", "out"):
                add(call.manager, "calls_" + call.direction, 1)
            if call.duration_s > 30:
                add(call.manager, "calls_30s", 1)
            add(call.manager, "talk_seconds", call.duration_s)
    for activity in company.activities:
        if (on_day(activity.at) and states.held(activity)
                and activity.kind in ACTIVITY_METRICS
                and question.holds("call", activity, day)):
            add(activity.manager, ACTIVITY_METRICS[activity.kind], 1)
    for lead in company.leads:
        if (on_day(lead.first_response_at) and lead.created_at <= as_of
                and question.holds("lead", lead, day)):
            add(lead.manager, "leads_processed", 1)
    for deal in company.deals:
        if (states.exists(deal, as_of) and states.outcome(deal, as_of) == "won"
                and on_day(deal.closing) and question.holds("deal", deal, day)):
            add(deal.manager, "deals_won", 1)
    for payment in company.payments:
        if (payment.received_on == day and states.received(payment, as_of)
                and question.holds("payment", payment, day)):
            add(manager_of("payment", payment, as_of), "payments", 1)
            add(manager_of("payment", payment, as_of), "payments_sum", payment.received_amount)
    midnight = dt.datetime.combine(day, dt.time())
    for interval in company.worktime:
        begins = max(interval.start, midnight)
        ends = min(interval.end, midnight + states.DAY)
        if (begins < ends and interval.start <= as_of and midnight <= as_of
                and question.holds("worktime", interval, day)):
            add(interval.manager, "work_seconds", (ends - begins).total_seconds())

    plans = {}
    for seller in company.by_id["employees"].values():
        if not seller_holds(question, seller):
            continue
        for metric in METRICS:
            plan = plan_of(company, seller, metric, day)
            if plan is not None:
                plans[(seller.id, metric)] = plan
                if plan != 0:
                    sellers[seller.id] = seller

    rows, total = [], {}
    for seller in sorted(sellers.values(), key=entity_order):
        if not any(facts.get((identity(seller), m)) or plans.get((identity(seller), m))
                   for m in METRICS):
            continue
        for metric in METRICS:
            plan = plans.get((identity(seller), metric))
            fact = facts.get((identity(seller), metric), 0)
            rows.append({**entity_cells("manager", seller), "metric": metric, "plan": plan,
                         "fact": fact, "percent": ratio(fact, plan)})
    for metric in METRICS:
        of_metric = [row for row in rows if row["metric"] == metric]
        planned = [row["plan"] for row in of_metric if row["plan"] is not None]
        plan = sum(planned) if planned else None
        fact = sum(row["fact"] for row in of_metric)
        total[metric] = {"plan": plan, "fact": fact, "percent": ratio(fact, plan)}
    return rows, total


def seller_holds(question, seller):
    """Plans answer to the filters manager and team; other filters leave them whole."""
    for name, alternatives in question.where.items():
        value = seller.id if name == "manager" else seller.team if name == "team" else None
        if name in ("manager", "team") and not any(value in v for v in alternatives):
            return False
    return True


def plan_of(company, seller, metric, day):
    """The seller's own plan of the day; else of the shortest longer period (week, month,
    quarter) divided by that period's working days, on working days only; null without one."""
    def value(period, first):
        for plan in company.plans:
            if (plan.scope == "manager" and plan.who is seller and plan.metric == metric
                    and plan.period == period and getattr(plan, "from") == first):
                return plan.value
        return None

    own = value("day", day)
    if own is not None:
        return float(own)
    if not states.is_working(company, day):
        return None
    quarter = states.first_of_quarter(day)
    after_quarter = quarter
    for _ in range(3):
        after_quarter = states.next_month(after_quarter)
    month = states.first_of_month(day)
    week = states.monday(day)
    for period, first, after in [("week", week, week + 7 * states.DAY),
                                 ("month", month, states.next_month(month)),
                                 ("quarter", quarter, after_quarter)]:
        planned = value(period, first)
        if planned is not None:
            days = states.days_between(first, after - states.DAY)
            return ratio(planned, len([d for d in days if states.is_working(company, d)]))
    return None


def tasks(company, question):
    """One row per manager of tasks due in the period (a task without created_at is seen
    whatever as_of).

    due: all of them; done_on_time: done at the due second or before; done_late; overdue: not
    done by as_of and due before it; without_result: done, result empty. Client type: on the
    day it is due."""
    as_of = question.as_of
    due = [task for task in company.tasks
           if (task.created_at is None or task.created_at <= as_of)
           and task.due_at is not None
           and question.first <= task.due_at.date() <= question.last
           and question.holds("call", task, task.due_at.date())]

    def figures(found):
        row = {"due": len(found), "done_on_time": 0, "done_late": 0, "overdue": 0,
               "without_result": 0}
        for task in found:
            if task.done_at is not None and task.done_at <= as_of:
                on_time = task.done_at.replace(microsecond=0) <= task.due_at
                row["done_on_time" if on_time else "done_late"] += 1
                if not task.result:
                    row["without_result"] += 1
            elif task.due_at < as_of:
                row["overdue"] += 1
        return row

    rows = [{**entity_cells("manager", manager), **figures(found)}
            for manager, found in by_entity(due, lambda task: task.manager)]
    return rows, figures(due)


def losses(company, question):
    """One row per reason (by=stage, by=manager add a key) of deals lost in the period.

    refusals: their number; amount; share of all refusals of the answer. Stage: the deal's, or
    the last rung it stood in before when that is a lost one; rows of stages by pipeline, then
    order. Client type: on the day of closing."""
    as_of = question.as_of
    lost = [deal for deal in company.deals
            if states.exists(deal, as_of) and states.outcome(deal, as_of) == "lost"
            and question.in_period(deal.closing)
            and question.holds("deal", deal, deal.closing.date())]
    groups = {}
    for deal in lost:
        keys = {"reason": deal.loss_reason or NONE}
        order = [(not deal.loss_reason, deal.loss_reason.encode())]
        if question.by == "manager":
            keys.update(entity_cells("manager", deal.manager))
            order.append(entity_order(deal.manager))
        if question.by == "stage":
            name = states.stage_of_loss(company, deal, as_of)
            names = [s.stage for s in company.pipelines[deal.pipeline]]
            keys["stage"] = name or NONE
            order.append((not name, deal.pipeline.encode(), set_order(names)(name)))
        groups.setdefault(tuple(order), (keys, []))[1].append(deal)

    def figures(deals):
        return {"refusals": len(deals), "amount": money(d.amount for d in deals),
                "share": ratio(len(deals), len(lost))}

    rows = [{**keys, **figures(deals)}
            for _, (keys, deals) in sorted(groups.items(), key=lambda item: item[0])]
    return rows, figures(lost)
