import App
import Domain
import Foundation
import Reports
import Testing
import Web

/// A small company served on a port of its own, and a browser to walk through it.
struct Walk: Sendable {
  /// Where the server listens.
  let address: String
  let driver: Driver
  let browser: Browser
  /// The company's today.
  let today: Day

  @TaskLocal private static var current: Walk?

  /// The walk of the suite.
  static func here() throws -> Walk { try #require(current) }

  /// The period of the last weeks, as a part of an address.
  var period: String { "from=\(today.adding(-45))&to=\(today)" }

  /// Serves a company in a new folder while a suite is under way.
  static func during(_ suite: @Sendable () async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "planerka-walk-\(UUID().uuidString)")
    try await working {
      try await serve(from: folder, suite)
    } thenAlways: {
      try FileManager.default.removeItem(at: folder)
    }
  }

  private static func serve(
    from folder: URL, _ suite: @Sendable () async throws -> Void
  ) async throws {
    let planerka = try Planerka(directory: DataDirectory(folder.path), create: true)
    var order = DemoOrder()
    order.managers = 3
    order.months = 2
    _ = try planerka.fillDemo(
      order, by: .commandLine, path: folder.path, now: .now, progress: { _, _ in })
    let (addresses, ready) = AsyncStream.makeStream(of: String.self)
    let serving = Task {
      defer { ready.finish() }
      try await Server(planerka, host: "127.0.0.1", port: 0).run { ready.yield($0) }
    }
    try await working {
      guard let address = await addresses.first(where: { _ in true }) else {
        return try await serving.value
      }
      try await walk(planerka, at: address, suite)
    } thenAlways: {
      serving.cancel()
      _ = await serving.result
    }
  }

  private static func walk(
    _ planerka: Planerka, at address: String, _ suite: @Sendable () async throws -> Void
  ) async throws {
    let driver = try Driver()
    try await working {
      let browser = try await Browser(driver)
      let today = try planerka.facts().zone.local(.now).day
      let walk = Walk(address: address, driver: driver, browser: browser, today: today)
      try await $current.withValue(walk) { try await suite() }
      try await browser.quit()
    } thenAlways: {
      try await driver.stop()
    }
  }

  /// Works, and cleans up whatever comes of it.
  private static func working(
    _ work: () async throws -> Void, thenAlways clean: () async throws -> Void
  ) async throws {
    do {
      try await work()
    } catch {
      try await clean()
      throw error
    }
    try await clean()
  }

  /// Opens a page of the server.
  func open(_ path: String) async throws { try await browser.open(address + path) }
}

/// Starts the server and the browser once for a suite.
struct Walking: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable () async throws -> Void
  ) async throws {
    try await Walk.during(function)
  }
}

extension Trait where Self == Walking {
  /// With a server and a browser.
  static var walking: Walking { Walking() }
}
