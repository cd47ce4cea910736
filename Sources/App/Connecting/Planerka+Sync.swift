import Connectors
public import Domain
import Formats
import Store

/// What one look at a connected system brought.
public struct SyncResult: Equatable, Sendable {
  /// How many rows became what.
  public var tally = IntakeTally()
  /// The first 20 rows that could not be taken in.
  public var errors: [RowError] = []
  /// How many errors there are.
  public var errorCount = 0
  /// What people should know of it.
  public var notes: [Message] = []
}

extension Planerka {
  /// Pulls what is new in a connected system, and takes it in.
  ///
  /// Every pull is one transaction with the cursor that the next begins at: whatever ends the program, the
  /// system or the database in the middle, a later look goes on there, and nothing is lost or comes
  /// twice. Rows that cannot be taken in do not keep the others out; they stay in the raw file of the
  /// import.
  ///
  /// - Parameters:
  ///   - isAnew: whether everything is pulled again that the system still has.
  ///   - progress: told now and then how many rows of how many of a pull are taken in.
  /// - Throws: `PlainFault` `connection.missing`, and why the system or the database could not be
  ///   asked; what was taken in before stays. The connection keeps the reason too, where it can.
  public func sync(
    _ name: String, isAnew: Bool = false, now: Moment,
    progress: (_ consumed: Int, _ size: Int) -> Void = { _, _ in }
  ) throws -> SyncResult {
    var connection = try connection(name)
    var result = SyncResult()
    do {
      if isAnew {
        try storage.forgetCursor(of: connection.id)
        connection = try self.connection(name)
      }
      let source = try source(connection.connector, connection.options)
      while let pull = try pulling({ try source.pull(after: connection.cursor) }) {
        do {
          if pull.rows.isEmpty {
            try storage.moveCursor(of: connection, to: pull.cursor)
          } else {
            result.add(try take(pull, connection, now: now, progress: progress))
          }
          result.notes += pull.notes
          if !pull.hasMore { break }
        } catch is OvertakenPull {
          // Why: another program has just taken the same in; what is left is pulled from there.
        }
        connection = try self.connection(name)
      }
      try storage.noteLook(
        at: connection.id, failure: nil, warning: result.notes.last, at: now)
      return result
    } catch let fault as any Fault {
      do {
        try storage.noteLook(
          at: connection.id, failure: fault.message, warning: result.notes.last, at: now)
      } catch {
        // Why: when the database is away too, the reason is told to whoever asked.
      }
      throw fault
    }
  }

  private func connection(_ name: String) throws -> Connection {
    guard let connection = try storage.connection(named: name) else {
      throw PlainFault(.missing, "connection.missing", ["name": name])
    }
    return connection
  }

  private func take(
    _ pull: Pull, _ connection: Connection, now: Moment,
    progress: (_ consumed: Int, _ size: Int) -> Void
  ) throws -> ImportResult {
    var order = ImportOrder(kind: try Connector.named(connection.connector).kind, path: pull.name)
    order.source = connection.name
    order.skipsBad = true
    order.writesRejected = false
    let goods = ImportGoods(
      open: { ListedRows(header: pull.header, pull.rows) }, raw: { RawFile(pull.raw) },
      connection: connection.id,
      keep: { try $0.moveCursor(from: connection.cursor, to: pull.cursor) })
    // Why the key: reasons are words only in a file of skipped rows, which is not written.
    return try takeIn(goods, order, now: now, say: \.key, progress: progress)
  }
}

extension SyncResult {
  fileprivate mutating func add(_ pulled: ImportResult) {
    tally.add(pulled.tally)
    errors += pulled.errors.prefix(max(0, 20 - errors.count))
    errorCount += pulled.errorCount
  }
}

extension Planerka {
  /// The job that looks at every connected system when it is due.
  public var syncing: Job {
    Job("sync", every: .seconds(5)) { storage, now in
      var failure: (any Error)?
      for connection in try storage.connections() where connection.isDue(at: now) {
        do {
          _ = try sync(connection.name, now: now)
        } catch {
          // Why: one system that cannot be asked keeps nobody from the others.
          failure = failure ?? error
        }
      }
      if let failure { throw failure }
    }
  }
}
