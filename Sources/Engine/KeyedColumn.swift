import Synchronization

/// What the inner loops read of a column by the keys that lead to its rows: a table of values a
/// chunk, one for each key, so that a row need not be found first.
struct KeyedColumn<Number: Word>: ~Copyable {
  private let tables: KeyedTable
  private let shift: Int
  private let low: Int
  /// What is added to an `Int32`, and to the one that stands for a missing value.
  private let biases: UnsafeMutablePointer<Number>
  /// The only table that keys lead to; nil when they lead to several, or some may lead nowhere.
  private let only: UnsafeRawPointer?

  /// - Parameter keys: the bounds of the keys.
  init(_ relation: Relation, column: Int, _ form: KeyedForm, keys: Span) {
    (low, shift) = (relation.low, relation.shape.shift)
    tables = relation.keyed.table(of: relation, column, form)
    let chunk = (keys.low >> shift) - low
    let isOne = !keys.canMiss && chunk == (keys.high >> shift) - low
    only = isOne && relation.chunks.indices.contains(chunk) ? tables.starts[chunk] : nil
    biases = .allocate(capacity: 2)
    biases[0] = 0
    biases[1] = Number.none &- Number(truncatingIfNeeded: Int32.none)
  }

  deinit { biases.deallocate() }

  /// Reads the values of keys; missing for a key that leads nowhere.
  func read(_ keys: UnsafePointer<Number>, count: Int, into out: UnsafeMutablePointer<Number>) {
    // Why: what makes a stored number missing is looked up. A branch would be foreseen badly, and
    // would have to wait for the memory of the number; comparisons are made into branches.
    let biases = biases
    switch tables.form {
    case .narrow, .presence:
      each(keys, count, out) { (stored: Int32) in
        if Number.bitWidth == Int32.bitWidth { return Number(truncatingIfNeeded: stored) }
        let isMissing = (UInt(UInt32(bitPattern: stored ^ .none)) &- 1) &>> 63
        return biases[Int(bitPattern: isMissing)] &+ Number(truncatingIfNeeded: stored)
      }
    case .wide: each(keys, count, out) { (stored: Int) in Number(truncatingIfNeeded: stored) }
    }
  }

  @inline(__always)
  private func each<Stored>(
    _ keys: UnsafePointer<Number>, _ count: Int, _ out: UnsafeMutablePointer<Number>,
    _ value: (Stored) -> Number
  ) {
    let (tables, low, shift) = (self.tables.starts, low, Number(truncatingIfNeeded: shift))
    let places = 1 &<< self.shift &- 1
    let last = UInt(bitPattern: self.tables.owners.count &- 1)
    if let table = only?.assumingMemoryBound(to: Stored.self) {
      for row in 0..<count { out[row] = value(table[Int(truncatingIfNeeded: keys[row]) & places]) }
      return
    }
    for row in 0..<count {
      let key = keys[row]
      let chunk = UInt(bitPattern: Int(truncatingIfNeeded: key &>> shift) &- low)
      let table = tables[Int(bitPattern: Swift.min(chunk, last))]
      let place = Int(truncatingIfNeeded: key) & places
      out[row] = value(table.assumingMemoryBound(to: Stored.self)[place])
    }
  }
}

/// The same for a few keys: each row is found, so that no tables need be made.
struct KeyedRows {
  let relation: Relation
  let column: Int
  let form: KeyedForm

  /// Reads the values of keys; missing for a key that leads nowhere.
  func read<Number: Word>(
    _ keys: UnsafePointer<Number>, count: Int, into out: UnsafeMutablePointer<Number>
  ) {
    for row in 0..<count {
      let value = relation.value(column, key: keys[row].wide)
      out[row] = form == .presence && value != .missing ? 0 : Number(value)
    }
  }
}

