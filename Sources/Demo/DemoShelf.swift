/// Places of records laid out by seller, each seller's in order of creation.
struct DemoShelf: Sendable {
  private let ends: [Int]
  private let places: [Int32]
  /// The window of each seller's records that are on the table.
  private var from: [Int]
  private var to: [Int]

  /// Lays out the records 0 ..< `count`, whose order is that of creation.
  init(sellers: Int, count: Int, seller: (Int) -> Int) {
    var ends = [Int](repeating: 0, count: sellers + 1)
    for place in 0..<count { ends[seller(place) + 1] += 1 }
    for index in 0..<sellers { ends[index + 1] += ends[index] }
    var next = ends
    var places = [Int32](repeating: 0, count: count)
    for place in 0..<count {
      let owner = seller(place)
      places[next[owner]] = Int32(place)
      next[owner] += 1
    }
    self.ends = ends
    self.places = places
    from = Array(ends.dropLast())
    to = Array(ends.dropLast())
  }

  /// Moves a seller's window on: it holds what was created in `from` ..< `to`.
  mutating func slide(_ seller: Int, from start: Int, to end: Int, created: (Int) -> Int) {
    let last = ends[seller + 1]
    while from[seller] < last, created(Int(places[from[seller]])) < start { from[seller] += 1 }
    while to[seller] < last, created(Int(places[to[seller]])) < end { to[seller] += 1 }
  }

  /// One of the records in the window.
  func any(_ seller: Int, _ chance: inout SplitMix64) -> Int? {
    let count = to[seller] - from[seller]
    return count > 0 ? Int(places[from[seller] + chance.below(count)]) : nil
  }

  /// One of the records in the window or before it.
  func anyUpTo(_ seller: Int, _ chance: inout SplitMix64) -> Int? {
    let count = to[seller] - ends[seller]
    return count > 0 ? Int(places[ends[seller] + chance.below(count)]) : nil
  }
}
