import Domain
import Foundation
import Glibc

/// The two streams of a command: answers on standard output, everything else on standard error.
enum Output: Int32 {
  case answer = 1
  case note = 2

  /// Writes a line at once, whole.
  func line(_ text: String) {
    self.text(text + "\n")
  }

  /// Writes a text at once, whole.
  func text(_ text: String) {
    bytes(Array(text.utf8))
  }

  /// Writes bytes at once, whole.
  func bytes(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(rawValue, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return  // Why: the reader has gone (a closed pipe); there is nobody left to tell.
      }
      done += count
    }
  }
}

extension Output {
  /// The terminal's width in columns; wide enough for anything when the answer goes elsewhere.
  static var width: Int {
    var size = winsize()
    guard ioctl(answer.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 1_000
    }
    return Int(size.ws_col)
  }

  /// Writes a file: whole or, when that fails, not at all.
  static func file(_ bytes: [UInt8], at path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw PlainFault(
        .outside, "output.unwritable", ["path": path, "reason": error.localizedDescription])
    }
  }
}
