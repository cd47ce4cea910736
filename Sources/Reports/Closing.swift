import Semantics

/// What is counted of deals closed in a period.
enum Closing {
  static let measures: [Measure] =
    [
      .count("closed"), .count("won", where: DealFields.isClosed(as: 2)),
      .count("refusals", where: DealFields.isClosed(as: 3)),
      .money("won_amount", DealFields.amount, where: DealFields.isClosed(as: 2)),
    ] + doubtful

  /// Closings that are told of in a note: before the creation, or without a date of their own.
  static let doubtful: [Measure] = [
    .count(
      "closed_reversed",
      where: DealFields.isClosed && .less(.column("closing_at"), .column("created_at"))),
    .count("closed_undated", where: DealFields.isClosed && .isMissing(.column("closed_at"))),
  ]
}
