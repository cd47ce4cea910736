import Engine

/// What the cube holds of the database: the columns that subjects ask, and those next to them.
enum LoadedRelations {
  static let all = [
    RelationShape(
      "employee", key: "id",
      numbers(["known", "hired_on", "left_on"]) + texts(["team", "role", "function"])),
    RelationShape(
      "client", key: "id",
      numbers(["known", "kind", "sex", "birth_date", "manager_id", "created_at", "first_paid_day"])
        + texts(["region", "marital_status", "occupation"])),
    RelationShape(
      "client_attribute", key: "client_id", isUnique: false, texts(["name", "value"])),
    RelationShape(
      "lead", key: "id",
      numbers([
        "known", "created_at", "created_day", "created_hour", "client_id", "channel_id",
        "product_id", "manager_id", "temperature", "status", "first_response_at",
        "first_response_day", "qualified_at", "disqualified_at", "deal_of", "touches",
      ]) + texts(["campaign", "region", "disqualify_reason"])),
    RelationShape(
      "deal", key: "id",
      numbers([
        "known", "created_at", "created_day", "created_hour", "client_id", "lead_id", "manager_id",
        "channel_id", "product_id", "amount_base", "expected_close_on", "temperature", "outcome",
        "closed_at", "final", "closing_at", "closing_day", "lead_of", "kept_from",
        "lead_before", "led_from", "born_manager_id", "born_temperature",
      ]) + texts(["in_pipeline", "loss_reason", "region"])),
    RelationShape(
      "call", key: "id", arrangedBy: ["manager_id", "started_day"],
      numbers([
        "known", "started_at", "started_day", "started_hour", "direction", "manager_id",
        "client_id", "lead_id", "deal_id", "duration_s", "answered",
      ])),
    RelationShape(
      "activity", key: "id",
      numbers([
        "known", "kind", "at", "day", "hour", "duration_s", "manager_id", "client_id", "lead_id",
        "deal_id", "place", "status", "first_reply_s",
      ])),
    RelationShape(
      "payment", key: "id",
      numbers([
        "known", "deal_id", "client_id", "manager_id", "product_id", "planned_on",
        "planned_amount_base", "received_on", "received_amount_base", "client_of",
      ])),
    RelationShape(
      "task", key: "id",
      numbers([
        "known", "manager_id", "created_at", "due_at", "due_day", "due_hour", "done_at",
        "client_id", "lead_id", "deal_id",
      ]) + [ColumnShape("result", .presence)]),
    RelationShape(
      "ad_spend", key: "id",
      numbers(["known", "date", "channel_id", "cost_base", "clicks", "impressions"])
        + texts(["campaign"])),
    RelationShape(
      "work_time", key: "id", numbers(["known", "manager_id", "start", "end", "place"])),
    RelationShape("calendar", key: "day", numbers(["month", "ymd", "is_working"])),
    RelationShape(
      "standing", key: "deal_id", isUnique: false,
      numbers(["from_at", "until_at", "furthest"]) + texts(["stage", "last_rung"])),
    RelationShape(
      "stage_visit", key: "deal_id", isUnique: false,
      numbers(["id", "entered_at", "entered_day", "next_at", "is_timed", "is_first"])
        + texts(["stage"])),
    RelationShape("lead_warmth", key: "lead_id", isUnique: false, warmth),
    RelationShape("deal_warmth", key: "deal_id", isUnique: false, warmth),
    RelationShape(
      "deal_terms", key: "deal_id", isUnique: false,
      numbers(["from_at", "until_at", "amount_base", "manager_id", "expected_close_on"])),
    RelationShape(
      "first_paid_before", key: "client_id", isUnique: false,
      numbers(["from_at", "until_at", "first_paid_day"])),
  ]

  static func named(_ name: String) -> RelationShape? { all.first { $0.name == name } }

  private static let warmth = numbers(["from_at", "until_at", "temperature", "run_from"])

  private static func numbers(_ names: [String]) -> [ColumnShape] { names.map { ColumnShape($0) } }

  private static func texts(_ names: [String]) -> [ColumnShape] {
    names.map { ColumnShape($0, .text) }
  }
}

extension RelationShape {
  /// What rows of one key are ordered by.
  var order: String? {
    let names = columns.map(\.name)
    return ["from_at", "name", "id"].first { !isUnique && names.contains($0) }
  }
}
