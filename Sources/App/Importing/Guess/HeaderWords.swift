import Domain

/// A column's name, or a word of a cell, in the form in which names are compared: small letters,
/// single spaces, е for ё, nothing but letters and digits.
enum PlainName {
  static func of(_ text: String) -> String {
    var plain = ""
    var isGap = false
    for character in text.lowercased() {
      let letter: Character = character == "ё" ? "е" : character
      guard letter.isLetter || letter.isNumber || letter == "№" else {
        isGap = true
        continue
      }
      if isGap, !plain.isEmpty { plain.append(" ") }
      isGap = false
      plain += letter == "№" ? "номер" : String(letter)
    }
    return plain
  }
}

/// What other people's files call our columns, in Russian and English.
enum HeaderWords {
  /// The names of a kind's field in the form of `PlainName`, the best first.
  static func of(_ field: RecordField, in kind: RecordKind) -> [String] {
    let own = special["\(kind.name).\(field.name)"] ?? []
    return [PlainName.of(field.name)] + own + (common[field.name] ?? [])
  }

  /// What files call the things themselves: names of sheets and files, parts of headers.
  static let kinds: [String: [String]] = [
    "employees": ["сотрудник", "менеджеры", "продавц", "employee", "staff"],
    "channels": ["каналы", "источники", "channel"],
    "products": ["товар", "продукт", "номенклатур", "услуг", "прайс", "product", "price list"],
    "clients": ["клиенты", "контрагент", "контакты", "компании", "client", "customer", "contact"],
    "leads": ["лид", "заявк", "обращени", "lead"],
    "deals": ["сделк", "deal", "opportunit", "pipeline"],
    "stages": ["этапы", "стадии", "stages"],
    "stage_moves": ["переход", "история сделок", "move", "history"],
    "temperatures": ["теплот", "temperature"],
    "deal_items": ["товары сделок", "состав", "позици", "deal item", "line item"],
    "calls": ["звон", "call", "cdr"],
    "activities": ["встреч", "действия", "активност", "касани", "activit", "meeting"],
    "payments": ["оплат", "платеж", "поступлени", "payment", "receipt"],
    "tasks": ["задач", "task"],
    "ad_spend": ["расход", "реклам", "ads", "spend"],
    "worktime": ["табель", "рабочее время", "worktime", "timesheet"],
    "plans": ["план", "plan"],
    "holidays": ["праздник", "выходные", "holiday"],
    "rates": ["курс", "rate"],
  ]

