import Domain
import Glibc

/// Bytes that grow, written as PostgreSQL reads numbers, texts and lists.
final class PostgresBytes {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  /// No bytes, with room for some.
  init(capacity: Int = 32) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  func clear() { count = 0 }

  /// Gives back what a rare long value has taken.
  func clear(keeping limit: Int) {
    count = 0
    guard capacity > limit else { return }
    start.deallocate()
    capacity = limit
    start = .allocate(capacity: limit)
  }

  /// Forgets what came after a length.
  func cut(to length: Int) { count = length }

  func write(byte: UInt8) {
    reserve(1)
    start[count] = byte
    count += 1
  }

  func write(_ text: StaticString) {
    write(bytes: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func write(bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    memcpy(start + count, source, bytes.count)
    count += bytes.count
  }

  /// A whole number.
  func write(_ number: Int64) {
    reserve(20)
    var rest = number.magnitude
    var digits = 1
    var power: UInt64 = 10
    while digits < 19, rest >= power {
      digits += 1
      power &*= 10
    }
    if number < 0 {
      start[count] = UInt8(ascii: "-")
      count += 1
    }
    var place = count + digits
    count = place
    repeat {
      let (next, digit) = rest.quotientAndRemainder(dividingBy: 10)
      place -= 1
      start[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
      rest = next
    } while rest > 0
  }

  /// A number, so that the very same is read back; a whole one without a fraction, which columns
  /// of whole numbers take too.
  func write(_ number: Double) {
    if let whole = Int64(exactly: number), whole != 0 || number.sign == .plus {
      write(whole)
    } else {
      var text = number.description
      text.withUTF8 { write(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  /// Bytes, two signs for each.
  func write(hex bytes: [UInt8]) {
    reserve(bytes.count * 2)
    for byte in bytes {
      start[count] = Self.sign(byte >> 4)
      start[count + 1] = Self.sign(byte & 15)
      count += 2
    }
  }

  private static func sign(_ nibble: UInt8) -> UInt8 { nibble < 10 ? nibble + 48 : nibble + 87 }

  /// A text as it is.
  func write(plain text: String) throws(PlainFault) {
    let before = count
    var text = text
    text.withUTF8 { write(bytes: UnsafeRawBufferPointer($0)) }
    if memchr(start + before, 0, count - before) != nil {
      count = before
      throw Self.nul
    }
  }

  /// A text as one of a list, between quotation marks.
  func write(listed text: String) throws(PlainFault) {
    write(byte: UInt8(ascii: "\""))
    try write(text) { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") ? $0 : 0 }
    write(byte: UInt8(ascii: "\""))
  }

  /// A text as a cell of rows that are copied.
  func write(copied text: String) throws(PlainFault) {
    try write(text) { byte in
      switch byte {
      case UInt8(ascii: "\\"): byte
      case 9: UInt8(ascii: "t")
      case 10: UInt8(ascii: "n")
      case 13: UInt8(ascii: "r")
      default: 0
      }
    }
  }

  /// A text in which a backslash and another sign stand for some signs; 0 for a sign that stands
  /// for itself.
  @inline(__always)
  private func write(_ text: String, _ escape: (UInt8) -> UInt8) throws(PlainFault) {
    var text = text
    let isPlain = text.withUTF8 { source in
      reserve(source.count * 2)
      var target = start + count
      for byte in source {
        let sign = escape(byte)
        if sign != 0 {
          target[0] = UInt8(ascii: "\\")
          target[1] = sign
          target += 2
        } else if byte != 0 {
          target[0] = byte
          target += 1
        } else {
          return false
        }
      }
      count = target - start
      return true
    }
    if !isPlain { throw Self.nul }
  }

  /// PostgreSQL keeps no zero byte in a text.
  private static var nul: PlainFault { PlainFault(.content, "postgres.nul") }

  private func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(capacity * 2, count + more)
    let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    memcpy(wider, start, count)
    start.deallocate()
    start = wider
  }
}
