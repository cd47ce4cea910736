import Domain
import Formats
import Foundation

/// The rows an import skipped, written beside the file with the reason of each.
final class RejectedRows {
  private let path: String
  private let width: Int
  private var writer = CSVWriter()
  private var isEmpty = true

  init(beside path: String, header: [String]) {
    self.path = path + ".rejected.csv"
    width = header.count
    writer.record(header + ["reason"])
  }

  /// Adds a row as it stood in the file.
  func add(_ row: Row, reasons: [String]) throws {
    isEmpty = false
    for place in 0..<max(width, row.count) { row.withBytes(place) { writer.field($0) } }
    writer.field(reasons.joined(separator: "; "))
    writer.endRecord()
  }

  /// Writes the file whole, when there is anything to write.
  ///
  /// - Throws: `PlainFault` `rejected.unwritable`.
  func finish() throws {
    guard !isEmpty else { return }
    do {
      try Data(writer.take()).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw PlainFault(.outside, "rejected.unwritable", ["path": path, "reason": "\(error)"])
    }
  }
}
