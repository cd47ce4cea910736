import App
import Domain
import Testing

@Suite struct ColumnGuessTests {
  private func guess(_ kind: String, _ header: [String], _ row: [String]) throws -> [String?] {
    let head = FileHead(header: header, rows: [row])
    let kind = try #require(RecordKind.named(kind))
    return ColumnGuess.columns(of: head, as: kind).map(\.field)
  }

  @Test func `deals as Bitrix24 exports them`() throws {
    let header = [
      "ID", "Стадия сделки", "Название сделки", "Сумма", "Валюта", "Компания", "Дата создания",
      "Предполагаемая дата закрытия", "Ответственный", "Сделка закрыта", "Источник", "Воронка",
    ]
    let row = [
      "118", "Сделка успешна", "Окна", "120000.00", "RUB", "Юг-Терминал", "02.06.2026 10:14:05",
      "15.07.2026", "Анна Крылова", "Y", "Веб-сайт", "Общая",
    ]
    #expect(
      try guess("deals", header, row) == [
        "id", "stage", nil, "amount", "currency", "client", "created_at", "expected_close_on",
        "manager", nil, "channel", "pipeline",
      ])
    let head = FileHead(header: header, rows: [row])
    #expect(ColumnGuess.kind(of: head, name: "DEAL_20260714.csv")?.name == "deals")
  }

  @Test func `deals as amoCRM exports them`() throws {
    let header = [
      "ID", "Название сделки", "Компания", "Основной контакт", "Ответственный", "Этап сделки",
      "Воронка", "Бюджет, руб", "Дата создания", "Кем создана", "Дата закрытия", "Теги",
    ]
    let row = [
      "29481", "Заявка с сайта", "Аптека 24", "Иван", "Марина Лещенко", "Закрыто и не реализовано",
      "Основная", "32 000", "03.06.2026 09:05", "Робот", "05.06.2026", "",
    ]
    #expect(
      try guess("deals", header, row) == [
        "id", nil, "client", nil, "manager", "stage", "pipeline", "amount", "created_at", nil,
        "closed_at", nil,
      ])
    let head = FileHead(header: header, rows: [row])
    #expect(ColumnGuess.kind(of: head, name: "amocrm_export_leads.csv") != nil)
  }

  @Test func `payments as 1C prints them`() throws {
    let header = ["Дата", "Номер", "Контрагент", "Сумма документа", "Валюта документа", "Договор"]
    let row = ["14.03.2026 0:00:00", "00БП-000117", "ООО «Рога»", "1 450 000,00", "RUB", "7/26"]
    #expect(
      try guess("payments", header, row) == [
        "received_on", "id", "client", "received_amount", "currency", nil,
      ])
    let head = FileHead(header: header, rows: [row])
    #expect(
      ColumnGuess.kind(of: head, name: "Поступление на расчетный счет.xlsx")?.name == "payments")
    let draft = MappingDraft(kind: try #require(RecordKind.named("payments")), head: head)
    #expect(draft.datePattern(0) == "d.M.yyyy H:mm:ss")
  }

  @Test func `leads of a sheet made by hand, without numbers`() throws {
    let header = ["Дата заявки", "ФИО", "Тел.", "Откуда узнал", "Кто ведёт", "Теплота"]
    let row = ["5.3.2026", "Иванов Иван", "+7 (912) 000-11-22", "Авито", "Пак", "горячий"]
    #expect(
      try guess("leads", header, row) == [
        "created_at", nil, nil, "channel", "manager", "temperature",
      ])
    let head = FileHead(header: header, rows: [row])
    #expect(ColumnGuess.kind(of: head, name: "Заявки март.xlsx")?.name == "leads")
    let draft = MappingDraft(kind: try #require(RecordKind.named("leads")), head: head)
    #expect(draft.numbersRows)
    let mapping = try draft.mapping(name: "Заявки.xlsx")
    #expect(mapping.origins["id"] == .row("Заявки.xlsx "))
    guard case .column(_, let values, let format, _, _)? = mapping.origins["temperature"],
      case .column(_, _, let dates, _, _)? = mapping.origins["created_at"]
    else {
      Issue.record("no columns")
      return
    }
    #expect(values["горячий"] == "hot")
    #expect(values["Холодный"] == "cold")
    #expect(format == nil)
    #expect(dates == "d.M.yyyy")
  }

  @Test func `calls and clients, in Russian and in English`() throws {
    #expect(
      try guess(
        "calls", ["Дата звонка", "Тип звонка", "Номер клиента", "Длительность, сек", "Сотрудник"],
        ["02.06.2026 10:14", "Входящий", "79120001122", "61", "Пак"])
        == ["started_at", "direction", "phone", "duration_s", "manager"])
    #expect(
      try guess(
        "calls", ["uniqueid", "calldate", "Call type", "billsec", "agent"],
        ["1.1", "2026-03-14 09:30:00", "outbound", "61", "Ann"])
        == ["id", "started_at", "direction", "duration_s", "manager"])
    #expect(
      try guess(
        "clients", ["Код", "Наименование", "Конт", "Куда писать", "Город", "Менеджер"],
        ["0001", "ООО «Рога»", "8 912 000-11-22", "a@b.ru", "Томск", "Пак"])
        == ["id", "name", "phone", "email", "region", "manager"])
  }

  @Test func `numbers of two marks and dates of America are read by their form`() throws {
    let head = FileHead(
      header: ["Opportunity ID", "Engage date", "Close value"],
      rows: [["1", "12/31/2026", "1,234.50"], ["2", "3/9/2026", "99"]])
    let kind = try #require(RecordKind.named("deals"))
    let draft = MappingDraft(kind: kind, head: head)
    #expect(draft.fields == ["id", "created_at", "amount"])
    let mapping = try draft.mapping(name: "x")
    #expect(
      mapping.origins["created_at"]
        == .column("Engage date", values: [:], format: "M/d/yyyy", whenEmpty: nil, mark: nil))
    #expect(
      mapping.origins["amount"]
        == .column("Close value", values: [:], format: nil, whenEmpty: nil, mark: 46))
  }

  @Test func `the outcome of a deal is told by its stage when nothing else does`() throws {
    let office = try Office()
    let text =
      "ID;Дата создания;Стадия\n1;2026-03-01;Успешно реализовано\n2;2026-03-01;Новая\n"
      + "3;2026-03-01;Закрыто и не реализовано\n"
    let path = try office.write("deals.csv", text)
    var order = ImportOrder(kind: try #require(RecordKind.named("deals")), path: path)
    let draft = MappingDraft(kind: order.kind, head: try FileHead(of: order))
    let outcomes = try office.planerka.outcomes(of: draft, in: order)
    #expect(
      outcomes == [
        "Успешно реализовано": "won", "Новая": "open", "Закрыто и не реализовано": "lost",
      ])
    order.mapping = try draft.mapping(name: "d", outcomes: outcomes)
    let result = try office.planerka.takeIn(
      order, by: .commandLine, now: Moment(seconds: 1), say: \.key)
    #expect(result.tally.created == 3)
    let same = "id,created_at,stage,outcome\n2,2026-03-01,Новая,open\n"
    #expect(try office.tally("deals", same) == [0, 0, 1, 0])
  }

  @Test func `two columns for one field are refused`() throws {
    let head = FileHead(header: ["a", "b"], rows: [["1", "2"]])
    let kind = try #require(RecordKind.named("calls"))
    let draft = MappingDraft(kind: kind, head: head, fields: ["id", "id"])
    #expect(throws: PlainFault(.content, "mapping.twice", ["field": "id"])) {
      try draft.mapping(name: "x")
    }
  }
}
