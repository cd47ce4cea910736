public import Domain
import Foundation

extension ColumnMapping {
  /// Reads a mapping file's bytes.
  ///
  /// - Throws: `PlainFault` of a key `mapping.…` that says in which entry what is wrong.
  public init(json: [UInt8], path: String) throws(PlainFault) {
    do {
      let entries = try JSONDecoder().decode(Entries.self, from: Data(json))
      self.init(origins: entries.origins)
    } catch let fault as MappingFault {
      var arguments = fault.arguments
      arguments["path"] = path
      throw PlainFault(.input, fault.key, arguments)
    } catch {
      throw Self.unreadable(json, path)
    }
  }

  /// Bytes that are no JSON, with the place in them when it is known.
  private static func unreadable(_ json: [UInt8], _ path: String) -> PlainFault {
    guard let place = wrongPlace(json) else {
      return PlainFault(.input, "mapping.no_json", ["path": path])
    }
    let lines = String(decoding: json.prefix(place), as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let column = (lines.last?.count ?? 0) + 1
    return PlainFault(
      .input, "mapping.no_json_at",
      ["path": path, "line": String(lines.count), "column": String(column)])
  }

  /// How many bytes come before the first that is no JSON; nil when they only end too early.
  private static func wrongPlace(_ json: [UInt8]) -> Int? {
    do {
      _ = try JSONSerialization.jsonObject(with: Data(json))
      return nil
    } catch {
      // Why: the decoder tells no place, and this reader only in words for programmers.
      let told = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
      return told?.firstMatch(of: /character (\d+)/).flatMap { Int($0.1) }
    }
  }
}

/// What is wrong with a mapping, but for the file's name.
private struct MappingFault: Error {
  let key: String
  let arguments: [String: String]

  init(_ key: String, _ arguments: [String: String] = [:]) {
    self.key = key
    self.arguments = arguments
  }
}

/// Any name of a JSON object.
private struct AnyName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

/// The whole file: an entry for each of our columns.
private struct Entries: Decodable {
  let origins: [String: ColumnMapping.Origin]

  init(from decoder: any Decoder) throws {
    let file: KeyedDecodingContainer<AnyName>
    do {
      file = try decoder.container(keyedBy: AnyName.self)
    } catch {
      throw MappingFault("mapping.no_object")
    }
    var origins: [String: ColumnMapping.Origin] = [:]
    for name in file.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
      origins[name.stringValue] = try Entry(file, name).origin
    }
    self.origins = origins
  }
}

/// An entry of the file: a column's name alone, or an object.
private struct Entry {
  let origin: ColumnMapping.Origin
  private static let origins = ["column", "constant", "row"]
  private static let known = origins + ["values", "default", "format", "decimal"]

  init(_ file: KeyedDecodingContainer<AnyName>, _ name: AnyName) throws {
    let ours = name.stringValue
    // Why: an entry that is no text is read as an object below, which tells what is wrong.
    if let column = try? file.decode(String.self, forKey: name) {
      origin = .column(column, values: [:], format: nil, whenEmpty: nil, mark: nil)
      return
    }
    let entry: KeyedDecodingContainer<AnyName>
    do {
      entry = try file.nestedContainer(keyedBy: AnyName.self, forKey: name)
    } catch {
      throw MappingFault("mapping.entry", ["ours": ours])
    }
    let named = entry.allKeys.map(\.stringValue).sorted()
    if let unknown = named.first(where: { !Self.known.contains($0) }) {
      throw Self.unknown(unknown, in: ours)
    }
    let keys = try named.filter { !(try entry.decodeNil(forKey: AnyName(stringValue: $0))) }
    let given = Self.origins.filter { keys.contains($0) }
    guard given.count < 2 else {
      throw MappingFault(
        "mapping.two_origins", ["ours": ours, "keys": given.joined(separator: ", ")])
    }
    guard !given.isEmpty else { throw MappingFault("mapping.no_origin", ["ours": ours]) }
    if given != ["column"], let needless = keys.first(where: { !given.contains($0) }) {
      throw MappingFault("mapping.needless", ["ours": ours, "key": needless])
    }
    func text(_ key: String) throws -> String? {
      guard keys.contains(key) else { return nil }
      do {
        return try entry.decode(String.self, forKey: AnyName(stringValue: key))
      } catch {
        throw MappingFault("mapping.text", ["ours": ours, "key": key])
      }
    }
    if let constant = try text("constant") {
      origin = .constant(constant)
    } else if let row = try text("row") {
      origin = .row(row)
    } else {
      origin = .column(
        try text("column") ?? "", values: try Self.values(entry, ours),
        format: try Self.format(text("format"), ours), whenEmpty: try text("default"),
        mark: try Self.mark(text("decimal"), ours))
    }
  }

  private static func unknown(_ key: String, in ours: String) -> MappingFault {
    var arguments = ["ours": ours, "key": key, "known": known.joined(separator: ", ")]
    arguments["near"] = known.nearest(to: key)
    return MappingFault(
      arguments["near"] == nil ? "mapping.key" : "mapping.key_near", arguments)
  }

  private static func values(
    _ entry: KeyedDecodingContainer<AnyName>, _ ours: String
  ) throws -> [String: String] {
    do {
      let key = AnyName(stringValue: "values")
      return try entry.decodeIfPresent([String: String].self, forKey: key) ?? [:]
    } catch {
      throw MappingFault("mapping.values", ["ours": ours])
    }
  }

  private static func format(_ text: String?, _ ours: String) throws -> String? {
    guard let text else { return nil }
    guard DatePattern.isFormat(text) else {
      throw MappingFault("mapping.format", ["ours": ours, "value": text])
    }
    return text
  }

  private static func mark(_ decimal: String?, _ ours: String) throws -> UInt8? {
    guard let decimal else { return nil }
    guard decimal == "," || decimal == "." else {
      throw MappingFault("mapping.decimal", ["ours": ours, "value": decimal])
    }
    return decimal.utf8.first
  }
}
