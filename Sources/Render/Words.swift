public import Domain
import FoundationEssentials

/// The texts of one language, read once from its file.
public struct Words: Sendable {
  /// The language's code: the name of its file.
  public let language: String
  /// Every text by its key; gaps stand in braces.
  public let texts: [String: String]

  /// Every language there is, by its code.
  public static let all: [String: Words] = [
    "en": Words("en", PackageResources.en_json),
    "ru": Words("ru", PackageResources.ru_json),
  ]

  /// The texts of a language, or of Russian when there is no such language.
  public static func of(_ language: String) -> Words {
    all[language] ?? all["ru"] ?? Words(language: "ru", texts: [:])
  }

  /// A message in this language; a key without a text stands for itself.
  ///
  /// The gap `expected` holds the key of another text, and `reason` may hold what the system says in
  /// English, of which there are texts too; every other gap is filled with its value as it stands,
  /// whatever a person wrote there.
  public func text(_ message: Message) -> String {
    var text = ""
    var rest = form(of: texts[message.key] ?? message.key, message.arguments["count"])
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      text += rest[..<open]
      switch message.arguments[name] {
      case let value? where name == "expected": text += texts[value] ?? value
      case let value? where name == "reason": text += texts["system.\(value)"] ?? value
      case let value?: text += value
      case nil: text += rest[open...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// Of forms that stand apart by `|` the one that suits a count: in Russian those of 1, 2 and 5, else
  /// those of 1 and of several.
  private func form(of text: String, _ count: String?) -> Substring {
    let forms = text.split(separator: "|", omittingEmptySubsequences: false)
    guard forms.count > 1, let count else { return text[...] }
    let number = Int(count.filter { $0.isASCII && $0.isNumber }) ?? 0
    let place: Int
    if language == "ru" {
      let (tens, ones) = (number % 100 / 10, number % 10)
      place = tens == 1 || ones == 0 || ones > 4 ? 2 : ones == 1 ? 0 : 1
    } else {
      place = number == 1 ? 0 : 1
    }
    return forms[min(place, forms.count - 1)]
  }

  /// A text by its key and the values of its gaps.
  public func text(_ key: String, _ arguments: [String: String] = [:]) -> String {
    text(Message(key, arguments))
  }

  private init(language: String, texts: [String: String]) {
    self.language = language
    self.texts = texts
  }

  private init(_ language: String, _ file: [UInt8]) {
    do {
      let texts = try JSONDecoder().decode([String: String].self, from: Data(file))
      self.init(language: language, texts: texts)
    } catch {
      // Why: the file is part of the program; a broken one is a bug, not a fault.
      preconditionFailure("the language file \(language).json is broken: \(error)")
    }
  }
}
