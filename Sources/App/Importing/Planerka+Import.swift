public import Domain
public import Formats
import Store

/// What to take in, and how.
public struct ImportOrder: Sendable {
  /// The kind of the file's rows.
  public var kind: RecordKind
  /// The file.
  public var path: String
  /// The name its owner knows the file by, for messages and the list of imports; else the path.
  public var name: String?
  /// The system the records come from.
  public var source = "file"
  /// How somebody else's columns fill ours.
  public var mapping: ColumnMapping?
  /// Whether to stop before keeping anything.
  public var isDryRun = false
  /// Whether good rows go in beside bad ones.
  public var skipsBad = false
  /// The file's encoding, when it is not to be recognised.
  public var encoding: TextEncoding?
  /// The file's delimiter, when it is not to be recognised.
  public var delimiter: UInt8?
  /// The sheet of a workbook, when it is not the first.
  public var sheet: String?
  /// How many rows are looked at, when not all of them.
  public var rowLimit: Int?
  /// Whether skipped rows are written to a file beside it.
  public var writesRejected = true
  /// Makes what the import is answered under a key, kept together with it.
  public var answer: (@Sendable (ImportResult) -> KeptAnswer)?

  /// An order to take a file in as it is.
  public init(kind: RecordKind, path: String) {
    self.kind = kind
    self.path = path
  }
}

extension ImportOrder {
  /// The names of the encodings that a file may be said to have.
  public static let encodings = TextEncoding.allCases.map(\.rawValue)

  /// The file, with what is known of its form.
  var file: TableFile {
    TableFile(path: path, sheet: sheet, encoding: encoding, delimiter: delimiter)
  }

  /// Sets the encoding and the delimiter by the names people give them; nil leaves them to be
  /// recognised.
  ///
  /// - Throws: `PlainFault` `file.unknown_encoding` or `delimiter.wrong`.
  public mutating func read(encoding: String?, delimiter: String?) throws(PlainFault) {
    if let encoding {
      do {
        self.encoding = try TextEncoding(named: encoding)
      } catch {
        throw PlainFault(.input, error.key, error.arguments)
      }
    }
    if let delimiter {
      let known: [String: UInt8] = ["tab": 9, "\\t": 9, "\t": 9, ",": 44, ";": 59, "|": 124]
      guard let byte = known[delimiter] else {
        throw PlainFault(
          .input, "delimiter.wrong", ["name": "delimiter", "delimiter": delimiter])
      }
      self.delimiter = byte
    }
  }
}

/// A row that could not be taken in: where, what stands there, and why.
public struct RowError: Equatable, Sendable {
  /// The line of the file on which the row begins, from 1.
  public let line: Int
  /// Our column's name, when one cell is at fault.
  public let column: String?
  /// What stands there.
  public let value: String
  /// The reason.
  public let reason: Message
}

/// What came of an import.
public struct ImportResult: Equatable, Sendable {
  /// The import's number; nil when nothing was kept.
  public let importID: Int?
  /// How many rows became what.
  public let tally: IntakeTally
  /// The first 20 errors.
  public let errors: [RowError]
  /// How many errors there are.
  public let errorCount: Int
  /// Whether anything was kept.
  public let isKept: Bool
  /// Whether rows were left unread because of the order's limit.
  public let isPartial: Bool
}

extension Planerka {
  /// Takes a file in: all of it or, when a row is bad and bad rows are not skipped, nothing.
  ///
  /// Skipped rows are written to `FILE.rejected.csv` with their reasons, in words of `say`; when
  /// they cannot be, nothing is taken in.
  ///
  /// - Parameters:
  ///   - author: who takes it in.
  ///   - now: when it is taken in.
  ///   - say: puts a reason into words.
  ///   - progress: told now and then how many bytes of how many are read.
  /// - Throws: `PlainFault` when the file as a whole cannot be taken in.
  public func takeIn(
    _ order: ImportOrder, by author: Author, now: Moment, say: (Message) -> String,
    progress: (_ consumed: Int, _ size: Int) -> Void = { _, _ in }
  ) throws -> ImportResult {
    let goods = ImportGoods(
      open: { try order.file.open() }, raw: { try RawFile(order.path) },
      keep: {
        try $0.note(.taking(in: order.name ?? order.path, as: $0.importID, by: author), at: now)
      })
    return try takeIn(goods, order, now: now, say: say, progress: progress)
  }

  /// Takes rows in as an order says, wherever they come from.
  func takeIn(
    _ goods: ImportGoods, _ order: ImportOrder, now: Moment, say: (Message) -> String,
    progress: (_ consumed: Int, _ size: Int) -> Void
  ) throws -> ImportResult {
    do {
      do {
        return try read(goods, order, now: now, say: say, progress: progress)
      } catch is RepeatedKey {
        return try read(
          goods, order, expectsRepeats: true, now: now, say: say, progress: progress)
      }
    } catch let fault as FormatFault {
      throw PlainFault(fault, named: order.name)
    }
  }

