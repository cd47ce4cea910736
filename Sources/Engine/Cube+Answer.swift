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
    let question = Question(query)
    let known = keeper?.recollection(of: question)
    if let known, known.holds(for: self, query) { return known.answer.frame }
    let chunks = try found(query, relation, known, parallel, keeper)
    let blocks = together(chunks, query.keys.count, known, parallel)
    let sums = Sums(blocks, keyCount: query.keys.count, known?.sums)
    let validity = chunks.reduce(Validity()) { $0.and($1.validity) }
    let answer = arrangement(query, relation, sums.whole, known)
    guard let keeper else { return answer.frame }
    keeper.keep(
      Recollection(
        self, relation: relation, chunks: chunks, blocks: blocks, sums: sums, answer: answer,
        validity: validity),
      of: question)
    if !query.keys.isEmpty {
      // Why: every report asks the same as one group next, which the groups already tell.
      let question = question.whole
      let known = keeper.recollection(of: question)
      let total = sums.total(known?.sums)
      keeper.keep(
        Recollection(
          self, relation: relation, chunks: [], blocks: [], sums: total,
          answer: arrangement(query.whole, relation, total.whole, known), validity: validity),
        of: question)
    }
    return answer.frame
  }

  /// The results of the chunks, known or worked out.
  private func found(
    _ query: Query, _ relation: Int, _ known: Recollection?, _ parallel: Parallel,
    _ keeper: (any PartialKeeping)?
  ) throws -> [Recollection.Found] {
    let chunks = relations[relation].chunks.indices
    let known = known?.known(of: self, query) ?? chunks.map { _ in .nothing }
    var found: [Recollection.Found?] = known.map { known in
      if case .all(let found) = known { found } else { nil }
    }
    let missing = chunks.filter { found[$0] == nil }
    let slots = Slots<Result<Recollection.Found, any Error>>(missing.count)
    let pool = ScratchPool()
    parallel(missing.count) { place in
      slots[place] = Result {
        if case .allBut(let found, let rows) = known[missing[place]] {
          return try grown(found, by: rows, query, relation, missing[place], pool)
        }
        return try result(query, relation, missing[place], pool, keeper)
      }
    }
    for (place, chunk) in missing.enumerated() { found[chunk] = try slots[place]?.get() }
    return found.compactMap { $0 }
  }

  /// The results of the chunks of each block; those of blocks whose chunks have the results they had
  /// are known.
  private func together(
    _ chunks: [Recollection.Found], _ keyCount: Int, _ known: Recollection?, _ parallel: Parallel
  ) -> [Partial?] {
    let size = Recollection.blockSize
    let count = (chunks.count + size - 1) / size
    let slots = Slots<Partial>(count)
    let before = known?.chunks ?? []
    var missing: [Int] = []
    for block in 0..<count {
      let range = block * size..<min((block + 1) * size, chunks.count)
      let isKnown =
        range.upperBound <= before.count
        && (range.upperBound - range.lowerBound == size || chunks.count == before.count)
      let changed = isKnown ? range.filter { before[$0].partial !== chunks[$0].partial } : []
      // Why: what was added to chunks is less than what they have together.
      let added = changed.compactMap { chunks[$0].partial(addedTo: before[$0].partial) }
      if isKnown, changed.count == added.count {
        let whole = known?.blocks[block]
        slots[block] =
          added.isEmpty ? whole : Partial.together([whole] + added, keyCount: keyCount)
      } else {
        missing.append(block)
      }
    }
    let places = missing
    parallel(places.count) { place in
      let range = places[place] * size..<min((places[place] + 1) * size, chunks.count)
      slots[places[place]] = Partial.together(chunks[range].map(\.partial), keyCount: keyCount)
    }
    return (0..<count).map { slots[$0] }
  }

  /// The result of a chunk to which rows were added.
  private func grown(
    _ found: Recollection.Found, by rows: [Int32], _ query: Query, _ relation: Int, _ chunk: Int,
    _ pool: ScratchPool
  ) throws -> Recollection.Found {
    var compiler = Compiler(
      self, relation: relation, chunk: chunk, asOf: query.asOf, asOfDay: query.asOfDay, of: rows)
    let program = try compiler.program(
      query.condition, keys: query.keys, measures: query.measures)
    let added = program.map { program in pool.use { program.partial(self, $0, of: rows) } }
    // Why: rows that do not count leave the very result, and all that was made of it.
    let counted = added?.groups == 0 ? nil : added
    return Recollection.Found(
      partial: counted.map { added in
        Partial.together([found.partial, added], keyCount: query.keys.count) ?? added
      } ?? found.partial,
      validity: found.validity.and(compiler.validity), seen: found.seen.union(compiler.seen),
      growths: found.growths + 1,
      addition: counted.map { .init(former: found.partial, added: $0) })
  }

  /// The result of a chunk, remembered or worked out.
  private func result(
    _ query: Query, _ relation: Int, _ chunk: Int, _ pool: ScratchPool,
    _ keeper: (any PartialKeeping)?
  ) throws -> Recollection.Found {
    var compiler = Compiler(
      self, relation: relation, chunk: chunk, asOf: query.asOf, asOfDay: query.asOfDay)
    var partial: Partial?
    if relations[relation].chunks[chunk] != nil,
      let program = try compiler.program(
        query.condition, keys: query.keys, measures: query.measures)
    {
      let key = keeper.map { _ in PartialKey(program, self) }
      partial = key.flatMap { keeper?.partial($0) }
      if partial == nil {
        let made = pool.use { program.partial(self, $0) }
        if let key { keeper?.keep(made, key) }
        partial = made
      }
    }
    return Recollection.Found(
      partial: partial, validity: compiler.validity, seen: compiler.seen)
  }

  /// The rows of the answer, in the order of their keys; that of the same groups is known.
  private func arrangement(
    _ query: Query, _ relation: Int, _ whole: Partial, _ known: Recollection?
  ) -> Arrangement {
    if let known, known.sums.whole === whole { return known.answer }
    let columns = whole.measures.map { $0.measured(whole.groups) }
    let areTexts = query.keys.map { isText($0, relation) }
    let width = query.keys.count
    // Why: numbers are what they were; those of texts may be others in another cube.
    if let before = known?.answer, known?.sums.whole.keys == whole.keys, whole.groups > 0,
      before.order.count == whole.groups, !areTexts.contains(true)
    {
      // Why: one new record changes one group, and rows are costly to make.
      let rows = zip(before.order, before.frame.rows).map { group, row in
        row.counts(as: columns, group)
          ? row : FrameRow(keys: row.keys, measures: columns.map { $0[group] })
      }
      return Arrangement(frame: Frame(rows: rows), order: before.order)
    }
    let order = order(whole, areTexts)
    var rows = order.map { group in
      FrameRow(
        keys: (0..<width).map { value(whole.keys[group * width + $0], isText: areTexts[$0]) },
        measures: columns.map { $0[group] })
    }
    if rows.isEmpty, width == 0 {
      rows = [FrameRow(keys: [], measures: query.measures.map(\.nothing))]
    }
    return Arrangement(frame: Frame(rows: rows), order: order)
  }

  /// The groups in the order of their keys.
  private func order(_ whole: Partial, _ areTexts: [Bool]) -> [Int] {
    let width = areTexts.count
    var order = Array(0..<whole.groups)
    whole.keys.withUnsafeBufferPointer { keys in
      order.sort { first, second in
        for place in 0..<width {
          let (a, b) = (keys[first * width + place], keys[second * width + place])
          if a == b { continue }
          if a == .missing || b == .missing { return b == .missing }
          return areTexts[place] ? texts.precedes(a, b) : a < b
        }
        return false
      }
    }
    return order
  }

  private func value(_ number: Int, isText: Bool) -> Value? {
    if number == .missing { return nil }
    return isText ? .text(texts.text(number)) : .number(number)
  }
}

