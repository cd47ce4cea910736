import App
import Domain
import Render
import Reports
import Semantics

/// What shapes a report: its period, comparison, keys, slices and filters, each a way to the same
/// page with another address.
struct ReportControls {
  private let report: Report
  private let words: Words
  private let address: Address
  private let numerals: Numerals

  /// The day it is.
  private let today: Day

  init(_ report: Report, _ asked: Asked, _ address: Address, today: Day) {
    self.report = report
    self.today = today
    words = asked.words
    self.address = address
    numerals = Numerals(language: words.language, currency: report.request.company.currency)
  }

  var exports: [PageChoice] {
    let api = Address(
      "/api/v1/reports/\(report.id)", address.parameters.filter { $0.name != "sort" })
    func way(_ suffix: String, _ name: String, _ flavour: String? = nil) -> PageChoice {
      var address = api
      address.path += suffix == "json" ? "" : ".\(suffix)"
      return PageChoice(
        href: address.with("flavour", flavour).with("locale", words.language).text, name: name,
        suffix: suffix)
    }
    return [
      way("xlsx", "Excel"), way("csv", words.text("page.csvForExcel"), "excel"),
      way("csv", "CSV"), way("json", "JSON"),
    ]
  }

  var period: ReportPage.Period {
    let request = report.request
    let isOfDay = report.recipe.isOfDay
    let days =
      isOfDay ? [("date", request.date)] : [("from", request.from), ("to", request.to)]
    let names = ["date": "day", "from": "from", "to": "until"]
    var fields = days.map { name, day in
      ReportPage.Field(
        name: name, label: words.text("page.\(names[name] ?? name)"), value: day.description)
    }
    fields.append(
      ReportPage.Field(name: "as_of", label: words.text("page.asOfField"), value: asOfDay ?? ""))
    let own = ["from", "to", "date", "as_of", "page"]
    return ReportPage.Period(
      periodNow: numerals.period(request, isOfDay: isOfDay),
      choices: isOfDay ? self.days : periods, action: address.path, fields: fields,
      kept: address.parameters.filter { !own.contains($0.name) }
        .map { ReportPage.Kept(name: $0.name, value: $0.value) })
  }

  /// The day of the moment asked about, when the address names one.
  private var asOfDay: String? {
    address.parameters.last { $0.name == "as_of" && !$0.value.isEmpty }
      .map { _ in report.request.asOfDay.description }
  }

  private var days: [PageChoice] {
    [("today", 0), ("yesterday", -1), ("dayBefore", -2)].map { name, shift in
      let day = today.adding(shift)
      return PageChoice(
        href: address.with("date", day.description).with("from", nil).with("to", nil).text,
        name: words.text("page.\(name)"), note: numerals.shortDay(day),
        isNow: report.request.date == day)
    }
  }

  private var periods: [PageChoice] {
    let month = today.firstOfMonth
    let quarter = today.firstOfQuarter
    let year = today.firstOfYear
    let named: [(String, Day, Day)] = [
      ("today", today, today), ("yesterday", today.adding(-1), today.adding(-1)),
      ("thisWeek", today.monday, today),
      ("lastWeek", today.monday.adding(-7), today.monday.adding(-1)),
      ("thisMonth", month, today),
      ("lastMonth", month.adding(-1).firstOfMonth, month.adding(-1)),
      ("thisQuarter", quarter, today),
      ("lastQuarter", quarter.adding(-1).firstOfQuarter, quarter.adding(-1)),
      ("thisYear", year, today), ("lastYear", year.adding(-1).firstOfYear, year.adding(-1)),
    ]
    return named.map { name, from, to in
      PageChoice(
        href: address.with("from", from.description).with("to", to.description).text,
        name: words.text("page.\(name)"),
        note: from == to
          ? numerals.shortDay(from) : "\(numerals.shortDay(from))–\(numerals.shortDay(to))",
        isNow: report.request.from == from && report.request.to == to)
    }
  }

  var segments: [ReportPage.Segment] {
    var segments = [segment("compare", [nil, "previous", "year"])]
    if !report.recipe.by.isEmpty {
      segments.append(segment("by", [nil] + report.recipe.by.map { $0 }))
    }
    if report.recipe.isSliced { segments.append(segment("mode", [nil, "flow"])) }
    return segments
  }

