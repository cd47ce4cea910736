import SQLCompiler
import Semantics
import Testing

/// What there is nothing of is not asked for.
@Suite struct PruningTests {
  /// Of deals without another lead before.
  private static let absent: Set<Rarity> = [
    .filled(relation: "deal", column: "lead_before"),
    .missing(relation: "deal", column: "manager_id"),
  ]
  private static let before = Link(.column("lead_before"), to: "lead")
  private static let nothing = Term.via(before, .column("created_at"))
  private static let id = Term.column("id")

  private static func pruned(_ term: Term) -> Term? {
    question(keys: [term]).without(absent).keys.first
  }

  private static func pruned(_ condition: Condition) -> Condition {
    question(condition).without(absent).condition
  }

  private static func question(
    _ condition: Condition = .always, keys: [Term] = [], measures: [Aggregate] = []
  ) -> Query {
    Query(
      relation: "deal", condition: condition, keys: keys, measures: measures, asOf: 0, asOfDay: 0)
  }

  @Test(
    arguments: [
      (.column("lead_before"), .missing),
      (nothing, .missing),
      (.minus(id, nothing), .missing),
      (.minus(nothing, id), .missing),
      (.seconds(nothing), .missing),
      (.band(nothing, [1]), .missing),
      (.weekday(nothing), .missing),
      (.monday(nothing), .missing),
      (.firstOf([nothing, id]), id),
      (.firstOf([nothing, nothing]), .missing),
      (.firstOf([.column("manager_id"), id]), .column("manager_id")),
      (.firstOf([nothing, .column("manager_id"), id]), .column("manager_id")),
      (.choose(.leads(before), nothing, otherwise: id), id),
      (.choose(.isMissing(nothing), id, otherwise: nothing), id),
      (.choose(.less(id, .asOf), nothing, otherwise: nothing), .missing),
      (.minus(id, .asOf), .minus(id, .asOf)),
    ] as [(Term, Term)])
  func `a term loses what is never there`(term: Term, left: Term) {
    #expect(Self.pruned(term) == left)
  }

  @Test(
    arguments: [
      (.isMissing(nothing), .always),
      (.leads(before), .any([])),
      (.less(nothing, .asOf), .any([])),
      (.atMost(.asOf, nothing), .any([])),
      (.not(.leads(before)), .always),
      (.not(.isMissing(nothing)), .any([])),
      (.isIn(nothing, [.number(1)]), .any([])),
      (.isIn(nothing, [.number(1), nil]), .always),
      (.all([.isMissing(nothing), .isMissing(id)]), .isMissing(id)),
      (.all([.leads(before), .isMissing(id)]), .any([])),
      (.any([.leads(before), .isMissing(id)]), .isMissing(id)),
      (.any([.isMissing(nothing), .isMissing(id)]), .always),
    ] as [(Condition, Condition)])
  func `a condition loses what never or always holds`(condition: Condition, left: Condition) {
    #expect(Self.pruned(condition) == left)
  }

  @Test func `a measure of nothing is one of nothing in every dialect`() {
    let measures: [Aggregate] = [
      .sum(Self.nothing, .always), .distribution(Self.nothing, .always),
      .count(.leads(Self.before)),
    ]
    let left = Self.question(measures: measures).without(Self.absent).measures
    #expect(
      left == [
        .sum(.number(0), .always), .distribution(.number(0), .any([])), .count(.any([])),
      ])
  }

  @Test func `a record that a link leads to may lack what none of its kind lacks`() {
    let term = Term.via(
      Link(Self.id, to: "deal"), .firstOf([.column("manager_id"), .column("born_manager_id")]))
    #expect(Self.pruned(term) == term)
  }
}
