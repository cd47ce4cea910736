public import Semantics

/// What leaves out of questions all that only rare records would add to the answers, where there are
/// none of them.
struct Pruning {
  private let absent: Set<Rarity>
  /// The relation of the record at hand.
  private var relation: String
  /// Whether a link leads to the record at hand, which therefore may not be there.
  private var isLinked = false

  init(_ query: Query, without absent: Set<Rarity>) {
    self.absent = absent
    relation = query.relation
  }

  func pruned(_ query: Query) -> Query {
    var query = query
    query.condition = pruned(query.condition)
    query.keys = query.keys.map { pruned($0) }
    query.measures = query.measures.map { pruned($0) }
    return query
  }

  func pruned(_ measure: Aggregate) -> Aggregate {
    switch measure {
    case .count(let condition): return .count(pruned(condition))
    case .sum(let term, let condition):
      let term = pruned(term)
      return term == .missing ? .sum(.number(0), .always) : .sum(term, pruned(condition))
    case .distinct(let terms, let condition):
      return .distinct(terms.map { pruned($0) }, pruned(condition))
    case .distribution(let term, let condition):
      let term = pruned(term)
      return term == .missing
        ? .distribution(.number(0), .never) : .distribution(term, pruned(condition))
    }
  }

  func pruned(_ term: Term) -> Term {
    switch term {
    case .column(let name):
      return absent.contains(.filled(relation: relation, column: name)) ? .missing : term
    case .number, .asOf, .asOfDay: return term
    case .via(let link, let term):
      guard let link = pruned(link) else { return .missing }
      var beyond = self
      (beyond.relation, beyond.isLinked) = (link.relation, true)
      return beyond.pruned(term).unlessMissing { .via(link, $0) }
    case .firstOf(let terms):
      let reached = terms.firstIndex { isAlwaysThere($0) }.map { terms[...$0] } ?? terms[...]
      let left = reached.map { pruned($0) }.filter { $0 != .missing }
      return left.count == 1 ? left[0] : .firstOf(left)
    case .choose(let condition, let first, let otherwise):
      let (condition, first, otherwise) = (pruned(condition), pruned(first), pruned(otherwise))
      switch condition {
      case .always: return first
      case .never: return otherwise
      default:
        return first == otherwise ? first : .choose(condition, first, otherwise: otherwise)
      }
    case .minus(let a, let b):
      let b = pruned(b)
      return pruned(a).unlessMissing { a in b.unlessMissing { .minus(a, $0) } }
    case .seconds(let term): return pruned(term).unlessMissing { .seconds($0) }
    case .band(let term, let limits): return pruned(term).unlessMissing { .band($0, limits) }
    case .weekday(let day): return pruned(day).unlessMissing { .weekday($0) }
    case .monday(let day): return pruned(day).unlessMissing { .monday($0) }
    }
  }

  func pruned(_ condition: Condition) -> Condition {
    switch condition {
    case .all(let conditions):
      let left = conditions.map { pruned($0) }.filter { $0 != .always }
      return left.contains(.never) ? .never : left.count == 1 ? left[0] : .all(left)
    case .any(let conditions):
      let left = conditions.map { pruned($0) }.filter { $0 != .never }
      return left.contains(.always) ? .always : left.count == 1 ? left[0] : .any(left)
    case .not(let condition):
      switch pruned(condition) {
      case .always: return .never
      case .never: return .always
      case let condition: return .not(condition)
      }
    case .isMissing(let term):
      let term = pruned(term)
      return term == .missing ? .always : .isMissing(term)
    case .isIn(let term, let values):
      let term = pruned(term)
      guard term == .missing else { return .isIn(term, values) }
      return values.contains(nil) ? .always : .never
    case .less(let a, let b): return compared(a, b) { .less($0, $1) }
    case .atMost(let a, let b): return compared(a, b) { .atMost($0, $1) }
    case .leads(let link): return pruned(link).map { .leads($0) } ?? .never
    }
  }

  private func compared(_ a: Term, _ b: Term, _ made: (Term, Term) -> Condition) -> Condition {
    let (a, b) = (pruned(a), pruned(b))
    return a == .missing || b == .missing ? .never : made(a, b)
  }

  /// The link; nil when it leads nowhere.
  private func pruned(_ link: Link) -> Link? {
    let from = pruned(link.from)
    let isEmpty = absent.contains(.filled(relation: link.relation, column: link.column))
    guard !isEmpty, from != .missing else { return nil }
    return Link(
      from, to: link.relation, column: link.column, isDated: link.isDated, name: link.name)
  }

  private func isAlwaysThere(_ term: Term) -> Bool {
    guard case .column(let name) = term, !isLinked else { return false }
    return absent.contains(.missing(relation: relation, column: name))
  }
}

extension Query {
  /// The same question where there are no records of some rare kinds; their answers are equal.
  public func without(_ absent: Set<Rarity>) -> Query {
    Pruning(self, without: absent).pruned(self)
  }
}

extension RecordQuery {
  /// The same question where there are no records of some rare kinds.
  public func without(_ absent: Set<Rarity>) -> RecordQuery {
    let pruning = Pruning(query, without: absent)
    return RecordQuery(
      pruning.pruned(query), pruning.pruned(measure), at: pruning.pruned(at), after: after,
      limit: limit)
  }
}

extension Term {
  fileprivate func unlessMissing(_ made: (Term) -> Term) -> Term {
    self == .missing ? self : made(self)
  }
}

extension Condition {
  fileprivate static let never = Condition.any([])
}
