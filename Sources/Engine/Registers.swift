/// The results of a program's steps over a batch of rows.
///
/// Every step has its place: numbers for values, row addresses for links, a byte a row for masks.
struct Registers<Number: Word> {
  private let memory: UnsafeMutableRawPointer
  private let places: [Int]

  /// Room for the rows chosen of a batch, for the group and for the keys' place of each.
  let chosen: UnsafeMutablePointer<Int32>
  let groups: UnsafeMutablePointer<Int32>
  let slots: UnsafeMutablePointer<Int32>

  init(_ program: Program, in scratch: Scratch) {
    let row = MemoryLayout<Int32>.size
    var size = 3 * row * BatchGroups.most
    places = program.steps.map { step in
      defer { size += BatchGroups.most * (step.operation.isMask ? 1 : MemoryLayout<Number>.size) }
      return size
    }
    memory = scratch.bytes(size)
    chosen = memory.assumingMemoryBound(to: Int32.self)
    groups = chosen + BatchGroups.most
    slots = groups + BatchGroups.most
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
