public import Semantics

/// Runs so many pieces of work, as many at once as the caller likes.
public typealias Parallel = @Sendable (Int, @Sendable (Int) -> Void) -> Void

extension Cube {
  /// Answers a question as SQL does.
  ///
  /// - Parameters:
  ///   - parallel: runs the work of the chunks.
  ///   - keeper: where the chunks' results are remembered.
  /// - Throws: `NotInCube` when the question asks what the cube does not hold.
  public func answer(
    _ query: Query, parallel: Parallel, keeper: (any PartialKeeping)? = nil
  ) throws -> Frame {
    guard let relation = place(of: query.relation) else { throw NotInCube(name: query.relation) }
    let chunks = relations[relation].chunks.count
    let found = Slots<Result<Partial?, any Error>>(chunks)
    parallel(chunks) { chunk in
      found[chunk] = Result {
        try partial(query, relation, chunk, keeper)
      }
    }
    var partials: [Partial] = []
    for chunk in 0..<chunks {
      if let partial = try found[chunk]?.get() { partials.append(partial) }
    }
    return frame(query, relation, whole(partials, query.keys.count, keeper))
  }

  /// The chunks' results as one, remembered while none of them is another.
  private func whole(
    _ partials: [Partial], _ keyCount: Int, _ keeper: (any PartialKeeping)?
  ) -> Partial {
    guard let keeper, partials.count > 1 else {
      return Partial.merged(partials, keyCount: keyCount)
    }
    let key = PartialKey(partials)
    if let known = keeper.partial(key) { return known }
    let whole = Partial.merged(partials, keyCount: keyCount)
    keeper.keep(whole, key)
    return whole
  }

  /// The result of a chunk, remembered or worked out; nil when no row of it can count.
  private func partial(
    _ query: Query, _ relation: Int, _ chunk: Int, _ keeper: (any PartialKeeping)?
  ) throws -> Partial? {
    guard relations[relation].chunks[chunk] != nil else { return nil }
    guard let program = try program(query, relation, chunk, query.keys) else { return nil }
    guard let keeper else { return program.partial(self) }
    let key = PartialKey(program, self)
    if let known = keeper.partial(key) { return known }
    let partial = program.partial(self)
    keeper.keep(partial, key)
    // Why: every report asks the same as one group next, which the groups already tell.
    if !query.keys.isEmpty, let whole = try self.program(query, relation, chunk, []) {
      keeper.keep(Partial.merged([partial], keyCount: 0), PartialKey(whole, self))
    }
    return partial
  }

  private func program(
    _ query: Query, _ relation: Int, _ chunk: Int, _ keys: [Term]
  ) throws -> Program? {
    var compiler = Compiler(
      self, relation: relation, chunk: chunk, asOf: query.asOf, asOfDay: query.asOfDay)
    return try compiler.program(query.condition, keys: keys, measures: query.measures)
  }

  /// The rows of the answer, in the order of their keys.
  private func frame(_ query: Query, _ relation: Int, _ whole: Partial) -> Frame {
    let areTexts = query.keys.map { isText($0, relation) }
    let width = query.keys.count
    var order = Array(0..<whole.groups)
    order.sort { first, second in
      for place in 0..<width {
        let (a, b) = (whole.keys[first * width + place], whole.keys[second * width + place])
        if a == b { continue }
        if a == .missing || b == .missing { return b == .missing }
        return areTexts[place] ? texts.precedes(a, b) : a < b
      }
      return false
    }
    let counts = whole.measures.map { $0.distinctCounts(whole.groups) }
    var rows = order.map { group in
      FrameRow(
        keys: (0..<width).map { value(whole.keys[group * width + $0], isText: areTexts[$0]) },
        measures: zip(whole.measures, counts).map { $0.measured(group, $1) })
    }
    if rows.isEmpty, width == 0 {
      rows = [FrameRow(keys: [], measures: query.measures.map(\.nothing))]
    }
    return Frame(rows: rows)
  }

  private func value(_ number: Int, isText: Bool) -> Value? {
    if number == .missing { return nil }
    return isText ? .text(texts.text(number)) : .number(number)
  }
}

extension Aggregate {
  /// What stands over no records.
  fileprivate var nothing: Measured {
    if case .distribution = self { .values(Distribution()) } else { .number(0) }
  }
}

extension Program {
  /// Works the program out.
  func partial(_ cube: Cube) -> Partial {
    isNarrow(cube) ? partial(Executor<Int32>(self, cube)) : partial(Executor<Int>(self, cube))
  }

  private func partial<Number: Word>(_ executor: Executor<Number>) -> Partial {
    let grouping = Grouping(keys.map { spans[$0] })
    let accumulators = measures.map { $0.accumulator(spans) }
    let memory = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * BatchGroups.most)
    defer { memory.deallocate() }
    var groups = BatchGroups(ofRows: memory, slots: memory + BatchGroups.most)
    executor.eachBatch {
      grouping.number(keys.map { executor.values($0) }, count: executor.count, into: &groups)
      for (measure, accumulator) in zip(measures, accumulators) {
        let batch = Batch<Number>(
          count: executor.count, values: measure.values.map { executor.values($0) },
          mask: measure.mask.map { executor.mask($0) }, groups: groups)
        Number.give(batch, to: accumulator)
      }
    }
    return Partial(
      groups: grouping.count, keys: grouping.keys,
      measures: accumulators.map { $0.finish(count: grouping.count) })
  }
}

extension Partial {
  /// Several results as one.
  static func merged(_ partials: [Partial], keyCount: Int) -> Partial {
    guard let first = partials.first else { return Partial(groups: 0, keys: [], measures: []) }
    let grouping = Grouping(width: keyCount)
    let accumulators = first.measures.indices.map { place in
      first.measures[place].merger(
        expecting: partials.reduce(0) { $0 + $1.measures[place].combinations })
    }
    for partial in partials {
      let width = partial.groups == 0 ? 0 : partial.keys.count / partial.groups
      let map = (0..<partial.groups).map { grouping.number(of: partial.keys, at: $0 * width) }
      for (accumulator, measure) in zip(accumulators, partial.measures) {
        accumulator.merge(measure, map: map, count: grouping.count)
      }
    }
    return Partial(
      groups: grouping.count, keys: grouping.keys,
      measures: accumulators.map { $0.finish(count: grouping.count) }, of: partials)
  }
}

extension Gathered {
  /// How many different values each group has.
  fileprivate func distinctCounts(_ count: Int) -> [Int] {
    guard case .pairs(let groups, _) = self else { return [] }
    var counts = [Int](repeating: 0, count: count)
    for group in groups { counts[Int(group)] += 1 }
    return counts
  }

  fileprivate func measured(_ group: Int, _ distinct: [Int]) -> Measured {
    switch self {
    case .numbers(let numbers): .number(numbers[group])
    case .pairs: .number(distinct[group])
    case .values(let values): .values(values[group])
    }
  }
}

/// Places that pieces of work fill, each its own.
final class Slots<Value>: @unchecked Sendable {
  // Why unchecked: a piece of work writes its own place only, and all are read after the last.
  private let places: UnsafeMutablePointer<Value?>
  private let count: Int

  init(_ count: Int) {
    self.count = count
    places = .allocate(capacity: max(count, 1))
    places.initialize(repeating: nil, count: max(count, 1))
  }

  deinit {
    places.deinitialize(count: max(count, 1))
    places.deallocate()
  }

  subscript(place: Int) -> Value? {
    get { places[place] }
    set { places[place] = newValue }
  }
}
