import Synchronization

/// A turn among the programs on one database: an advisory lock, held by a connection of its own, so
/// that it goes to another one when this program or its connection ends.
final class PostgresTurn: Turn {
  /// Why unchecked: whoever has the mutex has the connection.
  private struct Held: @unchecked Sendable {
    let connection: PostgresConnection
  }

  private let held: Mutex<Held>

  /// Takes the turn of a name; nil when another program has it.
  init?(_ name: String, _ opening: PostgresOpening) throws {
    let connection = try opening.open()
    let answer = try connection.script(
      "SELECT pg_try_advisory_lock(\(Self.space), \(Self.number(of: name)))")
    guard PostgresCell.integer(answer.bytes(0, 0)) == 1 else { return nil }
    held = Mutex(Held(connection: connection))
  }

  func isHeld() -> Bool {
    held.withLock { held in
      guard !held.connection.isBroken else { return false }
      do {
        try held.connection.script("SELECT 1")
        return true
      } catch {
        // Why: a connection that does not answer has lost the lock, which is what is asked.
        return false
      }
    }
  }

  /// What tells our turns from other programs' advisory locks.
  private static let space = 1_886_154_098

  /// A number for a name: FNV-1a, 31 bits of it.
  private static func number(of name: String) -> UInt32 {
    var hash: UInt32 = 0x811c_9dc5
    for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash & 0x7fff_ffff
  }
}
