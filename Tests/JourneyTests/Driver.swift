import Foundation

/// `chromedriver`, started for the tests and stopped with them.
final class Driver: Sendable {
  /// Where it listens.
  let address: String
  private let process: Process

  /// Whether the browser and its driver are installed.
  static var isInstalled: Bool { path("chromium") != nil && path("chromedriver") != nil }

  /// Starts it on a port it chooses itself.
  init() throws {
    guard let program = Self.path("chromedriver"), let timeout = Self.path("timeout") else {
      throw BrowserFault(what: "chromedriver or timeout is not installed")
    }
    process = Process()
    // Why: should the tests be killed, it still ends by itself, and its browser with it.
    process.executableURL = URL(fileURLWithPath: timeout)
    process.arguments = ["-k", "5", "240", program, "--port=0"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var said = ""
    var found: Substring?
    while found == nil {
      let part = output.fileHandleForReading.availableData
      guard !part.isEmpty else {
        kill(-process.processIdentifier, SIGKILL)
        throw BrowserFault(what: "chromedriver did not start: \(said)")
      }
      said += String(decoding: part, as: UTF8.self)
      found = said.firstMatch(of: /successfully on port (\d+)\./)?.1
    }
    address = "http://127.0.0.1:\(found ?? "")"
  }

  /// Stops it, and the browsers it has started.
  func stop() async throws {
    defer {
      // Why: a process started from a worker thread has SIGTERM blocked; its group is its own.
      kill(-process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    _ = try await Wire.send("GET", "\(address)/shutdown")
  }

  private static func path(_ program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

/// What went wrong between the tests and the browser.
struct BrowserFault: Error {
  let what: String
}
