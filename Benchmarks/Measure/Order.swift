/// What is to be measured, as the driver writes it down.
struct Order: Decodable {
  /// How often a time is taken at one wish.
  let repeats: Int
  /// The questions, in the order in which they are asked.
  let questions: [Wanted]
}

/// A question to measure, and the records that come in between.
struct Wanted: Decodable {
  /// What the driver calls it.
  let name: String
  /// The report.
  let report: String
  /// The parameters in order, each a name and a value.
  let parameters: [[String]]
  /// The kind of the new records.
  let kind: String
  /// Files of one new record each.
  let files: [String]
}
