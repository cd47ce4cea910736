public import Domain
import Store

/// A setting of the company: its key, what it is until somebody sets it, and what it may be.
public struct Setting: Sendable {
  /// The key, as commands spell it.
  public let key: String
  /// Its value until it is set.
  public let standard: String
  /// The key of the text that says what it may be.
  public let expected: String
  let suits: @Sendable (String) -> Bool

  /// Every setting, in reading order.
  public static let all = [
    Setting(key: "time_zone", standard: "Europe/Moscow", expected: "expected.zone") { name in
      ZoneFile.exists(name)
    },
    Setting(key: "currency", standard: "RUB", expected: "expected.currency") { code in
      Currency(code: code) != nil
    },
    Setting(key: "locale", standard: "ru", expected: "expected.locale") { code in
      ["ru", "en"].contains(code)
    },
  ]

  /// The setting of a key.
  ///
  /// - Throws: `PlainFault` `setting.unknown`, which lists the known ones.
  public static func named(_ key: String) throws(PlainFault) -> Setting {
    guard let setting = all.first(where: { $0.key == key }) else {
      let known = all.map(\.key).joined(separator: ", ")
      throw PlainFault(.input, "setting.unknown", ["key": key, "known": known])
    }
    return setting
  }
}

extension Planerka {
  /// The value of a setting: what was set, else its standard.
  public func setting(_ key: String) throws -> String {
    let setting = try Setting.named(key)
    return try storage.setting(key) ?? setting.standard
  }

  /// Sets a setting, when the value suits it.
  ///
  /// - Throws: `PlainFault` `setting.unknown` or `setting.wrong`; nothing is changed then.
  public func set(_ key: String, to value: String) throws {
    let setting = try Setting.named(key)
    guard setting.suits(value) else {
      throw PlainFault(
        .input, "setting.wrong", ["key": key, "value": value, "expected": setting.expected])
    }
    try storage.set(key, to: value)
  }
}

extension Planerka {
  /// The company's time zone.
  public func zone() throws -> ZoneTable {
    try ZoneFile.read(setting("time_zone"))
  }

  /// The company's currency.
  public func currency() throws -> Currency {
    let code = try setting("currency")
    guard let currency = Currency(code: code) else {
      throw PlainFault(
        .outside, "setting.wrong",
        ["key": "currency", "value": code, "expected": "expected.currency"])
    }
    return currency
  }
}
