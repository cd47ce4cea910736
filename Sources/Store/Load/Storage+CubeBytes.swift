import Engine

extension Storage {
  /// About how many bytes the cube of everything recorded would take, from the highest numbers of
  /// the records.
  public func cubeBytes() throws -> Int {
    try home.read { session in
      var bytes = 0
      for shape in LoadedRelations.all where shape.key == "id" {
        let last: Int? = try session.first("SELECT MAX(id) FROM \"\(shape.name)\"")
        bytes += (last ?? 0) * shape.rowBytes
      }
      // Why: rows that hang on deals have no numbers of their own; visits stand for all of them.
      let visits: Int? = try session.first("SELECT MAX(id) FROM stage_visit")
      let hanging = LoadedRelations.all.filter { $0.key == "deal_id" }.map(\.rowBytes).reduce(0, +)
      return bytes + (visits ?? 0) * hanging / 2
    }
  }
}

extension RelationShape {
  /// About how many bytes a row takes: columns are kept in the narrowest width of each chunk.
  fileprivate var rowBytes: Int {
    columns.map { column in
      switch column.kind {
      case .number: 3
      case .text: 2
      case .presence: 1
      }
    }.reduce(0, +)
  }
}
