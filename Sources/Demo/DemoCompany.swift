public import Domain

/// A believable company for those who have no data yet: the same one from the same arguments.
public struct DemoCompany: Sendable {
  private let managers: Int
  private let months: Int
  private let seed: UInt64
  private let calendar: DemoCalendar
  private let words: DemoWords

  /// A company of so many sellers over the `months` up to `now`, which lies on `today`.
  ///
  /// - Parameters:
  ///   - managers: at least 1; at most 1,000.
  ///   - months: at least 1; at most 60.
  ///   - language: `ru` for Russian words and holidays, otherwise English ones.
  public init(
    managers: Int = 8, months: Int = 6, seed: UInt64 = 1, today: Day, now: Moment,
    language: String, zone: ZoneTable
  ) {
    self.managers = min(max(managers, 1), 1_000)
    self.months = min(max(months, 1), 60)
    self.seed = seed
    calendar = DemoCalendar(
      today: today, now: now, months: self.months, language: language, zone: zone)
    words = language == "ru" ? .russian : .english
  }

  /// Writes all records, kind by kind, so that whatever a row refers to is already there.
  ///
  /// - Parameter progress: told now and then how many of about how many rows are done.
  public func fill<Sink: DemoSink>(
    _ sink: inout Sink, progress: (_ done: Int, _ whole: Int) -> Void
  ) throws {
    let firm = DemoFirm(
      managers: managers, months: months, seed: seed, calendar: calendar, words: words)
    let whole = firm.rowsExpected
    var done = 0
    var told = 0
    func pace(_ rows: Int) {
      done += rows
      guard done - told >= 10_000 else { return }
      told = done
      progress(min(done, whole), whole)
    }
    try firm.writeEmployees(to: &sink)
    try firm.writeChannels(to: &sink)
    try firm.writeProducts(to: &sink)
    try firm.writeStages(to: &sink)
    try firm.writeHolidays(to: &sink)
    try firm.writeClients(to: &sink, pace: pace)
    try firm.writeLeads(to: &sink, pace: pace)
    try firm.writeDeals(to: &sink, pace: pace)
    try firm.writeMoves(to: &sink, pace: pace)
    try firm.writeTemperatures(to: &sink, pace: pace)
    try firm.writeItems(to: &sink, pace: pace)
    var calls = DemoCalls(firm)
    try calls.write(to: &sink, pace: pace)
    var activities = DemoActivities(firm)
    try activities.write(to: &sink, pace: pace)
    var payments = DemoPayments(firm)
    try payments.write(to: &sink, pace: pace)
    var tasks = DemoTasks(firm)
    try tasks.write(to: &sink, pace: pace)
    pace(try firm.writeSpend(to: &sink))
    pace(try firm.writeWorkTime(to: &sink))
    var plans = DemoPlans(firm, money: payments.received)
    pace(try plans.write(efforts: efforts(firm, calls, activities), to: &sink))
    progress(whole, whole)
  }

  /// What an average seller does in a working day.
  private func efforts(
    _ firm: DemoFirm, _ calls: DemoCalls, _ activities: DemoActivities
  ) -> [(metric: String, aDay: Double)] {
    let days = Double(max(calls.sellerDays, 1))
    return [
      ("calls_out", Double(calls.out) / days), ("talk_seconds", Double(calls.talk) / days),
      ("meetings", Double(activities.done[1]) / days),
      ("presentations", Double(activities.done[2]) / days),
      ("proposals", Double(activities.done[3]) / days),
      ("leads_processed", Double(firm.leads.count) * 0.96 / days),
    ]
  }
}

extension DemoFirm {
  /// About how many rows there will be.
  fileprivate var rowsExpected: Int {
    let days = calendar.today - calendar.opening + 1
    return sellers.count * days * 240 + leads.count * 18 / 5 + deals.count * 11
  }
}
