import Domain
import Formats
import Foundation
import Store

/// Turns the rows of one file into cells of one kind, by the header and the mapping.
struct RowReader {
  /// The fields the file fills, in the order of the cells.
  let fields: [RecordField]
  /// The company's own attributes it fills, after the fields.
  let attributes: [String]
  /// The number of cells of the header.
  let width: Int
  private let header: [String]
  private let columns: [Reading]
  private let origins: [Origin]
  private let zone: ZoneTable
  /// The columns without a name, when no mapping says what fills ours.
  private let unnamed: [Int]

  /// Lays out how the columns of a header fill those of a kind.
  ///
  /// - Throws: `PlainFault` `columns.unknown`, `columns.twice`, `columns.missing`,
  ///   `mapping.missing_columns`,
  ///   `mapping.column` or `mapping.unknown`.
  init(
    kind: RecordKind, header: [String], mapping: ColumnMapping?, zone: ZoneTable
  ) throws(PlainFault) {
    width = header.count
    unnamed = mapping == nil ? header.indices.filter { header[$0].isEmpty } : []
    self.header = header
    self.zone = zone
    let wanted: [String: Origin]
    if let mapping {
      try mapping.check(kind)
      wanted = try Self.origins(mapping, header)
    } else {
      wanted = try Self.origins(header)
    }
    let unknown = wanted.keys.filter { name in
      kind.field(name) == nil && !(kind.takesAttributes && name.hasPrefix("attr."))
    }
    guard unknown.isEmpty else {
      let known = kind.fields.map(\.name) + (kind.takesAttributes ? ["attr.NAME"] : [])
      throw PlainFault(
        .content, "columns.unknown",
        [
          "columns": unknown.sorted().joined(separator: ", "), "kind": kind.name,
          "known": known.joined(separator: ", "),
        ])
    }
    let missing = kind.fields.filter { $0.isRequired && wanted[$0.name] == nil }
    guard missing.isEmpty else {
      throw PlainFault(
        .content, mapping == nil ? "columns.missing" : "mapping.missing_columns",
        [
          "columns": missing.map(\.name).joined(separator: ", "), "kind": kind.name,
          "found": header.joined(separator: ", "),
        ])
    }
    fields = kind.fields.filter { wanted[$0.name] != nil }
    let attributes = wanted.keys.filter { $0.hasPrefix("attr.") }.sorted()
    self.attributes = attributes.map { String($0.dropFirst(5)) }
    origins = (fields.map(\.name) + attributes).compactMap { wanted[$0] }
    let filled = fields.map(Optional.some) + attributes.map { _ in nil }
    columns = zip(filled, origins).map { Reading($0, $1) }
  }

  /// Reads a row; its faults are collected, not thrown one by one.
  ///
  /// - Parameter number: the row's number in the file, 1 for the first below the header.
  func cells(of row: Row, number: Int) -> (cells: [Cell], faults: [RowFault]) {
    guard row.count == width else {
      let counts = ["count": String(row.count), "width": String(width)]
      return ([], [RowFault("row.width", value: String(row.count), counts)])
    }
    var cells: [Cell] = []
    var faults: [RowFault] = []
    for place in unnamed where row.withBytes(place, { !$0.trimmed.isEmpty }) {
      faults.append(
        RowFault("row.unnamed", value: row.text(place), ["place": String(place + 1)]))
    }
    cells.reserveCapacity(columns.count)
    for place in columns.indices {
      let cell = cell(place, row, number)
      if let fault = fault(place, cell, row) { faults.append(fault) }
      cells.append(cell ?? Cell.none)
    }
    return (cells, faults)
  }

  /// An error of a row in one line: our column, theirs when it is called otherwise, the reason.
  func told(_ error: RowError, _ say: (Message) -> String) -> String {
    let reason = say(error.reason)
    guard let ours = error.column else { return reason }
    let place = origins.indices.first { name($0) == ours }.map { origins[$0].column } ?? -1
    let theirs = header.indices.contains(place) ? header[place] : ours
    return theirs == ours ? "\(ours): \(reason)" : "\(ours) («\(theirs)»): \(reason)"
  }

