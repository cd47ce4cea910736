public import Domain
public import Store

/// Something that is done for a company now and then, by one of its programs at a time.
public struct Job: Sendable {
  /// Its name, which programs take turns by.
  public let name: String
  /// How long after one run the next begins.
  public let pause: Duration
  let work: @Sendable (Storage, Moment) throws -> Void

  /// A job by its name.
  public init(
    _ name: String, every pause: Duration,
    _ work: @escaping @Sendable (Storage, Moment) throws -> Void
  ) {
    self.name = name
    self.pause = pause
    self.work = work
  }

  /// Every job of the program.
  public static let all = [
    Job("answers", every: .seconds(3_600)) { storage, now in try storage.forgetAnswers(at: now) },
    Job("statistics", every: .seconds(3_600)) { storage, _ in try storage.renewStatistics() },
  ]
}
