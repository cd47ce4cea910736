/// A value as a column holds it.
enum StoredValue: Equatable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case bytes([UInt8])

  /// A whole number, or nothing.
  init(_ number: Int?) {
    self = number.map { .integer(Int64($0)) } ?? .null
  }

  /// A text, or nothing.
  init(_ text: String?) {
    self = text.map { .text($0) } ?? .null
  }
}

/// What may be bound to a gap and read from a column.
protocol Storable {
  var stored: StoredValue { get }
  /// What a column holds, as this type; nil when it is empty or of another kind.
  static func read(_ value: StoredValue) -> Self?
}

extension Int: Storable {
  var stored: StoredValue { .integer(Int64(self)) }
  static func read(_ value: StoredValue) -> Int? {
    if case .integer(let number) = value { Int(number) } else { nil }
  }
}

extension Int64: Storable {
  var stored: StoredValue { .integer(self) }
  static func read(_ value: StoredValue) -> Int64? {
    if case .integer(let number) = value { number } else { nil }
  }
}

extension Bool: Storable {
  var stored: StoredValue { .integer(self ? 1 : 0) }
  static func read(_ value: StoredValue) -> Bool? {
    if case .integer(let number) = value { number != 0 } else { nil }
  }
}

extension Double: Storable {
  var stored: StoredValue { .real(self) }
  static func read(_ value: StoredValue) -> Double? {
    switch value {
    case .real(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }
}

extension String: Storable {
  var stored: StoredValue { .text(self) }
  static func read(_ value: StoredValue) -> String? {
    if case .text(let text) = value { text } else { nil }
  }
}

extension [UInt8]: Storable {
  var stored: StoredValue { .bytes(self) }
  static func read(_ value: StoredValue) -> [UInt8]? {
    if case .bytes(let bytes) = value { bytes } else { nil }
  }
}
