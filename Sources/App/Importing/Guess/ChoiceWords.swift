import Domain

/// What other people's files call our choices, in Russian and English.
enum ChoiceWords {
  /// Our word for a cell's text in a field; nil when none is known.
  static func ours(_ text: String, of field: RecordField, in kind: RecordKind) -> String? {
    guard case .choice(let words) = field.holds else { return nil }
    let plain = PlainName.of(text)
    if let word = words.first(where: { PlainName.of($0) == plain }) { return word }
    return table(field, kind).first { $0.value.contains(plain) }?.key
  }

  /// The values of a mapping for a field: every known way to write it, and those of the samples.
  static func values(
    of field: RecordField, in kind: RecordKind, samples: [String]
  ) -> [String: String] {
    var values: [String: String] = [:]
    for (word, texts) in table(field, kind) {
      for text in texts {
        values[text] = word
        values[text.prefix(1).uppercased() + text.dropFirst()] = word
      }
    }
    for sample in samples {
      if let word = ours(sample, of: field, in: kind) { values[sample] = word }
    }
    return values
  }

  /// The outcome that a stage's name tells of; nil while the deal is open.
  static func outcome(ofStage name: String) -> String? {
    let plain = PlainName.of(name)
    if lostSigns.contains(where: plain.contains) { return "lost" }
    if wonSigns.contains(where: plain.contains) { return "won" }
    return nil
  }

  private static func table(_ field: RecordField, _ kind: RecordKind) -> [String: [String]] {
    tables["\(kind.name).\(field.name)"] ?? tables[field.name] ?? [:]
  }

  private static let lostSigns = [
    "не реализован", "нереализован", "неуспешн", "не успешн", "провал", "проигр", "отказ",
    "потерян", "lost", "failed",
  ]
  private static let wonSigns = [
    "успешн", "выиграна", "выиграно", "продано", "оплачен", "closed won", "won", "реализован",
  ]

  private static let tables: [String: [String: [String]]] = [
    "outcome": [
      "won": [
        "успешно реализовано", "успешно", "сделка успешна", "выиграна", "выиграно", "продано",
        "продажа", "оплачено", "closed won", "success",
      ],
      "lost": [
        "закрыто и не реализовано", "сделка провалена", "провалена", "проиграна", "проиграно",
        "отказ", "потеряна", "closed lost", "lose",
      ],
      "open": ["в работе", "открыта", "новая", "in progress"],
    ],
    "leads.status": [
      "new": ["новый", "новая", "не обработан", "необработанный", "новая заявка", "неразобранное"],
      "in_work": ["в работе", "в обработке", "взят в работу", "in progress", "working"],
      "qualified": [
        "квалифицирован", "качественный лид", "сконвертирован", "качественный", "converted",
      ],
      "disqualified": [
        "дисквалифицирован", "некачественный лид", "некачественный", "брак", "спам",
        "не целевой", "нецелевой", "junk",
      ],
    ],
    "activities.status": [
      "planned": ["запланировано", "запланирована", "план"],
      "held": ["проведена", "проведено", "состоялась", "выполнено", "выполнена", "done"],
      "sent": ["отправлено", "отправлен"], "cancelled": ["отменена", "отменено", "canceled"],
    ],
    "temperature": [
      "hot": ["горячий", "горячая", "горячие", "гор", "горячо"],
      "warm": ["теплый", "теплая", "теплые", "тепло"],
      "cold": ["холодный", "холодная", "холодные", "холодно"],
    ],
    "direction": [
      "in": ["входящий", "входящие", "входящая", "вх", "incoming", "inbound"],
      "out": ["исходящий", "исходящие", "исходящая", "исх", "outgoing", "outbound"],
    ],
    "clients.kind": [
      "person": [
        "физлицо", "физ лицо", "физическое лицо", "частное лицо", "фл", "человек", "контакт",
      ],
      "company": [
        "юрлицо", "юр лицо", "юридическое лицо", "компания", "организация", "ип", "юл", "b2b",
      ],
    ],
    "activities.kind": [
      "meeting": ["встреча", "встречи"], "presentation": ["презентация", "демонстрация", "demo"],
      "proposal": ["кп", "коммерческое предложение", "предложение", "quote"],
      "chat": ["чат", "переписка", "открытая линия", "whatsapp", "telegram"],
      "email": ["письмо", "e mail", "почта"], "visit": ["визит", "выезд"],
    ],
    "sex": [
      "male": ["м", "муж", "мужской", "мужчина", "m"],
      "female": ["ж", "жен", "женский", "женщина", "f"],
    ],
    "place": [
      "office": ["офис", "в офисе"], "offsite": ["выезд", "у клиента", "вне офиса"],
      "online": ["онлайн", "zoom", "удаленно"],
    ],
    "scope": [
      "manager": ["менеджер", "сотрудник"], "team": ["отдел", "группа"], "company": ["компания"],
    ],
    "period": ["day": ["день"], "week": ["неделя"], "month": ["месяц"], "quarter": ["квартал"]],
    "metric": [
      "calls_out": ["исходящие звонки", "звонки"], "calls_in": ["входящие звонки"],
      "meetings": ["встречи"], "presentations": ["презентации"], "proposals": ["кп"],
      "deals_won": ["продажи", "сделки"], "payments": ["оплаты", "число оплат"],
      "payments_sum": ["выручка", "сумма оплат", "деньги"],
    ],
  ]
}