  /// What is wrong with a cell: nil was not what the column holds.
  private func fault(_ place: Int, _ cell: Cell?, _ row: Row) -> RowFault? {
    guard let cell else {
      let (holds, origin) = (columns[place].holds, origins[place])
      let written = row.withBytes(columns[place].column) { Self.text($0.trimmed) } ?? ""
      let ours =
        origin.constant ?? origin.values[written] ?? (written.isEmpty ? origin.whenEmpty : nil)
      if ours == nil, let pattern = origin.pattern {
        return RowFault(
          "row.date_format", column: name(place), value: written, ["format": pattern.text])
      }
      let text = ours ?? written
      let key = holds.isTooLarge(text) ? "row.large" : holds.faultKey
      return RowFault(key, column: name(place), value: text, holds.faultArguments)
    }
    guard columns[place].isRequired, cell == Cell.none else { return nil }
    return RowFault("row.required", column: name(place))
  }

  private func name(_ place: Int) -> String {
    place < fields.count ? fields[place].name : "attr." + attributes[place - fields.count]
  }

  private func cell(_ place: Int, _ row: Row, _ number: Int) -> Cell? {
    if columns[place].isPlain { return plain(columns[place], row) }
    let origin = origins[place]
    if let constant = origin.constant { return read(constant, place) }
    if let stem = origin.stem { return read(stem + String(number), place) }
    var text = row.withBytes(origin.column) { Self.text($0.trimmed) } ?? ""
    if let ours = origin.values[text] { return read(ours, place) }
    if text.isEmpty, let whenEmpty = origin.whenEmpty { return read(whenEmpty, place) }
    if let pattern = origin.pattern, !text.isEmpty {
      guard let iso = pattern.iso(text) else { return nil }
      text = iso
    }
    return read(text, place)
  }

  /// A cell whose text is read as it stands.
  private func plain(_ column: Reading, _ row: Row) -> Cell? {
    row.withBytes(column.column) { bytes in
      let trimmed = bytes.trimmed
      if column.isText { return Self.text(trimmed).map { .text($0) } ?? Cell.none }
      return column.holds.read(trimmed, zone: zone, decimalMark: column.mark)
    }
  }

  private func read(_ text: String, _ place: Int) -> Cell? {
    var text = text
    let ours = text.withUTF8 { Self.text($0.trimmed) } ?? ""
    return columns[place].holds.read(
      Array(ours.utf8), zone: zone, decimalMark: columns[place].mark)
  }

  /// The bytes as text in Unicode form NFC; nil when there are none.
  private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    if bytes.isEmpty { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return bytes.areNormal ? text : text.precomposedStringWithCanonicalMapping
  }

  private static func origins(_ header: [String]) throws(PlainFault) -> [String: Origin] {
    var origins: [String: Origin] = [:]
    // Why: rows that were skipped are corrected and taken in again, their reasons beside them.
    let names = RejectedRows.hasReasons(header) ? header.dropLast() : header[...]
    // Why: programs end lines with delimiters; a column without a name may be there if nothing is in it.
    for (index, name) in names.enumerated() where !name.isEmpty {
      guard origins[name] == nil else {
        throw PlainFault(.content, "columns.twice", ["column": name])
      }
      origins[name] = Origin(column: index)
    }
    return origins
  }

  private static func origins(
    _ mapping: ColumnMapping, _ header: [String]
  ) throws(PlainFault) -> [String: Origin] {
    var origins: [String: Origin] = [:]
    for (ours, origin) in mapping.origins.sorted(by: { $0.key < $1.key }) {
      switch origin {
      case .constant(let text): origins[ours] = Origin(constant: text)
      case .row(let stem): origins[ours] = Origin(stem: stem)
      case .column(let name, let values, let format, let whenEmpty, let mark):
        guard let index = header.firstIndex(of: name) else {
          throw PlainFault(
            .content, "mapping.column",
            ["column": name, "ours": ours, "found": header.joined(separator: ", ")])
        }
        origins[ours] = Origin(
          column: index, values: values, pattern: format.map { DatePattern($0) },
          whenEmpty: whenEmpty, mark: mark)
      }
    }
    return origins
  }
}

