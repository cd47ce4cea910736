public import Domain
import SQLCompiler

/// The right to do a company's jobs, which one program at a time has.
public final class JobTurn: Sendable {
  private let turn: any Turn

  init(_ turn: any Turn) {
    self.turn = turn
  }

  /// Whether it is still this program's.
  public var isHeld: Bool { turn.isHeld() }
}

extension Storage {
  /// Takes the turn to do the jobs, until the value is dropped or the program ends; nil when another
  /// program has it.
  public func jobTurn() throws -> JobTurn? { try home.turn("jobs").map { JobTurn($0) } }

  /// How long an answer under a key is kept: seven days, in milliseconds.
  private static let answersLast = 7 * 86_400_000

  /// Forgets the answers under keys that are older than seven days.
  public func forgetAnswers(at now: Moment) throws {
    try home.write { session in
      _ = try session.run(
        "DELETE FROM kept_answer WHERE at < ?", [now.milliseconds - Self.answersLast])
    }
  }

  /// Renews what the database knows of its tables' contents, by which it plans its work.
  public func renewStatistics() throws {
    switch try home.look({ $0.dialect }) {
    case .sqlite: try home.write { try $0.script("PRAGMA optimize") }
    // Why: whoever writes would have to wait for it, and it need not wait for them.
    case .postgres, .citus: try home.look { try $0.script("ANALYZE") }
    }
  }
}

extension Session {
  /// Renews what the database knows of a table's contents, where it would plan blindly otherwise.
  func renewStatistics(of table: String) throws {
    if dialect.isPostgres { try script("ANALYZE \"\(table)\"") }
  }
}
