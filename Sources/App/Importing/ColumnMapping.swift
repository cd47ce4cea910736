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
  /// - Throws: `PlainFault` as `RecordKind.check` does.
  public func check(_ kind: RecordKind) throws(PlainFault) {
    try kind.check(columns: origins.keys.sorted())
  }
}

extension RecordKind {
  /// Refuses names that are no columns of the kind.
  ///
  /// - Throws: `PlainFault` `mapping.unknown`, or `mapping.unknown_near` when one of the kind's
  ///   columns is probably meant.
  public func check(columns names: [String]) throws(PlainFault) {
    let known = fields.map(\.name)
    let unknown = names.first { name in
      !known.contains(name) && !(takesAttributes && name.hasPrefix("attr."))
    }
    guard let unknown else { return }
    let all = known + (takesAttributes ? ["attr.NAME"] : [])
    var arguments = ["ours": unknown, "kind": name, "known": all.joined(separator: ", ")]
    arguments["near"] = known.nearest(to: unknown)
    throw PlainFault(
      .input, arguments["near"] == nil ? "mapping.unknown" : "mapping.unknown_near", arguments)
  }
}
