public import Domain
public import Semantics

/// A report's answer: plain values, rendered many ways.
public struct Report: Sendable {
  /// How it is made.
  public var recipe: any ReportRecipe
  /// What was asked.
  public var request: ReportRequest
  /// The columns, the row's keys first.
  public var columns: [ReportColumn]
  /// The rows, in the order of their keys.
  public var rows: [ReportRow]
  /// The figures over all records of the answer as one group.
  public var total: ReportTotal
  /// What the reader should know beside the figures.
  public var notes: [Message]
  /// The compared period, when one was asked for.
  public var compared: ReportRequest?
  /// The measures of all records as one group.
  var whole = Group(keys: [])

  /// The report's name.
  public var id: String { recipe.id }
}

extension Report {
  /// The columns of its figures.
  public var figureColumns: [ReportColumn] { columns.filter { !$0.isKey } }

  /// The figure by which rows are best put in order, largest first: the one the report is about, where
  /// rows have names and no order of their own.
  public var leading: String? {
    let keys = columns.filter(\.isKey)
    guard keys.count == 1, ["manager", "channel", "product", "reason"].contains(keys[0].key)
    else { return nil }
    return recipe.headline
  }

  /// Where a figure stands among those of a row; nil when there is none of the name.
  public func place(of figure: String) -> Int? { figureColumns.firstIndex { $0.key == figure } }

  /// Whether one row comes before another in the order of a key, counted from 0.
  public func order(ofKey place: Int) -> (ReportRow, ReportRow) -> Bool {
    let key = recipe.plan(request).keys[place]
    let directory = request.company.directory
    return { a, b in
      key.precedes(a.keys[place].value, b.keys[place].value, directory, in: a.keys[0].value)
    }
  }
}

/// A column of a report.
public struct ReportColumn: Sendable, Equatable {
  /// The key: the same in JSON, CSV, addresses and texts.
  public let key: String
  /// What its cells hold.
  public let type: FigureType
  /// Whether it is one of the row's keys.
  public let isKey: Bool
  /// Whether its figures open to what they are made of.
  public let opens: Bool

  init(_ key: String, _ type: FigureType, isKey: Bool = false, opens: Bool = false) {
    self.key = key
    self.type = type
    self.isKey = isKey
    self.opens = opens
  }

  /// Whether its figures say how much something has changed, and have their sign shown.
  public var isChange: Bool { key == "change" }
}

/// What the cells of a column hold.
public enum FigureType: String, Sendable {
  case text, count, money, percent, seconds, days, date, time, number
}

/// A value of a report.
public enum Figure: Sendable, Equatable {
  /// Nothing to say: a ratio of nothing, no verdict.
  case none
  /// A whole number.
  case count(Int)
  /// An amount in the base currency's minor units, with how many digits they have.
  case money(Int, digits: Int)
  /// A number as it is; money in whole units of the base currency.
  case real(Double)
  /// A word of a fixed set, such as a verdict.
  case word(String)

  /// Whether it says nothing or zero.
  public var isNothing: Bool {
    switch self {
    case .none: true
    case .count(let number), .money(let number, _): number == 0
    case .real(let number): number == 0
    case .word: false
    }
  }
}

extension Figure {
  /// The figure as a number to compare and draw, money in whole units; nil when it is none.
  public var number: Double? {
    switch self {
    case .none, .word: nil
    case .count(let number): Double(number)
    case .money(let minor, let digits):
      Double(minor) / (0..<digits).reduce(1.0) { unit, _ in unit * 10 }
    case .real(let number): number
    }
  }
}

/// A row of a report.
public struct ReportRow: Sendable, Equatable {
  /// The values of its keys.
  public var keys: [KeyCell]
  /// Its figures, in the order of the columns.
  public var figures: [Figure]
  /// The figures of the compared period; nil when it has no such row.
  public var compared: [Figure]?
}

/// A row's key.
public struct KeyCell: Sendable, Hashable {
  /// What it shows; nil for the row of records without one.
  public let text: String?
  /// The id beside a name; nil when the key has none.
  public let id: String?
  /// Whether the key shows names with ids beside them.
  public let hasID: Bool
  /// Whether it is a number, such as an hour.
  public let isNumber: Bool
  /// The engines' value.
  public let value: Value?

  /// How addresses name it: by id, else by its text, `none` for records without one.
  public var spelled: String { Self.spelled(id ?? text) }

  /// How addresses spell a text: one that would be taken for `none`, or for a spelling, stands behind a
  /// backslash.
  static func spelled(_ text: String?) -> String {
    guard let text else { return "none" }
    return text == "none" || text.hasPrefix("\\") ? "\\" + text : text
  }

  /// The text that a spelling stands for.
  public static func read(_ spelling: String) -> String {
    spelling.hasPrefix("\\") ? String(spelling.dropFirst()) : spelling
  }
}

/// The figures over all records of an answer.
public enum ReportTotal: Sendable, Equatable {
  /// No sense in one.
  case none
  /// The figures, in the order of the columns, and those of the compared period.
  case figures([Figure], compared: [Figure]?)
  /// The figures of each value of the last key.
  case each([(key: String, figures: [Figure], compared: [Figure]?)])

  public static func == (a: ReportTotal, b: ReportTotal) -> Bool {
    switch (a, b) {
    case (.none, .none): true
    case (.figures(let a, let x), .figures(let b, let y)): a == b && x == y
    case (.each(let a), .each(let b)):
      a.elementsEqual(b) {
        $0.key == $1.key && $0.figures == $1.figures && $0.compared == $1.compared
      }
    default: false
    }
  }
}
