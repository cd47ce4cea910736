import Domain
import Semantics

/// The rows of a funnel: the rungs of each pipeline and slice, in order.
struct FunnelRows: Sendable {
  private let ladders: [String: StageLadder]

  init(_ directory: Directory) {
    ladders = Dictionary(
      directory.ladders.map { ($0.pipeline, $0.ladder) }, uniquingKeysWith: { first, _ in first })
  }

  /// A row for each rung of every pipeline and slice that has groups.
  func rows(of groups: [Group], _ make: ([Value?], Int) -> Group) -> [[Group]] {
    Set(groups.map { Array($0.keys.dropLast()) }).map { cut in
      steps(cut).enumerated().map { place, step in make(cut + [.text(step.name)], place) }
    }
  }

  /// Counts of deals by their furthest rung, summed up from each rung on.
  func cohort(_ groups: [Group]) -> [Group] {
    let known = Dictionary(groups.map { ($0.keys, $0) }, uniquingKeysWith: { first, _ in first })
    let withDeals = groups.filter { $0.keys.last??.number != nil }
    return rows(of: withDeals) { keys, place in
      let cut = Array(keys.dropLast())
      let ladder = ladders[cut[0]?.text ?? ""]
      let count = steps(cut).count
      func from(_ first: Int, _ name: String) -> Measured {
        .number(
          first >= count
            ? 0 : (first..<count).reduce(0) { $0 + (known[cut + [.number($1)]]?.number(name) ?? 0) }
        )
      }
      let here = known[cut + [.number(place)]]
      let winning = ladder?.winning ?? 0
      var row = Group(keys: keys)
      row.measures = [
        "entered": from(place, "entered"), "entered_first": from(0, "entered"),
        "entered_next": from(place + 1, "entered"), "entered_winning": from(winning, "entered"),
        "amount": from(place, "amount"), "won": from(0, "won"),
        "won_amount": from(0, "won_amount"),
        "lost_here": .number(here?.number("lost_here") ?? 0),
        "open_here": .number(here?.number("open_here") ?? 0),
      ]
      if place > 0 { row.measures["entered_previous"] = from(place - 1, "entered") }
      if place != winning { row.measures["days_here"] = known[keys]?.measures["days_here"] }
      let step = steps(cut)[place]
      row.numbers["norm_conversion"] = step.normConversion
      row.numbers["norm_days"] = step.normDays
      if place + 1 < count { row.numbers["has_next"] = 1 }
      return row
    }
    .flatMap { $0 }
  }

  /// What a measure's deals have reached in a row.
  func narrow(_ measure: String, _ row: RowAddress, _ reached: Term) -> Condition? {
    guard let pipeline = row["pipeline"]??.text, let stage = row["stage"]??.text,
      let ladder = ladders[pipeline], let place = ladder.rung(stage)
    else { return nil }
    func from(_ first: Int) -> Condition { .atMost(.number(first), reached) }
    return switch measure {
    case "entered", "amount": from(place)
    case "entered_previous": from(place - 1)
    case "entered_next": from(place + 1)
    case "entered_winning": from(ladder.winning)
    case "lost_here", "open_here": .equals(reached, place)
    case "days_here": .isIn(.column("stage"), [.text(stage)])
    default: .always
    }
  }

  private func steps(_ cut: [Value?]) -> [StageLadder.Stage] {
    ladders[cut[0]?.text ?? ""]?.steps ?? []
  }
}

extension [[Group]] {
  /// The rows of those funnels in which some row fulfils a condition.
  func split(where condition: (Group) -> Bool) -> [Group] {
    filter { $0.contains(where: condition) }.flatMap { $0 }
  }
}
