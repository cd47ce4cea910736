import Glibc

/// What the system says of this process; nil where it says nothing.
struct ProcessFigures {
  /// The bytes it has in memory.
  let residentBytes: Int?
  /// The processor seconds it has used.
  let cpuSeconds: Double?
  /// When it began, in seconds since 1970.
  let startSeconds: Double?

  /// The figures at this moment.
  init() {
    // Why: the second field is the program's name in brackets, which may hold spaces.
    let fields =
      Self.text("/proc/self/stat").split(separator: ")").last?.split(separator: " ")
      .map { Int($0) } ?? []
    func field(_ number: Int) -> Int? {
      fields.indices.contains(number - 3) ? fields[number - 3] : nil
    }
    let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
    residentBytes = field(24).map { $0 * sysconf(Int32(_SC_PAGESIZE)) }
    cpuSeconds = field(14).flatMap { user in field(15).map { Double(user + $0) / ticks } }
    let boot = Self.text("/proc/stat").split(separator: "\n")
      .first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
    startSeconds = boot.flatMap { boot in field(22).map { boot + Double($0) / ticks } }
  }

  /// What a file of the system says; empty when there is none.
  private static func text(_ path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += piece[..<count]
    }
  }
}
