/// A reason why a file cannot be read, as a message key with its arguments.
///
/// The key names a sentence of the message catalogue; `line` is a physical line of the file,
/// counted from 1.
public struct FormatFault: Error, Equatable, Sendable {
  /// The key of the message, such as `file.missing`.
  public let key: String
  /// The values the message names, by their placeholder.
  public let arguments: [String: String]
  /// The physical line of the file, from 1, where the fault lies, when it lies on one.
  public let line: Int?

  /// Makes a fault from a message key, its arguments and the line where it lies.
  public init(key: String, arguments: [String: String] = [:], line: Int? = nil) {
    self.key = key
    self.arguments = arguments
    self.line = line
  }
}

/// Faults of finding, opening and unpacking a file.
extension FormatFault {
  /// No file has this path.
  public static func missing(_ path: String) -> Self {
    Self(key: "file.missing", arguments: ["file": path])
  }

  /// The path names a directory instead of a file.
  public static func notAFile(_ path: String) -> Self {
    Self(key: "file.not_a_file", arguments: ["file": path])
  }

  /// The path names a pipe or a device, which cannot be read twice.
  public static func special(_ path: String) -> Self {
    Self(key: "file.special", arguments: ["file": path])
  }

  /// The file may not be read by this user.
  public static func forbidden(_ path: String) -> Self {
    Self(key: "file.forbidden", arguments: ["file": path])
  }

  /// The system refused to read the file, for the reason given.
  public static func unreadable(_ path: String, reason: String) -> Self {
    Self(key: "file.unreadable", arguments: ["file": path, "reason": reason])
  }

  /// The file holds no bytes, or no record.
  public static func empty(_ path: String) -> Self {
    Self(key: "file.empty", arguments: ["file": path])
  }

  /// The file is an XLS workbook of Excel 97–2003.
  public static func spreadsheetOld(_ path: String) -> Self {
    Self(key: "file.spreadsheet_old", arguments: ["file": path])
  }

  /// The file is an XLSX workbook where delimited text is expected.
  public static func spreadsheetXLSX(_ path: String) -> Self {
    Self(key: "file.spreadsheet_xlsx", arguments: ["file": path])
  }

  /// What the packed file holds is packed itself: a workbook or another archive.
  public static func packedTwice(_ path: String) -> Self {
    Self(key: "file.packed_twice", arguments: ["file": path])
  }

  /// The file is an OpenDocument spreadsheet.
  public static func openDocument(_ path: String) -> Self {
    Self(key: "file.ods", arguments: ["file": path])
  }

  /// The archive holds no member or several, so which one to read is unknown.
  public static func archiveMembers(_ path: String, count: Int) -> Self {
    Self(key: "file.archive_members", arguments: ["file": path, "count": String(count)])
  }

  /// The archive is locked with a password.
  public static func archiveLocked(_ path: String) -> Self {
    Self(key: "file.archive_locked", arguments: ["file": path])
  }

  /// The archive ends before its content does.
  public static func truncated(_ path: String) -> Self {
    Self(key: "file.truncated", arguments: ["file": path])
  }

  /// The archive cannot be unpacked, for the reason given.
  public static func archiveDamaged(_ path: String, reason: String) -> Self {
    Self(key: "file.archive_damaged", arguments: ["file": path, "reason": reason])
  }

  /// A compressed file part does not unpack to the bytes it was made from.
  public static func partDamaged(expected: Int) -> Self {
    Self(key: "file.part_damaged", arguments: ["bytes": String(expected)])
  }
}

/// Faults of text, its encoding and its cells.
extension FormatFault {
  /// The file holds bytes that no text has.
  public static func notText(_ path: String, line: Int? = nil) -> Self {
    Self(key: line == nil ? "file.no_text" : "file.not_text", arguments: ["file": path], line: line)
  }

  /// The encoding cannot be told with certainty and must be named.
  public static func encodingUnclear(_ path: String) -> Self {
    Self(key: "file.encoding_unclear", arguments: ["file": path])
  }

  /// The name is not that of a known encoding.
  public static func unknownEncoding(_ name: String) -> Self {
    let known = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
    return Self(
      key: "file.unknown_encoding",
      arguments: ["name": "encoding", "value": name, "known": known])
  }

  /// Some bytes have no meaning in the encoding of the file.
  public static func invalidBytes(_ path: String, encoding: TextEncoding, line: Int?) -> Self {
    Self(
      key: "file.invalid_bytes", arguments: ["file": path, "encoding": encoding.rawValue],
      line: line)
  }

  /// A quote opened on `line` is never closed.
  public static func unterminatedQuote(_ path: String, line: Int) -> Self {
    Self(key: "file.unterminated_quote", arguments: ["file": path], line: line)
  }

  /// A record has more cells than the limit.
  public static func cellsTooMany(_ path: String, limit: Int, line: Int) -> Self {
    Self(key: "file.cells_too_many", arguments: ["file": path, "limit": String(limit)], line: line)
  }

  /// A record is longer than the limit, in bytes.
  public static func recordTooLong(_ path: String, limit: Int, line: Int) -> Self {
    Self(
      key: "file.record_too_long", arguments: ["file": path, "limit": String(limit)], line: line)
  }
}
