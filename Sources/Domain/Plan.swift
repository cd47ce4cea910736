/// A plan of a metric over a period: of a seller, a team or the company.
public struct Plan: Sendable, Equatable {
  /// A period plans are made for; the raw value is its place in the word list of files.
  public enum Period: Int, Sendable, CaseIterable {
    case day = 1
    case week
    case month
    case quarter
  }

  /// Whose a plan is.
  public enum Owner: Hashable, Sendable {
    /// A seller's, by our number.
    case manager(Int)
    /// A team's, by its name.
    case team(String)
    /// The company's.
    case company
  }

  /// The metric's place in `RecordKind.metrics`, from 0.
  public let metric: Int
  /// Whose it is.
  public let owner: Owner
  /// The period's length.
  public let period: Period
  /// Its first day.
  public let from: Day
  /// What is planned; money in whole units of the base currency.
  public let value: Double

  /// A plan of somebody.
  public init(metric: Int, owner: Owner, period: Period, from: Day, value: Double) {
    self.metric = metric
    self.owner = owner
    self.period = period
    self.from = from
    self.value = value
  }
}

/// Every plan there is; those of sellers are ready to be shared out over days.
public struct Plans: Sendable {
  private struct Slot: Hashable {
    let metric: Int
    let owner: Plan.Owner
    let period: Plan.Period
    let from: Day
  }

  private let values: [Slot: Double]
  /// The sellers that have plans, by our numbers, ascending.
  public let managers: [Int]
  /// The teams that have plans, by bytes.
  private let teams: [String]

  /// Plans; of two for the same period the later one holds.
  public init(_ plans: [Plan]) {
    values = Dictionary(
      plans.map {
        (Slot(metric: $0.metric, owner: $0.owner, period: $0.period, from: $0.from), $0.value)
      }, uniquingKeysWith: { _, later in later })
    managers = Set(plans.compactMap { if case .manager(let id) = $0.owner { id } else { nil } })
      .sorted()
    teams = Set(plans.compactMap { if case .team(let name) = $0.owner { name } else { nil } })
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What the company plans of a metric for a period: its own plan, else what its teams plan together,
  /// else its sellers; nil when nobody has such a plan.
  public func total(of metric: Int, _ period: Plan.Period, from: Day) -> Double? {
    func sum(_ owners: [Plan.Owner]) -> Double? {
      let values = owners.compactMap { owner in
        self.values[Slot(metric: metric, owner: owner, period: period, from: from)]
      }
      return values.isEmpty ? nil : values.reduce(0, +)
    }
    return sum([.company]) ?? sum(teams.map { .team($0) }) ?? sum(managers.map { .manager($0) })
  }

  /// A seller's plan of a metric for a day.
  ///
  /// It is the day's own, else that of the shortest longer period divided by that period's working
  /// days; nil without one, and on days without work.
  public func value(of metric: Int, manager: Int, on day: Day, _ calendar: WorkCalendar) -> Double?
  {
    func planned(_ period: Plan.Period, _ from: Day) -> Double? {
      values[Slot(metric: metric, owner: .manager(manager), period: period, from: from)]
    }
    if let own = planned(.day, day) { return own }
    guard calendar.isWorking(day) else { return nil }
    for period in [Plan.Period.week, .month, .quarter] {
      let (first, last) = period.days(around: day)
      guard let value = planned(period, first) else { continue }
      let days = calendar.workingDays(first, last)
      return days == 0 ? nil : value / Double(days)
    }
    return nil
  }
}

extension Plan.Period {
  /// The first and the last day of the period around a day.
  public func days(around day: Day) -> (first: Day, last: Day) {
    switch self {
    case .day: (day, day)
    case .week: (day.monday, day.monday.adding(6))
    case .month: (day.firstOfMonth, day.firstOfMonth.adding(31).firstOfMonth.adding(-1))
    case .quarter: (day.firstOfQuarter, day.firstOfQuarter.adding(92).firstOfQuarter.adding(-1))
    }
  }
}
