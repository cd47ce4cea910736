import App
import Domain
import Foundation
import Store
import TestKit
import Testing

/// What stands in the way of a restore, and what it leaves in peace.
@Suite struct RestoreTests {
  private let office: Office
  private let other: DataDirectory

  init() throws {
    office = try Office()
    other = DataDirectory(office.path("other"))
    try office.takeIn("clients", "id,name\nc1,One")
    try office.planerka.backUp(to: office.path("copy.sqlite"), progress: { _, _ in })
  }

  private func restore(_ name: String, at second: Int = 1) throws -> String? {
    try Planerka.restore(
      office.path(name), into: other, by: .commandLine, now: .init(seconds: second))
  }

  @Test func `an empty file, a folder and another program's database are no backups`() throws {
    try Data().write(to: URL(fileURLWithPath: office.path("empty")))
    try FileManager.default.createDirectory(
      atPath: office.path("folder"), withIntermediateDirectories: true)
    let foreign = Process()
    foreign.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    foreign.arguments = [
      "python3", "-c",
      "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('CREATE TABLE t (a)')",
      office.path("foreign"),
    ]
    try foreign.run()
    foreign.waitUntilExit()
    for (name, key) in [
      ("empty", "restore.damaged"), ("folder", "restore.no_file"), ("foreign", "restore.damaged"),
    ] {
      let fault = #expect(throws: PlainFault.self) { _ = try restore(name) }
      #expect(fault?.message.key == key)
    }
    #expect(!other.hasDatabase)
    #expect(try restore("copy.sqlite") == nil)
    #expect(try Planerka(directory: other, create: false).check().isEmpty)
  }

  @Test func `a log that lies there without its database is not taken for the backup's`() throws {
    try other.make()
    _ = try restore("copy.sqlite")
    // What is not in the file yet lies in the log of a program that was killed.
    let writer = try Planerka(directory: other, create: false)
    try writer.set("locale", to: "en", by: .commandLine, now: .init(seconds: 5))
    let log = try Data(contentsOf: URL(fileURLWithPath: other.database + "-wal"))
    #expect(!log.isEmpty)
    let killed = DataDirectory(office.path("killed"))
    try killed.make()
    try log.write(to: URL(fileURLWithPath: killed.database + "-wal"))
    _ = try Planerka.restore(
      office.path("copy.sqlite"), into: killed, by: .commandLine, now: .init(seconds: 9))
    let restored = try Planerka(directory: killed, create: false)
    #expect(try restored.setting("locale") == "ru")
    #expect(try restored.check().isEmpty)
  }

  @Test func `a damaged database makes place for a backup`() throws {
    _ = try restore("copy.sqlite")
    // All pages but the first, which tells of the tables.
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: other.database))
    let size = try file.seekToEnd()
    try file.seek(toOffset: 4_096)
    try file.write(contentsOf: Data(repeating: 0xAA, count: Int(size) - 4_096))
    try file.close()
    let kept = try #require(try restore("copy.sqlite", at: 7))
    #expect(try Planerka(directory: other, create: false).check().isEmpty)
    #expect(FileManager.default.fileExists(atPath: kept))
  }

  @Test func `two restores of one second keep both databases before them`() throws {
    _ = try restore("copy.sqlite")
    let first = try #require(try restore("copy.sqlite", at: 7))
    let second = try #require(try restore("copy.sqlite", at: 7))
    #expect(first != second)
    for kept in [first, second] { #expect(Storage.isCompany(at: kept)) }
  }

  @Test func `whoever waits to write while a backup is put in place keeps nothing`() throws {
    _ = try restore("copy.sqlite")
    let before = try Storage(path: other.database)
    let directory = office.path("elsewhere")
    _ = try restore("copy.sqlite", at: 3)
    let fault = #expect(throws: PlainFault.self) {
      try before.set(["locale": "en"], by: .commandLine, at: .init(seconds: 5))
    }
    #expect(fault?.message.key == "database.replaced")
    #expect(fault?.kind == .conflict)
    #expect(try Planerka(directory: other, create: false).setting("locale") == "ru")
    #expect(!FileManager.default.fileExists(atPath: directory))
  }

  @Test func `a backup to a folder there is not blames the path`() throws {
    let path = office.path("nowhere/copy.sqlite")
    let fault = #expect(throws: PlainFault.self) {
      try office.planerka.backUp(to: path, progress: { _, _ in })
    }
    #expect(fault?.message.key == "output.unwritable")
    #expect(fault?.message.arguments["path"] == path)
  }

  @Test func `a database is opened and read while somebody writes to it`() throws {
    _ = try restore("copy.sqlite")
    let writer = try Storage(path: other.database)
    let order = IntakeOrder(
      source: "file", file: "f", at: Moment(seconds: 0),
      base: try #require(Currency(code: "RUB")), zone: .utc)
    _ = try writer.takeIn(order) { _ in
      let reader = try Planerka(directory: other, create: false)
      #expect(try reader.setting("currency") == "RUB")
      #expect(try reader.client(1, now: .init(seconds: 0)).name == "One")
      return false
    }
  }

  @Test func `an empty file left by a full disk is no database`() throws {
    try other.make()
    try Data().write(to: URL(fileURLWithPath: other.database))
    #expect(!other.hasDatabase)
    let fault = #expect(throws: PlainFault.self) {
      _ = try Planerka(directory: other, create: false)
    }
    #expect(fault?.message.key == "database.missing")
  }
}
