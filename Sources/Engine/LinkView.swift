/// What the inner loops read of the rows a link may lead to.
struct LinkView: ~Copyable {
  private let chunks: UnsafeMutablePointer<ChunkView>
  private let count: Int
  private let low: Int
  private let shift: Int

  /// In place of a moment: the last row of a key, whatever its time.
  static var latest: Int { .max }

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
  }

  deinit { chunks.deallocate() }

  /// The addresses of the rows of keys.
  ///
  /// - Parameters:
  ///   - moment: what a row's time must hold; missing when rows have no times, `latest` when the
  ///     last row of each key is the one.
  ///   - name: the number of the name a row must have; missing when rows have no names.
  func find<Number: Word>(
    _ keys: UnsafePointer<Number>, count: Int, moment: Int, name: Int,
    into out: UnsafeMutablePointer<Number>
  ) {
    let mask = 1 &<< shift &- 1
    for place in 0..<count {
      let key = keys[place].wide
      let chunk = (key &>> shift) &- low
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
    if moment == LinkView.latest { row = Swift.max(row, end &- 1) }
    while row < end {
      let isNow =
        moment == .missing || moment == LinkView.latest
        || (from.value(row) <= moment && moment < until.value(row))
      if isNow, name == .missing || self.name.value(row) == name { return row }
      row &+= 1
    }
    return -1
  }
}

/// A column of the rows a link leads to.
struct GatherView<Number: Word>: ~Copyable {
  /// The columns of the link's chunks, behind one for addresses that lead nowhere.
  private let columns: UnsafeMutablePointer<ColumnView>
  /// What is added to a stored number of each of these columns, and to one that stands for a missing
  /// value.
  private let biases: UnsafeMutablePointer<Number>

  init(_ cube: Cube, _ scope: Scope, column: Int) {
    let chunks = cube.relations[scope.relation].chunks[scope.chunks]
    columns = .allocate(capacity: chunks.count + 1)
    biases = .allocate(capacity: 2 * (chunks.count + 1))
    for (index, chunk) in ([nil] + chunks).enumerated() {
      let view = ColumnView(chunk?.columns[column])
      columns.advanced(by: index).initialize(to: view)
      let forMissing = Number.none &- Number(truncatingIfNeeded: view.mask)
      biases[2 * index] = Number(truncatingIfNeeded: view.base)
      biases[2 * index + 1] = forMissing
    }
  }

  deinit {
    columns.deallocate()
    biases.deallocate()
  }

  /// Reads the column at row addresses.
  ///
  /// Nothing is compared, what is missing is looked up: a branch would be foreseen badly, and would
  /// have to wait for the memory of the value. The greatest number of a width, which stands for a
  /// missing value, is the one that overflows it when 1 is added.
  func read(_ addresses: UnsafePointer<Number>, count: Int, into out: UnsafeMutablePointer<Number>)
  {
    let (columns, biases) = (columns + 1, biases + 2)
    for place in 0..<count {
      let address = addresses[place]
      let (chunk, row) = (address.chunk, address.row)
      let stored = columns[chunk].stored(row)
      let overflow = (stored &+ columns[chunk].missing) &>> columns[chunk].bits
      let bias = biases[2 &* chunk &+ Int(bitPattern: overflow & columns[chunk].missing)]
      out[place] =
        bias &+ Number(truncatingIfNeeded: columns[chunk].step &* row)
        &+ Number(truncatingIfNeeded: stored)
    }
  }
}
