/// What a partial result depends on: the program over a chunk, and the version of the chunk, of
/// every column and of every link it reads. Equal keys have equal results.
public struct PartialKey: Hashable, Sendable {
  private let words: [Int]
  private let digest: Int

  private init(words: [Int]) {
    self.words = words
    // Why: hashing the words one by one with a seed takes several times as long.
    var sum = WordSum()
    for word in words { sum.add(UInt64(bitPattern: Int64(word))) }
    digest = Int(truncatingIfNeeded: sum.value)
  }

  public static func == (a: PartialKey, b: PartialKey) -> Bool {
    a.digest == b.digest && a.words == b.words
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

extension PartialKey {
  init(_ program: Program, _ cube: Cube) {
    let own = cube.relations[program.relation].chunks[program.chunk]
    var words = [program.relation, cube.relations[program.relation].low + program.chunk]
    words.reserveCapacity(32 + program.steps.count * 10)
    words.append(own?.stamp ?? -1)
    for (index, step) in program.steps.enumerated() {
      words += [step.operation.rawValue, step.a, step.b, step.c, step.number, step.list.count]
      words += step.list
      switch step.operation {
      case .link:
        guard let scope = program.scopes[index] else { break }
        words.append(cube.stamp(of: scope))
      case .keyedColumn, .keyedPresence:
        guard let scope = program.scopes[index] else { break }
        words.append(cube.stamp(of: scope))
        words.append(cube.stamp(of: scope, column: step.number))
      case .column where step.a >= 0:
        guard let scope = program.scopes[step.a] else { break }
        words.append(cube.stamp(of: scope, column: step.number))
      case .column, .presence: words.append(own?.columns[step.number].stamp ?? -1)
      default: break
      }
    }
    words += [program.condition ?? -1, program.keys.count] + program.keys
    for measure in program.measures {
      switch measure {
      case .count(let mask): words += [0, mask ?? -1]
      case .sum(let value, let mask): words += [1, value, mask ?? -1]
      case .distinct(let values, let mask): words += [2, values.count] + values + [mask ?? -1]
      case .distribution(let value, let mask): words += [3, value, mask ?? -1]
      }
    }
    self.init(words: words)
  }
}

extension Cube {
  /// The latest change of what links into chunks find, with the times and names they go by.
  fileprivate func stamp(of scope: Scope) -> Int {
    let relation = relations[scope.relation]
    let others = ["from_at", "until_at", "name"].compactMap { relation.place(of: $0) }
    var stamp = -1
    for chunk in relation.chunks[scope.chunks] {
      guard let chunk else { continue }
      stamp = max(stamp, chunk.stamp)
      if !relation.shape.isUnique {
        for place in others { stamp = max(stamp, chunk.columns[place].stamp) }
      }
    }
    return stamp
  }

  /// The latest change of a column in chunks.
  fileprivate func stamp(of scope: Scope, column: Int) -> Int {
    relations[scope.relation].chunks[scope.chunks].reduce(-1) {
      max($0, $1?.columns[column].stamp ?? -1)
    }
  }
}

extension PartialKey {
  /// About how much memory it takes, in bytes.
  public var size: Int { 64 + words.count * 8 }
}
