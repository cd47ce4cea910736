import Domain
import GRDB

/// A reference of a row: to a record there is, or to one that is made when the row goes in.
enum Reference: Equatable {
  case found(Int64)
  case pending(String)

  var isPending: Bool { if case .pending = self { true } else { false } }
}

/// Ids found lately, by kind and text; emptied when it has grown, so that memory does not.
struct ReferenceCache {
  private var ids: [String: [String: Int64]] = [:]
  private static let limit = 50_000

  subscript(kind: String, text: String) -> Int64? {
    get { ids[kind]?[text] }
    set {
      if (ids[kind]?.count ?? 0) >= Self.limit { ids[kind] = [:] }
      ids[kind, default: [:]][text] = newValue
    }
  }
}

extension Recording {
  /// What the row refers to, by column: by id in the source, by id in every source, by name.
  ///
  /// - Throws: `RowFault` `row.ambiguous` when one of these steps finds two.
  func references(of cells: [Cell]) throws -> [String: Reference] {
    var found: [String: Reference] = [:]
    for (field, cell) in zip(fields, cells) {
      guard case .reference(let name) = field.holds, case .text(let text) = cell else { continue }
      if let id = looked[name, text] {
        found[field.name] = .found(id)
        continue
      }
      guard let id = try look(for: text, among: name, column: field.name) else {
        found[field.name] = .pending(text)
        continue
      }
      looked[name, text] = id
      found[field.name] = .found(id)
    }
    return found
  }

  /// Makes the records that are referred to and not there, with the text as id and name.
  func create(_ references: inout [String: Reference]) throws {
    for field in fields {
      guard case .reference(let name) = field.holds,
        case .pending(let text)? = references[field.name], let kind = RecordKind.named(name)
      else { continue }
      if let id = looked[name, text] {
        references[field.name] = .found(id)
        continue
      }
      revision += 1
      let hasName = kind.field("name") != nil
      try db.cachedStatement(
        sql: """
          INSERT INTO "\(kind.table)" (source_id, key, known, revision\(hasName ? ", name" : ""))
          VALUES (?, ?, 0, ?\(hasName ? ", ?" : ""))
          """
      ).execute(
        arguments: hasName ? [source, text, revision, text] : [source, text, revision])
      let id = db.lastInsertedRowID
      looked[name, text] = id
      references[field.name] = .found(id)
      tally.references[name, default: 0] += 1
    }
  }

  private func look(for text: String, among name: String, column: String) throws -> Int64? {
    guard let kind = RecordKind.named(name) else { return nil }
    let table = "\"\(kind.table)\""
    let own = try db.cachedStatement(
      sql: "SELECT id FROM \(table) WHERE key = ? AND source_id = ?")
    if let id = try Int64.fetchOne(own, arguments: [text, source]) { return id }
    var steps = ["key"]
    if kind.field("name") != nil { steps.append("name") }
    for step in steps {
      let any = try db.cachedStatement(
        sql: "SELECT id FROM \(table) WHERE \(step) = ? ORDER BY id LIMIT 2")
      let ids = try Int64.fetchAll(any, arguments: [text])
      guard ids.count < 2 else {
        throw RowFault("row.ambiguous", column: column, value: text, ["kind": name])
      }
      if let id = ids.first { return id }
    }
    return nil
  }
}
