/// Wilson's score interval of a share, at 95 %.
///
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
public struct Wilson: Sendable, Equatable {
  /// The low end.
  public let low: Double
  /// The high end.
  public let high: Double

  /// The two-sided 95 % quantile of the normal distribution.
  private static let z = 1.959_963_984_540_054

  /// The interval of `hits` of `count`; nil of none.
  public init?(_ hits: Int, of count: Int) {
    guard count > 0 else { return nil }
    let n = Double(count)
    let share = Double(hits) / n
    let square = Self.z * Self.z
    let centre = share + square / (2 * n)
    let half = Self.z * (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
    // Why: rounding would put an end that is 0 or 1 a little beyond it.
    low = hits == 0 ? 0 : max(0, (centre - half) / (1 + square / n))
    high = hits == count ? 1 : min(1, (centre + half) / (1 + square / n))
  }
}
