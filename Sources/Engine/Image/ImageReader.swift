/// Reads what `ImageWriter` has written.
struct ImageReader {
  private let source: (UnsafeMutableRawBufferPointer) throws -> Void
  private var left: Int
  private var sum = WordSum()

  /// A reader of so many bytes, which `source` gives one after another.
  init(size: Int, _ source: @escaping (UnsafeMutableRawBufferPointer) throws -> Void) {
    left = size
    self.source = source
  }

  mutating func number() throws -> Int {
    var number = 0
    try withUnsafeMutableBytes(of: &number) { try get($0) }
    return Int(littleEndian: number)
  }

  /// A number that counts something of which there is at most `most`.
  mutating func count(_ most: Int) throws -> Int {
    let count = try number()
    guard (0...most).contains(count) else { throw DamagedImage() }
    return count
  }

  mutating func text() throws -> String {
    let bytes = try block()
    return String(
      decoding: UnsafeRawBufferPointer(start: bytes.start, count: bytes.count), as: UTF8.self)
  }

  mutating func block() throws -> Bytes {
    let count = try count(left)
    return try Bytes(count: count) { start in
      try get(UnsafeMutableRawBufferPointer(start: start, count: Bytes.room(count)))
    }
  }

  /// Makes sure that everything was read as it was written.
  mutating func end() throws {
    let whole = sum.value
    guard try UInt64(bitPattern: Int64(number())) == whole, left == 0 else { throw DamagedImage() }
  }

  private mutating func get(_ bytes: UnsafeMutableRawBufferPointer) throws {
    guard bytes.count <= left else { throw DamagedImage() }
    try source(bytes)
    left -= bytes.count
    sum.add(UnsafeRawBufferPointer(bytes))
  }
}

/// An image that is not as it was written.
public struct DamagedImage: Error {}
