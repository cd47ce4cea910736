"""A question to a report, and whose field its filters and slices look at."""

import datetime as dt
from collections import namedtuple

import states
from figures import NONE

ENTITIES = {"manager": "employees", "channel": "channels", "product": "products"}
TEXTS = ["team", "campaign", "region", "pipeline", "client_type", "temperature"]
SEGMENTS = ["sex", "marital_status", "occupation", "age"]
TAKEN = ["product", "channel", "temperature", "campaign", "pipeline"]

# What a call, an activity or a task takes its fields from, as seen at a moment.
Named = namedtuple("Named", ["deal", "lead"])


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
            value = field(self.company, kind, record, name, day, self.as_of)
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
    day of the event, for client_type and age; temperature is as of as_of."""
    if kind == "call" and name in TAKEN:
        record = named_by(record, as_of)
    if name == "manager":
        return manager_of(kind, record)
    if name == "team":
        manager = manager_of(kind, record)
        return manager.team if manager is not None else ""
    if name == "client_type":
        return states.client_type(company, client_of(kind, record), day, as_of)
    if name.startswith("segment."):
        return segment(client_of(kind, record), name[8:], day)
    if name == "region":
        return region_of(kind, record)
    if name == "product":
        return product_of(kind, record)
    if name == "channel":
        return channel_of(kind, record)
    if name == "temperature":
        return temperature_of(company, kind, record, as_of)
    if name == "campaign":
        return campaign_of(kind, record)
    if name == "pipeline":
        return pipeline_of(kind, record, as_of)
    raise ValueError(f"unknown field {name}")


def named_by(record, as_of):
    """The deal and the lead that a call names; neither before it exists."""
    return Named(*[found if states.exists(found, as_of) else None
                   for found in (record.deal, record.lead)])


def manager_of(kind, record):
    """Own; payment: own, else its deal's."""
    if kind == "payment" and record.manager is None and record.deal is not None:
        return record.deal.manager
    return record.manager


def client_of(kind, record):
    """Own; payment: own, else its deal's."""
    if kind == "worktime":
        return None
    if kind == "payment":
        return states.payment_client(record)
    return record.client


def segment(client, name, day):
    if client is None:
        return ""
    if name == "age":
        return states.age_band(client, day)
    if name in SEGMENTS:
        return getattr(client, name)
    return client.attributes.get(name, "")


def region_of(kind, record):
    """Lead, deal: own, else its client's; the others: its client's."""
    if kind in ("lead", "deal") and record.region:
        return record.region
    client = client_of(kind, record)
    return client.region if client is not None else ""


def product_of(kind, record):
    """Lead, deal: own; call: its deal's, else its lead's; payment: own, else its deal's."""
    if kind in ("lead", "deal"):
        return record.product
    if kind == "payment":
        if record.product is not None:
            return record.product
        return record.deal.product if record.deal is not None else None
    if kind == "call":
        if record.deal is not None and record.deal.product is not None:
            return record.deal.product
        return record.lead.product if record.lead is not None else None
    return None


def channel_of(kind, record):
    """Lead: own; deal: own, else its lead's; call: its deal's, else its lead's; payment: its
    deal's. A further deal of a lead keeps that lead's channel when it has none."""
    if kind == "lead":
        return record.channel
    if kind == "deal":
        if record.channel is not None:
            return record.channel
        lead = record.of_lead or record.kept_from
        return lead.channel if lead is not None else None
    if kind == "worktime":
        return None
    channel = channel_of("deal", record.deal) if record.deal is not None else None
    if kind == "call" and channel is None and record.lead is not None:
        return record.lead.channel
    return channel


def temperature_of(company, kind, record, as_of):
    """Lead: own; deal: own, else its lead's; call: its deal's, else its lead's; payment: its
    deal's."""
    if kind == "lead":
        return states.own_temperature(company, record, as_of)
    if kind == "deal":
        return states.deal_temperature(company, record, as_of)
    if kind == "worktime":
        return ""
    value = ""
    if record.deal is not None:
        value = states.deal_temperature(company, record.deal, as_of)
    if kind == "call" and not value and record.lead is not None:
        value = states.own_temperature(company, record.lead, as_of)
    return value


def campaign_of(kind, record):
    """Lead: own; deal: its lead's (a further deal keeps it); call: its deal's, else its
    lead's; payment: its deal's."""
    if kind == "lead":
        return record.campaign
    if kind == "deal":
        lead = record.of_lead or record.kept_from
        return lead.campaign if lead is not None else ""
    if kind == "worktime":
        return ""
    value = campaign_of("deal", record.deal) if record.deal is not None else ""
    if kind == "call" and not value and record.lead is not None:
        value = record.lead.campaign
    return value


def pipeline_of(kind, record, as_of):
    """Deal: own; the others: their deal's. A lead has none before its deal exists."""
    if kind == "deal":
        return record.pipeline
    if kind == "worktime":
        return ""
    if kind == "lead":
        return record.of_deal.pipeline if states.exists(record.of_deal, as_of) else ""
    return record.deal.pipeline if record.deal is not None else ""


def last_moment(day):
    return dt.datetime.combine(day, dt.time(23, 59, 59, 999000))
