"""What a random company has before any work: people, goods, stages, calendar, plans, spend."""

import datetime as dt

FIRST_NAMES = ["Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Ирина", "Олег",
               "Ёлка", "Zoe", "мария"]
LAST_NAMES = ["Петрова", "Иванов", "Сидоренко", "Ким", "Орлов", "Öhman", "Жук"]
CAMPAIGNS = ["весна", "brand", "Летняя, скидка", ""]


def maybe(dice, share, value, other=""):
    return value if dice.random() < share else other


def employees(dice, count):
    rows = []
    for n in range(1, count + 1):
        name = f"{dice.choice(FIRST_NAMES)} {dice.choice(LAST_NAMES)} {n}"
        rows.append({"id": f"e{n}", "name": name, "email": f"e{n}@example.org",
                     "team": dice.choice(["Север", "Юг", ""]), "role": "seller",
                     "function": dice.choice(["closer", "farmer", ""]),
                     "hired_on": "2024-03-01", "left_on": maybe(dice, 0.1, "2025-05-15")})
    rows[-1]["name"] = rows[-2]["name"]  # namesakes: only their ids tell them apart
    return rows


def channels():
    return [{"id": "ch-site", "name": "Сайт", "group": "web"},
            {"id": "ch-ads", "name": "Реклама", "group": "web"},
            {"id": "ch-call", "name": "cold calls", "group": ""},
            {"id": "ch-ref", "name": "Рекомендации", "group": "people"},
            {"id": "ch-fair", "name": "", "group": "people"}]


def products():
    return [{"id": "p1", "name": "Тариф «Старт»", "category": "main", "price": "1 200,50"},
            {"id": "p2", "name": "Внедрение", "category": "service", "price": "90000"},
            {"id": "p3", "name": "Обучение", "category": "", "price": ""},
            {"id": "p4", "name": "audit", "category": "service", "price": "15000.00"}]


MAIN = "Основная"
RENEWAL = "Продление"
LADDERS = {MAIN: ["Новая", "Квалификация", "Встреча", "Предложение", "Договор", "Оплачено"],
           RENEWAL: ["Запрос", "Расчёт", "Согласование", "Подписано"]}
REFUSED = "Отказ"


def stages(dice):
    rows = []
    for order, stage in enumerate(LADDERS[MAIN] + [REFUSED]):
        outcome = {"Оплачено": "won", REFUSED: "lost"}.get(stage, dice.choice(["open", ""]))
        rows.append({"pipeline": MAIN, "stage": stage, "order": str(order * 10 + 10),
                     "outcome": outcome, "result": maybe(dice, 0.5, "итог есть"),
                     "norm_days": maybe(dice, 0.6, str(dice.randint(1, 9))),
                     "norm_conversion": maybe(dice, 0.8, dice.choice(["0.9", "0,75", "0.6"]))})
    for order, stage in enumerate(LADDERS[RENEWAL]):  # no stage is won: the last rung wins
        rows.append({"pipeline": RENEWAL, "stage": stage, "order": str(order + 1),
                     "outcome": "", "result": "", "norm_days": "",
                     "norm_conversion": maybe(dice, 0.5, "0.95")})
    dice.shuffle(rows)
    return rows


def calendar(dice, first, last):
    holidays = [{"date": day, "working": "no"} for day in
                ["2025-01-07", "2025-01-08", "2025-02-24", "2025-03-10", "2025-05-01",
                 "09.05.2025", "2025-06-12"]]
    holidays.append({"date": "2025-03-15", "working": "да"})  # a working Saturday
    rates = [{"date": "2024-01-01", "currency": "EUR", "rate": "98,5"}]
    day = first
    while day <= last:
        if dice.random() < 0.15:
            rates.append({"date": day.isoformat(), "currency": "EUR",
                          "rate": f"{dice.uniform(85, 110):.4f}"})
        day += dt.timedelta(days=1)
    return holidays, rates


def ages_and_segments(dice, firm, count):
    rows = []
    for n in range(1, count + 1):
        born = ""
        if dice.random() < 0.7:
            born = dice.choice(["2007-03-10", "2000-04-15", "1990-05-05", "1980-02-29",
                                "1970-06-01", "01.04.1960", "1959-12-31",
                                f"{dice.randint(1950, 2006)}-{dice.randint(1, 12):02d}-17"])
        rows.append({
            "id": f"c{n}", "name": f"Клиент {n}", "kind": dice.choice(["person", "company", ""]),
            "phone": maybe(dice, 0.5, f"+7900{n:07d}"), "email": "",
            "region": dice.choice(["Москва", "Урал", "spb", ""]),
            "sex": dice.choice(["male", "female", ""]), "birth_date": born,
            "marital_status": dice.choice(["married", "single", ""]),
            "occupation": dice.choice(["врач", "учитель", ""]),
            "manager": maybe(dice, 0.6, dice.choice(firm["employees"])["id"]),
            "created_at": "", "attr.industry": dice.choice(["retail", "Стройка", "it", ""]),
            "attr.vip": dice.choice(["yes", ""])})
    return rows


PLANNED = ["calls_out", "calls_in", "calls_30s", "talk_seconds", "meetings", "proposals",
           "chats", "leads_processed", "deals_won", "payments", "payments_sum", "work_seconds"]


def plans(dice, firm, first, last):
    rows, seen = [], set()

    def plan(metric, scope, who, period, day, value):
        key = (metric, scope, who, period, day)
        if key not in seen:
            seen.add(key)
            rows.append({"metric": metric, "scope": scope, "who": who, "period": period,
                         "from": day.isoformat(), "value": value})

    for seller in firm["employees"][:-2]:
        for metric in PLANNED:
            day = first
            while day <= last:
                if day.day == 1 and day.month in (1, 4) and dice.random() < 0.4:
                    plan(metric, "manager", seller["id"], "quarter", day, dice.randint(50, 900))
                if day.day == 1 and dice.random() < 0.35:
                    plan(metric, "manager", seller["id"], "month", day, dice.randint(0, 300))
                if day.weekday() == 0 and dice.random() < 0.12:
                    plan(metric, "manager", seller["id"], "week", day, dice.randint(5, 70))
                if dice.random() < 0.02:
                    plan(metric, "manager", seller["id"], "day", day, dice.randint(0, 15))
                day += dt.timedelta(days=1)
    plan("payments_sum", "company", "", "month", dt.date(2025, 3, 1), "5 000 000,50")
    plan("calls_out", "team", "Север", "month", dt.date(2025, 3, 1), 1000)
    return rows


def campaigns(dice, firm, first, last):
    rows = []
    for channel in ["ch-site", "Реклама", "ch-fair", "Билборд"]:  # by id, by name, unknown
        day = first
        while day <= last:
            for campaign in CAMPAIGNS:
                if dice.random() < 0.04:
                    euros = dice.random() < 0.1
                    rows.append({"date": day.isoformat(), "channel": channel,
                                 "campaign": campaign,
                                 "cost": dice.choice(["0", "1500.25", "990,005", "12 000"]),
                                 "clicks": dice.randint(0, 90), "impressions": "",
                                 "currency": "EUR" if euros else maybe(dice, 0.5, "RUB")})
            day += dt.timedelta(days=1)
    return rows