/// The tables of a column in the chunks of a relation, and one for keys that lead nowhere.
final class KeyedTable: Sendable {
  let form: KeyedForm
  let owners: [Bytes]
  // Why: it is written once, and its memory is that of the owners.
  nonisolated(unsafe) let starts: UnsafeMutablePointer<UnsafeRawPointer>

  init(_ relation: Relation, _ column: Int, _ form: KeyedForm) {
    self.form = form
    owners =
      relation.chunks.map {
        $0?.values(of: column, shift: relation.shape.shift, form) ?? form.nothing
      } + [form.nothing]
    starts = .allocate(capacity: owners.count)
    for (index, owner) in owners.enumerated() {
      starts.advanced(by: index).initialize(to: owner.start)
    }
  }

  deinit { starts.deallocate() }
}

/// The tables of a relation that were asked for so far.
final class KeyedTables: Sendable {
  private let known = Mutex<[Int: KeyedTable]>([:])

  func table(of relation: Relation, _ column: Int, _ form: KeyedForm) -> KeyedTable {
    known.withLock { known in
      let place = column * KeyedForm.allCases.count + form.rawValue
      if let table = known[place] { return table }
      let table = KeyedTable(relation, column, form)
      known[place] = table
      return table
    }
  }
}

/// What a table of values by keys holds.
enum KeyedForm: Int, CaseIterable {
  /// Values as `Int32`.
  case narrow
  /// Values as `Int`.
  case wide
  /// 0 as `Int32` where there is a value.
  case presence

  /// What stands for the values of a chunk that is not there.
  fileprivate var nothing: Bytes { self == .wide ? Self.noWide : Self.noNarrow }

  private static let noNarrow = Bytes(filling: 1 << 16, with: Int32.none)
  private static let noWide = Bytes(filling: 1 << 16, with: Int.none)
}

extension Span {
  /// Whether every value fits half a word, with room for a missing one.
  var isNarrow: Bool { isMissing || (low > Int(Int32.min) && high <= Int(Int32.max)) }
}

extension Chunk {
  /// The values of a column for each place of a key: those of the key's last row. They are found
  /// when first asked.
  func values(of column: Int, shift: Int, _ form: KeyedForm) -> Bytes {
    keyed.withLock { known in
      let place = column * KeyedForm.allCases.count + form.rawValue
      if let bytes = known[place] { return bytes }
      let bytes = table(1 << shift, column, form)
      known[place] = bytes
      return bytes
    }
  }

  private func table(_ places: Int, _ column: Int, _ form: KeyedForm) -> Bytes {
    switch form {
    case .narrow: table(places, column) { Int32(truncatingIfNeeded: $0) }
    case .wide: table(places, column) { $0 }
    case .presence: table(places, column) { _ in Int32(0) }
    }
  }

  private func table<Stored: Word>(
    _ places: Int, _ column: Int, _ stored: (Int) -> Stored
  ) -> Bytes {
    let view = ColumnView(columns[column])
    return Bytes(filling: places, with: Stored.none) { out in
      func put(_ row: Int, at place: Int) {
        let value: Int = view.value(row)
        out[place] = value == .missing ? .none : stored(value)
      }
      if let starts = starts?.start.assumingMemoryBound(to: UInt32.self) {
        for place in 0..<places where starts[place] < starts[place + 1] {
          put(Int(starts[place + 1]) - 1, at: place)
        }
      } else {
        for row in 0..<count { put(row, at: first + row) }
      }
    }
  }
}

extension Bytes {
  /// A block of so many equal numbers, some of which are then written anew.
  fileprivate convenience init<Stored>(
    filling count: Int, with number: Stored,
    _ write: (UnsafeMutablePointer<Stored>) -> Void = { _ in }
  ) {
    self.init(count: count * MemoryLayout<Stored>.size) { memory in
      let numbers = memory.bindMemory(to: Stored.self, capacity: count)
      numbers.update(repeating: number, count: count)
      write(numbers)
    }
  }
}
