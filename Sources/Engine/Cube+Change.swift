/// What became of the rows of some keys of a relation.
public struct RelationChange {
  /// The relation's rows of these keys as they stand now, in the order of keys.
  public let rows: RowBlock
  /// The keys, ascending; all keys when nil.
  public let keys: [Int]?

  /// New rows in place of those of the keys.
  public init(_ rows: RowBlock, keys: [Int]?) {
    self.rows = rows
    self.keys = keys
  }
}

extension Cube {
  /// The cube after changes; only the chunks they touch are made anew.
  ///
  /// - Parameter texts: this cube's texts, and those the changed rows say.
  public func changed(
    by changes: [RelationChange], texts: Texts, revision: Int
  ) throws -> Cube {
    var relations = relations
    for change in changes {
      guard let place = place(of: change.rows.shape.name) else {
        throw NotInCube(name: change.rows.shape.name)
      }
      relations[place] = relations[place].changed(by: change, stamp: version + 1)
    }
    return Cube(
      revision: revision, relations: relations, texts: texts, version: version + 1,
      drift: drift + changes.reduce(0) { $0 + $1.rows.count })
  }

  /// The texts, to which changed rows may add.
  public var knownTexts: Texts { texts }
}

extension Relation {
  fileprivate func changed(by change: RelationChange, stamp: Int) -> Relation {
    let shift = shape.shift
    let new = change.rows
    var chunks = byNumber
    let keys = change.keys ?? []
    let numbers =
      change.keys == nil
      ? Set(chunks.keys).union(new.keys.map { $0 >> shift }) : Set(keys.map { $0 >> shift })
    for number in numbers {
      let old = chunks[number]
      let replaced = change.keys.map { _ in keys[range(of: number, in: keys)] }
      let (columns, added) = Self.merge(old, replaced, new, range(of: number, in: new.keys))
      if old == nil, columns[0].isEmpty { continue }
      // Why: a chunk that lost its rows stays, so that its version tells that they are gone.
      chunks[number] = Self.chunk(columns, shape, stamp, old, added)
    }
    return Relation(shape, chunks)
  }

  /// Where the keys of a chunk stand among ascending ones.
  private func range(of number: Int, in keys: some RandomAccessCollection<Int>) -> Range<Int> {
    func first(_ bound: Int) -> Int {
      var (low, high) = (0, keys.count)
      while low < high {
        let middle = (low + high) / 2
        if keys[keys.index(keys.startIndex, offsetBy: middle)] >> shape.shift < bound {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low
    }
    return first(number)..<first(number + 1)
  }

  /// The rows of a chunk: the old ones, but for those of replaced keys (all when nil), and new ones;
  /// and the new rows' keys when all old rows stay.
  private static func merge(
    _ old: Chunk?, _ replaced: ArraySlice<Int>?, _ new: RowBlock, _ range: Range<Int>
  ) -> ([[Int]], added: [Int]?) {
    var sources: [(isNew: Bool, row: Int)] = []
    let gone = Set(replaced ?? [])
    let keys = old?.columns[0].values ?? []
    var next = range.lowerBound
    for row in keys.indices where replaced != nil && !gone.contains(keys[row]) {
      while next < range.upperBound, new.keys[next] < keys[row] {
        sources.append((true, next))
        next += 1
      }
      sources.append((false, row))
    }
    while next < range.upperBound {
      sources.append((true, next))
      next += 1
    }
    let columns = new.shape.columns.indices.map { column in
      let before = old?.columns[column].values ?? []
      let after = new.values(column)
      return sources.map { $0.isNew ? after[$0.row] : before[$0.row] }
    }
    let isGrown = sources.count == keys.count + range.count
    return (columns, isGrown ? range.map { new.keys[$0] } : nil)
  }

  private static func chunk(
    _ columns: [[Int]], _ shape: RelationShape, _ stamp: Int, _ old: Chunk?, _ added: [Int]?
  ) -> Chunk {
    let count = columns[0].count
    let flat = columns.flatMap { $0 }
    return flat.withUnsafeBufferPointer { flat in
      Chunk(
        columns.indices.map { UnsafeBufferPointer(rebasing: flat[$0 * count..<($0 + 1) * count]) },
        shape: shape, stamp: stamp, over: old, added: added)
    }
  }
}

extension Column {
  /// Every value.
  var values: [Int] {
    [Int](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress {
        ColumnView(self).read(from: 0, count: count, into: start)
      }
      initialized = count
    }
  }
}
