import Formats
import Foundation

/// A text file that a program goes on writing, row by row, and that is now and then renamed or copied
/// and begun anew.
struct CallLog {
  let path: String

  /// How much is read at once.
  static let partSize = 16_777_216
  /// How much before it is read again, for rows that belong together with new ones.
  static let backSize = 8_388_608

  /// A place in the log: behind the last row that was taken.
  struct Place: Equatable {
    /// How many bytes stand before it in its file.
    let offset: Int
    /// What tells the rows before it from others.
    let mark: String
  }

  /// The rows behind a place.
  struct Part {
    /// The file they stand in.
    let path: String
    /// Rows before them, as far as they are read again.
    let back: [UInt8]
    /// Whole rows.
    let rows: [UInt8]
    /// The place behind them.
    let place: Place
    /// Whether more rows are there.
    let hasMore: Bool
    /// Whether rows between the place and these may be lost.
    let isTorn: Bool
  }

  /// Reads the rows behind a place; all of the file at hand without one. Nil when there are none.
  ///
  /// Throws the faults of `PlainFile`, and `file.record_too_long`.
  func part(after place: Place?) throws(FormatFault) -> Part? {
    let current = try PlainFile(path: path)
    guard let place else { return try part(of: [current], from: 0, isTorn: false) }
    if try current.holds(place) {
      return try part(of: [current], from: place.offset, isTorn: false)
    }
    let files = try earlier() + [current]
    for index in files.indices.dropLast().reversed() where try files[index].holds(place) {
      return try part(of: Array(files[index...]), from: place.offset, isTorn: false)
    }
    return try part(of: [current], from: 0, isTorn: true)
  }

  /// The first new rows of files that follow each other.
  private func part(
    of files: [PlainFile], from offset: Int, isTorn: Bool
  ) throws(FormatFault) -> Part? {
    for (index, file) in files.enumerated() {
      let start = index == 0 ? offset : 0
      let read = try file.peek(at: start, count: min(Self.partSize, file.size - start))
      guard let end = read.lastIndex(of: UInt8(ascii: "\n")) else {
        if read.count == Self.partSize {
          throw .recordTooLong(file.path, limit: Self.partSize, line: 1)
        }
        continue
      }
      let rows = Array(read[...end])
      return Part(
        path: file.path,
        back: try back(from: start, of: file, after: index == 0 ? nil : files[index - 1]),
        rows: rows, place: try file.place(at: start + rows.count),
        hasMore: start + Self.partSize < file.size || index + 1 < files.count, isTorn: isTorn)
    }
    return nil
  }

  /// Whole rows before a place of a file, and of the one before it.
  private func back(
    from offset: Int, of file: PlainFile, after before: PlainFile?
  ) throws(FormatFault) -> [UInt8] {
    var bytes: [UInt8] = []
    if offset < Self.backSize, let before {
      let start = max(0, before.size - (Self.backSize - offset))
      bytes = try before.peek(at: start, count: before.size - start)
      if start > 0 { bytes = bytes.afterFirstLine }
    }
    let start = max(0, offset - Self.backSize)
    let own = try file.peek(at: start, count: offset - start)
    return bytes + (start > 0 ? own.afterFirstLine : own)
  }

  /// The files that were this one before, by the time of their last row: `Master.csv.1`,
  /// `Master.csv-20260301`. Packed ones are not among them.
  private func earlier() throws(FormatFault) -> [PlainFile] {
    let own = URL(fileURLWithPath: path)
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(
        atPath: own.deletingLastPathComponent().path)
    } catch {
      throw .unreadable(path, reason: error.localizedDescription)
    }
    var found: [(file: PlainFile, at: Date)] = []
    for name in names where name.hasPrefix(own.lastPathComponent) {
      let rest = name.dropFirst(own.lastPathComponent.count)
      guard rest.first == "." || rest.first == "-",
        rest.dropFirst().allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "-") })
      else { continue }
      let url = own.deletingLastPathComponent().appending(path: name)
      do {
        let at = try url.resourceValues(forKeys: [.contentModificationDateKey])
        found.append((try PlainFile(path: url.path), at.contentModificationDate ?? .distantPast))
      } catch let fault as FormatFault {
        throw fault
      } catch {
        throw .unreadable(url.path, reason: error.localizedDescription)
      }
    }
    return found.sorted { ($0.at, $0.file.path) < ($1.at, $1.file.path) }.map(\.file)
  }
}

extension CallLog.Place {
  /// Its form in a cursor.
  var text: String { "\(offset) \(mark)" }

  /// Reads that form.
  init(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let offset = Int(parts[0]) else {
      // Why: only `text` makes it; anything else is a bug.
      preconditionFailure("no place in a log: \(text)")
    }
    self.init(offset: offset, mark: String(parts[1]))
  }
}

extension PlainFile {
  private static let markSize = 1_024

  fileprivate func place(at offset: Int) throws(FormatFault) -> CallLog.Place {
    CallLog.Place(offset: offset, mark: try mark(before: offset))
  }

  /// Whether a place is one of this file.
  fileprivate func holds(_ place: CallLog.Place) throws(FormatFault) -> Bool {
    if place.offset > size { return false }
    return try mark(before: place.offset) == place.mark
  }

  /// FNV-1a over what stands before an offset.
  private func mark(before offset: Int) throws(FormatFault) -> String {
    let count = min(offset, Self.markSize)
    let before = try peek(at: offset - count, count: count)
    let hash = before.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}

extension [UInt8] {
  /// The bytes behind the first line; none when there is no other.
  fileprivate var afterFirstLine: [UInt8] {
    firstIndex(of: UInt8(ascii: "\n")).map { Array(self[($0 + 1)...]) } ?? []
  }
}
