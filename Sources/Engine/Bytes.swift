/// A block of memory that is written once and then shared by all readers.
final class Bytes: @unchecked Sendable {
  // Why unchecked: nothing writes after `init` has returned.
  let start: UnsafeRawPointer
  let count: Int
  private let owned: UnsafeMutableRawPointer

  init(count: Int, _ fill: (UnsafeMutableRawPointer) -> Void) {
    owned = .allocate(byteCount: Swift.max(count, 8), alignment: 8)
    fill(owned)
    start = UnsafeRawPointer(owned)
    self.count = count
  }

  deinit { owned.deallocate() }

  func equals(_ other: Bytes) -> Bool {
    count == other.count
      && UnsafeRawBufferPointer(start: start, count: count)
        .elementsEqual(UnsafeRawBufferPointer(start: other.start, count: count))
  }
}