  private func segment(_ name: String, _ values: [String?]) -> ReportPage.Segment {
    let now = address.parameters.last { $0.name == name && !$0.value.isEmpty }?.value
    return ReportPage.Segment(
      label: words.text("page.\(name)"),
      choices: values.map { value in
        PageChoice(
          href: address.with(name, value).with("sort", nil).text,
          name: value.map { choice(name, $0) } ?? words.text("page.\(name).none"),
          isNow: (now == "cohort" ? nil : now) == value)
      })
  }

  private func choice(_ name: String, _ value: String) -> String {
    if let text = words.texts["page.\(name).\(value)"] { return text }
    return value.split(separator: ",").map { words.label(String($0)) }.joined(separator: ", ")
  }

  var filters: [ReportPage.Chip] {
    let moment = asOfDay.map { _ in
      ReportPage.Chip(
        filterKey: words.text("page.asOfField"),
        filterValue: numerals.moment(report.request.asOf, in: report.request.company.zone),
        removeHref: address.with("as_of", nil).text, removeLabel: words.text("page.remove"))
    }
    return (moment.map { [$0] } ?? []) + chosen
  }

  private var chosen: [ReportPage.Chip] {
    report.request.filters.flatMap { filter in
      filter.asked.map { value in
        ReportPage.Chip(
          filterKey: words.filter(filter.name), filterValue: shown(value, filter.field),
          removeHref: address.without(filter.name, value).text,
          removeLabel: words.text("page.remove"))
      }
    }
  }

  private func shown(_ value: String, _ field: Field) -> String {
    if value == "none" { return words.word("none") }
    if let names = report.request.company.directory.names(field), let id = names.find(value).first {
      return names.entries[id]?.name ?? value
    }
    return words.word(value)
  }

  var adders: [ReportPage.Adder] {
    let directory = report.request.company.directory
    var names = Field.filters.map(\.name)
    names += (Field.segments + directory.attributes).map { "segment.\($0)" }
    var adders = names.compactMap { name in adder(name, directory) }
    if report.recipe.isSliced { adders.insert(slices(directory), at: 0) }
    return adders
  }

  private func adder(_ name: String, _ directory: Directory) -> ReportPage.Adder? {
    guard let field = Field.named(name) else { return nil }
    let known = choices(field, directory)
    guard !known.isEmpty else { return nil }
    let set = address.parameters.filter { $0.name == name }.map(\.value)
    let choices = (known.prefix(Self.mostChoices) + [("none", words.word("none"))]).filter {
      !set.contains($0.0)
    }
    return ReportPage.Adder(
      adderName: words.filter(name),
      choices: choices.map { value, text in
        var added = address
        added.parameters.append((name, value))
        return PageChoice(href: added.text, name: text)
      })
  }

  /// How many values of a field are offered.
  private static let mostChoices = 500

  private func choices(_ field: Field, _ directory: Directory) -> [(String, String)] {
    if let names = directory.names(field) {
      return names.entries.sorted { names.places[$0.key] ?? 0 < names.places[$1.key] ?? 0 }
        .map { ($0.value.id, $0.value.name) }
    }
    switch field {
    case .clientType: return FixedSet.clientTypes.map { ($0, words.word($0)) }
    case .temperature: return FixedSet.temperatures.map { ($0, words.word($0)) }
    case .segment("sex"): return FixedSet.sexes.map { ($0, words.word($0)) }
    case .segment("age"): return FixedSet.ages.map { ($0, words.word($0)) }
    default: return (directory.texts[field] ?? []).map { ($0, $0) }
    }
  }

  private func slices(_ directory: Directory) -> ReportPage.Adder {
    let names =
      ["none", "client_type", "product", "channel", "manager", "region"]
      + (Field.segments + directory.attributes).map { "segment.\($0)" }
    return ReportPage.Adder(
      adderName: words.text("page.slice"),
      choices: names.map { name in
        PageChoice(
          href: address.with("slice", name == "none" ? nil : name).with("sort", nil).text,
          name: name == "none" ? words.text("page.slice.none") : words.filter(name),
          isNow: report.request.sliceName == name)
      })
  }
}
