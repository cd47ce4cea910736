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
    let bytes = Array(text.utf8)
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
