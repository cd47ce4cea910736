/// The corridors figures are judged against, unless the company sets its own.
public struct Norms: Sendable, Equatable {
  /// Talk hours of a seller on a working day.
  public var talkHours: ClosedRange<Double>
  /// The share of hot, warm and cold leads that become customers, in that order.
  public var conversion: [ClosedRange<Double>]

  /// Corridors of talk hours and of the conversion of hot, warm and cold leads.
  public init(
    talkHours: ClosedRange<Double> = 2...6,
    conversion: [ClosedRange<Double>] = [0.85...0.95, 0.20...0.30, 0.01...0.03]
  ) {
    self.talkHours = talkHours
    self.conversion = conversion
  }
}
