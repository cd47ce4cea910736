public import Domain
public import Semantics

/// A report's answer: plain values, rendered many ways.
public struct Report: Sendable {
  /// The report's name.
  public var id: String
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
}

/// A column of a report.
public struct ReportColumn: Sendable, Equatable {
  /// The key: the same in JSON, CSV, addresses and texts.
  public let key: String
  /// What its cells hold.
  public let type: FigureType
  /// Whether it is one of the row's keys.
  public let isKey: Bool

  init(_ key: String, _ type: FigureType, isKey: Bool = false) {
    self.key = key
    self.type = type
    self.isKey = isKey
  }
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
