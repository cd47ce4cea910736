import Foundation

/// A window of Chromium, told what to do through WebDriver.
struct Browser: Sendable {
  private let session: String

  /// Opens a window of 1440 px; pages' own scripts may be switched off.
  init(_ driver: Driver, hasScripts: Bool = true) async throws {
    var options: [String: Any] = [
      "args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--no-first-run",
        "--disable-extensions", "--disable-sync", "--remote-debugging-pipe",
        "--window-size=1440,900",
      ]
    ]
    if !hasScripts {
      options["prefs"] = ["profile.managed_default_content_settings.javascript": 2]
    }
    let wanted: [String: Any] = [
      "browserName": "chrome", "goog:chromeOptions": options,
      "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
    ]
    struct Session: Decodable { let sessionId: String }
    let opened: Session = try await Self.ask(
      "POST", "\(driver.address)/session", ["capabilities": ["alwaysMatch": wanted]])
    session = "\(driver.address)/session/\(opened.sessionId)"
    // Why: a page on its way may have only a part of its elements.
    let _: Nothing = try await post("timeouts", ["implicit": 10_000])
  }

  /// Closes the window and ends its browser.
  func quit() async throws {
    let _: Nothing = try await Self.ask("DELETE", session)
  }

  /// Opens an address and waits until it is loaded.
  func open(_ address: String) async throws {
    let _: Nothing = try await post("url", ["url": address])
  }

  /// Makes the window so wide; a narrow one is a phone's.
  func resize(width: Int) async throws {
    try await command(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 700])
  }

  /// What a function body of JavaScript returns on the page.
  func script<Answer: Decodable>(_ body: String) async throws -> Answer {
    try await post("execute/sync", ["script": body, "args": [String]()])
  }

  /// The address the window is at.
  func address() async throws -> String { try await Self.ask("GET", "\(session)/url") }

  /// Clicks the first element a selector finds.
  func click(_ selector: String) async throws {
    // Why: while the page before is still there, the element found may go with it.
    for turn in 1... {
      do {
        let _: Nothing = try await post("element/\(find(selector))/click", [:])
        return
      } catch let fault as BrowserFault where fault.what.contains("stale element") && turn < 20 {
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  /// Clicks the first element a selector finds, and waits for the page it leads to.
  func follow(_ selector: String) async throws {
    let page = try await find("html")
    try await click(selector)
    try await wait("another page", .seconds(20)) {
      do {
        let _: String = try await Self.ask("GET", "\(session)/element/\(page)/name")
        return false
      } catch let fault as BrowserFault where fault.what.contains("stale element") {
        return true
      }
    }
  }

  /// The text a person sees of the first element a selector finds.
  func text(_ selector: String) async throws -> String {
    try await Self.ask("GET", "\(session)/element/\(find(selector))/text")
  }

  /// What an attribute of the first element a selector finds is set to.
  func attribute(_ name: String, of selector: String) async throws -> String? {
    try await Self.ask("GET", "\(session)/element/\(find(selector))/attribute/\(name)")
  }

  /// Whether a person sees the first element a selector finds.
  func isShown(_ selector: String) async throws -> Bool {
    try await Self.ask("GET", "\(session)/element/\(find(selector))/displayed")
  }

  /// Types a text, or a file's path, into the first element a selector finds.
  func type(_ text: String, into selector: String) async throws {
    let _: Nothing = try await post("element/\(find(selector))/value", ["text": text])
  }

  /// Presses and lets go a key.
  func press(_ key: String) async throws {
    let strokes = ["keyDown", "keyUp"].map { ["type": $0, "value": key] }
    let keyboard: [String: Any] = ["type": "key", "id": "keyboard", "actions": strokes]
    let _: Nothing = try await post("actions", ["actions": [keyboard]])
  }

  /// Waits until a function body of JavaScript returns true.
  func wait(
    for condition: String, _ what: String, atMost time: Duration = .seconds(20)
  ) async throws {
    try await wait(what, time) { try await script(condition) }
  }

  private func wait(
    _ what: String, _ time: Duration, until condition: () async throws -> Bool
  ) async throws {
    let end = ContinuousClock.now + time
    while ContinuousClock.now < end {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw BrowserFault(what: "waited in vain for \(what)")
  }

  /// Sends a command to the browser's own tools.
  func command(_ name: String, _ parameters: [String: Any] = [:]) async throws {
    let _: Nothing = try await post("goog/cdp/execute", ["cmd": name, "params": parameters])
  }

  /// The lines of a log since it was last read.
  func log(_ kind: String) async throws -> [LogLine] {
    try await post("se/log", ["type": kind])
  }

  private func find(_ selector: String) async throws -> String {
    let found: [String: String] = try await post(
      "element", ["using": "css selector", "value": selector])
    guard let id = found.values.first else { throw BrowserFault(what: "no \(selector)") }
    return id
  }

  private func post<Answer: Decodable>(
    _ path: String, _ body: [String: Any]
  ) async throws -> Answer {
    try await Self.ask("POST", "\(session)/\(path)", body)
  }

  /// Sends a command and reads the value it answers.
  private static func ask<Answer: Decodable>(
    _ method: String, _ address: String, _ body: [String: Any]? = nil
  ) async throws -> Answer {
    let data = try body.map { try JSONSerialization.data(withJSONObject: $0) }
    let (status, answer) = try await Wire.send(method, address, data)
    guard status == 200 else {
      let said = String(decoding: answer.prefix(400), as: UTF8.self)
      throw BrowserFault(what: "\(address): \(said)")
    }
    return try JSONDecoder().decode(Reply<Answer>.self, from: answer).value
  }
}

/// A line of the browser's log.
struct LogLine: Decodable {
  let level: String
  let message: String
}

/// What WebDriver answers.
private struct Reply<Value: Decodable>: Decodable {
  let value: Value
}

/// An answer that says nothing.
private struct Nothing: Decodable {
  init(from decoder: any Decoder) {}
}
