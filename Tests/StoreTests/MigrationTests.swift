import App
import Domain
import Foundation
import GRDB
import Store
import TestKit
import Testing

@Suite struct MigrationTests {
  private let place: TestPlace

  init() throws { place = try TestPlace() }

  /// What deals and clients are worked out to be by the steps that are gone back here.
  private static let worked = [
    """
    SELECT "key" || ' ' || COALESCE(CAST(lead_before AS TEXT), '') || ' '
      || COALESCE(CAST(led_from AS TEXT), '') || ' '
      || COALESCE(CAST(born_manager_id AS TEXT), '') || ' '
      || COALESCE(CAST(born_temperature AS TEXT), '') AS row
    FROM deal
    """,
    """
    SELECT CAST(client_id AS TEXT) || ' ' || CAST(until_at AS TEXT) || ' '
      || COALESCE(CAST(first_paid_day AS TEXT), '') AS row
    FROM first_paid_before
    """,
  ]

  // Why: the tables of a distributed database take no column away by which rows are told apart.
  @Test(.enabled(if: !TestPlace.isDistributed))
  func `an older database says the same after it was brought up`() throws {
    try fill()
    let before = try Self.worked.map { try rows($0) }
    // The lead before, the moment of the other; the seller, and the temperature marked by then.
    #expect(before[0].count == 2)
    #expect(before[0].contains { $0.hasPrefix("d 1 ") && $0.hasSuffix(" 1 1") }, "\(before[0])")
    #expect(before[1].count == 1)
    let schema = try columns()
    try goBack()
    #expect(try columns() != schema)
    _ = try place.storage()
    #expect(try columns() == schema)
    #expect(try Self.worked.map { try rows($0) } == before)
  }

  private func fill() throws {
    let planerka = try place.planerka()
    for (kind, text) in [
      (
        "leads",
        """
        id,created_at,deal,manager,status
        l1,2026-03-02 10:00,d,m,qualified
        l2,2026-03-20 10:00,d,m,new
        """
      ),
      ("temperatures", "lead,at,temperature\nl1,2026-03-02 11:00,hot"),
      (
        "deals",
        "id,created_at,client,lead,manager\nd,2026-03-03 10:00,c,l2,m\ne,2026-03-04 10:00,c,,m"
      ),
      ("payments", "id,deal,received_on,received_amount\np,d,2026-03-01,70"),
    ] {
      let file = place.folder.appending(path: "\(kind).csv")
      try Data(text.utf8).write(to: file)
      let order = ImportOrder(kind: try #require(RecordKind.named(kind)), path: file.path)
      let result = try planerka.takeIn(
        order, by: .commandLine, now: Moment(seconds: 1_800_000_000), say: \.key)
      try #require(result.errorCount == 0, "\(result.errors)")
    }
  }

  /// Undoes the steps after the ninth.
  private func goBack() throws {
    try run(
      """
      DROP TABLE connection; DROP INDEX import_by_connection; ALTER TABLE import DROP COLUMN connection_id;
      DROP INDEX deal_by_lead_before; DROP INDEX payment_without_manager;
      ALTER TABLE lead ADD COLUMN qualified_from INTEGER;
      ALTER TABLE lead ADD COLUMN disqualified_from INTEGER;
      DROP TABLE first_paid_before;
      ALTER TABLE deal_terms DROP COLUMN amount_minor; ALTER TABLE deal_terms DROP COLUMN currency;
      ALTER TABLE deal DROP COLUMN lead_before; ALTER TABLE deal DROP COLUMN led_from;
      ALTER TABLE deal DROP COLUMN born_manager_id; ALTER TABLE deal DROP COLUMN born_temperature;
      """)
    try run(place.url == nil ? "PRAGMA user_version = 9" : "UPDATE schema_version SET version = 9")
  }

  /// The columns of the tables that the steps are about.
  private func columns() throws -> [String] {
    try ["lead", "deal", "deal_terms", "import", "connection"].flatMap { table in
      try rows(
        place.url == nil
          ? "SELECT name AS row FROM pragma_table_info('\(table)')"
          : """
          SELECT column_name AS row FROM information_schema.columns WHERE table_name = '\(table)'
          """
      ).map { "\(table).\($0)" }
    }
  }

  private func run(_ sql: String) throws {
    if let url = place.url {
      _ = try TestConnection(url).run(sql)
    } else {
      try file().write { try $0.execute(sql: sql) }
    }
  }

  /// The texts that a selection gives as `row`, in their order.
  private func rows(_ sql: String) throws -> [String] {
    guard let url = place.url else {
      return try file().read { try String.fetchAll($0, sql: sql) }.sorted()
    }
    let all = try TestConnection(url).run("SELECT string_agg(row, '\n') FROM (\(sql)) AS found")
    return all?.split(separator: "\n").map(String.init).sorted() ?? []
  }

  private func file() throws -> DatabaseQueue {
    try DatabaseQueue(path: place.folder.appending(path: "planerka.sqlite").path)
  }
}
