/// What is known of a value before it is read: the least and greatest it can be, and whether it can
/// be missing. `low` is above `high` when it is always missing.
struct Span: Equatable {
  var low: Int
  var high: Int
  var canMiss: Bool

  /// That of no values at all.
  static let nothing = Span(low: .max, high: .missing, canMiss: false)
  static let missing = Span(low: .max, high: .missing, canMiss: true)
  static let any = Span(low: .missing + 1, high: .max, canMiss: true)

  init(low: Int, high: Int, canMiss: Bool) {
    self.low = low
    self.high = high
    self.canMiss = canMiss
  }

  init(_ number: Int) { self.init(low: number, high: number, canMiss: false) }

  var isMissing: Bool { low > high }
  /// The one number it is.
  var constant: Int? { low == high && !canMiss ? low : nil }

  /// The same, or missing.
  var orMissing: Span { Span(low: low, high: high, canMiss: true) }

  /// Either of two.
  func joined(_ other: Span) -> Span {
    Span(
      low: min(low, other.low), high: max(high, other.high), canMiss: canMiss || other.canMiss)
  }

  /// What a growing function makes of it.
  func mapped(_ function: (Int) -> Int) -> Span {
    isMissing ? self : Span(low: function(low), high: function(high), canMiss: canMiss)
  }

  static func - (a: Span, b: Span) -> Span {
    if a.isMissing || b.isMissing { return .missing }
    let low = a.low.subtractingReportingOverflow(b.high)
    let high = a.high.subtractingReportingOverflow(b.low)
    guard !low.overflow, !high.overflow else { return .any }
    return Span(
      low: low.partialValue, high: high.partialValue, canMiss: a.canMiss || b.canMiss)
  }
}
