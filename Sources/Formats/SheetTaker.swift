import Glibc

/// Gathers the cells of a sheet row by row, as the texts a person would see.
final class SheetTaker: XMLTaker {
  /// The number of the row at hand, from 1.
  private(set) var line = 0
  let buffer = RecordBuffer(capacity: 65_536)

  private let path: String
  private let strings: SharedStrings
  private let formats: [NumberFormat]
  private let isFrom1904: Bool

  private var isInRows = false
  private var column = -1
  private var type = CellType.number
  private var style = 0
  private var isValue = false
  /// What the cell at hand has had so far.
  private var hasFormula = false
  private var hasValue = false
  private var phonetic = 0
  private var value: [UInt8] = []
  private var shown: [UInt8] = []

  init(path: String, strings: SharedStrings, formats: [NumberFormat], isFrom1904: Bool) {
    self.path = path
    self.strings = strings
    self.formats = formats
    self.isFrom1904 = isFrom1904
  }

  func open(_ name: XMLName, _ attributes: XMLAttributes, in stream: XMLStream) {
    switch name {
    case "c": if isInRows { openCell(attributes, in: stream) }
    case "v", "t":
      isValue = isInRows && phonetic == 0
      hasValue = true
    case "f": hasFormula = true
    case "row":
      guard isInRows else { return }
      line = attributes.number("r") ?? line + 1
      column = -1
      buffer.clearCells()
      buffer.start = 0
      buffer.end = 0
    case "sheetData": isInRows = true
    case "rPh": phonetic += 1
    default: break
    }
  }

  func close(_ name: XMLName, in stream: XMLStream) {
    switch name {
    case "c": if isInRows { closeCell(in: stream) }
    case "v", "t": isValue = false
    case "row": if isInRows, buffer.count > 0 { stream.pause() }
    case "sheetData": isInRows = false
    case "rPh": phonetic -= 1
    default: break
    }
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>, in stream: XMLStream) {
    guard isValue else { return }
    value.append(contentsOf: piece)
    if value.count > CSVReader.recordLimit { failTooLong(stream) }
  }

  private func openCell(_ attributes: XMLAttributes, in stream: XMLStream) {
    column = attributes.value("r").flatMap(Self.column) ?? column + 1
    type = attributes.value("t").map(CellType.init) ?? .number
    style = attributes.number("s") ?? 0
    value.removeAll(keepingCapacity: true)
    (hasFormula, hasValue) = (false, false)
    if column >= RecordScanner.cellLimit {
      stream.fail(.cellsTooMany(path, limit: RecordScanner.cellLimit, line: line))
    }
  }

  private func closeCell(in stream: XMLStream) {
    if hasFormula, !hasValue { return stream.fail(.formulaWithoutValue(path, line: line)) }
    if value.isEmpty { return }
    shown.removeAll(keepingCapacity: true)
    switch type {
    case .text:
      shown.append(contentsOf: value)
      WorkbookText.unescape(&shown, from: 0)
    case .shared:
      let index = Int(String(decoding: trimmed, as: UTF8.self))
      guard let index, strings.append(index, to: &shown) else {
        return stream.fail("\(line): shared string")
      }
    case .flag:
      let isTrue = trimmed.elementsEqual("1".utf8) || trimmed.elementsEqual("true".utf8)
      shown.append(contentsOf: (isTrue ? "yes" : "no").utf8)
    case .day:
      shown.append(contentsOf: trimmed)
      if shown.count > 10, shown[10] == 0x54 { shown[10] = 0x20 }
    case .number: showNumber()
    }
    keep(in: stream)
  }

  private func showNumber() {
    let format = formats.indices.contains(style) ? formats[style] : .number
    if format != .number, let serial = Double(String(decoding: trimmed, as: UTF8.self)),
      let day = SerialDay(serial, from1904: isFrom1904),
      day.append(as: format, from1904: isFrom1904, to: &shown)
    {
      return
    }
    PlainNumber.append(trimmed, to: &shown)
  }

  /// Puts the shown text into its cell; a cell of nothing but spaces stays empty.
  private func keep(in stream: XMLStream) {
    let isBlank = shown.allSatisfy { $0 == 0x20 || (9...13).contains($0) }
    if isBlank { return }
    if buffer.end + shown.count > CSVReader.recordLimit { return failTooLong(stream) }
    buffer.reserve(shown.count)
    let start = buffer.end
    shown.withUnsafeBufferPointer { bytes in
      if let base = bytes.baseAddress { memcpy(buffer.bytes + start, base, bytes.count) }
    }
    buffer.end += shown.count
    let cell = RecordBuffer.Cell(start: start, end: buffer.end, isQuoted: false)
    while buffer.count <= column { buffer.add(.init(start: 0, end: 0, isQuoted: false)) }
    buffer.cells[column] = cell
  }

  private func failTooLong(_ stream: XMLStream) {
    stream.fail(.recordTooLong(path, limit: CSVReader.recordLimit, line: line))
  }

  /// The value without white space around.
  private var trimmed: ArraySlice<UInt8> {
    var slice = value[...]
    while let first = slice.first, first <= 0x20 { slice.removeFirst() }
    while let last = slice.last, last <= 0x20 { slice.removeLast() }
    return slice
  }

  /// The column of a cell such as `AB12`, from 0.
  private static func column(_ reference: UnsafePointer<CChar>) -> Int? {
    var column = 0
    var at = 0
    while at < 4 {
      let letter = reference[at] & ~0x20
      guard (0x41...0x5A).contains(letter) else { break }
      column = column * 26 + Int(letter - 0x40)
      at += 1
    }
    return at > 0 ? column - 1 : nil
  }

  /// How a cell holds its value.
  private enum CellType {
    case number, shared, text, flag, day

    /// Told from the first letters of `s`, `str`, `inlineStr`, `e`, `b`, `d` and `n`.
    init(_ name: UnsafePointer<CChar>) {
      switch UInt8(bitPattern: name[0]) {
      case UInt8(ascii: "s"): self = name[1] == 0 ? .shared : .text
      case UInt8(ascii: "i"), UInt8(ascii: "e"): self = .text
      case UInt8(ascii: "b"): self = .flag
      case UInt8(ascii: "d"): self = .day
      default: self = .number
      }
    }
  }
}
