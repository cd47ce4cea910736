extension String {
  /// The text without characters that would do something to a terminal, cut when it is very long.
  public func printable(limit: Int = 500) -> String {
    var text = ""
    for scalar in unicodeScalars.prefix(limit) {
      let isControl = scalar.value < 32 || (127..<160).contains(scalar.value)
      text.unicodeScalars.append(isControl ? "\u{B7}" : scalar)
    }
    return unicodeScalars.count > limit ? text + "…" : text
  }
}
