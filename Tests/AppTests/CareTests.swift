import App
import Domain
import Foundation
import Testing

@Suite struct CareTests {
  @Test func `a backup restored elsewhere holds what was there`() throws {
    let office = try Office()
    try office.takeIn("clients", "id,name\nc1,One\nc2,Two")
    try office.planerka.backUp(to: office.path("copy.sqlite"), progress: { _, _ in })
    try office.takeIn("clients", "id,name\nc3,Three")
    let other = DataDirectory(office.path("other"))
    let kept = try Planerka.restore(
      office.path("copy.sqlite"), into: other, by: .commandLine, now: .init(seconds: 1))
    #expect(kept == nil)
    let restored = try Planerka(directory: other, create: false)
    #expect(try restored.check().isEmpty)
    #expect(try restored.client(2, now: .init(seconds: 0)).name == "Two")
    #expect(throws: PlainFault.self) { try restored.client(3, now: .init(seconds: 0)) }
  }

  @Test func `a restored database leaves the one before it beside`() throws {
    let office = try Office()
    try office.takeIn("clients", "id,name\nc1,One")
    try office.planerka.backUp(to: office.path("copy.sqlite"), progress: { _, _ in })
    let other = DataDirectory(office.path("other"))
    for _ in 0..<2 {
      _ = try Planerka.restore(
        office.path("copy.sqlite"), into: other, by: .commandLine, now: .init(seconds: 7))
    }
    #expect(FileManager.default.fileExists(atPath: other.database + ".before-7"))
  }

  @Test func `a backup never takes the place of a file`() throws {
    let office = try Office()
    try Data("mine".utf8).write(to: URL(fileURLWithPath: office.path("copy.sqlite")))
    let fault = #expect(throws: PlainFault.self) {
      try office.planerka.backUp(to: office.path("copy.sqlite"), progress: { _, _ in })
    }
    #expect(fault?.message.key == "backup.exists")
  }

  @Test(arguments: [("nowhere", "restore.missing"), ("text", "restore.damaged")])
  func `what is no backup is refused and changes nothing`(name: String, key: String) throws {
    let office = try Office()
    try Data("no database at all, only some text that is long enough to be read".utf8)
      .write(to: URL(fileURLWithPath: office.path("text")))
    let other = DataDirectory(office.path("other"))
    let fault = #expect(throws: PlainFault.self) {
      try Planerka.restore(
        office.path(name), into: other, by: .commandLine, now: .init(seconds: 1))
    }
    #expect(fault?.message.key == key)
    #expect(!other.hasDatabase)
  }

  @Test func `a sound database has nothing wrong`() throws {
    let office = try Office()
    try office.takeIn("calls", "id,started_at,duration_s,client\n1,2026-03-01,5,c")
    #expect(try office.planerka.check().isEmpty)
  }
}
