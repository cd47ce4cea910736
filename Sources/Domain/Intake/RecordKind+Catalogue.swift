extension RecordKind {
  /// Every kind that files bring, in the order in which they are best taken in.
  public static let all: [RecordKind] = [
    employees, channels, products, stages, clients, leads, deals, stageMoves, temperatures,
    dealItems, calls, activities, payments, tasks, adSpend, workTime, plans, holidays, rates,
  ]

  /// The kind of a name.
  public static func named(_ name: String) -> RecordKind? {
    all.first { $0.name == name }
  }

  /// The kind that somebody names.
  ///
  /// - Throws: `PlainFault` `kind.unknown`, with the names there are.
  public static func asked(
    _ name: String, orElse kind: FaultKind = .input
  ) throws(PlainFault) -> RecordKind {
    if let found = named(name) { return found }
    throw PlainFault(
      kind, "kind.unknown",
      ["kind": name, "known": all.map(\.name).joined(separator: ", ")])
  }

  static let employees = RecordKind(
    "employees", table: "employee",
    [
      .required("id", .text), .optional("name", .text), .optional("email", .text),
      .optional("team", .text), .optional("role", .text), .optional("function", .text),
      .optional("hired_on", .day), .optional("left_on", .day),
    ])

  static let channels = RecordKind(
    "channels", table: "channel",
    [.required("id", .text), .optional("name", .text), .optional("group", .text)])

  static let products = RecordKind(
    "products", table: "product",
    [
      .required("id", .text), .optional("name", .text), .optional("category", .text),
      .optional("price", .price),
    ])

  static let clients = RecordKind(
    "clients", table: "client", takesAttributes: true,
    [
      .required("id", .text), .optional("name", .text),
      .optional("kind", .choice(["person", "company"])), .optional("phone", .text),
      .optional("email", .text), .optional("region", .text),
      .optional("sex", .choice(["male", "female"])), .optional("birth_date", .day),
      .optional("marital_status", .text), .optional("occupation", .text),
      .optional("manager", .reference("employees")), .optional("created_at", .moment),
    ])

  static let leads = RecordKind(
    "leads", table: "lead",
    [
      .required("id", .text), .required("created_at", .event),
      .optional("client", .reference("clients")), .optional("channel", .reference("channels")),
      .optional("campaign", .text), .optional("product", .reference("products")),
      .optional("manager", .reference("employees")), .optional("temperature", temperature),
      .optional("status", .choice(["new", "in_work", "qualified", "disqualified"])),
      .optional("first_response_at", .event), .optional("qualified_at", .moment),
      .optional("disqualified_at", .moment), .optional("disqualify_reason", .text),
      .optional("deal", .reference("deals")), .optional("region", .text),
    ])

  static let deals = RecordKind(
    "deals", table: "deal",
    [
      .required("id", .text), .required("created_at", .event), .optional("closed_at", .moment),
      .optional("client", .reference("clients")), .optional("lead", .reference("leads")),
      .optional("pipeline", .text), .optional("stage", .text),
      .optional("manager", .reference("employees")), .optional("channel", .reference("channels")),
      .optional("product", .reference("products")), .optional("amount", .money(on: "created_at")),
      .optional("currency", .currency), .optional("expected_close_on", .day),
      .optional("outcome", outcome), .optional("loss_reason", .text),
      .optional("temperature", temperature), .optional("region", .text),
    ])

  static let stages = RecordKind(
    "stages", table: "stage", identity: ["pipeline", "stage"],
    [
      .required("pipeline", .text), .required("stage", .text), .required("order", .count),
      .optional("outcome", outcome), .optional("result", .text), .optional("norm_days", .number),
      .optional("norm_conversion", .number),
    ])

  static let stageMoves = RecordKind(
    "stage_moves", table: "stage_move", identity: ["deal", "at", "to"], countsEquals: true,
    [
      .required("deal", .reference("deals")), .required("at", .moment), .optional("from", .text),
      .optional("to", .text), .optional("manager", .reference("employees")),
    ])

  static let temperatures = RecordKind(
    "temperatures", table: "temperature", identity: ["lead", "deal", "at"],
    oneOf: ["lead", "deal"],
    [
      .optional("lead", .reference("leads")), .optional("deal", .reference("deals")),
      .required("at", .moment), .required("temperature", temperature),
    ])

  static let dealItems = RecordKind(
    "deal_items", table: "deal_item", identity: ["deal", "product"], countsEquals: true,
    [
      .required("deal", .reference("deals")), .required("product", .reference("products")),
      .optional("quantity", .number), .optional("price", .price), .optional("amount", .price),
    ])

  /// Calls on the telephone.
  public static let calls = RecordKind(
    "calls", table: "call",
    [
      .required("id", .text), .required("started_at", .event),
      .optional("direction", .choice(["in", "out"])),
      .optional("manager", .reference("employees")), .optional("client", .reference("clients")),
      .optional("phone", .text), .optional("lead", .reference("leads")),
      .optional("deal", .reference("deals")), .required("duration_s", .count),
      .optional("answered", .flag), .optional("recording_url", .text),
    ])

  static let activities = RecordKind(
    "activities", table: "activity",
    [
      .required("id", .text),
      .required(
        "kind", .choice(["meeting", "presentation", "proposal", "chat", "email", "visit"])),
      .required("at", .event), .optional("duration_s", .count),
      .optional("manager", .reference("employees")), .optional("client", .reference("clients")),
      .optional("lead", .reference("leads")), .optional("deal", .reference("deals")),
      .optional("place", place),
      .optional("status", .choice(["planned", "held", "sent", "cancelled"])),
      .optional("amount", .price), .optional("first_reply_s", .count),
    ])

  static let payments = RecordKind(
    "payments", table: "payment",
    [
      .required("id", .text), .optional("deal", .reference("deals")),
      .optional("client", .reference("clients")), .optional("manager", .reference("employees")),
      .optional("product", .reference("products")), .optional("planned_on", .day),
      .optional("planned_amount", .money(on: "planned_on")), .optional("received_on", .day),
      .optional("received_amount", .money(on: "received_on")), .optional("currency", .currency),
    ])

  static let tasks = RecordKind(
    "tasks", table: "task",
    [
      .required("id", .text), .required("title", .text),
      .optional("manager", .reference("employees")), .optional("created_at", .moment),
      .optional("due_at", .event), .optional("done_at", .moment),
      .optional("client", .reference("clients")), .optional("lead", .reference("leads")),
      .optional("deal", .reference("deals")), .optional("expected_result", .text),
      .optional("result", .text),
    ])

  static let adSpend = RecordKind(
    "ad_spend", table: "ad_spend", identity: ["date", "channel", "campaign"],
    [
      .required("date", .day), .required("channel", .reference("channels")),
      .optional("campaign", .text), .required("cost", .money(on: "date")),
      .optional("clicks", .count), .optional("impressions", .count),
      .optional("currency", .currency),
    ])

  static let workTime = RecordKind(
    "worktime", table: "work_time", identity: ["manager", "start"],
    [
      .required("manager", .reference("employees")), .required("start", .moment),
      .required("end", .moment), .optional("place", place),
    ])

  static let plans = RecordKind(
    "plans", table: "plan", identity: ["metric", "scope", "who", "period", "from"],
    [
      .required("metric", .choice(metrics)),
      .optional("scope", .choice(["manager", "team", "company"])), .optional("who", .text),
      .required("period", .choice(["day", "week", "month", "quarter"])), .required("from", .day),
      .required("value", .number),
    ])

  static let holidays = RecordKind(
    "holidays", table: "holiday", identity: ["date"],
    [.required("date", .day), .optional("working", .flag)])

  static let rates = RecordKind(
    "rates", table: "rate", identity: ["date", "currency"],
    [.required("date", .day), .required("currency", .currency), .required("rate", .number)])

  /// The metrics of the day's plan, in the order the report shows them.
  public static let metrics = [
    "calls_out", "calls_in", "calls_30s", "talk_seconds", "meetings", "presentations",
    "proposals", "chats", "leads_processed", "deals_won", "payments", "payments_sum",
    "work_seconds",
  ]

  private static let temperature = CellKind.choice(["hot", "warm", "cold"])
  private static let outcome = CellKind.choice(["open", "won", "lost"])
  private static let place = CellKind.choice(["office", "offsite", "online"])
}