/// Where the cells of one column come from: a column of theirs by its place, a constant, or the
/// row's number behind a stem.
private struct Origin {
  var column = -1
  var constant: String?
  var stem: String?
  var values: [String: String] = [:]
  var pattern: DatePattern?
  var whenEmpty: String?
  var mark: UInt8?

  /// Whether the cells of a column of theirs are read as they stand.
  var isPlain: Bool {
    column >= 0 && values.isEmpty && pattern == nil && whenEmpty == nil
  }
}

/// What is asked of a column in every row, without the rest of its origin.
private struct Reading {
  let column: Int
  let holds: CellKind
  let isText: Bool
  let isPlain: Bool
  let isRequired: Bool
  let mark: UInt8?

  init(_ field: RecordField?, _ origin: Origin) {
    column = origin.column
    holds = field?.holds ?? .text
    switch holds {
    case .text, .reference: isText = true
    default: isText = false
    }
    isPlain = origin.isPlain
    isRequired = field?.isRequired ?? false
    mark = origin.mark
  }
}

extension CellKind {
  /// The key of the text that says what a cell of this kind should be.
  fileprivate var faultKey: String {
    switch self {
    case .text, .reference: "row.text"
    case .day, .moment, .event: "row.date"
    case .money, .price, .number: "row.number"
    case .count: "row.count"
    case .flag: "row.flag"
    case .choice: "row.choice"
    case .currency: "row.currency"
    }
  }

  /// Whether a text that is not what a cell of this kind should be is so only for its size.
  fileprivate func isTooLarge(_ text: String) -> Bool {
    let most: Int
    switch self {
    case .money, .price, .number: most = 17
    case .count: most = 14
    default: return false
    }
    let digits = text.utf8.count { (48...57).contains($0) }
    guard digits > most, !(self == .count && text.hasPrefix("-")) else { return false }
    // Why: a number so long is one when its beginning, with as many digits as may be, is.
    var left = most
    let beginning = text.utf8.filter { byte in
      guard (48...57).contains(byte) else { return true }
      left -= 1
      return left >= 0
    }
    return Decimal(utf8: beginning.filter { $0 != 32 }) != nil
  }

  fileprivate var faultArguments: [String: String] {
    if case .choice(let words) = self { ["words": words.joined(separator: ", ")] } else { [:] }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Without the white space (spaces, tabs, line ends, no-break spaces) around.
  fileprivate var trimmed: Self {
    var start = startIndex
    var end = endIndex
    while start < end {
      if self[start].isSpace {
        start += 1
      } else if start + 1 < end, self[start] == 0xC2, self[start + 1] == 0xA0 {
        start += 2
      } else {
        break
      }
    }
    while start < end {
      if self[end - 1].isSpace {
        end -= 1
      } else if start + 1 < end, self[end - 1] == 0xA0, self[end - 2] == 0xC2 {
        end -= 2
      } else {
        break
      }
    }
    return Self(rebasing: self[start..<end])
  }

  /// Whether the text is surely in form NFC as it stands, as almost all text is: all of it below
  /// U+0300, Cyrillic, or dashes, quotation marks, currency signs and №.
  fileprivate var areNormal: Bool {
    var place = startIndex
    while place < endIndex {
      let byte = self[place]
      place += 1
      if byte < 0xCC || byte == 0xD0 || byte == 0xD1 { continue }
      // Why: of the marks at U+2000 … U+20BF only the first two, wide spaces, have another form.
      guard byte == 0xE2, place + 1 < endIndex else { return false }
      switch (self[place], self[place + 1]) {
      case (0x80, 0x82...), (0x81...0x82, _), (0x84, 0x96): place += 2
      default: return false
      }
    }
    return true
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 32 || (9...13).contains(self) }
}
