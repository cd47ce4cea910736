"""Reading a folder of import files (KIND.csv) into plain records with their references tied."""

import csv
import datetime as dt
import os
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from types import SimpleNamespace

ZONE = dt.timedelta(hours=3)  # Europe/Moscow, the same offset through 2024-2026
BASE_CURRENCY = "RUB"
DEFAULT_PIPELINE = "Основная"

# Column -> type. "ref KIND" is a reference; everything else is a plain value.
COLUMNS = {
    "employees": {"id": "text", "name": "text", "email": "text", "team": "text", "role": "text",
                  "function": "text", "hired_on": "day", "left_on": "day"},
    "channels": {"id": "text", "name": "text", "group": "text"},
    "products": {"id": "text", "name": "text", "category": "text", "price": "number"},
    "clients": {"id": "text", "name": "text", "kind": "text", "phone": "text", "email": "text",
                "region": "text", "sex": "text", "birth_date": "day", "marital_status": "text",
                "occupation": "text", "manager": "ref employees", "created_at": "time"},
    "leads": {"id": "text", "created_at": "time", "client": "ref clients",
              "channel": "ref channels", "campaign": "text", "product": "ref products",
              "manager": "ref employees", "temperature": "text", "status": "text",
              "first_response_at": "time", "qualified_at": "time", "disqualified_at": "time",
              "disqualify_reason": "text", "deal": "ref deals", "region": "text"},
    "deals": {"id": "text", "created_at": "time", "closed_at": "time", "client": "ref clients",
              "lead": "ref leads", "pipeline": "text", "stage": "text",
              "manager": "ref employees", "channel": "ref channels", "product": "ref products",
              "amount": "number", "currency": "text", "expected_close_on": "day",
              "outcome": "text", "loss_reason": "text", "temperature": "text",
              "region": "text"},
    "stages": {"pipeline": "text", "stage": "text", "order": "number", "outcome": "text",
               "result": "text", "norm_days": "number", "norm_conversion": "number"},
    "stage_moves": {"deal": "ref deals", "at": "time", "from": "text", "to": "text",
                    "manager": "ref employees"},
    "temperatures": {"lead": "ref leads", "deal": "ref deals", "at": "time",
                     "temperature": "text"},
    "calls": {"id": "text", "started_at": "time", "direction": "text",
              "manager": "ref employees", "client": "ref clients", "phone": "text",
              "lead": "ref leads", "deal": "ref deals", "duration_s": "number",
              "answered": "yes_no", "recording_url": "text"},
    "activities": {"id": "text", "kind": "text", "at": "time", "duration_s": "number",
                   "manager": "ref employees", "client": "ref clients", "lead": "ref leads",
                   "deal": "ref deals", "place": "text", "status": "text", "amount": "number",
                   "first_reply_s": "number"},
    "payments": {"id": "text", "deal": "ref deals", "client": "ref clients",
                 "manager": "ref employees", "product": "ref products", "planned_on": "day",
                 "planned_amount": "number", "received_on": "day", "received_amount": "number",
                 "currency": "text"},
    "tasks": {"id": "text", "title": "text", "manager": "ref employees", "created_at": "time",
              "due_at": "time", "done_at": "time", "client": "ref clients",
              "lead": "ref leads", "deal": "ref deals", "expected_result": "text",
              "result": "text"},
    "ad_spend": {"date": "day", "channel": "ref channels", "campaign": "text",
                 "cost": "number", "clicks": "number", "impressions": "number",
                 "currency": "text"},
    "worktime": {"manager": "ref employees", "start": "time", "end": "time", "place": "text"},
    "plans": {"metric": "text", "scope": "text", "who": "text", "period": "text",
              "from": "day", "value": "number"},
    "holidays": {"date": "day", "working": "yes_no"},
    "rates": {"date": "day", "currency": "text", "rate": "number"},
}


def read_text(text):
    return unicodedata.normalize("NFC", text.strip())


def read_time(text):
    """A moment as local company time without an offset, kept to the millisecond."""
    text = read_text(text)
    if not text:
        return None
    russian = re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?", text)
    if russian:
        day, month, year, hour, minute, second = (int(x or 0) for x in russian.groups())
        return dt.datetime(year, month, day, hour, minute, second)
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.timezone(ZONE)).replace(tzinfo=None)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def read_day(text):
    moment = read_time(text)
    return None if moment is None else moment.date()


