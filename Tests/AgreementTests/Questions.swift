import Domain
import Foundation
import Testing

/// Questions about every report, in every shape, as of several moments and under every filter.
struct Questions {
  private let firm: RandomFirm
  private static let first = "2025-01-06"
  private static let middle = "2025-04-10"
  private static let last = "2025-07-31"
  private static let moments = ["\(last)T23:59:59", "\(middle)T12:00:00"]
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

  init(_ firm: RandomFirm) {
    self.firm = firm
  }

  var all: [Question] {
    get throws { try shaped + slices + filtered }
  }

  private var shaped: [Question] {
    Self.shapes.flatMap { shape in
      shape.by.flatMap { by in
        Self.moments.flatMap { moment -> [Question] in
          let spans =
            shape.isOfDay
            ? [[("date", Self.middle)], [("date", Self.last)]]
            : [
              [("from", Self.first), ("to", Self.last)],
              [("from", Self.middle), ("to", Self.last)],
            ]
          return spans.map { span in
            Question(
              report: shape.report,
              parameters: span.map { (name: $0.0, value: $0.1) }
                + [(name: "as_of", value: moment)] + (by.map { [(name: "by", value: $0)] } ?? []))
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
      ["cohort", "flow"].map { mode in
        Question(
          report: "funnel",
          parameters: [
            ("from", Self.middle), ("to", Self.last), ("as_of", Self.moments[0]), ("slice", slice),
            ("mode", mode),
          ])
      }
    }
  }

  private var filtered: [Question] {
    get throws {
      let employees = try firm.column("id", of: "employees")
      let region = try #require(firm.column("region", of: "clients").first { !$0.isEmpty })
      let product = try #require(firm.column("id", of: "products").first)
      let campaign = try #require(firm.column("campaign", of: "leads").first { !$0.isEmpty })
      let team = try #require(firm.column("team", of: "employees").first { !$0.isEmpty })
      let filters: [[(name: String, value: String)]] = [
        [("manager", employees[0])], [("client_type", "current")], [("segment.age", "25_34")],
        [("temperature", "hot"), ("temperature", "warm")], [("channel", "none")],
        [("region", "none")], [("region", region)], [("campaign", campaign)], [("team", team)],
        [("product", product), ("manager", employees[0]), ("manager", employees[1])],
        [("pipeline", Pipeline.standard)],
      ]
      return filters.flatMap { filter in
        Self.shapes.map { shape in
          let span =
            shape.isOfDay
            ? [(name: "date", value: Self.middle)]
            : [(name: "from", value: Self.first), (name: "to", value: Self.last)]
          return Question(
            report: shape.report,
            parameters: span + [(name: "as_of", value: Self.moments[0])] + filter)
        }
      }
    }
  }
}
