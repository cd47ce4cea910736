public import Domain

/// How the columns of somebody else's file fill ours: the content of a mapping file.
public struct ColumnMapping: Sendable, Equatable {
  /// Where the cells of one of our columns come from.
  public enum Origin: Sendable, Equatable {
    /// One of their columns, with how its texts are read.
    case column(String, values: [String: String], format: String?, whenEmpty: String?, mark: UInt8?)
    /// The same text in every row.
    case constant(String)
    /// A text and the row's number in the file: `b1`, `b2` …
    case row(String)
  }

  /// The origins by our columns' names.
  public let origins: [String: Origin]

  /// A mapping by the origins of our columns.
  public init(origins: [String: Origin]) {
    self.origins = origins
  }

  /// Refuses a mapping that fills columns a kind does not have.
  ///
  /// - Throws: `PlainFault` `mapping.unknown`, or `mapping.unknown_near` when one of the kind's
  ///   columns is probably meant.
  public func check(_ kind: RecordKind) throws(PlainFault) {
    let known = kind.fields.map(\.name)
    let unknown = origins.keys.sorted().first { name in
      !known.contains(name) && !(kind.takesAttributes && name.hasPrefix("attr."))
    }
    guard let unknown else { return }
    let all = known + (kind.takesAttributes ? ["attr.NAME"] : [])
    var arguments = [
      "ours": unknown, "kind": kind.name, "known": all.joined(separator: ", "),
    ]
    arguments["near"] = known.nearest(to: unknown)
    throw PlainFault(
      .input, arguments["near"] == nil ? "mapping.unknown" : "mapping.unknown_near", arguments)
  }
}
