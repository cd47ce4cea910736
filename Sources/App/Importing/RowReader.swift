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
  private let origins: [Origin]
  private let zone: ZoneTable

  /// Lays out how the columns of a header fill those of a kind.
  ///
  /// - Throws: `PlainFault` `columns.unknown`, `columns.twice`, `columns.missing` or
  ///   `mapping.column`.
  init(
    kind: RecordKind, header: [String], mapping: ColumnMapping?, zone: ZoneTable
  ) throws(PlainFault) {
    width = header.count
    self.zone = zone
    let wanted: [String: Origin]
    if let mapping {
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
        .content, "columns.missing",
        [
          "columns": missing.map(\.name).joined(separator: ", "), "kind": kind.name,
          "found": header.joined(separator: ", "),
        ])
    }
    fields = kind.fields.filter { wanted[$0.name] != nil }
    let attributes = wanted.keys.filter { $0.hasPrefix("attr.") }.sorted()
    self.attributes = attributes.map { String($0.dropFirst(5)) }
    origins = (fields.map(\.name) + attributes).compactMap { wanted[$0] }
  }

  /// Reads a row; its faults are collected, not thrown one by one.
  ///
  /// - Parameter number: the row's number in the file, 1 for the first below the header.
  func cells(of row: Row, number: Int) -> (cells: [Cell], faults: [RowFault]) {
    var faults: [RowFault] = []
    if row.count != width {
      faults.append(
        RowFault(
          "row.width", value: String(row.count), ["count": String(row.count), "width": "\(width)"]))
      return ([], faults)
    }
    var cells: [Cell] = []
    cells.reserveCapacity(origins.count)
    for (place, origin) in origins.enumerated() {
      let field = place < fields.count ? fields[place] : nil
      let holds = field?.holds ?? .text
      guard let cell = cell(origin, holds, row, number) else {
        let text = origin.constant ?? row.text(origin.column)
        faults.append(
          RowFault(holds.faultKey, column: name(place), value: text, holds.faultArguments))
        cells.append(.none)
        continue
      }
      if cell == .none, field?.isRequired == true {
        faults.append(RowFault("row.required", column: name(place)))
      }
      cells.append(cell)
    }
    return (cells, faults)
  }

  private func name(_ place: Int) -> String {
    place < fields.count ? fields[place].name : "attr." + attributes[place - fields.count]
  }

  private func cell(_ origin: Origin, _ holds: CellKind, _ row: Row, _ number: Int) -> Cell? {
    if let constant = origin.constant { return read(constant, origin, holds) }
    if let stem = origin.stem { return read(stem + String(number), origin, holds) }
    guard origin.changesTexts else { return plain(origin, holds, row) }
    var text = row.withBytes(origin.column) { Self.text($0.trimmed) } ?? ""
    if let ours = origin.values[text] { return read(ours, origin, holds) }
    if text.isEmpty, let whenEmpty = origin.whenEmpty { return read(whenEmpty, origin, holds) }
    if let pattern = origin.pattern, !text.isEmpty {
      guard let iso = pattern.iso(text) else { return nil }
      text = iso
    }
    return read(text, origin, holds)
  }

  /// A cell whose text is read as it stands.
  private func plain(_ origin: Origin, _ holds: CellKind, _ row: Row) -> Cell? {
    row.withBytes(origin.column) { bytes in
      let trimmed = bytes.trimmed
      switch holds {
      case .text, .reference: return Self.text(trimmed).map { .text($0) } ?? Cell.none
      default: return holds.read(trimmed, zone: zone, decimalMark: origin.mark)
      }
    }
  }

  private func read(_ text: String, _ origin: Origin, _ holds: CellKind) -> Cell? {
    holds.read(Array(text.utf8), zone: zone, decimalMark: origin.mark)
  }

  /// The bytes as text in Unicode form NFC; nil when there are none.
  private static func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    if bytes.isEmpty { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    // Why: text below U+0300 is in form NFC as it stands, and almost all text is.
    return bytes.contains { $0 >= 0xCC && !(0xD0...0xD1).contains($0) }
      ? text.precomposedStringWithCanonicalMapping : text
  }

  private static func origins(_ header: [String]) throws(PlainFault) -> [String: Origin] {
    var origins: [String: Origin] = [:]
    for (index, name) in header.enumerated() {
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
    for (ours, origin) in mapping.origins {
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

  var changesTexts: Bool { !values.isEmpty || pattern != nil || whenEmpty != nil }
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

  fileprivate var faultArguments: [String: String] {
    if case .choice(let words) = self { ["words": words.joined(separator: ", ")] } else { [:] }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Without the white space (spaces, tabs, line ends, no-break spaces) around.
  fileprivate var trimmed: Slice<Self> {
    var slice = self[...]
    while let first = slice.first {
      if first == 32 || (9...13).contains(first) {
        slice = slice.dropFirst()
      } else if slice.starts(with: [0xC2, 0xA0]) {
        slice = slice.dropFirst(2)
      } else {
        break
      }
    }
    while let last = slice.last {
      if last == 32 || (9...13).contains(last) {
        slice = slice.dropLast()
      } else if last == 0xA0, slice.dropLast().last == 0xC2 {
        slice = slice.dropLast(2)
      } else {
        break
      }
    }
    return slice
  }
}
