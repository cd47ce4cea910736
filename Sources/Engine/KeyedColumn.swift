import Synchronization

/// What the inner loops read of a column by the keys that lead to its rows: a table of values a
/// chunk, one for each key, so that a row need not be found first.
struct KeyedColumn<Number: Word>: ~Copyable {
  private let tables: KeyedTable

  init(_ relation: Relation, column: Int, _ form: KeyedForm) {
    tables = relation.keyed.table(of: relation, column, form)
  }

  /// Reads the values of keys; missing for a key that leads nowhere.
  func read(_ keys: UnsafePointer<Number>, count: Int, into out: UnsafeMutablePointer<Number>) {
    // Why: what makes a stored number missing is worked out. A choice would be made into a branch.
    let base = Number(truncatingIfNeeded: tables.form.base)
    switch tables.form.width {
    case .presence: look(UInt8.self, up: keys, count, out) { (0 &- ($0 & 1)) & .none }
    case .short:
      let missing = Number.none &- base &- 0xFFFF
      look(UInt16.self, up: keys, count, out) {
        base &+ $0 &+ ((0 &- (($0 &+ 1) &>> 16)) & missing)
      }
    case .narrow:
      let least = Number(truncatingIfNeeded: Int32.none)
      let (missing, sign) = (Number.none &- least, Number(Number.bitWidth - 1))
      look(Int32.self, up: keys, count, out) {
        $0 &+ ((($0 &- least &- 1) &>> sign) & missing)
      }
    case .wide: look(Int.self, up: keys, count, out) { $0 }
    }
  }

  /// Looks keys up, then makes values of what is stored.
  @inline(__always)
  private func look<Stored: FixedWidthInteger>(
    _ type: Stored.Type, up keys: UnsafePointer<Number>, _ count: Int,
    _ out: UnsafeMutablePointer<Number>, _ value: (Number) -> Number
  ) {
    // Why: a key that leads nowhere, a missing one too, is told by one comparison and looked up like
    // the others, behind them all.
    let (starts, first, shift) = (tables.starts, tables.first, tables.shift)
    let last = UInt(bitPattern: tables.last)
    if let whole = tables.whole?.start.assumingMemoryBound(to: Stored.self) {
      for row in 0..<count {
        let place = Swift.min(UInt(bitPattern: Int(truncatingIfNeeded: keys[row]) &- first), last)
        out[row] = Number(truncatingIfNeeded: whole[Int(bitPattern: place)])
      }
    } else {
      for row in 0..<count {
        let place = Swift.min(UInt(bitPattern: Int(truncatingIfNeeded: keys[row]) &- first), last)
        let table = starts[Int(bitPattern: place &>> shift)].assumingMemoryBound(to: Stored.self)
        out[row] = Number(truncatingIfNeeded: table[Int(bitPattern: place)])
      }
    }
    // Why: a loop that looks nothing up has many numbers worked out at once.
    for row in 0..<count { out[row] = value(out[row]) }
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
      out[row] = form.width == .presence && value != .missing ? 0 : Number(value)
    }
  }
}

/// The tables of a column in the chunks of a relation, and one for keys that lead nowhere.
final class KeyedTable: Sendable {
  let form: KeyedForm
  /// The first key; the place of a key is how far it is from there.
  let first: Int
  /// The place that stands for keys that lead nowhere.
  let last: Int
  /// The place's low bits that tell it within a chunk.
  let shift: UInt
  private let owners: [Bytes]
  /// The tables of all chunks in one block.
  let whole: Bytes?
  /// Where each chunk's table would begin if it had the places of the chunks before, too.
  // Why: it is written once, and its memory is that of the owners.
  nonisolated(unsafe) let starts: UnsafeMutablePointer<UnsafeRawPointer>

  init(_ relation: Relation, _ column: Int, _ form: KeyedForm) {
    let shift = relation.shape.shift
    self.form = form
    self.shift = UInt(shift)
    first = relation.low << shift
    last = relation.chunks.count << shift
    owners =
      relation.chunks.map { $0?.values(of: column, shift: shift, form) ?? form.nothing }
      + [form.nothing]
    whole = nil
    starts = .allocate(capacity: owners.count)
    for (index, owner) in owners.enumerated() {
      starts.advanced(by: index).initialize(to: owner.start - (index << shift) * form.width.size)
    }
  }

