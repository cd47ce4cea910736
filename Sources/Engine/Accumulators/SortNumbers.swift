extension UnsafeBufferPointer<Int> {
  /// The numbers, ascending.
  var ascending: [Int] {
    [Int](unsafeUninitializedCapacity: count) { numbers, initialized in
      sort(into: UnsafeMutableBufferPointer(rebasing: numbers[..<count]))
      initialized = count
    }
  }

  /// Writes the numbers ascending: by their two highest digits, then those that agree in these.
  private func sort(into sorted: UnsafeMutableBufferPointer<Int>) {
    guard count > Self.few, let bounds, bounds.low < bounds.high else {
      _ = sorted.update(fromContentsOf: self)
      return sorted.insertNumbers()
    }
    // Why: a pass goes over all digits there can be, so that few numbers want short ones.
    let digit = Swift.min(Int.bitWidth - count.leadingZeroBitCount, Self.mostBits)
    let bits = Int.bitWidth - (bounds.high &- bounds.low).leadingZeroBitCount
    let rest = Swift.max(bits - 2 * digit, 0)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { other in
      scatter(into: other, bounds.low, rest, digit)
      UnsafeBufferPointer(other).scatter(into: sorted, bounds.low, rest + digit, digit)
    }
    if rest == 0 { return }
    sorted.sortAlike { UInt(bitPattern: $0 &- bounds.low) &>> UInt(rest) }
  }

  /// So few numbers are put in their places one by one.
  fileprivate static var few: Int { 24 }
  private static var mostBits: Int { 11 }

  private var bounds: (low: Int, high: Int)? {
    guard let first else { return nil }
    var (low, high) = (first, first)
    for number in self {
      low = Swift.min(low, number)
      high = Swift.max(high, number)
    }
    return (low, high)
  }

  /// Copies numbers in the order of a digit; those that agree in it stay in theirs.
  private func scatter(
    into other: UnsafeMutableBufferPointer<Int>, _ low: Int, _ shift: Int, _ digit: Int
  ) {
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

extension UnsafeMutableBufferPointer<Int> {
  /// Sorts numbers of which only those that agree in their highest digits stand wrong.
  fileprivate func sortAlike(_ digits: (Int) -> UInt) {
    var next = 1
    while next < count {
      if self[next - 1] <= self[next] {
        next += 1
        continue
      }
      let same = digits(self[next])
      var (start, end) = (next - 1, next + 1)
      while start > 0, digits(self[start - 1]) == same { start -= 1 }
      while end < count, digits(self[end]) == same { end += 1 }
      let alike = Self(rebasing: self[start..<end])
      if alike.count > UnsafeBufferPointer<Int>.few {
        _ = alike.update(fromContentsOf: UnsafeBufferPointer(alike).ascending)
      } else {
        alike.insertNumbers()
      }
      next = end
    }
  }

  /// Puts numbers in their places one by one.
  fileprivate func insertNumbers() {
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
}
