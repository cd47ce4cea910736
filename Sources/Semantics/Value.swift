/// A value of a field as the engines know it: a number (an id, a day, a place in a fixed set) or a
/// text.
public enum Value: Hashable, Sendable {
  /// A whole number.
  case number(Int)
  /// A text, compared by bytes.
  case text(String)

  /// The number, when it is one.
  public var number: Int? { if case .number(let number) = self { number } else { nil } }

  /// The text, when it is one.
  public var text: String? { if case .text(let text) = self { text } else { nil } }
}
