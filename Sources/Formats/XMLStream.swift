import Cexpat

/// An XML document read by expat piece after piece, as far as its taker wants.
///
/// A document type is refused, since entities could grow without bound; so are depths and
/// lengths that no honest document has.
final class XMLStream {
  private static let depthLimit = 256
  private static let tokenLimit = 4_194_304
  private static let blockSize = 65_536

  private let part: WorkbookPart
  private let parser: XML_Parser
  private unowned let taker: any XMLTaker
  private var fault: FormatFault?
  private var depth = 0
  private var isPaused = false
  private var isRead = false

  /// Sets out to read a part; throws `file.workbook_damaged` without memory.
  init(_ part: WorkbookPart, taker: any XMLTaker) throws(FormatFault) {
    guard let parser = XML_ParserCreate(nil) else { throw part.damaged("XML_ParserCreate") }
    self.part = part
    self.parser = parser
    self.taker = taker
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { user, name, attributes in
        guard let name, let attributes else { return }
        XMLStream.from(user)?.open(XMLName(name), XMLAttributes(attributes))
      },
      { user, name in
        guard let name else { return }
        XMLStream.from(user)?.close(XMLName(name))
      })
    XML_SetCharacterDataHandler(parser) { user, bytes, count in
      guard let stream = XMLStream.from(user), let bytes else { return }
      bytes.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
        stream.taker.text(UnsafeBufferPointer(start: $0, count: Int(count)), in: stream)
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
      guard let stream = XMLStream.from(user) else { return }
      stream.fail(stream.part.damaged("DOCTYPE"))
    }
  }

  deinit {
    XML_ParserFree(parser)
  }

  /// The number of bytes of the workbook on disk taken so far.
  var consumed: Int { part.consumed }

  /// Reads on until the taker pauses; false at the end of the document.
  ///
  /// Throws the fault that the taker raised, `file.workbook_damaged`, `file.workbook_too_large`,
  /// `file.truncated` or `file.archive_damaged`.
  func advance() throws(FormatFault) -> Bool {
    while true {
      let status: XML_Status
      if isPaused {
        isPaused = false
        status = XML_ResumeParser(parser)
      } else {
        if isRead { return false }
        status = try feed()
      }
      if let fault { throw fault }
      if status == XML_STATUS_SUSPENDED {
        isPaused = true
        return true
      }
      if status != XML_STATUS_OK { throw part.damaged(reason) }
      if part.produced - Int(XML_GetCurrentByteIndex(parser)) > Self.tokenLimit {
        throw .workbookTooLarge(part.path, part: part.name, limit: Self.tokenLimit)
      }
    }
  }

  /// Reads the document to its end.
  func readAll() throws(FormatFault) {
    while try advance() {}
  }

  /// Makes `advance` return after the piece at hand.
  func pause() {
    XML_StopParser(parser, XML_Bool(1))
  }

  /// Ends the reading with a fault.
  func fail(_ fault: FormatFault) {
    if self.fault == nil { self.fault = fault }
    XML_StopParser(parser, XML_Bool(0))
  }

  /// Ends the reading since the part is not what it should be.
  func fail(_ reason: String) {
    fail(part.damaged(reason))
  }

  private func feed() throws(FormatFault) -> XML_Status {
    guard let room = XML_GetBuffer(parser, Int32(Self.blockSize)) else {
      throw part.damaged(reason)
    }
    let count = try part.read(
      into: UnsafeMutableBufferPointer(
        start: room.assumingMemoryBound(to: UInt8.self), count: Self.blockSize))
    isRead = count == 0
    return XML_ParseBuffer(parser, Int32(count), isRead ? 1 : 0)
  }

  private func open(_ name: XMLName, _ attributes: XMLAttributes) {
    depth += 1
    if depth > Self.depthLimit { return fail("depth > \(Self.depthLimit)") }
    taker.open(name, attributes, in: self)
  }

  private func close(_ name: XMLName) {
    depth -= 1
    taker.close(name, in: self)
  }

  private var reason: String {
    let text = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "XML"
    return "\(text) (\(XML_GetCurrentLineNumber(parser)):\(XML_GetCurrentColumnNumber(parser)))"
  }

  @inline(__always)
  private static func from(_ user: UnsafeMutableRawPointer?) -> XMLStream? {
    user.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
  }
}
