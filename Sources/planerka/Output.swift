import Domain
import Glibc
import Render

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
        // Why: the reader has gone (a closed pipe); there is nobody left to tell.
        if errno == EPIPE || self == .note { return }
        let reason = String(cString: strerror(errno))
        let told = Speech.words.text("output.broken", ["reason": reason])
        Output.note.line(Speech.words.text("error", ["text": told]))
        exit(1)
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
  ///
  /// - Throws: `PlainFault` `output.unwritable`.
  static func file(_ bytes: [UInt8], at path: String) throws(PlainFault) {
    let part = path + ".part"
    let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw unwritable(path) }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else {
        let fault = unwritable(path)
        close(descriptor)
        unlink(part)
        throw fault
      }
      done += count
    }
    guard close(descriptor) == 0, rename(part, path) == 0 else {
      let fault = unwritable(path)
      unlink(part)
      throw fault
    }
  }

  private static func unwritable(_ path: String) -> PlainFault {
    PlainFault(
      .outside, "output.unwritable", ["path": path, "reason": String(cString: strerror(errno))])
  }
}
