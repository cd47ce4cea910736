import Domain
import Formats
import Glibc

/// The rows an import skips, written beside the file as they come, with the reason of each.
///
/// They are written under a temporary name, which nothing bears any more when the import is over:
/// either it was given its own name by `finish`, or it is removed.
final class RejectedRows {
  private let path: String
  private let header: [String]
  /// Whether the file is itself one of skipped rows, whose reasons are not written once more.
  private let hasReasons: Bool
  private var writer = CSVWriter()
  private var descriptor: Int32 = -1
  private static let flushesAt = 65_536
  private static let reason = "reason"

  /// Whether a header ends with the reasons for which rows were skipped.
  static func hasReasons(_ header: [String]) -> Bool { header.last == reason }

  /// Makes the file's place; nothing is written before the first row.
  init(beside path: String, header: [String]) {
    self.path = path + ".rejected.csv"
    hasReasons = Self.hasReasons(header)
    self.header = hasReasons ? Array(header.dropLast()) : header
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporary)
  }

  private var temporary: String { path + ".part" }

  /// Adds a row as it stood in the file.
  ///
  /// - Throws: `PlainFault` `rejected.stopped` when it cannot be written.
  func add(_ cells: [String], reasons: [String]) throws(PlainFault) {
    if descriptor < 0 {
      // Why: what a killed import has left under the name is written over.
      let flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC
      descriptor = open(temporary, flags, 0o644)
      guard descriptor >= 0 else { throw stopped(errno) }
      writer.record(header + [Self.reason])
    }
    let cells = hasReasons && cells.count > header.count ? cells.dropLast() : cells[...]
    for cell in cells { writer.field(cell) }
    for _ in cells.count..<max(cells.count, header.count) { writer.field("") }
    writer.field(reasons.joined(separator: "; "))
    writer.endRecord()
    if writer.bytes.count >= Self.flushesAt { try flush() }
  }

  /// Writes what is left to write; it can still be given up after that.
  ///
  /// The caller holds the database's turn to write, so what stands under the temporary name beside an
  /// import without such rows is nobody's: a killed import has left it, and it is removed.
  /// - Throws: `PlainFault` `rejected.stopped` when it cannot be written.
  func complete() throws(PlainFault) {
    if descriptor >= 0 { try flush() } else { unlink(temporary) }
  }

  /// Gives the file its own name, when there is anything in it.
  ///
  /// - Throws: `PlainFault` `rejected.unwritable`.
  func finish() throws(PlainFault) {
    guard descriptor >= 0 else { return }
    guard rename(temporary, path) == 0 else {
      throw PlainFault(.outside, "rejected.unwritable", ["path": path, "reason": told(errno)])
    }
    close(descriptor)
    descriptor = -1
  }

  private func flush() throws(PlainFault) {
    let bytes = writer.take()
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { all in
        write(descriptor, all.baseAddress?.advanced(by: done), bytes.count - done)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw stopped(errno)
      }
      done += count
    }
  }

  private func stopped(_ code: Int32) -> PlainFault {
    PlainFault(.outside, "rejected.stopped", ["path": path, "reason": told(code)])
  }

  private func told(_ code: Int32) -> String { String(cString: strerror(code)) }
}
