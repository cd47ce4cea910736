import Synchronization

/// What the inner loops read of a column by the keys that lead to its rows: a table of values a
/// chunk, one for each key, so that a row need not be found first.
struct KeyedColumn<Number: Word>: ~Copyable {
  /// The tables of the link's chunks, and one for keys that lead nowhere.
  private let tables: UnsafeMutablePointer<UnsafeRawPointer>
  private let owners: [Bytes]
  private let low: Int
  private let shift: Int
  private let isWide: Bool

  init(_ cube: Cube, _ scope: Scope, column: Int, _ form: KeyedForm) {
    let relation = cube.relations[scope.relation]
    (low, shift) = (relation.low + scope.chunks.lowerBound, relation.shape.shift)
    isWide = form == .wide
    let nothing = form == .wide ? NoValues.wide : NoValues.narrow
    owners = relation.chunks[scope.chunks].map {
      $0?.values(of: column, shift: relation.shape.shift, form) ?? nothing
    }
    tables = .allocate(capacity: owners.count + 1)
    for (index, owner) in (owners + [nothing]).enumerated() {
      tables.advanced(by: index).initialize(to: owner.start)
    }
  }

  deinit { tables.deallocate() }

  /// Reads the values of keys; missing for a key that leads nowhere.
  func read(_ keys: UnsafePointer<Number>, count: Int, into out: UnsafeMutablePointer<Number>) {
    if isWide {
      each(Int.self, keys, count) { out[$0] = Number($1) }
    } else {
      each(Int32.self, keys, count) { out[$0] = $1 == .none ? .none : Number($1) }
    }
  }

  @inline(__always)
  private func each<Stored: Word>(
    _ type: Stored.Type, _ keys: UnsafePointer<Number>, _ count: Int,
    _ body: (Int, Stored) -> Void
  ) {
    let (tables, low, shift) = (tables, low, Number(truncatingIfNeeded: shift))
    let places = 1 &<< self.shift &- 1
    let last = UInt(bitPattern: owners.count)
    for row in 0..<count {
      let key = keys[row]
      let chunk = UInt(bitPattern: Int(truncatingIfNeeded: key &>> shift) &- low)
      let table = tables[Int(bitPattern: Swift.min(chunk, last))]
      body(
        row,
        table.assumingMemoryBound(to: Stored.self)[Int(truncatingIfNeeded: key) & places])
    }
  }
}

extension Span {
  /// Whether every value fits half a word, with room for a missing one.
  var isNarrow: Bool { isMissing || (low > Int(Int32.min) && high <= Int(Int32.max)) }
}

/// What a table of values by keys holds.
enum KeyedForm: Int {
  /// Values as `Int32`.
  case narrow
  /// Values as `Int`.
  case wide
  /// 0 as `Int32` where there is a value.
  case presence
}

extension Chunk {
  /// The values of a column for each place of a key: those of the key's last row. They are found
  /// when first asked.
  func values(of column: Int, shift: Int, _ form: KeyedForm) -> Bytes {
    keyed.withLock { known in
      let place = column * 4 + form.rawValue
      if let bytes = known[place] { return bytes }
      let bytes =
        switch form {
        case .narrow: table(1 << shift, Int32.self, column) { $0 }
        case .wide: table(1 << shift, Int.self, column) { $0 }
        case .presence: table(1 << shift, Int.self, column) { $0 == .none ? Int32.none : 0 }
        }
      known[place] = bytes
      return bytes
    }
  }

  private func table<Read: Word, Stored: Word>(
    _ places: Int, _ type: Read.Type, _ column: Int, _ stored: (Read) -> Stored
  ) -> Bytes {
    Bytes(count: places * MemoryLayout<Stored>.size) { memory in
      let out = memory.bindMemory(to: Stored.self, capacity: places)
      out.update(repeating: .none, count: places)
      let view = ColumnView(columns[column])
      guard let starts = starts?.start.assumingMemoryBound(to: UInt32.self) else {
        for row in 0..<count { out[first + row] = stored(view.value(row)) }
        return
      }
      for place in 0..<places where starts[place] < starts[place + 1] {
        out[place] = stored(view.value(Int(starts[place + 1]) - 1))
      }
    }
  }
}

/// What stands for the values of a chunk that is not there.
private enum NoValues {
  static let wide = none(Int.self)
  static let narrow = none(Int32.self)

  private static func none<Stored: Word>(_ type: Stored.Type) -> Bytes {
    Bytes(count: MemoryLayout<Stored>.size << 16) { memory in
      memory.bindMemory(to: Stored.self, capacity: 1 << 16).update(repeating: .none, count: 1 << 16)
    }
  }
}
