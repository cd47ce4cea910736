import Render

/// A JSON value of the API's description: written as literals, kept in the order of writing.
indirect enum OpenAPIValue: Sendable {
  case text(String)
  case raw(String)
  case list([OpenAPIValue])
  case object([(name: String, value: OpenAPIValue)])

  /// The UTF-8 bytes of the JSON.
  var bytes: [UInt8] {
    var out = JSONBytes()
    write(to: &out)
    return out.bytes
  }

  /// A reference to a part of the document: `schemas/problem`.
  static func reference(_ path: String) -> OpenAPIValue {
    ["$ref": .text("#/components/\(path)")]
  }

  /// An object of members in their order.
  static func members(_ members: [(String, OpenAPIValue)]) -> OpenAPIValue {
    .object(members.map { (name: $0.0, value: $0.1) })
  }

  /// Texts as a list.
  static func texts(_ texts: [String]) -> OpenAPIValue { .list(texts.map { .text($0) }) }

  /// The object with another member at its end.
  func with(_ name: String, _ value: OpenAPIValue?) -> OpenAPIValue {
    guard case .object(let members) = self, let value else { return self }
    return .object(members + [(name: name, value: value)])
  }

  private func write(to out: inout JSONBytes) {
    switch self {
    case .text(let text): out.text(text)
    case .raw(let text): out.raw(text)
    case .list(let values):
      out.open("[")
      for value in values { value.write(to: &out) }
      out.close("]")
    case .object(let members):
      out.open("{")
      for member in members {
        out.key(member.name)
        member.value.write(to: &out)
      }
      out.close("}")
    }
  }
}

extension OpenAPIValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .raw(String(value)) }
  init(booleanLiteral value: Bool) { self = .raw(value ? "true" : "false") }
  init(arrayLiteral elements: OpenAPIValue...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, OpenAPIValue)...) { self = .members(elements) }
}
