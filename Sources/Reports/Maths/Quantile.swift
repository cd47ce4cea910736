public import Semantics

extension [ValueCount] {
  /// The median of values that come ascending: the mean of the middle two; nil of none.
  public var median: Double? { quantile(0.5) }

  /// A quantile of values that come ascending, interpolated linearly; nil of none.
  public func quantile(_ share: Double) -> Double? {
    let count = reduce(0) { $0 + $1.count }
    guard count > 0 else { return nil }
    let place = share * Double(count - 1)
    let low = value(at: Int(place))
    let high = value(at: Swift.min(count - 1, Int(place) + 1))
    return low + (high - low) * (place - place.rounded(.down))
  }

  /// Their mean; nil of none.
  public var mean: Double? {
    let count = reduce(0) { $0 + $1.count }
    guard count > 0 else { return nil }
    return Double(reduce(0) { $0 + $1.value * $1.count }) / Double(count)
  }

  private func value(at place: Int) -> Double {
    var seen = 0
    for item in self {
      seen += item.count
      if place < seen { return Double(item.value) }
    }
    return 0
  }
}