  /// The same in one block.
  init(whole table: KeyedTable) {
    (form, first, last, shift) = (table.form, table.first, table.last, table.shift)
    let size = (1 << Int(shift)) * form.width.size
    let block = Bytes(count: table.owners.count * size) { memory in
      for (index, owner) in table.owners.enumerated() {
        (memory + index * size).copyMemory(from: owner.start, byteCount: size)
      }
    }
    (owners, whole) = ([block], block)
    starts = .allocate(capacity: table.owners.count)
    starts.initialize(repeating: block.start, count: table.owners.count)
  }

  deinit { starts.deallocate() }
}

/// The tables of a relation that were asked for so far.
final class KeyedTables: Sendable {
  private let known = Mutex<[KeyedForm.Column: Asked]>([:])
  /// Why: one block is looked up in faster, but every change of the relation would copy it. Whoever
  /// asks for so many chunks has much to look up.
  private static let mostInPieces = 16

  private struct Asked {
    var table: KeyedTable
    var count = 1
  }

  func table(of relation: Relation, _ column: Int, _ form: KeyedForm) -> KeyedTable {
    known.withLock { known in
      let place = KeyedForm.Column(place: column, form: form)
      var asked = known[place] ?? Asked(table: KeyedTable(relation, column, form))
      if asked.count == Self.mostInPieces { asked.table = KeyedTable(whole: asked.table) }
      asked.count += 1
      known[place] = asked
      return asked.table
    }
  }
}

/// What a table of values by keys holds.
struct KeyedForm: Hashable {
  let width: Width
  /// What is added to stored values.
  let base: Int

  enum Width {
    /// 0 as `UInt8` where there is a value.
    case presence
    /// How far values are from the base, as `UInt16`.
    case short
    /// Values as `Int32`.
    case narrow
    /// Values as `Int`.
    case wide
  }

  /// A column in a form.
  struct Column: Hashable {
    let place: Int
    let form: KeyedForm
  }

  static let presence = KeyedForm(width: .presence, base: 0)

  /// The least form that holds a column's values.
  ///
  /// - Parameter read: the bounds of those that are read.
  init(_ relation: Relation, _ column: Int, read: Span) {
    let span = relation.span(column, relation.chunks.indices)
    // Why: a round base seldom changes, so that tables of chunks that do not change stay good.
    let base = span.low & ~(1 << 14 - 1)
    if !span.isMissing, span.isNarrow, span.high - base < Int(UInt16.max) {
      self.init(width: .short, base: base)
    } else {
      self.init(width: read.isNarrow ? .narrow : .wide, base: 0)
    }
  }

  private init(width: Width, base: Int) { (self.width, self.base) = (width, base) }

  /// What stands for the values of a chunk that is not there.
  fileprivate var nothing: Bytes { Self.nothing[width] ?? Self.noWide }

  private static let noWide = Bytes(filling: 1 << 16, with: Int.none)
  private static let nothing: [Width: Bytes] = [
    .presence: Bytes(filling: 1 << 16, with: UInt8.max),
    .short: Bytes(filling: 1 << 16, with: UInt16.max),
    .narrow: Bytes(filling: 1 << 16, with: Int32.none),
  ]
}

extension KeyedForm.Width {
  /// The bytes of a value.
  fileprivate var size: Int {
    switch self {
    case .presence: 1
    case .short: 2
    case .narrow: 4
    case .wide: 8
    }
  }
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
      let place = KeyedForm.Column(place: column, form: form)
      if let bytes = known[place] { return bytes }
      let bytes = table(1 << shift, column, form)
      known[place] = bytes
      return bytes
    }
  }

  private func table(_ places: Int, _ column: Int, _ form: KeyedForm) -> Bytes {
    switch form.width {
    case .presence: table(places, column, UInt8.max) { _ in 0 }
    case .short: table(places, column, UInt16.max) { UInt16(truncatingIfNeeded: $0 - form.base) }
    case .narrow: table(places, column, Int32.none) { Int32(truncatingIfNeeded: $0) }
    case .wide: table(places, column, Int.none) { $0 }
    }
  }

  private func table<Stored: FixedWidthInteger>(
    _ places: Int, _ column: Int, _ nothing: Stored, _ stored: (Int) -> Stored
  ) -> Bytes {
    let view = ColumnView(columns[column])
    return Bytes(filling: places, with: nothing) { out in
      func put(_ row: Int, at place: Int) {
        let value: Int = view.value(row)
        out[place] = value == .missing ? nothing : stored(value)
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
  fileprivate convenience init<Stored: FixedWidthInteger>(
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
