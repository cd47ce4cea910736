public import Domain

/// How a report is made and shown: one value a report, described, not coded.
public protocol ReportRecipe: Sendable {
  /// The report's name.
  var id: String { get }
  /// The shelf it stands on; nil for one that stands on none.
  var shelf: ReportShelf? { get }
  /// The kinds of records it tells of, the most telling first.
  var kinds: [String] { get }
  /// What `by` may name: a key or a pair of keys.
  var by: [String] { get }
  /// Whether it is about one day instead of a period.
  var isOfDay: Bool { get }
  /// Whether it takes a slice, a mode and a pipeline.
  var isSliced: Bool { get }
  /// The figure it is about; nil when no single one is.
  var headline: String? { get }
  /// The plan for a request.
  func plan(_ request: ReportRequest) -> ReportPlan
  /// How its rows are drawn.
  func picture(_ request: ReportRequest) -> ReportPicture
  /// The figure that answers its question; nil when there is none.
  func answer(_ report: Report) -> ReportAnswer?
}

extension ReportRecipe {
  public var shelf: ReportShelf? { nil }
  public var kinds: [String] { [] }
  public var by: [String] { [] }
  public var isOfDay: Bool { false }
  public var isSliced: Bool { false }
  public var headline: String? { nil }
  public func picture(_ request: ReportRequest) -> ReportPicture { .none }

  /// The headline's figure of the total.
  public func answer(_ report: Report) -> ReportAnswer? {
    guard let headline, case .figures(let total, let before) = report.total,
      let place = report.place(of: headline)
    else { return nil }
    return ReportAnswer(
      lead: Message("column.\(headline)"), figure: total[place],
      type: report.figureColumns[place].type,
      compared: before?[place])
  }
}

/// The shelves on which reports stand, in reading order.
public enum ReportShelf: String, Sendable, CaseIterable {
  case day, money, deals, calls
}

/// The one figure that answers a report's question.
public struct ReportAnswer: Sendable {
  /// What it is.
  public let lead: Message
  /// Its value.
  public let figure: Figure
  /// What the figure is of.
  public let type: FigureType
  /// The value in the compared period; nil when none was asked for.
  public var compared: Figure?
  /// What it follows from: a text by its key, with numbers in its gaps.
  public var reason: (key: String, numbers: [String: Int])?
  /// Whether it tells of a loss.
  public var isBad = false
}

/// How a report is drawn; figures by their names.
public enum ReportPicture: Sendable {
  /// Not at all.
  case none
  /// Rows by a money figure, longest first, the smaller ones as one.
  case bars(String)
  /// Money received on the day, and planned for each of the next seven; what is overdue.
  case days
  /// What a figure of each row is made of: good first, the last of them bad.
  case parts(of: String, [String])
  /// Each row's figure on a norm.
  case corridor(String, ClosedRange<Double>)
  /// The sum of a figure of seconds over time, the last key.
  case trend(String)
  /// Each row's conversion with its interval, on its norm.
  case intervals
  /// The stages of each pipeline.
  case stages
  /// New and current clients by the length of calls.
  case bands
  /// The hours of the week.
  case week
}
