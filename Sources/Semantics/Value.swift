/// A value of a field as the engines know it: a number (an id, a day, a place in a fixed set) or a
/// text.
public enum Value: Sendable {
  /// A whole number.
  case number(Int)
  /// A text, compared by bytes.
  case text(String)

  /// The number, when it is one.
  public var number: Int? { if case .number(let number) = self { number } else { nil } }

  /// The text, when it is one.
  public var text: String? { if case .text(let text) = self { text } else { nil } }
}

// Why by hand: the standard comparison of texts looks for equal ways to write letters, which takes
// several times as long, and databases do not do it.
extension Value: Hashable {
  public static func == (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.number(let a), .number(let b)): a == b
    case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .number(let number): hasher.combine(number)
    case .text(var text): text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }
}
