"""What a record is as of a moment: outcomes, stages, visits, temperatures, client type, days."""

import datetime as dt

DAY = dt.timedelta(days=1)


def monday(day):
    return day - dt.timedelta(days=day.weekday())


def month_of(day):
    return f"{day.year:04d}-{day.month:02d}"


def first_of_month(day):
    return day.replace(day=1)


def first_of_quarter(day):
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def next_month(day):
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def days_between(first, last):
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def months_touched(first, last):
    return (last.year - first.year) * 12 + last.month - first.month + 1


def is_working(company, day):
    """Monday to Friday, with the company's exceptions."""
    if day in company.exceptions:
        return company.exceptions[day]
    return day.weekday() < 5


def exists(record, as_of):
    """Whether a deal or a lead is there by a moment."""
    return record is not None and record.known and record.created_at <= as_of


def deal_of(record, as_of):
    """The deal a record names or belongs together with, once that is there."""
    deal = record.of_deal if hasattr(record, "of_deal") else record.deal
    return deal if exists(deal, as_of) else None


def lead_of(deal, as_of):
    """The lead a deal belongs together with, once that is there; until then the earliest of the
    others that name it."""
    for lead in [deal.of_lead, *deal.owners]:
        if exists(lead, as_of):
            return lead
    return None


def origin_of(deal, as_of):
    """The same, or the lead whose channel and campaign a further deal keeps."""
    if deal.of_lead is not None:
        return lead_of(deal, as_of)
    return deal.kept_from if exists(deal.kept_from, as_of) else None


def outcome(deal, as_of):
    """open, won or lost; before its closing a deal is open."""
    if deal.final != "open" and deal.closing <= as_of:
        return deal.final
    return "open"


def rungs(company, pipeline):
    """The stages of a pipeline in order, without those whose outcome is lost."""
    return [s for s in company.pipelines.get(pipeline, []) if s.outcome != "lost"]


def winning_index(ladder):
    """The first stage whose outcome is won, without one the last rung."""
    for index, stage in enumerate(ladder):
        if stage.outcome == "won":
            return index
    return len(ladder) - 1


def rung_index(ladder, name):
    for index, stage in enumerate(ladder):
        if stage.stage == name:
            return index
    return None


def moves_seen(company, deal, as_of):
    return [m for m in company.moves_of.get(deal.id, []) if m.at <= as_of]


def first_stage(company, deal):
    ladder = rungs(company, deal.pipeline)
    return ladder[0].stage if ladder else ""


def present_stage(company, deal, as_of):
    """Closed: its stage. Open: the stage of its last move; before the first move, the stage
    that move left (without one, the stage it entered). No moves: its stage, but a stage of
    another outcome than open is not yet reached, so the first one."""
    moves = company.moves_of.get(deal.id, [])
    seen = moves_seen(company, deal, as_of)
    closed = outcome(deal, as_of) != "open"
    if closed and deal.stage:
        return deal.stage
    if seen:
        return seen[-1].to
    if moves:
        return getattr(moves[0], "from") or moves[0].to
    if not deal.stage:
        return first_stage(company, deal)
    if deal.final != "open" and company.stage_outcome(deal.pipeline, deal.stage) != "open":
        return first_stage(company, deal)
    return deal.stage


def visits(company, deal, as_of):
    """[(stage, entered at, left at or None)] of a deal with moves, as seen at as_of.

    The `from` of the first move was entered at created_at; when it is empty, its `to` was.
    A visit ends with the next move, the last one with the closing."""
    moves = company.moves_of.get(deal.id, [])
    if not moves:
        return []
    first = moves[0]
    entries = []
    if getattr(first, "from"):
        entries.append((getattr(first, "from"), deal.created_at))
        rest = moves
    else:
        entries.append((first.to, deal.created_at))
        rest = moves[1:]
    for move in rest:
        if move.at <= as_of:
            entries.append((move.to, move.at))
    found = []
    for index, (stage, entered) in enumerate(entries):
        if index + 1 < len(entries):
            left = entries[index + 1][1]
        elif outcome(deal, as_of) != "open":
            left = deal.closing
        else:
            left = None
        found.append((stage, entered, left))
    return found


