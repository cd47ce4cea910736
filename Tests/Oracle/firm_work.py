"""The work of a random company: leads, deals and their moves, calls, activities, payments."""

import datetime as dt

from firm_people import CAMPAIGNS, LADDERS, MAIN, REFUSED, RENEWAL, maybe

EDGE_TIMES = [(0, 0, 0), (23, 59, 58), (9, 0, 0), (12, 30, 0), (3, 0, 0)]
TALK = [0, 0, 5, 15, 30, 31, 59, 60, 61, 179, 180, 181, 240, 600, 3600, 5400]
REASONS = ["Дорого", "Выбрали других", "не отвечает", ""]
DEGREES = ["hot", "warm", "cold", ""]
TURN = dt.datetime(2025, 4, 10, 12)  # a moment that questions ask about


class Work:
    """Draws the records one after another, later ones from earlier ones."""

    def __init__(self, dice, firm, first, last, scale, odd):
        self.dice, self.firm, self.scale, self.odd = dice, firm, scale, odd
        self.first, self.last = first, last
        self.days = (last - first).days

    def all(self):
        self.leads = self.make_leads(110 * self.scale)
        self.moves = []
        self.deals = self.make_deals()
        self.trim_leads()
        self.temperatures = self.make_temperatures()
        files = {"leads": self.leads, "deals": self.deals, "stage_moves": self.moves,
                 "temperatures": self.temperatures, "calls": self.make_calls(700 * self.scale),
                 "activities": self.make_activities(220 * self.scale),
                 "payments": self.make_payments(), "tasks": self.make_tasks(90 * self.scale),
                 "worktime": self.make_worktime()}
        for kind, rows in files.items():
            for row in rows:
                for column, value in row.items():
                    if isinstance(value, dt.datetime):
                        row[column] = self.write_time(value)
                    elif isinstance(value, dt.date):
                        row[column] = self.write_day(value)
        return {kind: [{c: v for c, v in row.items() if not c.startswith("_")} for row in rows]
                for kind, rows in files.items()}

    # Values

    def moment(self):
        day = self.first + dt.timedelta(days=self.dice.randint(0, self.days))
        if self.dice.random() < 0.12:
            hour, minute, second = self.dice.choice(EDGE_TIMES)
        else:
            hour = self.dice.randint(8, 20)
            minute, second = self.dice.randint(0, 59), self.dice.randint(0, 59)
        return dt.datetime.combine(day, dt.time(hour, minute, second))

    def later(self, moment, most_hours):
        return moment + dt.timedelta(seconds=self.dice.randint(60, int(most_hours * 3600)))

    def write_time(self, moment):
        way = self.dice.random()
        if moment.microsecond or way < 0.55:
            return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
        if way < 0.7:
            return moment.strftime("%d.%m.%Y %H:%M:%S")
        if way < 0.8:
            return (moment - dt.timedelta(hours=3)).isoformat() + "Z"
        if way < 0.9:
            return (moment + dt.timedelta(hours=2)).isoformat() + "+05:00"
        return moment.isoformat(sep=" ")

    def write_day(self, day):
        return day.strftime("%d.%m.%Y") if self.dice.random() < 0.2 else day.isoformat()

    def manager(self, empty=0.08):
        way = self.dice.random()
        if way < empty:
            return ""
        if way < empty + 0.02:
            return "Бывший сотрудник"  # unknown: shows under its text
        if way < empty + 0.05:
            return self.firm["employees"][0]["name"]
        return self.dice.choice(self.firm["employees"])["id"]

    def client(self, empty=0.12):
        way = self.dice.random()
        if way < empty:
            return ""
        if way < empty + 0.02:
            return "ООО Неизвестное"
        if way < empty + 0.04:
            return self.firm["clients"][0]["name"]
        return self.dice.choice(self.firm["clients"])["id"]

    def channel(self, empty=0.12):
        return maybe(self.dice, 1 - empty,
                     self.dice.choice(["ch-site", "ch-ads", "Реклама", "ch-call", "ch-ref",
                                       "ch-fair", "Чат-бот"]))

    def product(self, empty=0.15):
        return maybe(self.dice, 1 - empty,
                     self.dice.choice(["p1", "p2", "p3", "audit", "Новинка"]))

    # Leads and deals

    def make_leads(self, count):
        rows = []
        for n in range(1, count + 1):
            created = self.moment()
            status = self.dice.choice(["new", "in_work", "", "qualified", "qualified",
                                       "disqualified"])
            rows.append({
                "id": f"L{n}", "created_at": created, "client": self.client(),
                "channel": self.channel(), "campaign": self.dice.choice(CAMPAIGNS),
                "product": self.product(), "manager": self.manager(),
                "temperature": self.dice.choice(DEGREES), "status": status,
                "first_response_at": maybe(self.dice, 0.7, self.later(created, 50)),
                "qualified_at": "", "disqualified_at": "", "disqualify_reason": "", "deal": "",
                "region": self.dice.choice(["Москва", "Казань", "", ""])})
            if status == "qualified":
                rows[-1]["qualified_at"] = maybe(self.dice, 0.8, self.later(created, 200))
            if status == "disqualified":
                rows[-1]["disqualified_at"] = maybe(self.dice, 0.8, self.later(created, 400))
                rows[-1]["disqualify_reason"] = maybe(self.dice, 0.6, "не тот регион")
        return rows

    def make_deals(self):
        rows = []
        for lead in self.leads:
            if self.dice.random() < 0.55:
                deal = self.make_deal(len(rows) + 1, lead)
                rows.append(deal)
                way = self.dice.random()
                if way < 0.4:
                    deal["lead"] = lead["id"]
                elif way < 0.7:
                    lead["deal"] = deal["id"]
                else:
                    deal["lead"], lead["deal"] = lead["id"], deal["id"]
                if self.dice.random() < 0.15:  # one more deal that names the same lead
                    further = self.make_deal(len(rows) + 1, lead)
                    further["lead"] = lead["id"]
                    rows.append(further)
        rows += self.make_early_deals(len(rows) + 1)
        for _ in range(25 * self.scale):
            rows.append(self.make_deal(len(rows) + 1, None))
        if self.odd:
            for deal in self.dice.sample(rows, 4):
                deal["lead"] = deal["lead"] or "L-unknown"
            for lead in self.dice.sample(self.leads, 4):
                lead["deal"] = lead["deal"] or rows[0]["id"]
        self.dice.shuffle(rows)
        return rows

    def make_early_deals(self, n):
        """Deals opened before TURN that name leads which come after it; to some of them another lead,
        from before TURN, belongs until then."""
        rows = []
        free = [lead for lead in self.leads if lead["created_at"] < TURN and not lead["deal"]]
        for lead in self.leads:
            comes_soon = TURN < lead["created_at"] < TURN + dt.timedelta(days=40)
            if comes_soon and self.dice.random() < 0.5:
                created = TURN - (self.later(TURN, 900) - TURN)
                deal = self.make_deal(n + len(rows), lead, created)
                deal["lead"] = lead["id"]
                if free and self.dice.random() < 0.6:
                    lead["deal"] = free.pop(self.dice.randrange(len(free)))["deal"] = deal["id"]
                rows.append(deal)
        return rows

    def make_deal(self, n, lead, created=None):
        dice = self.dice
        created = created or (self.later(lead["created_at"], 300) if lead else self.moment())
        client = lead["client"] if lead and dice.random() < 0.8 else self.client()
        deal = {"id": f"D{n}", "created_at": created, "closed_at": "", "client": client,
                "lead": "", "pipeline": dice.choice([MAIN, MAIN, "", RENEWAL]), "stage": "",
                "manager": self.manager(), "channel": self.channel(0.5),
                "product": self.product(0.3),
                "amount": dice.choice(["", "10000", "25 000,50", "99999.995",
                                       str(dice.randint(1, 400) * 500)]),
                "currency": dice.choice(["RUB", "", "", "EUR"]) if dice.random() < 0.4 else "",
                "expected_close_on": maybe(dice, 0.5, (created + dt.timedelta(days=30)).date()),
                "outcome": "", "loss_reason": "",
                "temperature": dice.choice(DEGREES + ["", "hot"]),
                "region": dice.choice(["Урал", "", "", ""]), "_created": created}
        ladder = LADDERS[deal["pipeline"] or MAIN]
        ending = dice.choice(["open", "won", "won", "lost"])
        if ending == "lost":
            deal["loss_reason"] = dice.choice(REASONS)
        if dice.random() < 0.75:
            self.walk(deal, ladder, ending)
        else:
            self.stand(deal, ladder, ending)
        return deal

    def stand(self, deal, ladder, ending):
        """A deal without moves: only its present stage."""
        deal["stage"] = maybe(self.dice, 0.85, self.dice.choice(ladder[:-1]))
        deal["outcome"] = ending if ending != "open" else self.dice.choice(["open", ""])
        if ending == "won" and self.dice.random() < 0.7:
            deal["stage"] = ladder[-1]
        if ending == "lost" and ladder is LADDERS[MAIN] and self.dice.random() < 0.3:
            deal["stage"] = REFUSED
        if deal["stage"] == REFUSED or (deal["stage"] == "Оплачено"):
            deal["outcome"] = maybe(self.dice, 0.5, deal["outcome"])
        if ending != "open" and self.dice.random() < 0.85:
            deal["closed_at"] = self.later(deal["created_at"], 1500)
            if self.dice.random() < 0.03:
                deal["closed_at"] = deal["created_at"] - dt.timedelta(hours=30)

    def walk(self, deal, ladder, ending):
        """Moves along the ladder with skips, steps back and moves of one instant."""
        dice, rows = self.dice, []
        at, place = deal["created_at"], 0
        way = dice.random()

        def move(origin, to, moment):
            rows.append({"deal": deal["id"], "at": moment, "from": origin, "to": to,
                         "manager": maybe(dice, 0.5, deal["manager"])})

        if way < 0.4:
            move("", ladder[0], at)
        elif way < 0.5:
            place = dice.choice([0, 1])
            at = self.later(at, 30)
            move("", ladder[place], at)
        for _ in range(dice.randint(1, 6)):
            step = dice.choices([1, 2, -1], [0.75, 0.15, 0.1])[0]
            target = min(max(place + step, 0), len(ladder) - 2)
            if target == place:
                continue
            if dice.random() > 0.06:
                at = self.later(at, 260)
                if dice.random() < 0.05:
                    at = at.replace(microsecond=dice.randint(1, 999) * 1000)
            origin = ladder[place]
            if rows and dice.random() < 0.2:
                origin = ""
            move(origin, ladder[target], at)
            place = target
        last = ladder[place]
        if ending != "open":
            closing = self.later(at, 200).replace(microsecond=0)
            into = {"won": ladder[-1], "lost": REFUSED}[ending]
            named = ladder is LADDERS[MAIN]  # these stages tell the outcome themselves
            moved = dice.random() < 0.7 and (named or ending == "won")
            if moved:
                move(last, into, closing)
                last = into
            deal["outcome"] = ending
            deal["closed_at"] = closing
            if moved and named:
                deal["outcome"] = maybe(dice, 0.5, ending)
                deal["closed_at"] = maybe(dice, 0.6, closing)
            elif ending == "lost" and named and dice.random() < 0.3:
                last = REFUSED
        deal["stage"] = last
        if rows and last == rows[-1]["to"]:
            deal["stage"] = maybe(dice, 0.6, last)
        if self.odd and ending == "open" and dice.random() < 0.1:
            deal["stage"] = dice.choice(ladder[:-1])
        self.moves += rows

    def trim_leads(self):
        if self.dice.random() < 0.5:
            self.leads[-1]["deal"] = self.leads[-1]["deal"] or "D-unknown"

    def make_temperatures(self):
        rows = []
        for column, owners in [("lead", self.leads), ("deal", self.deals)]:
            for owner in owners:
                if self.dice.random() > 0.3:
                    continue
                at = owner["created_at"]
                for _ in range(self.dice.randint(1, 4)):
                    at = self.later(at, 500)
                    rows.append({"lead": "", "deal": "", "at": at, column: owner["id"],
                                 "temperature": self.dice.choice(["hot", "hot", "warm", "cold"])})
        self.dice.shuffle(rows)
        return rows

    # What sellers do

    def subject(self):
        """(client, lead, deal) a record names: any of them may be empty."""
        way = self.dice.random()
        if way < 0.3:
            lead = self.dice.choice(self.leads)
            return maybe(self.dice, 0.7, lead["client"]), lead["id"], lead["deal"]
        if way < 0.65:
            deal = self.dice.choice(self.deals)
            return maybe(self.dice, 0.7, deal["client"]), maybe(self.dice, 0.3, deal["lead"]), \
                deal["id"]
        if way < 0.67:
            return self.client(), "L-lost", "D-lost"
        return self.client(), "", ""

    def near(self):
        """A moment, often within the life of some deal, else anywhere."""
        if self.dice.random() < 0.4:
            return self.later(self.dice.choice(self.deals)["_created"], 600)
        return self.moment()

    def make_calls(self, count):
        rows = []
        for n in range(1, count + 1):
            client, lead, deal = self.subject()
            talk = self.dice.choice(TALK)
            answered = "" if self.dice.random() < 0.5 else self.dice.choice(["yes", "да", "1"])
            if talk == 0 and answered and self.dice.random() < 0.7:
                answered = self.dice.choice(["no", "нет", "0"])
            rows.append({"id": f"k{n}", "started_at": self.near(),
                         "direction": self.dice.choice(["in", "out", "out"]),
                         "manager": self.manager(), "client": client,
                         "phone": maybe(self.dice, 0.3, "+79001234567"), "lead": lead,
                         "deal": deal, "duration_s": talk, "answered": answered})
        return rows

    def make_activities(self, count):
        rows = []
        for n in range(1, count + 1):
            client, lead, deal = self.subject()
            kind = self.dice.choice(["meeting", "presentation", "proposal", "proposal", "chat",
                                     "email", "visit"])
            if kind == "proposal" and self.dice.random() < 0.6:
                client = f"c{self.dice.randint(1, 6)}"  # several proposals for one client
            rows.append({"id": f"a{n}", "kind": kind, "at": self.near(),
                         "duration_s": maybe(self.dice, 0.5, 1800),
                         "manager": self.manager(), "client": client, "lead": lead,
                         "deal": deal, "place": maybe(self.dice, 0.5, "office"),
                         "status": self.dice.choice(["held", "sent", "", "planned",
                                                     "cancelled"])})
        return rows

    def make_payments(self):
        """In parts, before the plan or after, refunded, in euros, without a deal or client."""
        rows = []

        def pay(deal, client, day, **other):
            row = {"id": f"m{len(rows) + 1}", "deal": deal, "client": client,
                   "manager": maybe(self.dice, 0.3, self.manager()),
                   "product": maybe(self.dice, 0.3, self.product()), "planned_on": "",
                   "planned_amount": "", "received_on": "", "received_amount": "",
                   "currency": self.dice.choice(["", "RUB", "", "EUR"])}
            sum_ = self.dice.choice(["5000", "12 345,67", "0.5", "70000", "33333.335"])
            way = self.dice.random()
            if way < 0.7:
                row["planned_on"], row["planned_amount"] = day, sum_
            if way > 0.35:
                shift = self.dice.choice([0, 0, 1, -2, 9])
                row["received_on"] = day + dt.timedelta(days=shift)
                row["received_amount"] = self.dice.choice([sum_, "1000", sum_])
            row.update(other)
            rows.append(row)
            return row

        for deal in self.deals:
            if self.dice.random() < 0.45:
                day = (deal["_created"] + dt.timedelta(days=self.dice.randint(10, 70))).date()
                for _ in range(self.dice.choice([1, 1, 2, 3])):
                    client = "" if self.dice.random() < 0.7 else deal["client"]
                    row = pay(deal["id"], client, day)
                    if row["received_on"] and self.dice.random() < 0.12:
                        pay(deal["id"], client, day, planned_on="", planned_amount="",
                            received_on=row["received_on"] + dt.timedelta(days=6),
                            received_amount="-1 000,25", currency="")
                    day += dt.timedelta(days=self.dice.randint(0, 20))
            elif TURN < deal["_created"] < TURN + dt.timedelta(days=30) or self.dice.random() < 0.1:
                # Money that came before its deal was opened: before TURN, for deals soon after it.
                early = min(deal["_created"], TURN) if self.dice.random() < 0.8 else TURN
                pay(deal["id"], maybe(self.dice, 0.3, deal["client"]),
                    (early - dt.timedelta(days=self.dice.randint(1, 30))).date())
        for _ in range(30 * self.scale):
            pay("", self.client(0.15), self.moment().date())
        pay("D-lost", "", self.moment().date())
        pay("", "", self.moment().date(), planned_on="", planned_amount="", received_on="",
            received_amount="")
        return rows

    def make_tasks(self, count):
        rows = []
        for n in range(1, count + 1):
            client, lead, deal = self.subject()
            created = self.moment()
            due = self.later(created, 200)
            if self.dice.random() < 0.15:
                due = due.date()
            done = ""
            if self.dice.random() < 0.65:
                exact = isinstance(due, dt.datetime) and self.dice.random() < 0.2
                done = due.replace(microsecond=500000) if exact else self.later(created, 300)
            rows.append({"id": f"t{n}", "title": "Позвонить", "manager": self.manager(),
                         "created_at": maybe(self.dice, 0.8, created), "due_at": due,
                         "done_at": done, "client": client, "lead": lead, "deal": deal,
                         "expected_result": "договор",
                         "result": maybe(self.dice, 0.5, "готово") if done else ""})
            if self.dice.random() < 0.04:
                rows[-1]["due_at"] = ""
        return rows

    def make_worktime(self):
        rows = []
        for seller in self.firm["employees"]:
            for n in range(self.days + 1):
                if self.dice.random() < 0.6:
                    continue
                day = dt.datetime.combine(self.first + dt.timedelta(days=n), dt.time(9))
                if self.dice.random() < 0.1:  # a night shift across midnight
                    rows.append({"manager": seller["id"], "start": day.replace(hour=21),
                                 "end": day + dt.timedelta(hours=17), "place": "office"})
                else:
                    rows.append({"manager": seller["id"], "start": day,
                                 "end": day + dt.timedelta(hours=8.5), "place": ""})
        return rows