  private static let common: [String: [String]] = [
    "id": ["номер", "код", "ид", "идентификатор", "номер п п", "п п", "uid", "guid", "ссылка"],
    "name": ["название", "наименование", "имя", "фио", "полное имя", "title", "full name"],
    "email": ["e mail", "почта", "электронная почта", "рабочий e mail", "эл почта", "mail"],
    "phone": [
      "телефон", "рабочий телефон", "мобильный телефон", "мобильный", "номер телефона", "тел",
      "телефоны", "контактный телефон", "рабочий телефон контакта", "phone number", "mobile",
    ],
    "region": ["регион", "город", "область", "страна", "city", "country", "адрес"],
    "team": ["отдел", "группа", "команда", "подразделение", "office", "department"],
    "role": ["роль", "права", "должность", "position"],
    "function": ["функция", "специализация"],
    "hired_on": ["принят", "дата приема", "дата приема на работу", "работает с", "hired"],
    "left_on": ["уволен", "дата увольнения", "left"],
    "group": ["группа", "тип", "type"],
    "category": ["категория", "вид номенклатуры", "группа", "раздел", "group", "series"],
    "price": ["цена", "цена продажи", "стоимость", "unit price", "sales price"],
    "sex": ["пол", "gender"],
    "birth_date": ["дата рождения", "день рождения", "birthday", "date of birth"],
    "marital_status": ["семейное положение", "marital"],
    "occupation": ["занятие", "род занятий", "профессия", "job"],
    "manager": [
      "менеджер", "ответственный", "ответственный менеджер", "продавец", "сотрудник",
      "кто ведет", "исполнитель", "основной менеджер", "ответственное лицо", "owner",
      "responsible", "sales rep", "sales agent", "assigned to", "responsible user",
    ],
    "client": [
      "клиент", "компания", "контрагент", "покупатель", "заказчик", "контакт",
      "основной контакт", "плательщик", "company", "account", "customer", "contact",
    ],
    "channel": [
      "канал", "источник", "откуда", "откуда узнал", "откуда узнали", "откуда пришел",
      "рекламный канал",
      "utm source", "source", "lead source",
    ],
    "campaign": ["кампания", "рекламная кампания", "utm campaign", "campaign name"],
    "product": ["продукт", "товар", "услуга", "номенклатура", "интересует", "product name"],
    "created_at": [
      "дата создания", "создан", "создана", "создано", "когда создана", "дата", "дата заявки",
      "дата обращения", "дата начала", "дата и время создания", "created", "created on",
      "create date", "engage date", "date created",
    ],
    "temperature": ["теплота", "температура", "теплота лида", "горячий теплый холодный"],
    "status": ["статус", "стадия", "этап", "состояние", "state"],
    "first_response_at": ["первый ответ", "дата первого ответа", "first response"],
    "qualified_at": ["дата квалификации", "квалифицирован", "qualified"],
    "disqualified_at": ["дата отказа", "дисквалифицирован", "disqualified"],
    "disqualify_reason": ["причина отказа", "причина", "причина дисквалификации", "reason"],
    "deal": ["сделка", "id сделки", "номер сделки", "заказ", "заказ клиента", "deal id"],
    "lead": ["лид", "id лида", "номер лида", "заявка", "lead id"],
    "closed_at": [
      "дата закрытия", "закрыта", "закрыт", "дата завершения", "завершена", "close date", "closed",
    ],
    "pipeline": ["воронка", "воронка продаж", "направление", "funnel"],
    "stage": [
      "стадия", "этап", "стадия сделки", "этап сделки", "статус", "статус сделки", "deal stage",
      "status",
    ],
    "amount": [
      "сумма", "бюджет", "сумма сделки", "стоимость", "сумма документа", "итого", "сумма руб",
      "бюджет руб", "сумма заказа", "budget", "value", "close value", "total", "price",
    ],
    "currency": ["валюта", "валюта сделки", "валюта документа", "currency code"],
    "expected_close_on": [
      "предполагаемая дата закрытия", "план закрытия", "плановая дата закрытия",
      "ожидаемая дата закрытия", "ожидаемая дата", "планируем закрыть", "expected close date",
    ],
    "outcome": ["исход", "результат сделки", "итог", "result"],
    "loss_reason": [
      "причина отказа", "причина проигрыша", "причина закрытия", "почему отказ", "lost reason",
    ],
    "order": ["порядок", "номер", "сортировка"],
    "result": ["результат", "итог"],
    "norm_days": ["норма дней", "дней"],
    "norm_conversion": ["норма конверсии", "конверсия"],
    "at": ["дата", "когда", "дата и время", "время", "date", "time"],
    "from": ["из", "из этапа", "было", "предыдущий этап", "from stage"],
    "to": ["в", "в этап", "стало", "новый этап", "to stage"],
    "quantity": ["количество", "кол во", "шт", "qty"],
    "started_at": [
      "начало", "дата звонка", "дата и время", "время звонка", "дата", "начало разговора",
      "calldate", "call date", "start time", "date", "start",
    ],
    "direction": ["направление", "тип звонка", "тип", "вид звонка", "call type", "type"],
    "duration_s": [
      "длительность", "длительность с", "длительность сек", "длительность разговора",
      "продолжительность", "секунды", "время разговора", "billsec", "duration", "talk time",
    ],
    "answered": ["отвечен", "отвечено", "принят", "дозвон"],
    "recording_url": ["запись", "запись разговора", "ссылка на запись", "recording"],
    "place": ["место", "где", "location"],
    "first_reply_s": ["первый ответ с", "время первого ответа"],
    "planned_on": [
      "плановая дата", "дата плана", "срок оплаты", "планируемая дата оплаты", "оплатить до",
      "ожидаемая дата оплаты", "due date",
    ],
    "planned_amount": ["плановая сумма", "сумма план", "к оплате", "сумма к оплате"],
    "received_on": [
      "дата оплаты", "дата поступления", "оплачено", "дата", "дата платежа", "дата документа",
      "paid on", "payment date", "date",
    ],
    "received_amount": [
      "сумма", "сумма оплаты", "сумма платежа", "получено", "поступило", "сумма документа",
      "сумма поступления", "приход", "оплачено", "сумма руб", "amount", "paid",
    ],
    "title": ["название", "задача", "тема", "что сделать", "текст задачи", "subject"],
    "due_at": ["срок", "крайний срок", "дедлайн", "до", "срок исполнения", "deadline", "due"],
    "done_at": ["выполнена", "дата завершения", "завершена", "дата закрытия", "completed"],
    "expected_result": ["ожидаемый результат", "что должно получиться"],
    "date": ["дата", "день", "day"],
    "cost": ["расход", "расходы", "затраты", "потрачено", "стоимость", "сумма", "spend"],
    "clicks": ["клики", "переходы"],
    "impressions": ["показы", "views"],
    "start": ["начало", "с", "приход", "начало работы"],
    "end": ["конец", "по", "уход", "окончание", "конец работы", "finish"],
    "metric": ["показатель", "метрика"],
    "scope": ["уровень", "чей план"],
    "who": ["кто", "кому", "менеджер", "сотрудник"],
    "period": ["период"],
    "value": ["значение", "план", "цель", "target"],
    "working": ["рабочий", "рабочий день"],
    "rate": ["курс", "официальный курс"],
    "duration": ["длительность"],
  ]

