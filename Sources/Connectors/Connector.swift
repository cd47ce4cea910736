public import Domain
import Foundation

/// A sort of outside system that records are pulled from.
public struct Connector: Sendable {
  /// Its name, as commands spell it.
  public let name: String
  /// The kind of its records.
  public let kind: RecordKind
  /// What it has to know.
  public let options: [ConnectorOption]
  private let makeSource: @Sendable (ConnectorOptions) throws -> any Source

  init(
    _ name: String, _ kind: RecordKind, _ options: [ConnectorOption],
    _ makeSource: @escaping @Sendable (ConnectorOptions) throws -> any Source
  ) {
    self.name = name
    self.kind = kind
    self.options = options
    self.makeSource = makeSource
  }

  /// The connector of a name.
  ///
  /// - Throws: `PlainFault` `connector.unknown`, which lists the known ones.
  public static func named(_ name: String) throws(PlainFault) -> Connector {
    guard let connector = all.first(where: { $0.name == name }) else {
      let known = all.map { $0.name }.joined(separator: ", ")
      throw PlainFault(.input, "connector.unknown", ["name": name, "known": known])
    }
    return connector
  }

  /// What the connector was told, to be kept: paths are whole, so that they hold in any folder.
  public func kept(_ values: [String: String]) -> [String: String] {
    var values = values
    for option in options where option.isPath {
      if let path = values[option.key], !path.isEmpty {
        values[option.key] = URL(fileURLWithPath: path).path
      }
    }
    return values
  }

  /// What pulls records, by what the connector was told.
  ///
  /// - Parameters:
  ///   - zone: the company's time zone.
  ///   - zoneNamed: finds another one by its name.
  /// - Throws: `PlainFault` `connector.option`, `connector.option_missing`, `connector.option_wrong` or
  ///   `zone.unknown`.
  public func source(
    _ values: [String: String], zone: ZoneTable,
    zoneNamed: @escaping @Sendable (String) throws(PlainFault) -> ZoneTable
  ) throws -> any Source {
    let known = options.map(\.key).joined(separator: ", ")
    for key in values.keys.sorted() where !options.contains(where: { $0.takes(key) }) {
      throw PlainFault(
        .input, "connector.option", ["connector": name, "key": key, "known": known])
    }
    for option in options where option.isRequired && values[option.key] == nil {
      throw PlainFault(
        .input, "connector.option_missing", ["connector": name, "key": option.key])
    }
    return try makeSource(
      ConnectorOptions(connector: name, values: values, companyZone: zone, zoneNamed: zoneNamed))
  }
}

/// Something a connector has to know.
public struct ConnectorOption: Sendable {
  /// Its key; `extension.*` stands for every key that begins so.
  public let key: String
  /// Whether the connector cannot do without it.
  public let isRequired: Bool
  /// Whether it is the path of a file.
  let isPath: Bool

  /// A file without which the connector cannot do.
  static func file(_ key: String) -> ConnectorOption {
    ConnectorOption(key: key, isRequired: true, isPath: true)
  }

  static func optional(_ key: String) -> ConnectorOption {
    ConnectorOption(key: key, isRequired: false, isPath: false)
  }

  func takes(_ given: String) -> Bool {
    guard key.hasSuffix(".*") else { return given == key }
    return given.hasPrefix(key.dropLast()) && given.utf8.count >= key.utf8.count
  }
}

/// What a connector was told.
struct ConnectorOptions: Sendable {
  let connector: String
  private let values: [String: String]
  private let companyZone: ZoneTable
  private let zoneNamed: @Sendable (String) throws(PlainFault) -> ZoneTable

  init(
    connector: String, values: [String: String], companyZone: ZoneTable,
    zoneNamed: @escaping @Sendable (String) throws(PlainFault) -> ZoneTable
  ) {
    self.connector = connector
    self.values = values
    self.companyZone = companyZone
    self.zoneNamed = zoneNamed
  }

  /// The text under a key; empty when it was not told.
  func text(_ key: String) -> String { values[key] ?? "" }

  /// The texts under a key, which commas part; nil when it was not told.
  func list(_ key: String) -> Set<String>? {
    values[key].map { Set($0.split(separator: ",").map { String($0.filter { $0 != " " }) }) }
  }

  /// The number under a key; nil when it was not told.
  ///
  /// - Throws: `PlainFault` `connector.option_wrong`.
  func number(_ key: String, in range: ClosedRange<Int>) throws(PlainFault) -> Int? {
    guard let text = values[key] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw PlainFault(
        .input, "connector.option_wrong",
        [
          "connector": connector, "key": key, "value": text,
          "expected": "\(range.lowerBound) … \(range.upperBound)",
        ])
    }
    return number
  }

  /// The zone under a key, else the company's.
  ///
  /// - Throws: `PlainFault` `zone.unknown`.
  func zone(_ key: String) throws(PlainFault) -> ZoneTable {
    guard let name = values[key] else { return companyZone }
    return try zoneNamed(name)
  }

  /// What was told under `KEY.…`, by what stands in the place of the points.
  func family(_ key: String) -> [String: String] {
    var found: [String: String] = [:]
    for (name, value) in values where name.hasPrefix("\(key).") {
      found[String(name.dropFirst(key.count + 1))] = value
    }
    return found
  }
}