def furthest(company, deal, as_of):
    """Index of the furthest rung: the latest among the moves (from and to) and the present
    stage, at least the first; won: the winning stage. The stage an open deal says itself counts
    after its last move: when it came there is not known."""
    ladder = rungs(company, deal.pipeline)
    if outcome(deal, as_of) == "won":
        return winning_index(ladder)
    names = [present_stage(company, deal, as_of)]
    seen = moves_seen(company, deal, as_of)
    if deal.final == "open" and len(seen) == len(company.moves_of.get(deal.id, [])):
        names.append(deal.stage)
    for move in seen:
        names += [getattr(move, "from"), move.to]
    found = [rung_index(ladder, name) for name in names]
    return max([index for index in found if index is not None] + [0])


def stage_of_loss(company, deal, as_of):
    """The deal's stage, or when that is a lost one the last rung the deal stood in before."""
    stage = present_stage(company, deal, as_of)
    if company.stage_outcome(deal.pipeline, stage) != "lost":
        return stage
    stood = [name for name, _, _ in visits(company, deal, as_of)
             if company.stage_outcome(deal.pipeline, name) != "lost"]
    return stood[-1] if stood else first_stage(company, deal)


def history(company, owner, moment):
    """Temperatures of a lead or deal at or before the moment, oldest first."""
    rows = [t for t in company.temperatures
            if (t.lead is owner or t.deal is owner) and t.at <= moment]
    return sorted(rows, key=lambda t: t.at)


def own_temperature(company, owner, moment):
    """The last of `temperatures` at or before the moment, else the record's own."""
    rows = history(company, owner, moment)
    return rows[-1].temperature if rows else owner.temperature


def deal_temperature(company, deal, moment):
    """Own, else its lead's."""
    own = own_temperature(company, deal, moment)
    lead = lead_of(deal, moment)
    if own or lead is None:
        return own
    return own_temperature(company, lead, moment)


def became_hot(company, deal, moment):
    """When the deal's present run of `hot` began; without history, its creation."""
    owner = deal
    lead = lead_of(deal, moment)
    if not own_temperature(company, deal, moment) and lead is not None:
        owner = lead
    began = None
    for row in history(company, owner, moment):
        if row.temperature != "hot":
            began = None
        elif began is None:
            began = row.at
    return began or deal.created_at


def payment_client(payment, as_of):
    """Own, else its deal's, once that is opened."""
    if payment.client is not None:
        return payment.client
    return payment.deal.client if exists(payment.deal, as_of) else None


def client_type(company, client, day, as_of):
    """current when the first payment above 0 was received on an earlier day; else new."""
    if client is None:
        return "new"
    for payment in company.payments:
        if (payment_client(payment, as_of) is client and payment.received_on is not None
                and payment.received_amount > 0 and payment.received_on < day
                and payment.received_on <= as_of.date()):
            return "current"
    return "new"


AGES = [(18, "under_18"), (25, "18_24"), (35, "25_34"), (45, "35_44"), (55, "45_54"),
        (65, "55_64")]


def age_band(client, day):
    """Full years on the day, as a band."""
    born = client.birth_date
    if born is None or born > day:
        return ""
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    for limit, band in AGES:
        if years < limit:
            return band
    return "65_up"


def qualified(lead, as_of):
    """Status qualified, from qualified_at or without one from creation."""
    return lead.status == "qualified" and (lead.qualified_at or lead.created_at) <= as_of


def disqualified(lead, as_of):
    return lead.status == "disqualified" and (lead.disqualified_at or lead.created_at) <= as_of


def answered(call):
    return call.duration_s > 0 if call.answered is None else call.answered


def held(activity):
    """Activities count unless planned or cancelled."""
    return activity.status not in ("planned", "cancelled")


def received(payment, as_of):
    """A day of receipt at or before as_of, from its 00:00."""
    return payment.received_on is not None and payment.received_on <= as_of.date()