extension FrameRow {
  /// Whether all its measures are numbers, and those of a group of the columns.
  fileprivate func counts(as columns: [[Measured]], _ group: Int) -> Bool {
    for (measure, column) in zip(measures, columns) {
      guard case .number(let own) = measure, case .number(let new) = column[group], own == new
      else { return false }
    }
    return measures.count == columns.count
  }
}

extension Aggregate {
  /// What stands over no records.
  fileprivate var nothing: Measured {
    if case .distribution = self { .values(Distribution()) } else { .number(0) }
  }
}

extension Program {
  /// Works the program out, over all rows or some.
  func partial(_ cube: Cube, _ scratch: Scratch, of rows: [Int32]? = nil) -> Partial {
    isNarrow(cube)
      ? partial(Executor<Int32>(self, cube, scratch, of: rows))
      : partial(Executor<Int>(self, cube, scratch, of: rows))
  }

  private func partial<Number: Word>(_ executor: Executor<Number>) -> Partial {
    let grouping = Grouping(keys.map { spans[$0] })
    let sharing = executor.sharing
    let accumulators = accumulators(grouping, rows: executor.rowCount)
    var groups = BatchGroups(ofRows: executor.registers.groups, slots: executor.registers.slots)
    func number() {
      grouping.number(keys.map { executor.values($0) }, count: executor.count, into: &groups)
    }
    func give(_ places: [Int]) {
      for place in places {
        let batch = Batch<Number>(
          count: executor.count, values: measures[place].values.map { executor.values($0) },
          mask: measures[place].mask.map { executor.mask($0) }, groups: groups)
        Number.give(batch, to: accumulators[place])
      }
    }
    let ofRuns = measures.indices.filter { sharing.isOfRuns[$0] }
    let ofRows = measures.indices.filter { !sharing.isOfRuns[$0] }
    let areRowsAsked = ofRows.contains { measures[$0].asksGroupsOfRows }
    executor.eachBatch {
      guard sharing.isGrouped else { return }
      number()
      give(ofRuns)
      groups.spread(executor.registers.ends, executor.runCount, always: areRowsAsked)
    } _: {
      if !sharing.isGrouped { number() }
      give(ofRows)
    }
    return Partial(
      groups: grouping.count, keys: grouping.keys,
      measures: accumulators.map { $0.finish(count: grouping.count) })
  }
}

