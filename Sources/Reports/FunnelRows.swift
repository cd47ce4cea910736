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
    cuts(groups).map { cut in
      steps(cut).enumerated().map { place, step in make(cut + [.text(step.name)], place) }
    }
  }

  /// Counts of deals by their furthest rung, summed up from each rung on.
  func cohort(_ groups: [Group]) -> [Group] {
    let known = Dictionary(groups.map { ($0.keys, $0) }, uniquingKeysWith: { first, _ in first })
    let withDeals = groups.filter { $0.keys.last??.number != nil }
    return cuts(withDeals).flatMap { cut in
      let steps = steps(cut)
      let rungs = steps.indices.map { known[cut + [.number($0)]] }
      func from(_ name: MeasureName) -> [Measured] {
        var sums = [0]
        for rung in rungs.reversed() {
          sums.append((sums.last ?? 0).clampedSum(rung?.number(name) ?? 0))
        }
        return sums.reversed().map { .number($0) }
      }
      let (entered, amount, winning) = (from("entered"), from("amount"), ladder(cut)?.winning ?? 0)
      let (won, wonAmount) = (from("won")[0], from("won_amount")[0])
      return steps.enumerated().map { place, step in
        var row = Group(keys: cut + [.text(step.name)])
        row.measures = [
          "entered": entered[place], "entered_first": entered[0],
          "entered_next": entered[place + 1],
          "entered_winning": winning < entered.count ? entered[winning] : .number(0),
          "amount": amount[place], "won": won, "won_amount": wonAmount,
          "lost_here": .number(rungs[place]?.number("lost_here") ?? 0),
          "open_here": .number(rungs[place]?.number("open_here") ?? 0),
        ]
        if place > 0 { row.measures["entered_previous"] = entered[place - 1] }
        if place != winning, let here = known[row.keys] {
          row.measures["days_here"] = here.measures["days_here"]
        }
        row.numbers["norm_conversion"] = step.normConversion
        row.numbers["norm_days"] = step.normDays
        if place + 1 < steps.count { row.numbers["has_next"] = 1 }
        return row
      }
    }
  }

  /// What a measure's deals have reached in a row.
  func narrow(_ measure: String, _ row: RowAddress, _ reached: Term) -> Condition? {
    guard let pipeline = row["pipeline"]??.text, let stage = row["stage"]??.text,
      let ladder = ladders[pipeline], let place = ladder.rung(stage)
    else { return nil }
    func from(_ first: Int) -> Condition { .atMost(.number(first), reached) }
    return switch measure {
    case "entered", "amount": from(place)
    case "entered_first": from(0)
    case "entered_previous": place == 0 ? .not(.always) : from(place - 1)
    case "entered_next": from(place + 1)
    case "entered_winning": from(ladder.winning)
    case "lost_here", "open_here": .equals(reached, place)
    case "days_here": .isIn(.column("stage"), [.text(stage)])
    default: .always
    }
  }

  /// The pipelines and slices that have groups.
  private func cuts(_ groups: [Group]) -> Set<[Value?]> {
    Set(groups.map { Array($0.keys.dropLast()) })
  }

  private func ladder(_ cut: [Value?]) -> StageLadder? { ladders[cut[0]?.text ?? ""] }

  private func steps(_ cut: [Value?]) -> [StageLadder.Stage] {
    ladder(cut)?.steps ?? []
  }
}

extension [[Group]] {
  /// The rows of those funnels in which some row fulfils a condition.
  func split(where condition: (Group) -> Bool) -> [Group] {
    filter { $0.contains(where: condition) }.flatMap { $0 }
  }
}
