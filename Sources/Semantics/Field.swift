/// Something every subject may be grouped and filtered by; each looks it up where its records say.
public enum Field: Hashable, Sendable {
  case manager, team, client, clientType, region, product, channel, campaign, pipeline, temperature
  /// A segment of the client: sex, marital_status, occupation, age, or the company's own attribute.
  case segment(String)
  case day, week, month, hour, weekday
  case direction, callBand, reason, stage, metric
}

extension Field {
  /// The fields by which any report is filtered, but for segments, in reading order.
  public static let filters: [(name: String, field: Field)] = [
    ("manager", .manager), ("team", .team), ("channel", .channel), ("campaign", .campaign),
    ("product", .product), ("region", .region), ("pipeline", .pipeline),
    ("client_type", .clientType), ("temperature", .temperature),
  ]

  /// The segments every company has, in reading order.
  public static let segments = ["sex", "marital_status", "occupation", "age"]

  /// The field of a filter or slice by its name.
  public static func named(_ name: String) -> Field? {
    if name.hasPrefix("segment."), name.utf8.count > 8 {
      return .segment(String(name.dropFirst(8)))
    }
    return filters.first { $0.name == name }?.field
  }
}

/// The fixed sets some fields choose from, in their order.
public enum FixedSet {
  /// Client types: 1 new, 2 current.
  public static let clientTypes = ["new", "current"]
  /// Temperatures: 1 hot, 2 warm, 3 cold.
  public static let temperatures = ["hot", "warm", "cold"]
  /// Sexes: 1 male, 2 female.
  public static let sexes = ["male", "female"]
  /// Age bands by full years on the event's day.
  public static let ages = [
    "under_18", "18_24", "25_34", "35_44", "45_54", "55_64", "65_up",
  ]
  /// Directions of calls: 1 in, 2 out.
  public static let directions = ["in", "out"]
  /// Bands of calls by talk seconds.
  public static let callBands = ["missed", "under_1m", "1_3m", "over_3m"]
}
