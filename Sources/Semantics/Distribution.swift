/// Values of a group, as many times each as it stands.
///
/// They lie in pieces, each ascending: what different parts have gathered need not all be put
/// together to find a few values among them.
public struct Distribution: Sendable {
  /// The pieces; none is empty.
  public private(set) var pieces: [[Int]] = []
  /// How many values there are.
  public private(set) var count = 0
  /// The least and the greatest value; the least is above the greatest while there are none.
  private var low = Int.max
  private var high = Int.min

  /// No values.
  public init() {}

  /// Values that come ascending.
  public init(ascending values: [Int]) {
    guard let first = values.first, let last = values.last else { return }
    (pieces, count, low, high) = ([values], values.count, first, last)
  }

  /// Takes in the values of another one.
  public mutating func add(_ other: Distribution) {
    count += other.count
    (low, high) = (min(low, other.low), max(high, other.high))
    guard let last = pieces.last, let first = other.pieces.first,
      last.count + first.count <= Self.mostTogether
    else {
      pieces += other.pieces
      return
    }
    // Why: a value is sooner found in one piece than in many small ones.
    pieces[pieces.count - 1] = Self.together(last, first)
    pieces += other.pieces.dropFirst()
  }

  /// Small pieces are put together until they have so many values.
  public static let mostTogether = 64

  /// Two pieces as one.
  private static func together(_ a: [Int], _ b: [Int]) -> [Int] {
    [Int](unsafeUninitializedCapacity: a.count + b.count) { values, count in
      var (first, second) = (0, 0)
      for place in 0..<a.count + b.count {
        let isFirst = second == b.count || (first < a.count && a[first] <= b[second])
        values.initializeElement(at: place, to: isFirst ? a[first] : b[second])
        if isFirst { first += 1 } else { second += 1 }
      }
      count = a.count + b.count
    }
  }

  /// What the values add up to.
  public var sum: Int { pieces.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The value at a place (from 0) among all of them in ascending order.
  ///
  /// The values between which it must lie are halved, and with them where it can lie in each piece.
  public func value(at place: Int) -> Int {
    precondition((0..<count).contains(place), "no value at \(place) of \(count)")
    if pieces.count == 1 { return pieces[0][place] }
    var (low, high) = (low, high)
    let isSooner = Self.areNear(low, high) && count <= pieces.count * Self.fewOfPiece
    if count <= Self.few || isSooner {
      return value(at: place, low, high) { 0..<pieces[$0].count }
    }
    var bounds = pieces.map { 0..<$0.count }
    var ends = [Int](repeating: 0, count: pieces.count)
    while low < high {
      let left = bounds.reduce(0) { $0 + $1.count }
      if left <= Self.few {
        let below = bounds.reduce(0) { $0 + $1.lowerBound }
        return value(at: place - below, low, high) { bounds[$0] }
      }
      let middle = low + Int((UInt(bitPattern: high) &- UInt(bitPattern: low)) / 2)
      var upTo = 0
      for piece in pieces.indices {
        ends[piece] = Self.end(of: middle, in: pieces[piece], bounds[piece])
        upTo += ends[piece]
      }
      let isHere = upTo > place
      if isHere { high = middle } else { low = middle + 1 }
      for piece in pieces.indices {
        bounds[piece] =
          isHere
          ? bounds[piece].lowerBound..<ends[piece] : ends[piece]..<bounds[piece].upperBound
      }
    }
    return low
  }

  /// So few values are put together rather than halved.
  private static let few = 192
  /// Values that differ by no more are counted rather than ordered.
  private static let near: UInt = 512
  /// Such values are counted rather than halved when a piece has no more on average.
  private static let fewOfPiece = 256

  private static func areNear(_ low: Int, _ high: Int) -> Bool {
    UInt(bitPattern: high) &- UInt(bitPattern: low) <= near
  }

  /// The value at a place among a few of each piece, which lie between bounds.
  private func value(
    at place: Int, _ low: Int, _ high: Int, _ bounds: (_ piece: Int) -> Range<Int>
  ) -> Int {
    guard Self.areNear(low, high) else {
      var values: [Int] = []
      values.reserveCapacity(Self.few)
      for piece in pieces.indices { values += pieces[piece][bounds(piece)] }
      values.sort()
      return values[place]
    }
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: high - low + 1) { counts in
      counts.update(repeating: 0)
      for piece in pieces.indices {
        pieces[piece].withUnsafeBufferPointer { values in
          for index in bounds(piece) { counts[values[index] &- low] &+= 1 }
        }
      }
      var upTo = 0
      for (step, count) in counts.enumerated() {
        upTo += count
        if upTo > place { return low + step }
      }
      return high
    }
  }

  /// How many values of a piece are at most a number, which is known to lie between bounds.
  private static func end(of number: Int, in piece: [Int], _ bounds: Range<Int>) -> Int {
    var (low, high) = (bounds.lowerBound, bounds.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if piece[middle] <= number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Distribution: Equatable {
  /// Whether both have the same values, in whatever pieces.
  public static func == (a: Distribution, b: Distribution) -> Bool {
    a.count == b.count && a.pieces.joined().sorted() == b.pieces.joined().sorted()
  }
}
