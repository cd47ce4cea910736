/// The results of a program's steps over a batch of rows.
///
/// Every step has its place: numbers for values, row addresses for links, a byte a row for masks.
struct Registers<Number: Word>: ~Copyable {
  private let memory: UnsafeMutableRawPointer
  private let places: [Int]

  init(_ program: Program) {
    var size = 0
    places = program.steps.map { step in
      defer { size += BatchGroups.most * (step.operation.isMask ? 1 : MemoryLayout<Number>.size) }
      return size
    }
    memory = .allocate(byteCount: Swift.max(size, 8), alignment: 64)
  }

  deinit { memory.deallocate() }

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
