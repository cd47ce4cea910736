/// The loops of the steps that need nothing but the results of other steps.
enum Kernel {
  static func run<Number: Word>(
    _ step: Step, _ registers: borrowing Registers<Number>, count: Int, into index: Int
  ) {
    if step.operation.isMask {
      mask(step, registers, count, registers.mask(index))
    } else {
      values(step, registers, count, registers.values(index))
    }
  }

  private static func values<Number: Word>(
    _ step: Step, _ registers: borrowing Registers<Number>, _ count: Int,
    _ out: UnsafeMutablePointer<Number>
  ) {
    switch step.operation {
    case .constant: out.update(repeating: Number(step.number), count: count)
    case .firstOf:
      let (a, b) = (registers.values(step.a), registers.values(step.b))
      for row in 0..<count {
        let (first, second) = (a[row], b[row])
        out[row] = first == Number.none ? second : first
      }
    case .choose:
      let (a, b, mask) = (
        registers.values(step.a), registers.values(step.b), registers.mask(step.c)
      )
      for row in 0..<count {
        // Why: the mask is made wide rather than asked, so that no branch stands in the loop.
        let isFirst = 0 &- Number(truncatingIfNeeded: mask[row])
        out[row] = b[row] ^ ((a[row] ^ b[row]) & isFirst)
      }
    case .minus:
      let (a, b) = (registers.values(step.a), registers.values(step.b))
      for row in 0..<count {
        let isThere = a[row] != Number.none && b[row] != Number.none
        out[row] = isThere ? a[row] &- b[row] : Number.none
      }
    case .lookup: lookup(step, registers.values(step.a), count, out)
    case .seconds: each(registers.values(step.a), count, out) { Number($0.wide / 1_000) }
    case .weekday: each(registers.values(step.a), count, out) { $0.weekday }
    case .monday: each(registers.values(step.a), count, out) { $0 &- ($0.weekday &- 1) }
    case .band:
      // Why: a place is how many limits are reached. They are counted one after another, so that the
      // loop has no branch; what is missing reaches none.
      let (a, reached) = (registers.values(step.a), Number(step.number))
      for row in 0..<count { out[row] = a[row] == Number.none ? Number.none : reached }
      for limit in step.list.map({ Number($0) }) {
        for row in 0..<count { out[row] &+= a[row] >= limit ? 1 : 0 }
      }
    default: break
    }
  }

  /// Looks a value up for each number from the first one listed; others have the last.
  private static func lookup<Number: Word>(
    _ step: Step, _ a: UnsafeMutablePointer<Number>, _ count: Int,
    _ out: UnsafeMutablePointer<Number>
  ) {
    let low = Number(truncatingIfNeeded: step.number)
    withUnsafeTemporaryAllocation(of: Number.self, capacity: step.list.count) { list in
      for (place, value) in step.list.enumerated() { list[place] = Number(value) }
      let last = UInt(list.count - 1)
      for row in 0..<count {
        let place = UInt(bitPattern: Int(truncatingIfNeeded: a[row] &- low))
        out[row] = list[Int(bitPattern: Swift.min(place, last))]
      }
    }
  }

  @inline(__always)
  private static func each<Number: Word>(
    _ a: UnsafeMutablePointer<Number>, _ count: Int, _ out: UnsafeMutablePointer<Number>,
    _ function: (Number) -> Number
  ) {
    for row in 0..<count { out[row] = a[row] == Number.none ? Number.none : function(a[row]) }
  }

  private static func mask<Number: Word>(
    _ step: Step, _ registers: borrowing Registers<Number>, _ count: Int,
    _ out: UnsafeMutablePointer<UInt8>
  ) {
    switch step.operation {
    case .never: out.update(repeating: 0, count: count)
    case .always: out.update(repeating: 1, count: count)
    case .isMissing:
      let a = registers.values(step.a)
      for row in 0..<count { out[row] = a[row] == Number.none ? 1 : 0 }
    case .leads:
      let a = registers.values(step.a)
      for row in 0..<count { out[row] = a[row] >= 0 ? 1 : 0 }
    case .less:
      // Why: a missing second value is below everything, so that only the first must be asked.
      let (a, b) = (registers.values(step.a), registers.values(step.b))
      for row in 0..<count {
        out[row] = (a[row] < b[row] ? 1 : 0) & (a[row] != Number.none ? 1 : 0)
      }
    case .atMost:
      let (a, b) = (registers.values(step.a), registers.values(step.b))
      for row in 0..<count {
        out[row] = (a[row] <= b[row] ? 1 : 0) & (a[row] != Number.none ? 1 : 0)
      }
    case .both:
      let (a, b) = (registers.mask(step.a), registers.mask(step.b))
      for row in 0..<count { out[row] = a[row] & b[row] }
    case .either:
      let (a, b) = (registers.mask(step.a), registers.mask(step.b))
      for row in 0..<count { out[row] = a[row] | b[row] }
    case .not:
      let a = registers.mask(step.a)
      for row in 0..<count { out[row] = a[row] ^ 1 }
    case .isIn: isIn(step.list, registers.values(step.a), count, out)
    default: break
    }
  }

  /// Whether values stand in an ascending list.
  private static func isIn<Number: Word>(
    _ list: [Int], _ a: UnsafeMutablePointer<Number>, _ count: Int,
    _ out: UnsafeMutablePointer<UInt8>
  ) {
    if list.count <= 4 {
      for (place, value) in list.enumerated() {
        let value = Number(value)
        if place == 0 {
          for row in 0..<count { out[row] = a[row] == value ? 1 : 0 }
        } else {
          for row in 0..<count { out[row] |= a[row] == value ? 1 : 0 }
        }
      }
      return
    }
    list.withUnsafeBufferPointer { list in
      for row in 0..<count {
        var (low, high) = (0, list.count)
        while low < high {
          let middle = (low &+ high) / 2
          if list[middle] < a[row].wide { low = middle &+ 1 } else { high = middle }
        }
        out[row] = low < list.count && list[low] == a[row].wide ? 1 : 0
      }
    }
  }
}
