import Semantics

/// The name of a measure, with a number by which most names differ: figures look their measures up
/// by name, row for row.
struct MeasureName: Sendable, ExpressibleByStringLiteral {
  let text: String
  private let mark: Int

  init(_ text: String) {
    self.text = text
    mark = text.utf8.reduce(0) { $0 &* 31 &+ Int($1) }
  }

  init(stringLiteral text: String) { self.init(text) }

  static func == (a: MeasureName, b: MeasureName) -> Bool { a.mark == b.mark && a.text == b.text }
}

/// What was measured over a group, by name; what was not measured is 0.
///
/// Groups of one answer share their names; there are few, which are compared one after another.
struct Measures: Sendable {
  private var names: [MeasureName]
  /// The measured values in the order of the names; those that are not there yet are 0.
  private var values: [Measured]

  /// What was measured under the first of the names.
  init(_ names: [MeasureName], _ values: [Measured] = []) {
    (self.names, self.values) = (names, values)
  }

  subscript(name: MeasureName) -> Measured {
    get {
      for place in values.indices where names[place] == name { return values[place] }
      return .number(0)
    }
    set {
      let place = place(of: name)
      extend(to: place)
      values[place] = newValue
    }
  }

  /// Where a name stands, among the others from now on.
  private mutating func place(of name: MeasureName) -> Int {
    if let place = names.firstIndex(where: { $0 == name }) { return place }
    names.append(name)
    return names.count - 1
  }

  private mutating func extend(to place: Int) {
    while values.count <= place { values.append(.number(0)) }
  }

  /// Adds to what is measured under the names at places.
  mutating func add(_ measured: [Measured], at places: [Int]) {
    // Why: an ask's measures mostly stand behind those of the asks before, and are put there at once.
    if let first = places.first, first >= values.count,
      places.elementsEqual(first..<first + measured.count)
    {
      values = values + repeatElement(.number(0), count: first - values.count) + measured
      return
    }
    values.reserveCapacity(names.count)
    for (place, measured) in zip(places, measured) { add(measured, at: place) }
  }

  private mutating func add(_ measured: Measured, at place: Int) {
    extend(to: place)
    guard case .number(let new) = measured, case .number(let old) = values[place] else {
      values[place] = measured
      return
    }
    values[place] = .number(old.clampedSum(new))
  }

  /// Adds what another group has under each name.
  mutating func add(_ other: Measures) {
    for (name, value) in zip(other.names, other.values) { add(value, at: place(of: name)) }
  }
}

extension Measures: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (MeasureName, Measured)...) {
    names = elements.map(\.0)
    values = elements.map(\.1)
  }
}
