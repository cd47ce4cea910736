/// The texts that cells of a workbook share, one after another in memory.
final class SharedStrings: XMLTaker {
  /// The most bytes the part of the texts may unpack to; they alone are kept in memory.
  static let sizeLimit = 1_073_741_824

  private var bytes: [UInt8] = []
  /// Where each text ends.
  private var ends: [Int] = []
  private var start = 0
  private var isText = false
  private var phonetic = 0

  /// Makes a list without texts.
  init() {}

  /// Reads the texts of a part.
  ///
  /// Throws the faults of workbooks.
  init(_ part: WorkbookPart) throws(FormatFault) {
    try XMLStream(part, taker: self).readAll()
  }

  /// The number of texts.
  var count: Int { ends.count }

  /// Adds a text, counted from 0, to `target`; false when there is none.
  func append(_ index: Int, to target: inout [UInt8]) -> Bool {
    guard ends.indices.contains(index) else { return false }
    target.append(contentsOf: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
    return true
  }

  func open(_ name: XMLName, _ attributes: XMLAttributes, in stream: XMLStream) {
    switch name {
    case "si": start = bytes.count
    case "t": isText = phonetic == 0
    // How Japanese words sound, beside what they are.
    case "rPh": phonetic += 1
    default: break
    }
  }

  func close(_ name: XMLName, in stream: XMLStream) {
    switch name {
    case "si":
      WorkbookText.unescape(&bytes, from: start)
      ends.append(bytes.count)
    case "t": isText = false
    case "rPh": phonetic -= 1
    default: break
    }
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>, in stream: XMLStream) {
    if isText { bytes.append(contentsOf: piece) }
  }
}

/// Texts as workbooks write them.
enum WorkbookText {
  /// Turns `_x000D_` and the like, which stand for characters XML cannot hold, into themselves.
  static func unescape(_ bytes: inout [UInt8], from start: Int) {
    guard var target = firstEscape(bytes, start) else { return }
    var at = target
    while at < bytes.count {
      if let code = escape(bytes, at), let scalar = Unicode.Scalar(code), code != 0 {
        for unit in UTF8.encode(scalar).map(Array.init) ?? [] {
          bytes[target] = unit
          target += 1
        }
        at += 7
      } else {
        bytes[target] = bytes[at]
        target += 1
        at += 1
      }
    }
    bytes.removeLast(bytes.count - target)
  }

  private static func firstEscape(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard bytes.count - start >= 7 else { return nil }
    return (start...bytes.count - 7).first { bytes[$0] == 0x5F && escape(bytes, $0) != nil }
  }

  /// The character that an escape at this place stands for.
  private static func escape(_ bytes: [UInt8], _ at: Int) -> UInt16? {
    guard at + 7 <= bytes.count, bytes[at] == 0x5F, bytes[at + 1] == 0x78, bytes[at + 6] == 0x5F
    else { return nil }
    var code: UInt16 = 0
    for byte in bytes[at + 2..<at + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      code = code << 4 | UInt16(digit)
    }
    return code
  }
}
