/// Writes records of delimited text into a growing buffer, quoting as RFC 4180 asks.
public struct CSVWriter {
  /// The manner of the text: its delimiter, decimal mark, line end and byte order mark.
  public struct Flavour: Equatable, Sendable {
    /// The ASCII byte between cells.
    public var delimiter: UInt8
    /// The ASCII byte between the whole and the fraction of a number.
    public var decimalMark: UInt8
    /// Whether the text opens with the UTF-8 byte order mark.
    public var hasMark: Bool

    /// Makes a flavour from its parts.
    public init(delimiter: UInt8, decimalMark: UInt8, hasMark: Bool) {
      self.delimiter = delimiter
      self.decimalMark = decimalMark
      self.hasMark = hasMark
    }

    /// Comma, decimal point, no mark: what programs read.
    public static let plain = Flavour(
      delimiter: UInt8(ascii: ","), decimalMark: UInt8(ascii: "."), hasMark: false)
    /// Semicolon, decimal comma, a mark: what Excel opens in a Russian locale.
    public static let excel = Flavour(
      delimiter: UInt8(ascii: ";"), decimalMark: UInt8(ascii: ","), hasMark: true)
  }

  /// The manner of the text.
  public let flavour: Flavour
  /// The UTF-8 bytes written and not yet taken.
  public private(set) var bytes: [UInt8]
  private var recordStart: Int
  private var isFirst = true

  /// Makes a writer, with the mark of its flavour written.
  public init(_ flavour: Flavour = .plain) {
    self.flavour = flavour
    bytes = flavour.hasMark ? TextEncoding.utf8.mark : []
    recordStart = bytes.count
  }

  /// Adds a cell of text to the record.
  public mutating func field(_ text: String) {
    var text = text
    text.withUTF8 { field($0) }
  }

  /// Adds a cell of UTF-8 bytes to the record.
  public mutating func field(_ text: UnsafeBufferPointer<UInt8>) {
    separate()
    let quote = UInt8(ascii: "\"")
    let delimiter = flavour.delimiter
    let mustQuote =
      text.contains { $0 == quote || $0 == delimiter || $0 == 0x0A || $0 == 0x0D }
      || text.first == 0x20 || text.last == 0x20
    if !mustQuote {
      bytes.append(contentsOf: text)
      return
    }
    bytes.append(quote)
    for byte in text {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  /// Adds a cell of a number written with a decimal point, with the mark of the flavour.
  public mutating func number(_ digits: String) {
    let mark = flavour.decimalMark
    let marked = digits.utf8.map { $0 == UInt8(ascii: ".") ? mark : $0 }
    marked.withUnsafeBufferPointer { field($0) }
  }

  /// Ends the record with CR LF.
  public mutating func endRecord() {
    // A record of one empty cell would read back as a blank line.
    if bytes.count == recordStart { bytes.append(contentsOf: [0x22, 0x22]) }
    bytes.append(contentsOf: [0x0D, 0x0A])
    recordStart = bytes.count
    isFirst = true
  }

  /// Adds a whole record of text cells.
  public mutating func record(_ cells: [String]) {
    for cell in cells { field(cell) }
    endRecord()
  }

  /// Hands over the bytes written since the last call; call it between records.
  public mutating func take() -> [UInt8] {
    let taken = bytes
    bytes.removeAll(keepingCapacity: true)
    recordStart = 0
    return taken
  }

  private mutating func separate() {
    if !isFirst { bytes.append(flavour.delimiter) }
    isFirst = false
  }
}