def read_number(text):
    text = re.sub(r"[\s'’\u00a0\u202f]", "", text).replace(",", ".")
    return Decimal(text) if text else None


def read_yes_no(text):
    text = read_text(text).lower()
    if not text:
        return None
    return text in ("yes", "true", "1", "y", "да")


READERS = {"text": read_text, "time": read_time, "day": read_day, "number": read_number,
           "yes_no": read_yes_no}


def kopecks(amount):
    """An amount to its minor unit (two digits for every currency used here), half up."""
    return (amount or Decimal(0)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


class Company:
    """All records of one folder: a list per kind, every reference an object or None."""

    def __init__(self, folder):
        self.by_id = {kind: {} for kind in COLUMNS}
        self.attributes = set()
        raw = {kind: self.read_file(folder, kind) for kind in COLUMNS}
        for kind, rows in raw.items():
            if "id" in COLUMNS[kind]:
                for row in rows:
                    self.by_id[kind][row["id"]] = SimpleNamespace(**row, known=True)
        self.records = {}
        for kind, rows in raw.items():
            if "id" in COLUMNS[kind]:
                records = [r for r in self.by_id[kind].values() if r.known]
            else:
                records = [SimpleNamespace(**row) for row in rows]
            for record in records:
                self.tie(kind, record)
            self.records[kind] = records
        for kind, records in self.records.items():
            setattr(self, kind, records)
        self.settle_plans_and_days()
        self.settle_money()
        self.settle_stages()
        self.settle_deals()
        self.settle_leads_and_deals()

    def read_file(self, folder, kind):
        path = os.path.join(folder, kind + ".csv")
        if not os.path.exists(path):
            return []
        rows = []
        with open(path, encoding="utf-8-sig", newline="") as file:
            for cells in csv.DictReader(file):
                row = {}
                for column, type_name in COLUMNS[kind].items():
                    reader = READERS.get(type_name, read_text)
                    row[column] = reader(cells.get(column) or "")
                row["attributes"] = {}
                for column, text in cells.items():
                    if column.startswith("attr."):
                        row["attributes"][column[5:]] = read_text(text or "")
                        self.attributes.add(column[5:])
                rows.append(row)
        return rows

    def refer(self, kind, text):
        """A reference: by id, then by exact name, else a placeholder with the text as both."""
        if not text:
            return None
        if text in self.by_id[kind]:
            return self.by_id[kind][text]
        for record in self.by_id[kind].values():
            if getattr(record, "name", None) == text:
                return record
        blank = {column: None if type_name in ("time", "day", "number") else ""
                 for column, type_name in COLUMNS[kind].items()}
        for column, type_name in COLUMNS[kind].items():
            if type_name.startswith("ref "):
                blank[column] = None
        blank["id"] = text
        if "name" in blank:
            blank["name"] = text
        placeholder = SimpleNamespace(**blank, attributes={}, known=False)
        self.by_id[kind][text] = placeholder
        return placeholder

    def tie(self, kind, record):
        for column, type_name in COLUMNS[kind].items():
            if type_name.startswith("ref "):
                text = getattr(record, column)
                setattr(record, column, self.refer(type_name[4:], text))
        if "name" in COLUMNS[kind] and not record.name:
            record.name = record.id

    def settle_plans_and_days(self):
        for plan in self.plans:
            if plan.scope == "manager":
                plan.who = self.refer("employees", plan.who)
        self.exceptions = {h.date: h.working for h in self.holidays}
        spend = {}  # one row per day, channel and campaign: the later replaces the earlier
        for row in self.ad_spend:
            spend[(row.date, row.channel.id, row.campaign)] = row
        self.ad_spend = list(spend.values())
        temperatures = {}
        for row in self.temperatures:
            temperatures[(row.lead and row.lead.id, row.deal and row.deal.id, row.at)] = row
        self.temperatures = list(temperatures.values())

    def settle_money(self):
        """Amounts in the base currency, at the rate of their own day or the nearest earlier."""
        for deal in self.deals:
            deal.amount = self.in_base(deal.amount, deal.currency, deal.created_at.date())
        for payment in self.payments:
            payment.planned_amount = self.in_base(
                payment.planned_amount, payment.currency, payment.planned_on)
            payment.received_amount = self.in_base(
                payment.received_amount, payment.currency, payment.received_on)
        for row in self.ad_spend:
            row.cost = self.in_base(row.cost, row.currency, row.date)

    def in_base(self, amount, currency, day):
        amount = kopecks(amount)
        if not currency or currency == BASE_CURRENCY or amount == 0:
            return amount
        earlier = [r for r in self.rates if r.currency == currency and r.date <= day]
        if not earlier:
            raise ValueError(f"no rate of {currency} on {day}")
        return kopecks(amount * max(earlier, key=lambda r: r.date).rate)

    def settle_stages(self):
        """Stages of each pipeline in their order; guessed where the file has none."""
        self.pipelines = {}
        for stage in sorted(self.stages, key=lambda s: s.order):
            stage.outcome = stage.outcome or "open"
            self.pipelines.setdefault(stage.pipeline, []).append(stage)
        self.moves_of = {}
        for move in self.stage_moves:
            self.moves_of.setdefault(move.deal.id, []).append(move)
        for moves in self.moves_of.values():
            moves.sort(key=lambda m: m.at)  # moves of one instant stay in file order
        for deal in self.deals:
            deal.pipeline = deal.pipeline or DEFAULT_PIPELINE
        for pipeline in sorted({d.pipeline for d in self.deals} - set(self.pipelines)):
            self.pipelines[pipeline] = self.guess_stages(pipeline)

    def guess_stages(self, pipeline):
        """Median position among the moves of a deal, then first appearance; won comes last."""
        positions, appeared, won, lost, alive = {}, [], set(), set(), set()
        for deal in [d for d in self.deals if d.pipeline == pipeline]:
            moves = self.moves_of.get(deal.id, [])
            for index, move in enumerate(moves):
                if index == 0 and getattr(move, "from"):
                    positions.setdefault(getattr(move, "from"), []).append(0)
                positions.setdefault(move.to, []).append(index + 1)
            stands = deal.stage or (moves[-1].to if moves else "")
            if stands:
                appeared.append(stands)
                {"won": won, "lost": lost}.get(deal.outcome, alive).add(stands)
        middle = {}
        for name, found in positions.items():
            found.sort()
            half = len(found) // 2
            middle[name] = found[half] if len(found) % 2 else (found[half - 1] + found[half]) / 2
        names = sorted(middle, key=lambda n: middle[n])
        names += [n for n in dict.fromkeys(appeared) if n not in middle]
        names = [n for n in names if n not in won] + [n for n in names if n in won]
        outcome = {n: "won" if n in won else "lost" if n in lost - alive else "open"
                   for n in names}
        return [SimpleNamespace(pipeline=pipeline, stage=n, order=i, outcome=outcome[n],
                                norm_days=None, norm_conversion=None)
                for i, n in enumerate(names)]

    def stage_outcome(self, pipeline, name):
        for stage in self.pipelines.get(pipeline, []):
            if stage.stage == name:
                return stage.outcome
        return "open"

    def settle_deals(self):
        """`final` outcome of each deal and the moment `closing` at which it has it."""
        for deal in self.deals:
            moves = self.moves_of.get(deal.id, [])
            stands = deal.stage or (moves[-1].to if moves else "")
            deal.final = deal.outcome or self.stage_outcome(deal.pipeline, stands)
            deal.closing = None
            if deal.final != "open":
                into = [m.at for m in moves
                        if self.stage_outcome(deal.pipeline, m.to) == deal.final]
                deal.closing = deal.closed_at or (into[-1] if into else deal.created_at)

    def settle_leads_and_deals(self):
        """A lead has one deal: the one it names, else the earliest created that names it."""
        for deal in self.by_id["deals"].values():
            deal.of_lead, deal.kept_from, deal.owners = None, None, []
        for lead in self.by_id["leads"].values():
            lead.of_deal = lead.deal
            if lead.deal is None:
                naming = [d for d in self.deals if d.lead is lead]
                if naming:
                    lead.of_deal = min(naming, key=lambda d: (d.created_at, d.id.encode()))
        for deal in self.deals:
            named = deal.lead
            deal.owners = sorted((lead for lead in self.leads if lead.of_deal is deal),
                                 key=lambda x: (x.created_at, x.id.encode()))
            if named is not None and named.known and named.of_deal is deal:
                deal.of_lead = named
            elif deal.owners:
                deal.of_lead = deal.owners[0]
            elif named is not None:
                deal.kept_from = named  # a further deal: its channel and campaign only
