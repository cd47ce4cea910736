import App
import Domain
import Foundation
import Testing
import Web

/// A small demo company in a directory of its own, and its server.
final class Shop: Sendable {
  let planerka: Planerka
  let server: Server
  private let folder: URL

  init(isFilled: Bool = true) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "planerka-\(UUID().uuidString)")
    planerka = try Planerka(directory: DataDirectory(folder.path), create: true)
    server = Server(planerka, host: "127.0.0.1", port: 8080)
    guard isFilled else { return }
    var order = DemoOrder()
    order.managers = 2
    order.months = 1
    order.today = Day(year: 2026, month: 3, day: 31)
    _ = try planerka.fillDemo(
      order, by: .commandLine, path: folder.path, now: Moment(seconds: 0), progress: { _, _ in })
  }

  deinit {
    do {
      try FileManager.default.removeItem(at: folder)
    } catch {
      Issue.record(error)
    }
  }
}
