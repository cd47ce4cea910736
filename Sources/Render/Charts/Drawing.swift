/// An SVG being drawn: marks are appended, `finished` wraps them in the element.
struct Drawing {
  private(set) var body = ""
  let width: Double

  init(_ width: ChartWidth) { self.width = width.units }

  init(units: Double) { width = units }

  mutating func rect(
    _ classes: String, x: Double, y: Double, width: Double, height: Double, isMark: Bool = false
  ) {
    guard width > 0, height > 0 else { return }
    let hatch = classes == ChartTone.promised.fill ? " fill=\"url(#hatch)\"" : ""
    let mark = isMark ? " mk" : ""
    body += "<rect class=\"\(classes)\(mark)\"\(hatch) x=\"\(svgNumber(x))\" y=\"\(svgNumber(y))\""
    body += " width=\"\(svgNumber(width))\" height=\"\(svgNumber(height))\"/>"
  }

  mutating func line(_ classes: String, from start: (Double, Double), to end: (Double, Double)) {
    body += "<line class=\"l \(classes)\" x1=\"\(svgNumber(start.0))\" y1=\"\(svgNumber(start.1))\""
    body += " x2=\"\(svgNumber(end.0))\" y2=\"\(svgNumber(end.1))\"/>"
  }

  mutating func path(_ classes: String, _ commands: String) {
    body += "<path class=\"\(classes)\" d=\"\(commands)\"/>"
  }

  mutating func dot(_ classes: String, x: Double, y: Double, radius: Double) {
    body += "<circle class=\"\(classes) mk\" cx=\"\(svgNumber(x))\" cy=\"\(svgNumber(y))\""
    body += " r=\"\(svgNumber(radius))\"/>"
  }

  mutating func text(_ words: String, _ classes: String, x: Double, y: Double) {
    guard !words.isEmpty else { return }
    let names = classes.isEmpty ? "" : " class=\"\(classes)\""
    body += "<text\(names) x=\"\(svgNumber(x))\" y=\"\(svgNumber(y))\">"
    body += "\(escapedForXML(words))</text>"
  }

  /// Text cut to its place with an ellipsis; the whole of it stays as a hint.
  mutating func text(
    _ words: String, _ classes: String, x: Double, y: Double, within room: Double
  ) {
    let shown = TextWidth.cut(words, to: room)
    guard shown != words else { return text(words, classes, x: x, y: y) }
    body += "<g><title>\(escapedForXML(words))</title>"
    text(shown, classes, x: x, y: y)
    body += "</g>"
  }

  /// A tick with a halo: the pace, or where one ought to be now.
  mutating func tick(x: Double, y: Double, height: Double) {
    rect("f-halo", x: x - 2, y: y, width: 4, height: height)
    rect("f-tick", x: x - 1, y: y, width: 2, height: height)
  }

  /// Marks that open the records behind them; only an address of this site becomes a link.
  mutating func link(_ href: String?, hint: String = "", _ draw: (inout Drawing) -> Void) {
    let address = href.flatMap(Self.local)
    if let address { body += "<a href=\"\(escapedForXML(address))\">" }
    if !hint.isEmpty { body += "<g><title>\(escapedForXML(hint))</title>" }
    draw(&self)
    if !hint.isEmpty { body += "</g>" }
    if address != nil { body += "</a>" }
  }

  /// Names of inks on their own lines above a picture; returns where it may begin.
  mutating func key(
    _ names: [(name: String, tone: ChartTone)], from start: Double, to end: Double
  ) -> Double {
    if names.isEmpty { return 0 }
    var left = start
    var top = 0.0
    for (name, tone) in names {
      let room = TextWidth.of(name) + 14
      if left > start, left + room > end {
        left = start
        top += 18
      }
      rect(tone.fill, x: left, y: top + 3, width: 10, height: 10)
      text(name, "t-12 t-2", x: left + 15, y: top + 12)
      left += room + 20
    }
    return top + 24
  }

  func finished(_ caption: ChartCaption, height: Double, classes: String = "c") -> String {
    let id = escapedForXML(caption.id) + "-\(Int(width))"
    let described = caption.desc.isEmpty ? "" : " \(id)-d"
    var svg = "<svg class=\"\(classes)\" viewBox=\"0 0 \(svgNumber(width)) \(svgNumber(height))\""
    svg += " role=\"img\" aria-labelledby=\"\(id)-t\(described)\">"
    svg += "<title id=\"\(id)-t\">\(escapedForXML(caption.title))</title>"
    if !caption.desc.isEmpty { svg += "<desc id=\"\(id)-d\">\(escapedForXML(caption.desc))</desc>" }
    return svg + body + "</svg>"
  }

  private static func local(_ href: String) -> String? {
    let isLocal = href.hasPrefix("/") || href.hasPrefix("?") || href.hasPrefix("#")
    return isLocal && !href.hasPrefix("//") && !href.hasPrefix("/\\") ? href : nil
  }
}

extension ChartWidth {
  var classes: String { self == .wide ? "c wide" : "c narrow" }
}

/// How much room words take, near enough to decide whether they fit.
enum TextWidth {
  static let perCharacter = 6.7

  static func of(_ words: String) -> Double { Double(words.count) * perCharacter }

  static func cut(_ words: String, to room: Double) -> String {
    guard of(words) > room else { return words }
    let kept = max(1, Int(room / perCharacter) - 1)
    return String(words.prefix(kept)) + "…"
  }
}

/// Lengths from zero to the largest value.
struct Scale {
  let largest: Double
  let length: Double

  init(to values: [Double], length: Double) {
    largest = values.lazy.filter(\.isFinite).max() ?? 0
    self.length = length
  }

  func callAsFunction(_ value: Double) -> Double {
    guard largest > 0, value.isFinite else { return 0 }
    return min(max(value, 0), largest) / largest * length
  }
}