  private static let special: [String: [String]] = [
    "employees.id": ["табельный номер", "логин", "sales agent"],
    "employees.name": ["сотрудник", "менеджер", "продавец", "имя сотрудника", "sales agent"],
    "channels.name": ["канал", "источник"],
    "products.id": ["артикул", "sku"],
    "products.name": ["товар", "продукт", "номенклатура", "услуга", "product"],
    "clients.id": ["id контакта", "id компании", "код контрагента", "инн"],
    "clients.name": [
      "клиент", "компания", "название компании", "контрагент", "заказчик", "покупатель",
      "организация", "account", "company", "customer",
    ],
    "clients.kind": ["тип клиента", "вид контрагента", "юр физ лицо", "тип компании"],
    "leads.id": ["id лида", "номер лида", "номер заявки", "lead id"],
    "leads.status": ["статус лида", "стадия лида"],
    "leads.client": ["название компании", "имя"],
    "deals.id": ["id сделки", "номер сделки", "номер заказа", "deal id", "opportunity id"],
    "deals.created_at": ["дата создания сделки", "дата заказа", "дата сделки"],
    "calls.id": ["id звонка", "uniqueid", "call id"],
    "calls.phone": ["номер абонента", "кто", "куда", "внешний номер", "номер клиента"],
    "calls.manager": ["внутренний номер", "оператор", "кто звонил", "agent"],
    "activities.kind": ["тип", "вид", "тип действия", "тип дела", "type"],
    "payments.id": ["номер платежа", "номер документа", "номер оплаты", "payment id"],
    "payments.client": ["от кого", "плательщик"],
    "tasks.id": ["id задачи", "номер задачи"],
    "tasks.manager": ["постановщик", "кому"],
    "ad_spend.channel": ["площадка", "система", "рекламная система"],
    "worktime.manager": ["фио"],
  ]
}
