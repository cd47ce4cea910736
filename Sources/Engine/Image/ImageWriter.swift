/// Writes numbers, texts and blocks one after another, and at the end what they sum to.
///
/// A number is 64 bits, the low byte first; a text and a block are filled up to whole numbers.
struct ImageWriter {
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  private var sum = WordSum()

  init(_ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.sink = sink
  }

  mutating func number(_ number: Int) throws {
    try withUnsafeBytes(of: number.littleEndian) { try put($0) }
  }

  mutating func text(_ text: String) throws {
    let utf8 = Array(text.utf8)
    try block(
      Bytes(count: utf8.count) { start in
        UnsafeMutableRawBufferPointer(start: start, count: utf8.count).copyBytes(from: utf8)
      })
  }

  mutating func block(_ bytes: Bytes) throws {
    try number(bytes.count)
    try put(UnsafeRawBufferPointer(start: bytes.start, count: Bytes.room(bytes.count)))
  }

  mutating func end() throws {
    let whole = sum.value
    try withUnsafeBytes(of: whole.littleEndian) { try put($0) }
  }

  private mutating func put(_ bytes: UnsafeRawBufferPointer) throws {
    sum.add(bytes)
    try sink(bytes)
  }
}
