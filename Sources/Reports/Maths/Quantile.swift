public import Semantics

extension Distribution {
  /// The median: the mean of the middle two values; nil of none.
  public var median: Double? { quantile(0.5) }

  /// A quantile, interpolated linearly; nil of none.
  public func quantile(_ share: Double) -> Double? {
    guard count > 0 else { return nil }
    let place = share * Double(count - 1)
    let low = Double(value(at: Int(place)))
    let rest = place - place.rounded(.down)
    if rest == 0 { return low }
    return low + (Double(value(at: Int(place) + 1)) - low) * rest
  }

  /// Their mean; nil of none.
  public var mean: Double? { count > 0 ? Double(sum) / Double(count) : nil }
}