extension Recollection.Found {
  /// What came to a former result; nil when this is not that one with rows added.
  fileprivate func partial(addedTo former: Partial?) -> Partial? {
    addition.flatMap { $0.former === former ? $0.added : nil }
  }
}

extension Partial {
  /// Several results as one.
  static func merged(_ partials: [Partial], keyCount: Int) -> Partial {
    guard let first = partials.first else { return Partial(groups: 0, keys: [], measures: []) }
    let grouping = Grouping(width: keyCount)
    let accumulators = first.measures.map { $0.merger(of: grouping) }
    for partial in partials {
      let width = partial.groups == 0 ? 0 : partial.keys.count / partial.groups
      let map = (0..<partial.groups).map { grouping.number(of: partial.keys, at: $0 * width) }
      for (accumulator, measure) in zip(accumulators, partial.measures) {
        accumulator.merge(measure, map: map, count: grouping.count)
      }
    }
    return Partial(
      groups: grouping.count, keys: grouping.keys,
      measures: accumulators.map { $0.finish(count: grouping.count) }, isMerged: true)
  }

  /// Those that are there as one; nil when none is.
  static func together(_ partials: [Partial?], keyCount: Int) -> Partial? {
    let there = partials.compactMap { $0 }
    return there.count > 1 ? merged(there, keyCount: keyCount) : there.first
  }
}

extension Gathered {
  /// What each of so many groups has.
  fileprivate func measured(_ count: Int) -> [Measured] {
    switch self {
    case .numbers(let numbers): return numbers.map { .number($0) }
    case .values(let values): return values.map { .values($0) }
    case .pairs(let pairs):
      var counts = [Int](repeating: 0, count: count)
      for group in pairs.groups { counts[Int(group)] += 1 }
      return counts.map { .number($0) }
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
