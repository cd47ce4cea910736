import Foundation

/// A JSON value that tells whole numbers from others.
indirect enum JSONValue: Decodable, Equatable, Sendable {
  case null
  case flag(Bool)
  case whole(Int)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let whole = try? container.decode(Int.self) {
      self = .whole(whole)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let list = try? container.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  init(_ bytes: some Sequence<UInt8>) throws {
    self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
  }

  var object: [String: JSONValue] {
    if case .object(let object) = self { object } else { [:] }
  }

  var list: [JSONValue] {
    if case .list(let list) = self { list } else { [] }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The member of an object at a path of names.
  subscript(path: String...) -> JSONValue? {
    path.reduce(self as JSONValue?) { $0?.object[$1] }
  }

  /// The part of a document that a reference names.
  func resolve(_ reference: String) -> JSONValue? {
    guard reference.hasPrefix("#/") else { return nil }
    return reference.dropFirst(2).split(separator: "/").reduce(self as JSONValue?) {
      $0?.object[String($1)]
    }
  }

  /// Every reference in the value.
  var references: [String] {
    switch self {
    case .list(let list): list.flatMap(\.references)
    case .object(let object):
      (object["$ref"]?.text.map { [$0] } ?? []) + object.values.flatMap(\.references)
    default: []
    }
  }
}
