import Domain
import Foundation
import Testing

/// Questions about every report, in every shape, as of several moments and under every filter.
struct Questions {
  /// A first and a last day.
  typealias Span = (from: String, to: String)

  /// The moments asked about.
  let moments: [String]
  /// The periods of reports over a period.
  let spans: [Span]
  /// The days of reports of one day.
  let dates: [String]
  /// The period that slices and filters are asked of.
  let span: Span
  /// The filters each report is asked under.
  let filters: [[(name: String, value: String)]]

  private static let shapes: [(report: String, by: [String?], isOfDay: Bool)] = [
    ("daily", [nil], true), ("channels", [nil, "campaign", "month"], false),
    ("temperature", [nil, "manager"], false), ("funnel", [nil], false),
    ("managers", [nil], false), ("payments", [nil], true),
    ("talk-time", [nil, "day", "week", "month"], false),
    (
      "call-structure", [nil, "manager", "direction", "hour", "weekday", "weekday,hour"], false
    ),
    ("losses", [nil, "stage", "manager"], false), ("products", [nil], false),
    ("tasks", [nil], false),
  ]

  var all: [Question] { shaped + slices + filtered }

  private var shaped: [Question] {
    Self.shapes.flatMap { shape in
      shape.by.flatMap { by in
        moments.flatMap { moment -> [Question] in
          let times =
            shape.isOfDay
            ? dates.map { [(name: "date", value: $0)] }
            : spans.map { [(name: "from", value: $0.from), (name: "to", value: $0.to)] }
          return times.map { time in
            Question(
              report: shape.report,
              parameters: time + [(name: "as_of", value: moment)]
                + (by.map { [(name: "by", value: $0)] } ?? []))
          }
        }
      }
    }
  }

  private var slices: [Question] {
    let slices = [
      "client_type", "region", "manager", "channel", "product", "segment.sex", "segment.age",
      "segment.occupation", "segment.marital_status",
    ]
    return (slices + ["none"]).flatMap { slice in
      ["cohort", "flow"].flatMap { mode in
        zip(moments, spans.reversed()).map { moment, span in
          Question(
            report: "funnel",
            parameters: [
              ("from", span.from), ("to", self.span.to), ("as_of", moment),
              ("slice", slice), ("mode", mode),
            ])
        }
      }
    }
  }

  private var filtered: [Question] {
    filters.flatMap { filter in
      Self.shapes.flatMap { shape in
        let time =
          shape.isOfDay
          ? [(name: "date", value: dates[0])]
          : [(name: "from", value: span.from), (name: "to", value: span.to)]
        return moments.map { moment in
          Question(
            report: shape.report,
            parameters: time + [(name: "as_of", value: moment)] + filter)
        }
      }
    }
  }
}

extension Questions {
  /// Those about a random firm.
  init(_ firm: RandomFirm) throws {
    let (first, middle, last) = ("2025-01-06", "2025-04-10", "2025-07-31")
    let employees = try firm.column("id", of: "employees")
    let region = try #require(firm.column("region", of: "clients").first { !$0.isEmpty })
    let product = try #require(firm.column("id", of: "products").first)
    let campaign = try #require(firm.column("campaign", of: "leads").first { !$0.isEmpty })
    let team = try #require(firm.column("team", of: "employees").first { !$0.isEmpty })
    self.init(
      moments: ["\(last)T23:59:59", "\(middle)T12:00:00"],
      spans: [(first, last), (middle, last)], dates: [middle, last], span: (first, last),
      filters: [
        [("manager", employees[0])], [("client_type", "current")], [("segment.age", "25_34")],
        [("temperature", "hot"), ("temperature", "warm")], [("channel", "none")],
        [("region", "none")], [("region", region)], [("campaign", campaign)], [("team", team)],
        [("product", product), ("manager", employees[0]), ("manager", employees[1])],
        [("pipeline", Pipeline.standard)],
      ])
  }
}
