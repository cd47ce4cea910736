/// A value as a column holds it.
package enum StoredValue: Equatable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case bytes([UInt8])

  /// A whole number, or nothing.
  package init(_ number: Int?) {
    self = number.map { .integer(Int64($0)) } ?? .null
  }

  /// A text, or nothing.
  package init(_ text: String?) {
    self = text.map { .text($0) } ?? .null
  }
}

/// What may be bound to a gap and read from a column.
package protocol Storable {
  var stored: StoredValue { get }
  /// What a column holds, as this type; nil when it is empty or of another kind.
  static func read(_ value: StoredValue) -> Self?
}

extension Int: Storable {
  package var stored: StoredValue { .integer(Int64(self)) }
  package static func read(_ value: StoredValue) -> Int? {
    if case .integer(let number) = value { Int(number) } else { nil }
  }
}

extension Int64: Storable {
  package var stored: StoredValue { .integer(self) }
  package static func read(_ value: StoredValue) -> Int64? {
    if case .integer(let number) = value { number } else { nil }
  }
}

extension Bool: Storable {
  package var stored: StoredValue { .integer(self ? 1 : 0) }
  package static func read(_ value: StoredValue) -> Bool? {
    if case .integer(let number) = value { number != 0 } else { nil }
  }
}

extension Double: Storable {
  package var stored: StoredValue { .real(self) }
  package static func read(_ value: StoredValue) -> Double? {
    switch value {
    case .real(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }
}

extension String: Storable {
  package var stored: StoredValue { .text(self) }
  package static func read(_ value: StoredValue) -> String? {
    if case .text(let text) = value { text } else { nil }
  }
}

extension [UInt8]: Storable {
  package var stored: StoredValue { .bytes(self) }
  package static func read(_ value: StoredValue) -> [UInt8]? {
    if case .bytes(let bytes) = value { bytes } else { nil }
  }
}

extension String {
  /// The text as a statement writes it.
  var sqlText: String {
    "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
