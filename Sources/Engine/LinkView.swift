/// What the inner loops read of the rows a link may lead to.
struct LinkView: ~Copyable {
  private let chunks: UnsafeMutablePointer<ChunkView>
  private let count: Int
  private let low: Int
  private let shift: Int
  private let isSimple: Bool

  init(_ cube: Cube, _ scope: Scope) {
    let relation = cube.relations[scope.relation]
    func place(_ name: String) -> Int? { relation.place(of: name) }
    count = scope.chunks.count
    low = relation.low + scope.chunks.lowerBound
    shift = relation.shape.shift
    chunks = .allocate(capacity: Swift.max(count, 1))
    for (index, chunk) in relation.chunks[scope.chunks].enumerated() {
      chunks.advanced(by: index).initialize(
        to: ChunkView(chunk, from: place("from_at"), until: place("until_at"), name: place("name")))
    }
    isSimple = relation.chunks[scope.chunks].allSatisfy { $0?.starts == nil }
  }

  deinit { chunks.deallocate() }

  /// The addresses of the rows of keys.
  ///
  /// - Parameters:
  ///   - moment: what a row's time must hold; missing when rows have no times.
  ///   - name: the number of the name a row must have; missing when rows have no names.
  func find<Number: Word>(
    _ keys: UnsafePointer<Number>, count: Int, moment: Int, name: Int,
    into out: UnsafeMutablePointer<Number>
  ) {
    let mask = 1 << shift - 1
    if isSimple, moment == .missing, name == .missing {
      for place in 0..<count {
        let key = keys[place].wide
        let chunk = (key >> shift) &- low
        guard UInt(bitPattern: chunk) < UInt(bitPattern: self.count) else {
          out[place] = -1
          continue
        }
        let row = key & mask &- chunks[chunk].first
        let isThere = UInt(bitPattern: row) < UInt(bitPattern: chunks[chunk].count)
        out[place] = isThere ? Number(chunk: chunk, row: row) : -1
      }
      return
    }
    for place in 0..<count {
      let key = keys[place].wide
      let chunk = (key >> shift) &- low
      guard UInt(bitPattern: chunk) < UInt(bitPattern: self.count), key != .missing else {
        out[place] = -1
        continue
      }
      let row = chunks[chunk].row(key & mask, moment, name)
      out[place] = row < 0 ? -1 : Number(chunk: chunk, row: row)
    }
  }
}

/// A chunk without its owner.
private struct ChunkView {
  let count: Int
  let first: Int
  let starts: UnsafePointer<UInt32>?
  let from: ColumnView
  let until: ColumnView
  let name: ColumnView

  init(_ chunk: Chunk?, from: Int?, until: Int?, name: Int?) {
    count = chunk?.count ?? 0
    first = chunk?.first ?? 0
    starts = chunk?.starts?.start.assumingMemoryBound(to: UInt32.self)
    self.from = ColumnView(from.flatMap { chunk?.columns[$0] })
    self.until = ColumnView(until.flatMap { chunk?.columns[$0] })
    self.name = ColumnView(name.flatMap { chunk?.columns[$0] })
  }

  /// The row of a key's place that holds the moment and has the name; -1 when there is none.
  @inline(__always)
  func row(_ place: Int, _ moment: Int, _ name: Int) -> Int {
    var (row, end) = (place &- first, place &- first &+ 1)
    if let starts {
      (row, end) = (Int(starts[place]), Int(starts[place + 1]))
    } else if row < 0 || row >= count {
      return -1
    }
    while row < end {
      let isNow =
        moment == .missing || (from.value(row) <= moment && moment < until.value(row))
      if isNow, name == .missing || self.name.value(row) == name { return row }
      row &+= 1
    }
    return -1
  }
}

/// A column of the rows a link leads to.
struct GatherView: ~Copyable {
  private let columns: UnsafeMutablePointer<ColumnView>
  private let width: Int?

  init(_ cube: Cube, _ scope: Scope, column: Int) {
    let chunks = cube.relations[scope.relation].chunks[scope.chunks]
    columns = .allocate(capacity: Swift.max(chunks.count, 1))
    for (index, chunk) in chunks.enumerated() {
      columns.advanced(by: index).initialize(to: ColumnView(chunk?.columns[column]))
    }
    let widths = Set(chunks.map { $0?.columns[column].width ?? 0 })
    width = widths.count == 1 ? widths.first : nil
  }

  deinit { columns.deallocate() }

  /// Reads the column at row addresses.
  func read<Number: Word>(
    _ addresses: UnsafePointer<Number>, count: Int, into out: UnsafeMutablePointer<Number>
  ) {
    switch width {
    case 1: read(UInt8.self, addresses, count, out)
    case 2: read(UInt16.self, addresses, count, out)
    case 4: read(UInt32.self, addresses, count, out)
    default:
      for place in 0..<count {
        let address = addresses[place]
        out[place] =
          address < 0 ? Number.none : Number(columns[address.chunk].value(address.row))
      }
    }
  }

  private func read<T: FixedWidthInteger & UnsignedInteger, Number: Word>(
    _ type: T.Type, _ addresses: UnsafePointer<Number>, _ count: Int,
    _ out: UnsafeMutablePointer<Number>
  ) {
    for place in 0..<count {
      let address = addresses[place]
      out[place] =
        address < 0 ? Number.none : columns[address.chunk].value(T.self, address.row)
    }
  }
}
