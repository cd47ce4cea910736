extension Collection<String> {
  /// The word that was probably meant by another: the one that fewest slips of the pen (a letter
  /// more, less, other, or two exchanged) lead to; nil when none is near.
  public func nearest(to word: String) -> String? {
    let letters = Array(word.lowercased())
    let limit = Swift.max(1, letters.count / 3)
    let near = map { (word: $0, slips: slips(from: letters, to: Array($0.lowercased()))) }
      .filter { $0.slips <= limit }
    return near.min { $0.slips < $1.slips }?.word
  }

  private func slips(from: [Character], to: [Character]) -> Int {
    var last: [Int] = []
    var before = Array(0...to.count)
    for (row, letter) in from.enumerated() {
      var present = [row + 1]
      for (column, other) in to.enumerated() {
        var least = Swift.min(present[column], before[column + 1]) + 1
        least = Swift.min(least, before[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == to[column - 1], from[row - 1] == other {
          least = Swift.min(least, last[column - 1] + 1)
        }
        present.append(least)
      }
      (last, before) = (before, present)
    }
    return before[to.count]
  }
}
