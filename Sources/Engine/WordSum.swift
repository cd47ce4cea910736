/// What numbers of 64 bits sum to, each by its place: FNV-1a, a number at a time.
struct WordSum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  mutating func add(_ word: UInt64) {
    value = (value ^ word) &* 0x100_0000_01b3
    // Why: without this the high bits of a word would never reach the low bits of the sum.
    value ^= value >> 32
  }

  /// Adds memory that is filled up to whole numbers.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var sum = self
    for place in stride(from: 0, to: bytes.count, by: 8) {
      sum.add(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    self = sum
  }
}
