public import Engine

extension Storage {
  /// The cube of everything recorded so far.
  public func cube() throws -> Cube {
    try home.read { session in
      let builder = CubeBuilder()
      for shape in LoadedRelations.all {
        let reader = try RelationReader(session, shape)
        try builder.add(shape) { relation in
          try reader.each(&builder.texts) { relation.append($0) }
        }
      }
      return builder.cube(revision: Int(try session.revision()))
    }
  }

  /// The cube with what has been recorded since it was made.
  public func caughtUp(_ cube: Cube) throws -> Cube {
    try home.read { session in
      let revision = Int(try session.revision())
      guard revision > cube.revision else { return cube }
      var texts = cube.knownTexts
      let changed = ChangedKeys(session: session, since: cube.revision)
      var changes: [RelationChange] = []
      for shape in LoadedRelations.all {
        let keys = try changed.keys(of: shape.name)
        if keys?.isEmpty == true { continue }
        let rows = RowBlock(shape)
        for condition in Self.conditions(shape.key, keys) {
          try RelationReader(session, shape, where: condition).each(&texts) { rows.append($0) }
        }
        changes.append(RelationChange(rows, keys: keys))
      }
      return try cube.changed(by: changes, texts: texts, revision: revision)
    }
  }

  /// Conditions that choose the rows of keys, not too many keys each.
  private static func conditions(_ key: String, _ keys: [Int]?) -> [String?] {
    guard let keys else { return [nil] }
    return stride(from: 0, to: keys.count, by: 1_000).map { start in
      let some = keys[start..<min(start + 1_000, keys.count)].map { String($0) }
      return "r.\"\(key)\" IN (\(some.joined(separator: ", ")))"
    }
  }
}
