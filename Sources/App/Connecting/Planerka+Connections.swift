import Connectors
public import Domain
import Formats
import Foundation
import Store

extension Planerka {
  /// The names of the connectors, each with the keys it takes.
  public static let connectors = Connector.all.map { connector in
    (name: connector.name, keys: connector.options.map(\.key))
  }

  /// How long after one look at a system the next is due when nothing is said, in seconds.
  public static let usualPause = 60

  /// The connections, by name.
  public func connections() throws -> [Connection] { try storage.connections() }

  /// Adds a connection to a system that can be asked now; nothing is pulled yet.
  ///
  /// - Parameters:
  ///   - name: its name, which becomes the source of its records.
  ///   - connector: the sort of system.
  ///   - options: what the connector has to know, by key.
  ///   - pause: how long after one look the next is due, in seconds.
  /// - Throws: `PlainFault` `connector.unknown`, `connector.option`, `connector.option_missing`,
  ///   `connector.option_wrong`, `zone.unknown`, `connection.name` or `connection.exists`, and what keeps
  ///   the system from being asked; nothing is added then.
  public func connect(
    _ name: String, by connector: String, _ options: [String: String], pause: Int = usualPause,
    author: Author, now: Moment
  ) throws {
    let name = name.trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty, name != "file", !name.contains(":") else {
      throw PlainFault(.input, "connection.name", ["name": name])
    }
    let options = try Connector.named(connector).kept(options)
    let source = try source(connector, options)
    try pulling { try source.check() }
    try storage.connect(name, by: connector, options, pause: pause, author: author, at: now)
  }

  /// Takes a connection away; what it brought stays.
  ///
  /// - Throws: `PlainFault` `connection.missing`.
  public func disconnect(_ name: String, by author: Author, now: Moment) throws {
    try storage.disconnect(name, by: author, at: now)
  }

  /// What pulls the records of a connector.
  func source(_ connector: String, _ options: [String: String]) throws -> any Source {
    try Connector.named(connector).source(options, zone: zone()) { name throws(PlainFault) in
      try ZoneFile.read(name)
    }
  }

  /// Does work with a system, whose faults of files become those that people are told.
  func pulling<Answer>(_ work: () throws -> Answer) throws -> Answer {
    do {
      return try work()
    } catch let fault as FormatFault {
      throw PlainFault(fault)
    }
  }
}
