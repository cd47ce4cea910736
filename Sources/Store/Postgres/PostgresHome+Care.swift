import Foundation
import SQLCompiler

extension PostgresHome {
  /// Copies everything, as it stands at one moment, into a file of the embedded database.
  package func copy(to path: String, progress: @escaping (_ done: Int, _ whole: Int) -> Void) throws
  {
    let file = try SQLiteHome(path: path, busyTimeout: 10, pageLimit: nil)
    try copy(into: file, progress: progress)
    try file.close()
  }

  package func size(_ session: any Session) throws -> Int {
    let here: Int = try session.first("SELECT pg_database_size(current_database())") ?? 0
    guard session.dialect == .citus,
      try session.first("SELECT to_regclass('pg_dist_partition') IS NOT NULL") == true
    else { return here }
    let beyond: Int? = try session.first(
      """
      SELECT CAST(SUM(citus_total_relation_size(logicalrelid)) AS BIGINT) FROM pg_dist_partition
      """)
    return here + (beyond ?? 0)
  }

  package func watch(_ changed: @escaping @Sendable () -> Void) -> (any Sendable)? {
    PostgresListener(opening.address, hear: changed).map { Watch(listener: $0) }
  }

  package func turn(_ name: String) throws -> (any Turn)? {
    try PostgresTurn(name, opening)
  }

  /// Each program keeps columns of its own, known by its machine and the file's path.
  package func keeper(ofColumns path: String) -> String {
    let machine = ProcessInfo.processInfo.hostName
    let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    return "\(machine):\(whole) "
  }
}

/// A listening that ends with the value.
private final class Watch: Sendable {
  private let listener: PostgresListener

  init(listener: PostgresListener) {
    self.listener = listener
  }

  deinit { listener.stop() }
}
