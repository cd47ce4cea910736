import Domain
import Store

/// Where a company's data is: a data directory or a PostgreSQL database, as people write it.
public enum DataPlace: Sendable {
  /// The embedded database of a directory.
  case directory(DataDirectory)
  /// `postgres://…`.
  case server(String)

  /// Reads a place: what begins like an address of PostgreSQL is one, else it is a directory.
  public init(_ text: String) {
    let isServer = ["postgres://", "postgresql://"].contains { text.hasPrefix($0) }
    self = isServer ? .server(text) : .directory(DataDirectory(text))
  }

  /// Opens what is there.
  ///
  /// - Parameter create: whether a place without a company gets one.
  /// - Throws: `PlainFault` when there is none and `create` is false, or when it cannot be used.
  func storage(create: Bool) throws(PlainFault) -> Storage {
    switch self {
    case .server(let url): return try Storage(postgres: url, create: create)
    case .directory(let directory):
      if create { try directory.make() }
      if !create { try directory.refuseMissing() }
      return try Storage(path: directory.database)
    }
  }
}

extension Planerka {
  /// Copies a company with everything that is kept of it into a place that holds none.
  ///
  /// The copy is made in one transaction, and what arrived is counted and summed up against what was
  /// sent; the source stays as it is. No server may run on a directory meanwhile.
  /// - Parameter progress: told how many rows of how many are copied.
  /// - Returns: how messages name both places.
  /// - Throws: `PlainFault` `move.same`, `move.not_empty`, `move.differs`, `directory.taken` or a fault of either
  ///   database; the place is as it was then.
  public static func move(
    from source: DataPlace, to target: DataPlace,
    progress: @escaping (_ done: Int, _ whole: Int) -> Void
  ) throws -> (from: String, to: String) {
    let from = try source.storage(create: false)
    guard !source.isSame(as: target) else {
      throw PlainFault(.input, "move.same", ["path": from.place])
    }
    let locks = try [source, target].map { try $0.lock() }
    let to = try target.storage(create: true)
    try from.copy(into: to, progress: progress)
    withExtendedLifetime(locks) {}
    return (from.place, to.place)
  }
}

extension DataPlace {
  /// Whether both name one directory, or a server in the same words.
  fileprivate func isSame(as other: DataPlace) -> Bool {
    switch (self, other) {
    case (.directory(let a), .directory(let b)): a.isSame(as: b)
    case (.server(let a), .server(let b)): a == b
    default: false
    }
  }

  /// Takes a directory from those who would serve it; a server needs no such thing.
  fileprivate func lock() throws(PlainFault) -> DirectoryLock? {
    guard case .directory(let directory) = self else { return nil }
    try directory.make()
    return try directory.lock()
  }
}
