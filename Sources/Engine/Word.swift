/// A number of a program's registers: the whole width, or half of it where every value fits.
protocol Word: FixedWidthInteger, SignedInteger {
  /// What stands where there is no value.
  static var none: Self { get }

  /// Gives an accumulator a batch of such values; each width has a loop of its own.
  static func give(_ batch: Batch<Self>, to accumulator: any Accumulator)
}

extension Word {
  @inline(__always)
  init(_ number: Int) { self = number == .missing ? .none : Self(truncatingIfNeeded: number) }

  /// The day of the week of a day's number: 1 Monday … 7.
  ///
  /// Why: 1970 began on a Thursday; so many weeks before it no day is below 0.
  @inline(__always)
  var weekday: Self { (self &+ 7_000_003) % 7 &+ 1 }

  @inline(__always)
  var wide: Int { self == .none ? .missing : Int(truncatingIfNeeded: self) }
}

extension Int: Word {
  static var none: Int {
    @inline(__always) get { .min }
  }

  static func give(_ batch: Batch<Int>, to accumulator: any Accumulator) {
    accumulator.update(batch)
  }
}

extension Int32: Word {
  static var none: Int32 {
    @inline(__always) get { .min }
  }

  static func give(_ batch: Batch<Int32>, to accumulator: any Accumulator) {
    accumulator.update(batch)
  }
}

extension Program {
  /// Whether every value and every row address fits half a register.
  func isNarrow(_ cube: Cube) -> Bool {
    let isFit = zip(steps, spans).allSatisfy { step, span in
      step.operation.isMask || step.operation == .link || span.isNarrow
    }
    return isFit
      && scopes.values.allSatisfy { scope in
        scope.chunks.count < 1 << (31 - Int32.rowBits)
          && cube.relations[scope.relation].chunks[scope.chunks].allSatisfy {
            ($0?.count ?? 0) < 1 << Int32.rowBits
          }
      }
  }
}

extension Word {
  /// How many bits of a row's address tell its place in its chunk; those above tell the chunk's
  /// place among those of the link. No row has the address -1.
  static var rowBits: Int {
    @inline(__always) get { bitWidth == 32 ? 20 : 32 }
  }

  @inline(__always)
  init(chunk: Int, row: Int) { self.init(truncatingIfNeeded: chunk << Self.rowBits | row) }

  /// The chunk of a row's address.
  @inline(__always)
  var chunk: Int { Int(truncatingIfNeeded: self >> Self.rowBits) }

  /// The row of its address.
  @inline(__always)
  var row: Int { Int(truncatingIfNeeded: self) & (1 << Self.rowBits - 1) }
}
