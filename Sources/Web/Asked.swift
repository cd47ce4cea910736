import App
import Domain
import Hummingbird
import Render

/// What a request asks, beside its path: its parameters in order, and the language of the answer.
struct Asked: Sendable {
  /// The parameters of the address, decoded, in order.
  var parameters: [(name: String, value: String)]
  /// The texts of the answer's language.
  let words: Words
  /// The address's path.
  var path: String

  /// The language is `locale=`, else the cookie, else the first of `Accept-Language` there is, else
  /// the company's.
  init(_ request: Request, company language: String) {
    path = request.uri.path
    let all = Asked.decode(request.uri.query ?? "")
    let accepted = Asked.accepted(request.headers[.acceptLanguage] ?? "")
    let wanted =
      [Self.language(in: request), request.cookies["locale"]?.value] + accepted
    let known = wanted.compactMap { $0 }.first { Words.all[$0] != nil }
    words = Words.of(known ?? language)
    parameters = all.filter { $0.name != "locale" }
  }

  /// The languages of `ru;q=0.9, en`, the most wanted first; those of weight 0 are not wanted.
  private static func accepted(_ header: String) -> [String] {
    let weighed = header.split(separator: ",").compactMap {
      part -> (code: String, weight: Double)? in
      let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
      guard let code = pieces.first?.split(separator: "-").first else { return nil }
      let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { $0.dropFirst(2) }
      return (code.lowercased(), weight.map { Double($0) ?? 0 } ?? 1)
    }
    return weighed.enumerated().filter { $0.element.weight > 0 }
      .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
      .map(\.element.code)
  }

  /// The language that a request's address names; nil when it names none.
  static func language(in request: Request) -> String? {
    let named = decode(request.uri.query ?? "").last { $0.name == "locale" }?.value
    return named == "" ? nil : named
  }

  /// A question for a report with these parameters.
  func question(_ id: String) -> ReportQuestion {
    ReportQuestion(id: id, parameters: parameters)
  }

  /// Decodes `name=value&…`; a plus stands for a space.
  static func decode(_ query: String) -> [(name: String, value: String)] {
    query.split(separator: "&").compactMap { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = decode(part: pair[0])
      return name.isEmpty ? nil : (name, pair.count > 1 ? decode(part: pair[1]) : "")
    }
  }

  private static func decode(part: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = part.utf8[...]
    while let byte = rest.popFirst() {
      let code = rest.prefix(2)
      if byte == UInt8(ascii: "%"), code.count == 2,
        let number = UInt8(String(decoding: code, as: UTF8.self), radix: 16)
      {
        bytes.append(number)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? 32 : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Asked {
  /// The value of a parameter; nil when it is absent or empty.
  func value(_ name: String) -> String? {
    parameters.last { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  /// Refuses parameters there are not, and those that stand several times.
  ///
  /// - Throws: `PlainFault` `parameter.unknown` or `parameter.repeated` for the first of them.
  func refuseUnknown(_ known: [String]) throws(PlainFault) {
    try parameters.refuseUnknown(known + ["locale"])
  }

  /// The same, when an address takes no parameter but the language.
  ///
  /// - Throws: `PlainFault` `parameter.unknown`.
  func alone() throws(PlainFault) -> Asked {
    try refuseUnknown([])
    return self
  }

  /// Which part of a list of numbered entries is asked for: how many, and before which number.
  ///
  /// - Throws: `PlainFault` `parameter.unknown`, `parameter.count` or `cursor.wrong`.
  func place() throws(PlainFault) -> (limit: Int, before: Int?) {
    try refuseUnknown(["limit", "cursor"])
    let limit = value("limit") ?? "100"
    guard let count = Int(limit), (1...500).contains(count) else {
      throw PlainFault(.input, "parameter.count", ["name": "limit", "value": limit])
    }
    guard let cursor = value("cursor") else { return (count, nil) }
    guard let before = Int(cursor) else {
      throw PlainFault(.input, "cursor.wrong", ["name": "cursor", "value": cursor])
    }
    return (count, before)
  }

  /// Whether a parameter says yes.
  ///
  /// - Throws: `PlainFault` `parameter.value`.
  func flag(_ name: String) throws -> Bool {
    guard let text = value(name) else { return false }
    guard case .integer(let number)? = CellKind.flag.read(Array(text.utf8), zone: .utc) else {
      throw PlainFault(
        .input, "parameter.value", ["name": name, "value": text, "known": "yes, no"])
    }
    return number == 1
  }
}

/// An address: a path and its parameters, spelled in one place.
struct Address: Sendable {
  var path: String
  var parameters: [(name: String, value: String)]

  init(_ path: String, _ parameters: [(name: String, value: String)] = []) {
    self.path = path
    self.parameters = parameters
  }

  /// The address with a parameter set once, or taken away when the value is nil.
  func with(_ name: String, _ value: String?) -> Address {
    var changed = self
    changed.parameters.removeAll { $0.name == name }
    if let value { changed.parameters.append((name, value)) }
    return changed
  }

  /// The address without one value of a parameter.
  func without(_ name: String, _ value: String) -> Address {
    var changed = self
    changed.parameters.removeAll { $0.name == name && $0.value == value }
    return changed
  }

  /// The address as text.
  var text: String {
    if parameters.isEmpty { return path }
    let pairs = parameters.map { "\(Self.encode($0.name))=\(Self.encode($0.value))" }
    return path + "?" + pairs.joined(separator: "&")
  }

  /// Percent-encodes all but the unreserved characters of RFC 3986.
  static func encode(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 95, 126:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let code = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (code.count < 2 ? "0" : "") + code
      }
    }
    return encoded
  }
}

extension [(name: String, value: String)] {
  /// Refuses parameters there are not, and those that stand several times.
  ///
  /// - Throws: `PlainFault` `parameter.unknown` or `parameter.repeated` for the first of them.
  func refuseUnknown(_ known: [String]) throws(PlainFault) {
    var seen: Set<String> = []
    for (name, _) in self {
      guard known.contains(name) else {
        throw PlainFault(
          .input, "parameter.unknown", ["name": name, "known": known.joined(separator: ", ")])
      }
      guard seen.insert(name).inserted else {
        throw PlainFault(.input, "parameter.repeated", ["name": name])
      }
    }
  }
}
