/// A block of memory that is written once and then shared by all readers.
final class Bytes: @unchecked Sendable {
  // Why unchecked: nothing writes after `init` has returned.
  let start: UnsafeRawPointer
  let count: Int
  private let owned: UnsafeMutableRawPointer

  /// A block of so many bytes, filled by `fill`, which may write up to `room(count)`.
  init(count: Int, _ fill: (UnsafeMutableRawPointer) throws -> Void) rethrows {
    let room = Self.room(count)
    // Why: a value of any width is read as 64 bits, of which the last may lie behind the block.
    owned = .allocate(byteCount: room + 8, alignment: 8)
    owned.storeBytes(of: 0, toByteOffset: room, as: UInt64.self)
    // Why: the block goes to a file as whole numbers, and what follows its last byte goes too.
    owned.storeBytes(of: 0, toByteOffset: room - 8, as: UInt64.self)
    start = UnsafeRawPointer(owned)
    self.count = count
    try fill(owned)
  }

  deinit { owned.deallocate() }

  /// How many bytes a block of `count` takes: whole numbers of 64 bits, one at least.
  static func room(_ count: Int) -> Int { Swift.max((count + 7) & ~7, 8) }

  func equals(_ other: Bytes) -> Bool {
    count == other.count
      && UnsafeRawBufferPointer(start: start, count: count)
        .elementsEqual(UnsafeRawBufferPointer(start: other.start, count: count))
  }
}
