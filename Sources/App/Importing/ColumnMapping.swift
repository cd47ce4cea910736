public import Domain
import FoundationEssentials

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

  /// Reads a mapping file's bytes.
  ///
  /// - Throws: `PlainFault` `mapping.wrong` when they are no JSON object of the expected shape.
  public init(json: [UInt8], path: String) throws(PlainFault) {
    do {
      let entries = try JSONDecoder().decode([String: Entry].self, from: Data(json))
      origins = try entries.mapValues { try $0.origin() }
    } catch {
      throw PlainFault(.input, "mapping.wrong", ["path": path, "reason": "\(error)"])
    }
  }

  /// An entry of the file: a column's name alone, or an object.
  private struct Entry: Decodable {
    let column: String?
    let values: [String: String]?
    let format: String?
    let whenEmpty: String?
    let decimal: String?
    let constant: String?
    let row: String?

    enum CodingKeys: String, CodingKey {
      case column, values, format, decimal, constant, row
      case whenEmpty = "default"
    }

    init(from decoder: any Decoder) throws {
      // Why: an entry that is no text is read as an object below, which reports what is wrong.
      if let name = try? decoder.singleValueContainer().decode(String.self) {
        (column, values, format, whenEmpty) = (name, nil, nil, nil)
        (decimal, constant, row) = (nil, nil, nil)
        return
      }
      let keys = try decoder.container(keyedBy: CodingKeys.self)
      column = try keys.decodeIfPresent(String.self, forKey: .column)
      values = try keys.decodeIfPresent([String: String].self, forKey: .values)
      format = try keys.decodeIfPresent(String.self, forKey: .format)
      whenEmpty = try keys.decodeIfPresent(String.self, forKey: .whenEmpty)
      decimal = try keys.decodeIfPresent(String.self, forKey: .decimal)
      constant = try keys.decodeIfPresent(String.self, forKey: .constant)
      row = try keys.decodeIfPresent(String.self, forKey: .row)
    }

    func origin() throws -> Origin {
      if let column {
        return .column(
          column, values: values ?? [:], format: format, whenEmpty: whenEmpty,
          mark: decimal?.utf8.first)
      }
      if let constant { return .constant(constant) }
      if let row { return .row(row) }
      throw DecodingError.dataCorrupted(
        .init(codingPath: [], debugDescription: "one of column, constant, row is needed"))
    }
  }
}
