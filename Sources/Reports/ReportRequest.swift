public import Domain
public import Semantics

/// What is asked of a report, every name resolved.
public struct ReportRequest: Sendable {
  /// The period's first day.
  public var from: Day
  /// Its last day.
  public var to: Day
  /// The day of reports about one day.
  public var date: Day
  /// The moment asked about.
  public var asOf: Moment
  /// Its day in the company's zone.
  public var asOfDay: Day
  /// The keys added to the row's own.
  public var by: [String]
  /// The field a funnel is cut by.
  public var slice: Field?
  /// Its name.
  public var sliceName: String?
  /// Whether a funnel counts moves made in the period instead of deals opened in it.
  public var isFlow: Bool
  /// The filters: all of them must hold.
  public var filters: [ReportFilter]
  /// What holds for the company.
  public var company: CompanyFacts

  /// A request for a period.
  public init(
    from: Day, to: Day, date: Day, asOf: Moment, asOfDay: Day, by: [String] = [],
    slice: Field? = nil, sliceName: String? = nil, isFlow: Bool = false,
    filters: [ReportFilter] = [], company: CompanyFacts
  ) {
    self.from = from
    self.to = to
    self.date = date
    self.asOf = asOf
    self.asOfDay = asOfDay
    self.by = by
    self.slice = slice
    self.sliceName = sliceName
    self.isFlow = isFlow
    self.filters = filters
    self.company = company
  }
}

/// A filter: its values are alternatives.
public struct ReportFilter: Sendable, Equatable {
  /// Its name as asked.
  public let name: String
  /// The values as asked.
  public let asked: [String]
  /// The field.
  public let field: Field
  /// The values; nil chooses records without one.
  public let values: [Value?]

  /// A filter of a field.
  public init(name: String, asked: [String], field: Field, values: [Value?]) {
    self.name = name
    self.asked = asked
    self.field = field
    self.values = values
  }
}

/// What holds for the company whatever is asked.
public struct CompanyFacts: Sendable {
  /// The names behind numbers.
  public var directory: Directory
  /// The company's zone.
  public var zone: ZoneTable
  /// The base currency.
  public var currency: Currency
  /// The corridors figures are judged against.
  public var norms: Norms
  /// The working days.
  public var calendar: WorkCalendar
  /// The plans.
  public var plans: Plans
  /// The hours of a working day.
  public var hours: WorkHours

  /// The facts of a company.
  public init(
    directory: Directory, zone: ZoneTable, currency: Currency, norms: Norms,
    calendar: WorkCalendar, plans: Plans, hours: WorkHours = WorkHours()
  ) {
    self.hours = hours
    self.directory = directory
    self.zone = zone
    self.currency = currency
    self.norms = norms
    self.calendar = calendar
    self.plans = plans
  }

  /// How many minor units make one of the base currency.
  public var minorUnits: Double {
    var units = 1.0
    for _ in 0..<currency.digits { units *= 10 }
    return units
  }
}
