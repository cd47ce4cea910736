/// Metrics in the text format of Prometheus, version 0.0.4.
struct Exposition {
  /// The type of the text.
  static let type = "text/plain; version=0.0.4; charset=utf-8"

  /// What a metric's values do.
  enum Kind: String {
    /// They only grow while the program runs.
    case counter
    /// They grow and shrink.
    case gauge
    /// They are counts by bucket.
    case histogram
  }

  /// The lines so far.
  private(set) var text = ""

  /// Begins a metric; its samples follow.
  mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  /// A value under labels.
  mutating func sample(
    _ name: String, _ labels: KeyValuePairs<String, String> = [:], _ value: some Numeric
  ) {
    let shown = labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    text += shown.isEmpty ? "\(name) \(value)\n" : "\(name){\(shown)} \(value)\n"
  }

  /// A metric of one value without labels; none when there is no value.
  mutating func single(
    _ name: String, _ kind: Kind, _ help: String, _ value: (some Numeric)?
  ) {
    guard let value else { return }
    begin(name, kind, help)
    sample(name, [:], value)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
