/// The results of a program's steps over a batch of rows.
///
/// Every step has its place: numbers for values, row addresses for links, a byte a row for masks.
struct Registers<Number: Word> {
  private let memory: UnsafeMutableRawPointer
  private let places: [Int]

  /// Room for the ends of a batch's runs, for its chosen rows, and for the run, the group and the
  /// keys' place of each.
  let ends: UnsafeMutablePointer<Int32>
  let chosen: UnsafeMutablePointer<Int32>
  let runs: UnsafeMutablePointer<Int32>
  let groups: UnsafeMutablePointer<Int32>
  let slots: UnsafeMutablePointer<Int32>

  /// Room for a batch of so many rows at most.
  init(_ program: Program, rows: Int, in scratch: Scratch) {
    // Why: every place begins where a number of any width may.
    let rows = (rows + 63) & ~63
    var size = 5 * MemoryLayout<Int32>.size * rows
    places = program.steps.map { step in
      defer { size += rows * (step.operation.isMask ? 1 : MemoryLayout<Number>.size) }
      return size
    }
    memory = scratch.bytes(size)
    ends = memory.assumingMemoryBound(to: Int32.self)
    chosen = ends + rows
    runs = chosen + rows
    groups = runs + rows
    slots = groups + rows
  }

  func values(_ step: Int) -> UnsafeMutablePointer<Number> {
    (memory + places[step]).assumingMemoryBound(to: Number.self)
  }

  func mask(_ step: Int) -> UnsafeMutablePointer<UInt8> {
    (memory + places[step]).assumingMemoryBound(to: UInt8.self)
  }
}

extension Step.Operation {
  var isMask: Bool { rawValue >= Self.never.rawValue }
}
