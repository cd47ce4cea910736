/// Texts by number and numbers by text, compared by bytes; numbers are never given anew.
public struct Texts: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Open addressing: the number of a text plus 1, 0 where there is none.
  private var slots = [Int32](repeating: 0, count: 64)

  /// No texts.
  public init() {}

  var count: Int { ends.count }

  /// The bytes they take.
  var size: Int { bytes.count + ends.count * 8 + slots.count * 4 }

  /// The number of a text, which is kept when it is new.
  public mutating func number(of text: UnsafeRawBufferPointer) -> Int {
    let slot = slot(text)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[slot] = Int32(ends.count)
    if ends.count * 2 > slots.count { grow() }
    return ends.count - 1
  }

  /// The number of a text; nil when nothing says it.
  func known(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { utf8 in
      let found = slots[slot(UnsafeRawBufferPointer(utf8))]
      return found == 0 ? nil : Int(found) - 1
    }
  }

  /// The text of a number.
  func text(_ number: Int) -> String {
    String(decoding: bytes[range(number)], as: UTF8.self)
  }

  /// Whether one text comes before another by bytes.
  func precedes(_ a: Int, _ b: Int) -> Bool {
    bytes[range(a)].lexicographicallyPrecedes(bytes[range(b)])
  }

  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  private func slot(_ text: UnsafeRawBufferPointer) -> Int {
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] != 0, !bytes[range(Int(slots[slot]) - 1)].elementsEqual(text) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    var count = slots.count
    while ends.count * 2 > count { count *= 2 }
    slots = [Int32](repeating: 0, count: count)
    for number in 0..<ends.count {
      let slot = bytes.withUnsafeBytes {
        self.slot(UnsafeRawBufferPointer(rebasing: $0[range(number)]))
      }
      slots[slot] = Int32(number + 1)
    }
  }

  /// FNV-1a over the bytes.
  private static func hash(_ text: UnsafeRawBufferPointer) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}

extension Texts {
  func write(_ writer: inout ImageWriter) throws {
    try writer.block(
      Bytes(count: bytes.count) { start in
        UnsafeMutableRawBufferPointer(start: start, count: bytes.count).copyBytes(from: bytes)
      })
    try writer.number(ends.count)
    for end in ends { try writer.number(end) }
  }

  init(_ reader: inout ImageReader) throws {
    self.init()
    let block = try reader.block()
    bytes = Array(UnsafeRawBufferPointer(start: block.start, count: block.count))
    for _ in 0..<(try reader.count(Int(Int32.max))) {
      let end = try reader.count(bytes.count)
      guard end >= ends.last ?? 0 else { throw DamagedImage() }
      ends.append(end)
    }
    grow()
  }
}
