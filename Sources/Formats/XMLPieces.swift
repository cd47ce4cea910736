import Glibc

/// What takes in the pieces of an XML document as they are met.
protocol XMLTaker: AnyObject {
  /// An element opens.
  func open(_ name: XMLName, _ attributes: XMLAttributes, in stream: XMLStream)
  /// An element closes.
  func close(_ name: XMLName, in stream: XMLStream)
  /// A piece of text, in UTF-8.
  func text(_ bytes: UnsafeBufferPointer<UInt8>, in stream: XMLStream)
}

extension XMLTaker {
  func close(_ name: XMLName, in stream: XMLStream) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>, in stream: XMLStream) {}
}

/// The name of an element without its prefix, valid while it is handed out.
struct XMLName {
  private let start: UnsafePointer<CChar>

  init(_ qualified: UnsafePointer<CChar>) {
    start = strchr(qualified, 0x3A).map { UnsafePointer($0) + 1 } ?? qualified
  }

  /// Lets names stand in the cases of a switch.
  @inline(__always)
  static func ~= (pattern: StaticString, name: XMLName) -> Bool {
    strcmp(UnsafeRawPointer(pattern.utf8Start).assumingMemoryBound(to: CChar.self), name.start)
      == 0
  }
}

/// The attributes of an element, valid while they are handed out.
struct XMLAttributes {
  /// Names and values by turns, closed by a null.
  private let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

  init(_ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>) {
    self.pairs = pairs
  }

  /// The value of the attribute of this name, prefix and all, as C text.
  @inline(__always)
  func value(_ name: StaticString) -> UnsafePointer<CChar>? {
    let wanted = UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    var at = 0
    while let found = pairs[at] {
      if strcmp(found, wanted) == 0 { return pairs[at + 1] }
      at += 2
    }
    return nil
  }

  /// The value of the attribute of this name, prefix and all.
  subscript(_ name: StaticString) -> String? {
    value(name).map { String(cString: $0) }
  }

  /// The value of the attribute of this local name that has some prefix, such as `r:id`.
  func prefixed(_ local: String) -> String? {
    var at = 0
    while let found = pairs[at] {
      let name = String(cString: found)
      if name.hasSuffix(":" + local) { return pairs[at + 1].map { String(cString: $0) } }
      at += 2
    }
    return nil
  }

  /// The value of the attribute of this name as a number from 0 on.
  func number(_ name: StaticString) -> Int? {
    guard let text = value(name) else { return nil }
    var number = 0
    var at = 0
    while text[at] != 0 {
      guard (0x30...0x39).contains(text[at]), at < 18 else { return nil }
      number = number * 10 + Int(text[at] - 0x30)
      at += 1
    }
    return at > 0 ? number : nil
  }
}
