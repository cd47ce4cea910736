import Dispatch
public import Engine
public import Semantics

/// Answers from a cube with all processors, remembering what chunks have answered; what the cube
/// does not hold is answered by another engine.
public struct CubeEngine: Answering {
  /// What it answers from.
  public let cube: Cube
  let memory: PartialMemory
  private let other: (any Answering)?

  /// An engine over a cube and what is remembered of the cubes before it.
  public init(_ cube: Cube, _ memory: PartialMemory, else other: (any Answering)? = nil) {
    self.cube = cube
    self.memory = memory
    self.other = other
  }

  public func answer(_ query: Query) throws -> Frame {
    do {
      return try cube.answer(query, parallel: Self.parallel, keeper: memory)
    } catch let error as NotInCube {
      guard let other else { throw error }
      return try other.answer(query)
    }
  }

  public func records(_ query: RecordQuery) throws -> [FoundRecord] {
    do {
      return try cube.records(query, parallel: Self.parallel)
    } catch let error as NotInCube {
      guard let other else { throw error }
      return try other.records(query)
    }
  }

  private static let parallel: Parallel = { count, work in
    if count == 1 { return work(0) }
    DispatchQueue.concurrentPerform(iterations: count, execute: work)
  }
}
