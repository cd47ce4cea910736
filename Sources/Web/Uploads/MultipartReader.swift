import Glibc

/// Reads a multipart/form-data body (RFC 7578) as it arrives, in memory that does not grow with it.
///
/// Bytes are fed in pieces of any length; the boundary may lie across their borders.
package struct MultipartReader {
  /// What was read.
  package enum Event: Equatable {
    /// A part begins.
    case part(name: String, file: String?)
    /// The next bytes of the part.
    case bytes([UInt8])
    /// The part ends.
    case end
  }

  /// Why a body is no form.
  package struct Broken: Error {}

  /// The longest head of a part.
  private static let headLimit = 16_384

  private enum State {
    case preamble
    case afterBoundary
    case head
    case body
    case done
  }

  private let delimiter: [UInt8]
  private var state = State.preamble
  // Why: the first boundary may open the body; with a line end before it, it is like the others.
  private var buffer: [UInt8] = [13, 10]

  /// A reader for a boundary.
  package init(boundary: String) {
    delimiter = [13, 10, 45, 45] + Array(boundary.utf8)
  }

  /// The boundary that a `Content-Type` of a form names; nil when it is of something else.
  package static func boundary(of type: String) -> String? {
    let parts = type.split(separator: ";").map { part in
      part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    }.map { String($0) }
    guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
    for part in parts.dropFirst() where part.lowercased().hasPrefix("boundary=") {
      let value = part.dropFirst(9)
      let bare = value.hasPrefix("\"") ? value.dropFirst().prefix { $0 != "\"" } : value
      return bare.isEmpty || bare.utf8.count > 200 ? nil : String(bare)
    }
    return nil
  }

  /// Takes the next piece of the body.
  ///
  /// - Throws: `Broken` when a part has no readable head.
  package mutating func feed(_ piece: some Sequence<UInt8>, _ take: (Event) throws -> Void) throws {
    buffer.append(contentsOf: piece)
    while try step(take) {}
  }

  /// Ends the body.
  ///
  /// - Throws: `Broken` when the closing boundary never came.
  package func finish() throws {
    guard state == .done else { throw Broken() }
  }

  /// Goes one step on; false when more bytes are needed.
  private mutating func step(_ take: (Event) throws -> Void) throws -> Bool {
    switch state {
    case .done:
      buffer.removeAll()
      return false
    case .preamble:
      guard let place = find(delimiter) else {
        buffer.removeFirst(max(0, buffer.count - delimiter.count + 1))
        return false
      }
      buffer.removeFirst(place + delimiter.count)
      state = .afterBoundary
      return true
    case .afterBoundary: return try afterBoundary()
    case .head: return try head(take)
    case .body: return try body(take)
    }
  }

  private mutating func afterBoundary() throws -> Bool {
    let blank = buffer.prefix { $0 == 32 || $0 == 9 }.count
    guard buffer.count >= blank + 2 else {
      if blank > Self.headLimit { throw Broken() }
      return false
    }
    switch (buffer[blank], buffer[blank + 1]) {
    case (45, 45) where blank == 0: state = .done
    case (13, 10):
      // Why: the line end stays, so that a head without lines ends like any other.
      buffer.removeFirst(blank)
      state = .head
    default: throw Broken()
    }
    return true
  }

  private mutating func head(_ take: (Event) throws -> Void) throws -> Bool {
    guard let place = find([13, 10, 13, 10]) else {
      if buffer.count > Self.headLimit { throw Broken() }
      return false
    }
    let lines = String(decoding: buffer[..<place], as: UTF8.self).split(separator: "\r\n")
    buffer.removeFirst(place + 4)
    guard
      let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
      let name = Self.parameter("name", of: line)
    else { throw Broken() }
    // Why: the body's delimiter begins with the line end that an empty part has only once.
    buffer.insert(contentsOf: [13, 10], at: 0)
    isFirst = true
    try take(.part(name: name, file: Self.parameter("filename", of: line)))
    state = .body
    return true
  }

  /// Whether the line end put before the part's bytes is still there.
  private var isFirst = false

  private mutating func body(_ take: (Event) throws -> Void) throws -> Bool {
    let place = find(delimiter)
    let end = place ?? max(0, buffer.count - delimiter.count + 1)
    let start = isFirst ? 2 : 0
    guard place != nil || end > start else { return false }
    if end > start { try take(.bytes(Array(buffer[start..<end]))) }
    isFirst = false
    guard let place else {
      buffer.removeFirst(end)
      return false
    }
    buffer.removeFirst(place + delimiter.count)
    try take(.end)
    state = .afterBoundary
    return true
  }

  /// Where a text that begins with a line end stands in what was not read yet.
  private func find(_ text: [UInt8]) -> Int? {
    buffer.withUnsafeBytes { all in
      guard let base = all.baseAddress else { return nil }
      var place = 0
      while place + text.count <= all.count,
        let found = memchr(base + place, 13, all.count - text.count + 1 - place)
      {
        place = UnsafeRawPointer(found) - base
        if memcmp(found, text, text.count) == 0 { return place }
        place += 1
      }
      return nil
    }
  }

  /// A parameter of a `Content-Disposition` line; browsers write `"` in it as `%22`.
  private static func parameter(_ name: String, of line: Substring) -> String? {
    var rest = line[...]
    while let semicolon = rest.firstIndex(of: ";") {
      rest = rest[rest.index(after: semicolon)...].drop(while: \.isWhitespace)
      guard let equals = rest.firstIndex(of: "=") else { return nil }
      let key = rest[..<equals].lowercased()
      rest = rest[rest.index(after: equals)...]
      var value = ""
      if rest.first == "\"" {
        rest.removeFirst()
        while let character = rest.popFirst(), character != "\"" {
          if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
            value.append(next)
            rest.removeFirst()
          } else {
            value.append(character)
          }
        }
      } else {
        value = String(rest.prefix { $0 != ";" && !$0.isWhitespace })
      }
      if key == name { return value.replacing("%22", with: "\"") }
    }
    return nil
  }
}
