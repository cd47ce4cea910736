/// Text made safe for XML, as content or as an attribute in double quotes.
///
/// Characters XML 1.0 does not allow (control characters, U+FFFE, U+FFFF) are dropped.
public func escapedForXML(_ text: String) -> String {
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
    default:
      let value = scalar.value
      if value >= 0x20 && value != 0x7F && value != 0xFFFE && value != 0xFFFF {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}

/// A length for an SVG attribute: at most two decimals, a point, never an exponent.
public func svgNumber(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1_000_000_000 else { return "0" }
  let hundredths = Int((value * 100).rounded())
  let (whole, part) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
  let sign = hundredths < 0 ? "-" : ""
  if part == 0 { return "\(sign)\(whole)" }
  if part % 10 == 0 { return "\(sign)\(whole).\(part / 10)" }
  return "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
}
