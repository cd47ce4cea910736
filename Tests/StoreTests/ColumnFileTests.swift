import Domain
import Engine
import Foundation
import Store
import TestKit
import Testing

/// The file that keeps the cube beside the database.
@Suite struct ColumnFileTests {
  private let place: TestPlace
  private var path: String { place.folder.path + "/planerka" }
  private var columns: String { path + ".columns" }

  init() throws { place = try TestPlace() }

  private func storage(in place: TestPlace? = nil, numbers: Range<Int> = 0..<100) throws -> Storage
  {
    let storage = try (place ?? self.place).storage()
    _ = try storage.takeIn(try calls()) { try record(numbers, $0) }
    return storage
  }

  @Test func `what was kept is the cube of then, and catches up`() throws {
    let storage = try storage()
    #expect(try storage.savedCube(columns) == nil)
    try storage.save(try storage.cube(), to: columns)
    _ = try storage.takeIn(try calls()) { try record(50..<150, $0) }
    let kept = try #require(try storage.savedCube(columns))
    #expect(kept.count("call") == 100)
    let next = try storage.caughtUp(kept)
    #expect(next.count("call") == 150)
    #expect(next.drift >= 50)
    #expect(!FileManager.default.fileExists(atPath: columns + ".part"))
  }

  @Test func `a file of another database, of a former state or of another zone is not taken`()
    throws
  {
    let storage = try storage()
    try storage.save(try storage.cube(), to: columns)
    let other = try TestPlace()
    #expect(try self.storage(in: other).savedCube(columns) == nil)

    try storage.set(["time_zone": "Asia/Tokyo"], by: .commandLine, at: Moment(seconds: 0))
    #expect(try storage.savedCube(columns) == nil)
    try storage.save(try storage.cube(), to: columns)
    #expect(try storage.savedCube(columns) != nil)

    // A copy from before the file was written goes its own way.
    try storage.copy(to: path + "-copy.sqlite") { _, _ in }
    try storage.save(try storage.cube(), to: columns)
    let copy = try Storage(path: path + "-copy.sqlite")
    #expect(try copy.savedCube(columns) == nil)
  }

  @Test func `a damaged file is told of`() throws {
    let storage = try storage()
    try storage.save(try storage.cube(), to: columns)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: columns))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(fileURLWithPath: columns))
    let fault = #expect(throws: PlainFault.self) { try storage.savedCube(columns) }
    #expect(fault == PlainFault(.outside, "columns.damaged", ["path": columns]))

    try FileManager.default.removeItem(atPath: columns)
    try FileManager.default.createDirectory(
      atPath: columns, withIntermediateDirectories: false)
    let unreadable = #expect(throws: PlainFault.self) { try storage.savedCube(columns) }
    #expect(unreadable?.message.key == "columns.unreadable")
  }

  @Test func `a file that cannot be written is told of, and nothing is left of it`() throws {
    let storage = try storage()
    let nowhere = path + "-none/planerka.columns"
    let fault = #expect(throws: PlainFault.self) {
      try storage.save(try storage.cube(), to: nowhere)
    }
    #expect(
      fault
        == PlainFault(
          .outside, "columns.unwritable",
          ["path": nowhere, "reason": "No such file or directory"]))
  }
}
