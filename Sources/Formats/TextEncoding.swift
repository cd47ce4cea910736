/// An encoding of text that files are read in.
public enum TextEncoding: String, CaseIterable, Sendable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "utf-8"
  /// UTF-16, low byte first.
  case utf16le = "utf-16le"
  /// UTF-16, high byte first.
  case utf16be = "utf-16be"
  /// Windows code page 1251, Cyrillic.
  case windows1251 = "windows-1251"
  /// Windows code page 1252, Western European.
  case windows1252 = "windows-1252"
  /// ISO 8859-1, Latin-1.
  case iso8859_1 = "iso-8859-1"
  /// ISO 8859-7, Greek.
  case iso8859_7 = "iso-8859-7"

  /// Finds the encoding by a name of any letter case, such as `CP1251` or `latin1`.
  ///
  /// Throws `file.unknown_encoding` for a name that none of the encodings has.
  public init(named name: String) throws(FormatFault) {
    let plain = name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    switch plain {
    case "utf8", "utf8sig", "utf8bom": self = .utf8
    case "utf16", "utf16le", "ucs2", "ucs2le", "unicode": self = .utf16le
    case "utf16be", "ucs2be": self = .utf16be
    case "windows1251", "win1251", "cp1251", "1251", "ansi1251": self = .windows1251
    case "windows1252", "win1252", "cp1252", "1252", "ansi1252": self = .windows1252
    case "iso88591", "latin1", "l1", "88591": self = .iso8859_1
    case "iso88597", "greek", "88597": self = .iso8859_7
    default: throw .unknownEncoding(name)
    }
  }

  /// The byte order mark that opens a text of this encoding, empty where none exists.
  public var mark: [UInt8] {
    switch self {
    case .utf8: [0xEF, 0xBB, 0xBF]
    case .utf16le: [0xFF, 0xFE]
    case .utf16be: [0xFE, 0xFF]
    default: []
    }
  }

  /// The encoding whose byte order mark opens these bytes, if any does.
  static func marked(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    for encoding in [TextEncoding.utf8, .utf16le, .utf16be] {
      let mark = encoding.mark
      if bytes.count >= mark.count, bytes.prefix(mark.count).elementsEqual(mark) {
        return encoding
      }
    }
    return nil
  }

  /// The most UTF-8 bytes that one byte of this encoding becomes.
  var expansion: Int { self == .utf8 ? 1 : 3 }
}
