import Domain
import Glibc

/// The values for the gaps of statements, written as the server reads them, one after another.
final class PostgresValues {
  private var slots: [PostgresBytes]
  private var isEmpty: [Bool]

  /// Values for so many gaps, all of them empty.
  init(_ count: Int) {
    slots = (0..<count).map { _ in PostgresBytes() }
    isEmpty = Array(repeating: true, count: count)
  }

  var count: Int { slots.count }

  /// Sets the value of a gap, counted from 1.
  func set(_ value: StoredValue, at gap: Int) throws(PlainFault) {
    precondition(gap >= 1 && gap <= count, "the statement has \(count) gaps, not \(gap)")
    isEmpty[gap - 1] = value == .null
    let slot = slots[gap - 1]
    slot.clear()
    switch value {
    case .null: return
    case .integer(let number): slot.write(number)
    case .real(let number): slot.write(number)
    case .text(let text): try slot.write(plain: text)
    case .bytes(let bytes):
      slot.write("\\x")
      slot.write(hex: bytes)
    }
    slot.write(byte: 0)
  }

  func set(_ number: Int64, at gap: Int) {
    precondition(gap >= 1 && gap <= count, "the statement has \(count) gaps, not \(gap)")
    isEmpty[gap - 1] = false
    let slot = slots[gap - 1]
    slot.clear()
    slot.write(number)
    slot.write(byte: 0)
  }

  func set(_ text: String, at gap: Int) throws(PlainFault) {
    precondition(gap >= 1 && gap <= count, "the statement has \(count) gaps, not \(gap)")
    isEmpty[gap - 1] = false
    let slot = slots[gap - 1]
    slot.clear()
    try slot.write(plain: text)
    slot.write(byte: 0)
  }

  /// Sets a list of texts, as the server writes it: `{"a","b"}`.
  func set(list texts: some Sequence<String>, at gap: Int) throws(PlainFault) {
    isEmpty[gap - 1] = false
    let slot = slots[gap - 1]
    slot.clear()
    slot.write(byte: UInt8(ascii: "{"))
    for text in texts {
      if slot.count > 1 { slot.write(byte: UInt8(ascii: ",")) }
      try slot.write(listed: text)
    }
    slot.write(byte: UInt8(ascii: "}"))
    slot.write(byte: 0)
  }

  /// The bytes of a value with the zero behind them; nil when there is none.
  func bytes(_ place: Int) -> UnsafeRawBufferPointer? { isEmpty[place] ? nil : slots[place].bytes }

  /// Lends the values as libpq takes them.
  func withPointers<R>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> R) -> R {
    withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count + 1) { list in
      for place in 0..<count {
        list.initializeElement(
          at: place,
          to: bytes(place)?.baseAddress?.assumingMemoryBound(to: CChar.self))
      }
      return body(UnsafePointer(list.baseAddress))
    }
  }
}
