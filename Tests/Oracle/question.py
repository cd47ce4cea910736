"""A question to a report, and whose field its filters and slices look at."""

import datetime as dt

import states
from figures import NONE

ENTITIES = {"manager": "employees", "channel": "channels", "product": "products"}
TEXTS = ["team", "campaign", "region", "pipeline", "client_type", "temperature"]
SEGMENTS = ["sex", "marital_status", "occupation", "age"]


class Question:
    """Period (both days included), moment, keys and filters of one report."""

    def __init__(self, company, first, last, date, as_of, by=None, slice_key=None, mode="cohort",
                 where=()):
        self.company, self.as_of = company, as_of
        self.first = first or as_of.date().replace(day=1)
        self.last = last or as_of.date()
        self.date = date or as_of.date()
        self.by, self.slice, self.mode = by, slice_key, mode
        self.where = {}
        for condition in where:
            name, _, value = condition.partition("=")
            self.where.setdefault(name, []).append(self.resolve(name, value))

    def resolve(self, name, value):
        """An entity's id, else its name, as ids; other values as they stand; none: None."""
        if name in ENTITIES:
            if value == NONE:
                return [None]
            known = self.company.by_id[ENTITIES[name]]
            if value in known:
                return [value]
            found = [record.id for record in known.values() if record.name == value]
            if not found:
                raise ValueError(f"unknown {name} {value}; known: {', '.join(sorted(known))}")
            return found
        if name not in TEXTS and not name.startswith("segment."):
            raise ValueError(f"unknown filter {name}; known: "
                             f"{', '.join(list(ENTITIES) + TEXTS + ['segment.NAME'])}")
        return ["" if value == NONE else value]

    def in_period(self, moment):
        """Whether a moment is seen by as_of and falls on a day of the period."""
        return moment is not None and moment <= self.as_of and self.day_in_period(moment.date())

    def day_in_period(self, day):
        """Whether a day is seen by as_of (from its 00:00) and lies in the period."""
        return day is not None and self.first <= day <= self.last and day <= self.as_of.date()

    def holds(self, kind, record, day):
        """Whether every filter holds: values of one are alternatives, all filters must."""
        for name, alternatives in self.where.items():
            moment = self.as_of
            if name == "temperature" and kind == "deal" and self.mode == "flow":
                moment = record.created_at
            value = field(self.company, kind, record, name, day, moment)
            if name in ENTITIES:
                value = None if value is None else value.id
            if not any(value in values for values in alternatives):
                return False
        return True

    def spend_holds(self, row):
        """Ad spend answers only to channel and campaign."""
        for name, alternatives in self.where.items():
            if name == "channel" and not any(row.channel.id in v for v in alternatives):
                return False
            if name == "campaign" and not any(row.campaign in v for v in alternatives):
                return False
        return True


def field(company, kind, record, name, day, as_of):
    """The value of a field of a lead, deal, call (activity, task), payment or worktime.

    Entities come as records or None, everything else as text, "" when absent. `day` is the
    day of the event, for client_type and age; temperature is as of as_of. Nothing is taken
    from a deal or a lead that is not there by as_of."""
    if name == "manager":
        return manager_of(kind, record, as_of)
    if name == "team":
        manager = manager_of(kind, record, as_of)
        return manager.team if manager is not None else ""
    if name == "client_type":
        return states.client_type(company, client_of(kind, record, as_of), day, as_of)
    if name.startswith("segment."):
        return segment(client_of(kind, record, as_of), name[8:], day)
    if name == "region":
        return region_of(kind, record, as_of)
    if name == "product":
        return product_of(kind, record, as_of)
    if name == "channel":
        return channel_of(kind, record, as_of)
    if name == "temperature":
        return temperature_of(company, kind, record, as_of)
    if name == "campaign":
        return campaign_of(kind, record, as_of)
    if name == "pipeline":
        return pipeline_of(kind, record, as_of)
    raise ValueError(f"unknown field {name}")


def deals_else_leads(kind, record, as_of, of_deal, of_lead, nothing):
    """What a payment takes from its deal; a call from its deal, else from its lead."""
    deal = states.deal_of(record, as_of)
    value = of_deal(deal) if deal is not None else nothing
    if kind == "call" and value == nothing and states.exists(record.lead, as_of):
        value = of_lead(record.lead)
    return value


def manager_of(kind, record, as_of):
    """Own; payment: own, else its deal's."""
    if kind == "payment" and record.manager is None:
        deal = states.deal_of(record, as_of)
        return deal.manager if deal is not None else None
    return record.manager


def client_of(kind, record, as_of):
    """Own; payment: own, else its deal's."""
    if kind == "worktime":
        return None
    if kind == "payment" and record.client is None:
        deal = states.deal_of(record, as_of)
        return deal.client if deal is not None else None
    return record.client


def segment(client, name, day):
    if client is None:
        return ""
    if name == "age":
        return states.age_band(client, day)
    if name in SEGMENTS:
        return getattr(client, name)
    return client.attributes.get(name, "")


def region_of(kind, record, as_of):
    """Lead, deal: own, else its client's; the others: its client's."""
    if kind in ("lead", "deal") and record.region:
        return record.region
    client = client_of(kind, record, as_of)
    return client.region if client is not None else ""


def product_of(kind, record, as_of):
    """Lead, deal: own; call: its deal's, else its lead's; payment: own, else its deal's."""
    if kind == "worktime":
        return None
    if kind in ("lead", "deal") or kind == "payment" and record.product is not None:
        return record.product
    return deals_else_leads(kind, record, as_of, lambda deal: deal.product,
                            lambda lead: lead.product, None)


def channel_of(kind, record, as_of):
    """Lead: own; deal: own, else its lead's; call: its deal's, else its lead's; payment: its
    deal's. A further deal of a lead keeps that lead's channel when it has none."""
    if kind == "worktime":
        return None
    if kind == "lead" or kind == "deal" and record.channel is not None:
        return record.channel
    if kind == "deal":
        lead = states.origin_of(record, as_of)
        return lead.channel if lead is not None else None
    return deals_else_leads(kind, record, as_of, lambda deal: channel_of("deal", deal, as_of),
                            lambda lead: lead.channel, None)


def temperature_of(company, kind, record, as_of):
    """Lead: own; deal: own, else its lead's; call: its deal's, else its lead's; payment: its
    deal's."""
    if kind == "worktime":
        return ""
    if kind == "lead":
        return states.own_temperature(company, record, as_of)
    if kind == "deal":
        return states.deal_temperature(company, record, as_of)
    return deals_else_leads(kind, record, as_of,
                            lambda deal: states.deal_temperature(company, deal, as_of),
                            lambda lead: states.own_temperature(company, lead, as_of), "")


def campaign_of(kind, record, as_of):
    """Lead: own; deal: its lead's (a further deal keeps it); call: its deal's, else its
    lead's; payment: its deal's."""
    if kind == "worktime":
        return ""
    if kind == "lead":
        return record.campaign
    if kind == "deal":
        lead = states.origin_of(record, as_of)
        return lead.campaign if lead is not None else ""
    return deals_else_leads(kind, record, as_of, lambda deal: campaign_of("deal", deal, as_of),
                            lambda lead: lead.campaign, "")


def pipeline_of(kind, record, as_of):
    """Deal: own; the others: their deal's."""
    if kind == "deal":
        return record.pipeline
    if kind == "worktime":
        return ""
    deal = states.deal_of(record, as_of)
    return deal.pipeline if deal is not None else ""


def last_moment(day):
    return dt.datetime.combine(day, dt.time(23, 59, 59, 999000))
