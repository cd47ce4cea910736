extension UnsafeMutableBufferPointer<Int> {
  /// Sorts numbers: by their two highest digits, then those that agree in these.
  func sortNumbers() {
    guard count > Self.few, let low = self.min(), let high = self.max(), low < high else {
      return insertNumbers()
    }
    // Why: a pass goes over all digits there can be, so that few numbers want short ones.
    let digit = count > 4_096 ? 11 : 8
    let bits = Int.bitWidth - (high &- low).leadingZeroBitCount
    let rest = Swift.max(bits - 2 * digit, 0)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { other in
      scatter(into: other, low, shift: rest, digit)
      other.scatter(into: self, low, shift: rest + digit, digit)
    }
    if rest == 0 { return }
    func top(_ place: Int) -> UInt { UInt(bitPattern: self[place] &- low) &>> UInt(rest) }
    var start = 0
    while start < count {
      let first = top(start)
      var end = start + 1
      while end < count, top(end) == first { end += 1 }
      if end - start > 1 {
        UnsafeMutableBufferPointer(rebasing: self[start..<end]).sortNumbers()
      }
      start = end
    }
  }

  /// So few numbers are put in their places one by one.
  private static var few: Int { 24 }

  private func insertNumbers() {
    for next in Swift.min(1, count)..<count {
      let number = self[next]
      var place = next
      while place > 0, self[place - 1] > number {
        self[place] = self[place - 1]
        place -= 1
      }
      self[place] = number
    }
  }

  /// Copies numbers in the order of a digit; those that agree in it stay in theirs.
  private func scatter(into other: Self, _ low: Int, shift: Int, _ digit: Int) {
    let (shift, mask) = (UInt(shift), UInt(1) << UInt(digit) - 1)
    func place(_ number: Int) -> Int {
      Int(bitPattern: (UInt(bitPattern: number &- low) &>> shift) & mask)
    }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 1 << digit) { starts in
      starts.update(repeating: 0)
      for number in self { starts[place(number)] &+= 1 }
      var sum: Int32 = 0
      for index in starts.indices {
        let count = starts[index]
        starts[index] = sum
        sum &+= count
      }
      for number in self {
        let index = place(number)
        other[Int(starts[index])] = number
        starts[index] &+= 1
      }
    }
  }
}
