import Domain
import Foundation
import Store
import Testing

@Suite struct FaultTests {
  private let path = NSTemporaryDirectory() + "planerka-\(UUID().uuidString).sqlite"

  @Test func `an import that finds no room is refused and keeps nothing`() throws {
    defer { remove() }
    do { _ = try Storage(path: path) }
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    let pages = try #require(size) / 4_096
    let small = try Storage(path: path, busyTimeout: 10, pageLimit: pages + 200)
    let fault = #expect(throws: PlainFault.self) {
      _ = try small.takeIn(try calls()) { try record(0..<40_000, $0) }
    }
    #expect(fault == PlainFault(.outside, "disk.full", ["path": path]))
    // What fits goes in afterwards, through the same connection.
    let tally = try small.takeIn(try calls()) { try record(0..<100, $0) }
    #expect(tally.created == 100)
  }

  @Test func `an import beside another one is refused when it does not end in time`() throws {
    defer { remove() }
    let first = try Storage(path: path)
    let second = try Storage(path: path, busyTimeout: 0.05, pageLimit: nil)
    let tally = try first.takeIn(try calls()) { intake in
      let fault = #expect(throws: PlainFault.self) {
        _ = try second.takeIn(try calls()) { try record(0..<10, $0) }
      }
      #expect(fault == PlainFault(.outside, "database.busy", ["path": path]))
      return try record(0..<10, intake)
    }
    #expect(tally.created == 10)
    #expect(try second.takeIn(try calls()) { try record(0..<10, $0) }.unchanged == 10)
  }

  private func remove() {
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
  }
}
