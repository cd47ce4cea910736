import Domain
import Foundation
import Store
import TestKit
import Testing

@Suite struct StorageTests {
  @Test func `a setting is there after the database is opened again`() throws {
    let place = try TestPlace()
    do {
      let storage = try place.storage()
      #expect(try storage.setting("currency") == nil)
      try storage.set(["currency": "RUB"], by: .commandLine, at: Moment(seconds: 0))
      try storage.set(["currency": "KZT"], by: .commandLine, at: Moment(seconds: 0))
    }
    let storage = try place.storage()
    #expect(try storage.setting("currency") == "KZT")
    #expect(try storage.settings() == ["currency": "KZT"])
  }

  @Test func `a file that is no database is refused and left as it was`() throws {
    let place = try TestPlace()
    let path = place.folder.appending(path: "planerka.sqlite").path
    let text = Data(String(repeating: "not a database ", count: 100).utf8)
    try text.write(to: URL(fileURLWithPath: path))
    let fault = #expect(throws: PlainFault.self) { try Storage(path: path) }
    #expect(fault?.message.key == "database.none")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
  }
}
