import Domain

/// The content of a TZif file (RFC 8536): its 64-bit changes and the rule that goes on after them.
struct TZif {
  private let starts: [Int]
  private let offsets: [Int]
  private let first: Int
  private let rule: ZoneRule?

  /// Reads a file of version 2 or later; nil when the bytes are not one.
  init?(_ bytes: [UInt8]) {
    var scan = ByteScan(bytes)
    guard let old = Header(&scan), old.version >= 2, scan.skip(old.size(ofTime: 4)),
      let header = Header(&scan)
    else { return nil }
    var starts: [Int] = []
    var kinds: [Int] = []
    var types: [Int] = []
    for _ in 0..<header.times { if let at = scan.integer(8) { starts.append(at) } }
    for _ in 0..<header.times { if let kind = scan.integer(1) { kinds.append(kind & 255) } }
    for _ in 0..<header.types {
      if let offset = scan.integer(4), scan.skip(2) { types.append(offset) }
    }
    guard kinds.count == header.times, types.count == header.types, !types.isEmpty,
      kinds.allSatisfy({ $0 < types.count }),
      scan.skip(header.letters + header.leaps * 12 + header.standards + header.locals)
    else { return nil }
    self.starts = starts
    self.offsets = kinds.map { types[$0] }
    self.first = types[0]
    self.rule = ZoneRule(scan.line())
  }

  /// The zone as a table, the rule written out until 2100.
  func table(named name: String) -> ZoneTable {
    var starts = starts
    var offsets = offsets
    for change in rule?.changes(until: 2100) ?? [] where change.at > (starts.last ?? .min) {
      starts.append(change.at)
      offsets.append(change.offset)
    }
    // Why: a file without changes says by its rule alone which offset holds.
    let first = self.starts.isEmpty ? rule?.standard ?? first : first
    return ZoneTable(name: name, first: first, starts: starts, offsets: offsets)
  }
}

private struct Header {
  let version: Int
  let locals: Int
  let standards: Int
  let leaps: Int
  let times: Int
  let types: Int
  let letters: Int

  init?(_ scan: inout ByteScan) {
    guard scan.integer(4) == 0x545A_6966, let version = scan.integer(1), scan.skip(15),
      let locals = scan.integer(4), let standards = scan.integer(4), let leaps = scan.integer(4),
      let times = scan.integer(4), let types = scan.integer(4), let letters = scan.integer(4)
    else { return nil }
    self.version = version - 48
    self.locals = locals
    self.standards = standards
    self.leaps = leaps
    self.times = times
    self.types = types
    self.letters = letters
  }

  func size(ofTime size: Int) -> Int {
    times * (size + 1) + types * 6 + letters + leaps * (size + 4) + standards + locals
  }
}

private struct ByteScan {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func skip(_ count: Int) -> Bool {
    guard count >= 0, place + count <= bytes.count else { return false }
    place += count
    return true
  }

  /// A signed big-endian integer of that many bytes.
  mutating func integer(_ count: Int) -> Int? {
    guard place + count <= bytes.count else { return nil }
    var value = Int(Int8(bitPattern: bytes[place]))
    for byte in bytes[place + 1..<place + count] { value = value << 8 | Int(byte) }
    place += count
    return value
  }

  /// The text between two line feeds that ends the file.
  mutating func line() -> String {
    guard place < bytes.count, bytes[place] == 10 else { return "" }
    return String(decoding: bytes[(place + 1)...].prefix { $0 != 10 }, as: UTF8.self)
  }
}
