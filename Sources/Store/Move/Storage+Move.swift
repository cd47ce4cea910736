import Domain
import SQLCompiler

extension Storage {
  /// Copies everything into another database, as one transaction there.
  ///
  /// - Parameter progress: told how many rows of how many are copied.
  /// - Throws: `PlainFault` `move.not_empty` when the other one holds anything, `move.distributed`
  ///   when its tables are spread over several servers, `move.differs` when
  ///   what arrived is not what was sent, and faults of either database; the other one is as it was
  ///   then.
  public func copy(
    into other: Storage, progress: @escaping (_ done: Int, _ whole: Int) -> Void
  ) throws {
    try home.copy(into: other.home, progress: progress)
  }
}

extension Home {
  /// Copies everything into another home, as it stands at one moment.
  func copy(
    into other: any Home, progress: @escaping (_ done: Int, _ whole: Int) -> Void
  ) throws {
    try read { source in
      try other.write { target in
        let count = try target.count("history")
        guard try target.revision() == 0, count == 0 else {
          throw PlainFault(.conflict, "move.not_empty", ["path": other.place])
        }
        guard target.dialect != .citus else {
          throw PlainFault(.input, "move.distributed", ["path": other.place])
        }
        try Transfer(source: source, target: target, progress: progress).run()
      }
    }
  }
}
