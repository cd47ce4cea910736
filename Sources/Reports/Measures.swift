import Semantics

/// What was measured over a group, by name.
///
/// Groups of one answer share their names; there are few, which are compared one after another.
struct Measures: Sendable {
  private var names: [String]
  private var values: [Measured?]

  /// Nothing measured yet under any of the names.
  init(_ names: [String] = []) {
    self.names = names
    values = [Measured?](repeating: nil, count: names.count)
  }

  subscript(name: String) -> Measured? {
    get { names.firstIndex(of: name).flatMap { values[$0] } }
    set { values[place(of: name)] = newValue }
  }

  /// Where a name stands, among the others from now on.
  private mutating func place(of name: String) -> Int {
    if let place = names.firstIndex(of: name) { return place }
    names.append(name)
    values.append(nil)
    return names.count - 1
  }

  /// Adds to what is measured under the name at a place.
  mutating func add(_ measured: Measured, at place: Int) {
    if case (.number(let old)?, .number(let new)) = (values[place], measured) {
      values[place] = .number(old + new)
    } else {
      values[place] = measured
    }
  }

  /// Adds what another group has under each name.
  mutating func add(_ other: Measures) {
    for (name, value) in zip(other.names, other.values) {
      if let value { add(value, at: place(of: name)) }
    }
  }
}

extension Measures: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, Measured)...) {
    names = elements.map(\.0)
    values = elements.map(\.1)
  }
}
