import Semantics

/// What was measured over a group, by name; what was not measured is 0.
///
/// Groups of one answer share their names; there are few, which are compared one after another.
struct Measures: Sendable {
  private var names: [String]
  /// The measured values in the order of the names; those that are not there yet are 0.
  private var values: [Measured]

  /// What was measured under the first of the names.
  init(_ names: [String], _ values: [Measured] = []) {
    (self.names, self.values) = (names, values)
  }

  subscript(name: String) -> Measured {
    get {
      guard let place = names.firstIndex(of: name), place < values.count else { return .number(0) }
      return values[place]
    }
    set {
      let place = place(of: name)
      extend(to: place)
      values[place] = newValue
    }
  }

  /// Where a name stands, among the others from now on.
  private mutating func place(of name: String) -> Int {
    if let place = names.firstIndex(of: name) { return place }
    names.append(name)
    return names.count - 1
  }

  private mutating func extend(to place: Int) {
    while values.count <= place { values.append(.number(0)) }
  }

  /// Adds to what is measured under the names at places.
  mutating func add(_ measured: [Measured], at places: [Int]) {
    values.reserveCapacity(names.count)
    for (place, measured) in zip(places, measured) { add(measured, at: place) }
  }

  private mutating func add(_ measured: Measured, at place: Int) {
    extend(to: place)
    guard case .number(let new) = measured, case .number(let old) = values[place] else {
      values[place] = measured
      return
    }
    values[place] = .number(old + new)
  }

  /// Adds what another group has under each name.
  mutating func add(_ other: Measures) {
    for (name, value) in zip(other.names, other.values) { add(value, at: place(of: name)) }
  }
}

extension Measures: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, Measured)...) {
    names = elements.map(\.0)
    values = elements.map(\.1)
  }
}
