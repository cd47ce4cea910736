import App
import Domain
import Foundation
import TestKit
import Testing
import Web

/// A small demo company in a directory of its own, and its server.
final class Shop: Sendable {
  let planerka: Planerka
  let server: Server
  private let place: TestPlace

  init(isFilled: Bool = true) throws {
    place = try TestPlace()
    planerka = try place.planerka()
    server = Server(planerka, host: "127.0.0.1", port: 8080)
    guard isFilled else { return }
    var order = DemoOrder()
    order.managers = 2
    order.months = 1
    order.today = Day(year: 2026, month: 3, day: 31)
    _ = try planerka.fillDemo(
      order, by: .commandLine, path: place.folder.path, now: Moment(seconds: 0),
      progress: { _, _ in })
  }
}