  private func read(
    _ goods: ImportGoods, _ order: ImportOrder, expectsRepeats: Bool = false, now: Moment,
    say: (Message) -> String,
    progress: (_ consumed: Int, _ size: Int) -> Void
  ) throws -> ImportResult {
    let reader = try goods.open()
    _ = try reader.next()
    let header = (0..<reader.row.count).map { place in
      String(reader.row.text(place).trimmingSpaces)
    }
    let zone = try zone()
    let rows = try RowReader(
      kind: order.kind, header: header, mapping: order.mapping, zone: zone)
    var errors: [RowError] = []
    var errorCount = 0
    let rejected =
      order.skipsBad && order.writesRejected && !order.isDryRun
      ? RejectedRows(beside: order.path, header: header) : nil
    var intake = IntakeOrder(
      source: order.source, file: order.name ?? order.path, at: now, base: try currency(),
      zone: zone)
    intake.expectsRepeats = expectsRepeats
    intake.connection = goods.connection
    let raw = try !order.isDryRun && setting("keep_raw") == "yes" ? goods.raw() : nil
    var isKept = false
    var isPartial = false
    var importID: Int?
    let tally = try storage.takeIn(intake) { intake in
      let recording = try intake.recording(
        order.kind, fields: rows.fields, attributes: rows.attributes)
      let blocks = RowBlocks(
        reader, rows, blockSize: max(recording.blockSize, 4_096), keepsTexts: rejected != nil,
        rowLimit: order.rowLimit)
      while let block = try blocks.next() {
        progress(block.consumed, block.size)
        isPartial = block.isCut
        for start in stride(from: 0, to: block.rows.count, by: recording.blockSize) {
          let part = block.rows[start...].prefix(recording.blockSize)
          try recording.foresee(part.compactMap { $0.faults.isEmpty ? $0.cells : nil })
          for row in part {
            let faults = try recording.faults(of: row)
            if faults.isEmpty { continue }
            recording.tally.rejected += 1
            let found = faults.map { RowError($0, line: row.line) }
            errorCount += found.count
            errors += found.prefix(max(0, 20 - errors.count))
            if let texts = row.texts {
              try rejected?.add(texts, reasons: found.map { rows.told($0, say) })
            }
          }
        }
        // Why here: a server still puts the rows in meanwhile.
        if order.skipsBad || errorCount == 0 { _ = try raw?.keepNext(in: intake) }
      }
      isKept = !order.isDryRun && (order.skipsBad || errorCount == 0)
      guard isKept else { return false }
      try rejected?.complete()
      importID = intake.importID
      try goods.keep(intake)
      while try raw?.keepNext(in: intake) == true {}
      if let answer = order.answer {
        let result = ImportResult(
          importID: importID, tally: recording.tally, errors: errors, errorCount: errorCount,
          isKept: true, isPartial: isPartial)
        try intake.keep(answer(result))
      }
      return true
    }
    if isKept { try rejected?.finish() }
    return ImportResult(
      importID: importID, tally: tally, errors: errors, errorCount: errorCount, isKept: isKept,
      isPartial: isPartial)
  }
}

/// Rows on their way in, and what belongs to them.
struct ImportGoods {
  /// Begins at the first row, the header.
  let open: () throws -> any RowSource
  /// The bytes that are kept as they were received.
  let raw: () throws -> RawFile
  /// The connection they were pulled by; nil of a file that somebody gave.
  var connection: Int?
  /// Keeps what else is to be kept with them.
  let keep: (Intake) throws -> Void
}

extension Recording {
  /// Takes a row in; returns what is wrong with it, and then nothing was taken in.
  fileprivate func faults(of row: ReadRow) throws -> [RowFault] {
    guard row.faults.isEmpty else { return row.faults }
    do {
      try record(row.cells)
      return []
    } catch let fault as RowFault {
      return [fault]
    }
  }
}

extension ImportOrder {
  /// Refuses a file that cannot be opened for reading.
  ///
  /// - Throws: `PlainFault` `file.missing`, `file.not_a_file`, `file.forbidden` or
  ///   `file.unreadable`.
  public func refuseUnreadable() throws(PlainFault) {
    do throws(FormatFault) {
      try Formats.refuseUnreadable(path)
    } catch {
      throw PlainFault(error, named: name)
    }
  }
}

extension RowError {
  init(_ fault: RowFault, line: Int) {
    self.init(
      line: line, column: fault.column, value: fault.value,
      reason: Message(fault.key, fault.arguments.merging(["value": fault.value]) { a, _ in a }))
  }
}

extension PlainFault {
  /// A fault of a file's form, with its line; the file is called by its owner's name.
  init(_ fault: FormatFault, named name: String? = nil) {
    var arguments = fault.arguments
    if let name, arguments["file"] != nil { arguments["file"] = name }
    arguments["line"] = fault.line.map { String($0) } ?? "?"
    self.init(.content, fault.key, arguments)
  }
}

extension String {
  /// Without spaces and line ends around.
  fileprivate var trimmingSpaces: Substring {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
