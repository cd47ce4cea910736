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
      ZoneFile.isZone(name)
    },
    Setting(key: "currency", standard: "RUB", expected: "expected.currency") { code in
      Currency(code: code) != nil
    },
    Setting(key: "locale", standard: "ru", expected: "expected.locale") { code in
      ["ru", "en"].contains(code)
    },
    Setting(key: "keep_raw", standard: "yes", expected: "expected.yes_no") { word in
      ["yes", "no"].contains(word)
    },
    Setting(key: "work_hours", standard: "09:00-18:00", expected: "expected.hours") { text in
      WorkHours(text) != nil
    },
    Setting(key: "norm.talk_hours", standard: "2-6", expected: "expected.corridor") { text in
      Corridor.read(text).map { $0.lowerBound >= 0 && $0.upperBound <= 24 } == true
    },
    Setting(
      key: "norm.temperature.hot", standard: "0.85-0.95", expected: "expected.shares",
      suits: Corridor.isOfShares),
    Setting(
      key: "norm.temperature.warm", standard: "0.20-0.30", expected: "expected.shares",
      suits: Corridor.isOfShares),
    Setting(
      key: "norm.temperature.cold", standard: "0.01-0.03", expected: "expected.shares",
      suits: Corridor.isOfShares),
  ]

  /// The keys that are settled at the first use of a company's data.
  static let settled = ["time_zone", "currency", "locale"]

  /// Refuses a value that does not suit.
  ///
  /// - Throws: `PlainFault` `setting.wrong`.
  func check(_ value: String) throws(PlainFault) {
    guard suits(value) else {
      throw PlainFault(
        .input, "setting.wrong", ["key": key, "value": value, "expected": expected])
    }
  }

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
    return try storage.setting(key) ?? assumed[key] ?? setting.standard
  }

  /// Refuses values a command was given that no company could have.
  ///
  /// - Throws: `PlainFault` `setting.wrong` or `zone.unknown`.
  public static func check(_ given: [String: String?]) throws {
    for setting in Setting.all where Setting.settled.contains(setting.key) {
      if let value = given[setting.key] ?? nil { try setting.check(value) }
    }
  }

  /// Keeps what a command was given as the company's settings, at the first use of its data.
  ///
  /// Afterwards the same value again is accepted; a language is that of one answer only.
  ///
  /// - Parameter given: the values by their keys, nil for those not given.
  /// - Throws: `PlainFault` `setting.wrong`, or `setting.kept` or `setting.currency` for another time
  ///   zone or currency than the company's; nothing is changed then.
  public func settle(_ given: [String: String?], by author: Author, now: Moment) throws {
    let missing = try missing(given)
    if !missing.isEmpty { try storage.set(missing, by: author, at: now) }
  }

  /// The same for a command that keeps nothing: it goes by what it was given.
  public mutating func assume(_ given: [String: String?]) throws { assumed = try missing(given) }

  /// The settings that the company does not have yet, as given; its language is settled at once, time
  /// zone and currency are the standard ones as soon as there are records.
  private func missing(_ given: [String: String?]) throws -> [String: String] {
    let kept = try storage.settings()
    let isNew = try isEmpty()
    var values: [String: String] = [:]
    for setting in Setting.all where Setting.settled.contains(setting.key) {
      let isLocale = setting.key == "locale"
      guard let value = (given[setting.key] ?? nil) ?? (isLocale ? setting.standard : nil) else {
        continue
      }
      try setting.check(value)
      guard let old = kept[setting.key] ?? (isNew || isLocale ? nil : setting.standard) else {
        values[setting.key] = value
        continue
      }
      if old == value || isLocale { continue }
      if setting.key == "currency", !isNew {
        throw PlainFault(.input, "setting.currency", ["value": value, "kept": old])
      }
      throw PlainFault(
        .input, "setting.kept",
        ["key": setting.key, "value": value, "kept": old, "place": settingPlace])
    }
    return values
  }

  /// The option that names the company's place to a command.
  private var settingPlace: String {
    place == directory.path ? "--data \(directory.path)" : "--database …"
  }

  /// Sets a setting, when the value suits it.
  ///
  /// Another time zone works every day and hour out anew; the currency stays once there are records,
  /// whose amounts are valued in it.
  /// - Throws: `PlainFault` `setting.unknown`, `setting.wrong` or `setting.currency`; nothing is
  ///   changed then.
  public func set(_ key: String, to value: String, by author: Author, now: Moment) throws {
    let setting = try Setting.named(key)
    try setting.check(value)
    let old = try self.setting(key)
    let standards = [key: setting.standard]
    let isAnew = try old != value && !isEmpty()
    if isAnew, key == "currency" {
      throw PlainFault(.input, "setting.currency", ["value": value, "kept": old])
    }
    if isAnew, key == "time_zone" {
      try storage.changeZone(
        [key: value], over: standards, to: ZoneFile.read(value), by: author, at: now)
    } else {
      try storage.set([key: value], over: standards, by: author, at: now)
    }
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

extension Planerka {
  /// The hours of a working day.
  func hours() throws -> WorkHours { WorkHours(try setting("work_hours")) ?? WorkHours() }

  /// The corridors figures are judged against.
  func norms() throws -> Norms {
    func corridor(_ key: String) throws -> ClosedRange<Double> {
      let text = try setting(key)
      guard let corridor = Corridor.read(text) else {
        throw PlainFault(
          .outside, "setting.wrong",
          ["key": key, "value": text, "expected": "expected.corridor"])
      }
      return corridor
    }
    return Norms(
      talkHours: try corridor("norm.talk_hours"),
      conversion: try ["hot", "warm", "cold"].map { try corridor("norm.temperature.\($0)") })
  }
}

/// A corridor as settings spell it: `0.85-0.95`.
private enum Corridor {
  static func read(_ text: String) -> ClosedRange<Double>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { part in
      Decimal(utf8: part.utf8.filter { $0 != UInt8(ascii: " ") })?.double
    }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low <= high else { return nil }
    return low...high
  }

  /// Whether a text is a corridor of shares.
  @Sendable static func isOfShares(_ text: String) -> Bool {
    read(text).map { $0.upperBound <= 1 } ?? false
  }
}
