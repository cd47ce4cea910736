/// A number for each of many texts, which are compared byte by byte.
struct TextIndex {
  private struct Entry {
    let start: Int
    let count: Int
    let hash: Int
    var number: Int32
  }

  private var entries: [Entry] = []
  private var slots: [Int32] = []
  private var bytes: [UInt8] = []

  var count: Int { entries.count }

  /// The number of an entry; below 0 until it is set.
  subscript(entry: Int) -> Int32 {
    get { entries[entry].number }
    set { entries[entry].number = newValue }
  }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    slots = []
  }

  /// Adds a text; false when it is there already.
  mutating func insert(_ text: String) -> Bool {
    if (entries.count + 1) * 2 > slots.count { widen() }
    var text = text
    return text.withUTF8 { source in
      let hash = Self.hash(UnsafeRawBufferPointer(source))
      let slot = slot(UnsafeRawBufferPointer(source), hash)
      guard slots[slot] < 0 else { return false }
      slots[slot] = Int32(entries.count)
      entries.append(Entry(start: bytes.count, count: source.count, hash: hash, number: -1))
      bytes.append(contentsOf: source)
      return true
    }
  }

  func find(_ text: UnsafeRawBufferPointer) -> Int? {
    guard !slots.isEmpty else { return nil }
    let entry = slots[slot(text, Self.hash(text))]
    return entry < 0 ? nil : Int(entry)
  }

  /// The slot that holds a text, or the empty one where it belongs.
  private func slot(_ text: UnsafeRawBufferPointer, _ hash: Int) -> Int {
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, entry.count == text.count,
        bytes[entry.start..<entry.start + entry.count].elementsEqual(text)
      {
        return slot
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func widen() {
    slots = Array(repeating: -1, count: max(64, slots.count * 2))
    for number in entries.indices {
      var slot = entries[number].hash & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }

  private static func hash(_ text: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: text)
    return hasher.finalize()
  }
}
