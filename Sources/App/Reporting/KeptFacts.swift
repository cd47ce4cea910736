import Domain
import Reports
import Semantics
import Synchronization

/// The parts of what holds for the company, as they were read last.
final class KeptFacts: Sendable {
  let chosen = Kept<[String: String], ChosenFacts>()
  let directory = Kept<Int?, Directory>()
  let calendar = Kept<Int?, WorkCalendar>()
  let plans = Kept<Int?, Plans>()
}

/// What follows from the settings.
struct ChosenFacts: Sendable {
  let zone: ZoneTable
  let currency: Currency
  let norms: Norms
  let hours: WorkHours
}

/// A value that is made anew only when what it is made from has changed.
final class Kept<Source: Equatable & Sendable, Value: Sendable>: Sendable {
  private struct Last: Sendable {
    let source: Source
    let value: Value
  }

  private let last = Mutex<Last?>(nil)

  /// The value made from `source`.
  func value(_ source: Source, _ make: () throws -> Value) throws -> Value {
    if let last = last.withLock({ $0 }), last.source == source { return last.value }
    let value = try make()
    last.withLock { $0 = Last(source: source, value: value) }
    return value
  }
}
