import App
import Domain
import Foundation
import Render
import Reports
import Store
import TestKit
import Testing

/// A database whose large tables are spread over servers, by families of records that name each
/// other; where the server has no Citus, the same tables on one server.
@Suite(.enabled(if: ServedCompany.isPossible && !TestPlace.isDistributed), .timeLimit(.minutes(15)))
struct DistributionTests {
  private let company: ServedCompany

  init() throws { company = try ServedCompany() }

  private func refusal(_ place: DataPlace) -> PlainFault? {
    do {
      _ = try Planerka.distribute(place) { _, _ in }
      return nil
    } catch {
      return error as? PlainFault
    }
  }

  @Test func `what cannot be distributed is told why, and stays as it was`() throws {
    let path = company.folder.appending(path: "file").path
    let file = try Planerka(directory: DataDirectory(path), create: true)
    withExtendedLifetime(file) {}
    let embedded = refusal(.directory(DataDirectory(path)))
    #expect(embedded?.message.key == "distribute.embedded")

    let node = try company.node()
    try node.takeInCalls(try company.calls(0..<10))
    let missing = refusal(.server(company.url))
    #expect(missing?.message.key == "distribute.citus_missing")

    let server = TestConnection(company.url)
    let known = """
      INSERT INTO pg_extension VALUES (99999, 'citus', 10, 2200, TRUE, '10.2-1', NULL, NULL)
      """
    _ = try server.run(known)
    let old = refusal(.server(company.url))
    #expect(old?.message.key == "distribute.citus_old")
    #expect(old?.message.arguments["version"] == "10.2-1")
    _ = try server.run(
      """
      UPDATE pg_extension SET extversion = '12.1-1' WHERE extname = 'citus';
      CREATE TABLE pg_dist_node (isactive BOOLEAN, shouldhaveshards BOOLEAN);
      INSERT INTO pg_dist_node VALUES (TRUE, FALSE), (FALSE, TRUE)
      """)
    let idle = refusal(.server(company.url))
    #expect(idle?.message.key == "distribute.citus_no_servers")
    _ = try server.run("DROP TABLE pg_dist_node")
    _ = try server.run("DELETE FROM pg_extension WHERE extname = 'citus'")

    try company.gatherFamilies()
    #expect(refusal(.server(company.url))?.message.key == "distribute.twice")
    #expect(try node.check().isEmpty)
  }

  @Test func `what Citus is asked spreads every large table, a client's records together`() throws {
    let node = try company.node()
    try node.takeInCalls(try company.calls(0..<100))
    let server = TestConnection(company.url)
    // What Citus would do is only written down.
    _ = try server.run(
      """
      INSERT INTO pg_extension VALUES (99999, 'citus', 10, 2200, TRUE, '12.1-1', NULL, NULL);
      CREATE TABLE pg_dist_node (isactive BOOLEAN, shouldhaveshards BOOLEAN);
      CREATE TABLE asked (number BIGINT GENERATED ALWAYS AS IDENTITY, what TEXT);
      CREATE TABLE citus_shards (table_name REGCLASS, nodename TEXT, nodeport INT);
      INSERT INTO citus_shards VALUES ('client', 'a', 1), ('client', 'b', 1), ('client', 'a', 1);
      CREATE FUNCTION create_distributed_table(
        t REGCLASS, c TEXT, k TEXT DEFAULT 'hash', colocate_with TEXT DEFAULT 'default'
      ) RETURNS VOID LANGUAGE sql AS
        $$ INSERT INTO asked (what) VALUES (t || ' by ' || c || ' with ' || colocate_with) $$;
      CREATE FUNCTION create_reference_table(t REGCLASS) RETURNS VOID LANGUAGE sql AS
        $$ INSERT INTO asked (what) VALUES (t || ' everywhere') $$;
      CREATE FUNCTION truncate_local_data_after_distributing_table(t REGCLASS) RETURNS VOID
        LANGUAGE sql AS $$ $$
      """)
    let spread = try Planerka.distribute(.server(company.url)) { _, _ in }
    #expect(spread.servers == 2)
    // Everybody is connected anew.
    let after = TestConnection(company.url)
    let asked = try #require(
      try after.run("SELECT string_agg(what, ', ' ORDER BY number) FROM asked"))
    #expect(asked.hasPrefix("client by family with none, "))
    #expect(asked.hasSuffix(", calendar everywhere"))
    for table in ["lead", "deal", "call", "payment", "stage_visit", "client_attribute"] {
      #expect(asked.contains("\(table) by family with client"), "\(table)")
    }
    #expect(try node.takeInCalls(try company.calls(50..<150, seconds: 90)).updated == 50)
    _ = try after.run("DELETE FROM pg_extension WHERE extname = 'citus'")
  }

  @Test func `a company cannot be copied into distributed tables`() throws {
    let path = company.folder.appending(path: "file").path
    let file = try Planerka(directory: DataDirectory(path), create: true)
    withExtendedLifetime(file) {}
    try company.gatherFamilies()
    #expect {
      try Planerka.move(
        from: .directory(DataDirectory(path)), to: .server(company.url)
      ) { _, _ in }
    } throws: { error in
      (error as? PlainFault)?.message.key == "move.distributed"
    }
  }

  @Test func `a node that was connected before goes on`() throws {
    let node = try company.node()
    try node.takeInCalls(try company.calls(0..<100))
    try company.gatherFamilies()
    #expect(try node.takeInCalls(try company.calls(50..<150, seconds: 90)).updated == 50)
    #expect(try node.check().isEmpty)
  }

  @Test func `records that name each other are of one family, however they come in`() throws {
    try company.gatherFamilies()
    let node = try company.node()
    func take(_ kind: String, _ text: String) throws -> IntakeTally {
      let file = company.folder.appending(path: "\(UUID().uuidString).csv")
      try Data(text.utf8).write(to: file)
      return try node.takeIn(
        ImportOrder(kind: try #require(RecordKind.named(kind)), path: file.path),
        by: .commandLine, now: Moment(seconds: 1_800_000_000), say: \.key
      ).tally
    }
    let server = TestConnection(company.url)
    func families() throws -> String? {
      try server.run(
        """
        SELECT string_agg(members, ' ' ORDER BY members) FROM (
          SELECT string_agg(what, '+' ORDER BY what) AS members FROM (
            SELECT family, key AS what FROM client UNION ALL SELECT family, key FROM lead
            UNION ALL SELECT family, key FROM deal UNION ALL SELECT family, key FROM call
            UNION ALL SELECT family, key FROM payment
            UNION ALL SELECT family, name || value FROM client_attribute) AS record
          GROUP BY family) AS family
        """)
    }
    _ = try take("clients", "id,name,attr.size\nk1,One,big\nk2,Two,small\nk3,Three,\n")
    #expect(try families() == "k1+sizebig k2+sizesmall k3")
    // Calls make leads and deals that nobody has told of yet.
    _ = try take(
      "calls",
      """
      id,started_at,duration_s,client,lead,deal
      c1,2026-03-02T10:00:00,60,k1,,
      c2,2026-03-02T11:00:00,60,,l1,
      c3,2026-03-02T12:00:00,60,,,d1
      c4,2026-03-02T13:00:00,60,,,

      """)
    #expect(try families() == "c1+k1+sizebig c2+l1 c3+d1 c4 k2+sizesmall k3")
    // A lead is the first client's, and a deal the second's.
    _ = try take("leads", "id,created_at,client,channel\nl1,2026-03-01T10:00:00,k1,site\n")
    _ = try take(
      "deals", "id,created_at,client,lead,amount\nd1,2026-03-01T12:00:00,k2,,100\n")
    #expect(try families() == "c1+c2+k1+l1+sizebig c3+d1+k2+sizesmall c4 k3")
    // The deal turns out to be the lead's: both clients and all that is theirs move together.
    #expect(
      try take(
        "deals", "id,created_at,client,lead,amount\nd1,2026-03-01T12:00:00,k2,l1,100\n"
      ).updated == 1)
    #expect(try families() == "c1+c2+c3+d1+k1+k2+l1+sizebig+sizesmall c4 k3")
    // What moved is found where it is now.
    #expect(
      try take("payments", "id,deal,received_on,received_amount\np1,d1,2026-03-05,100\n")
        .created == 1)
    #expect(try take("clients", "id,name,attr.size\nk1,One,huge\n").updated == 1)
    #expect(try families() == "c1+c2+c3+d1+k1+k2+l1+p1+sizehuge+sizesmall c4 k3")
    // A key that comes twice in one file, for two clients, is told.
    let twice = try take(
      "calls",
      "id,started_at,duration_s,client\nc9,2026-03-02T10:00:00,1,k3\nc9,2026-03-02T10:00:00,1,k1\n")
    #expect(twice.rejected == 1)
    let together = "c1+c2+c3+d1+k1+k2+l1+p1+sizehuge+sizesmall c4 k3"
    #expect(try families() == together)
    // Families stay together when what tied them is taken back.
    let last = try #require(try node.imports(limit: 20).entries.first { $0.kind == "deals" })
    let undone = try node.undo(
      import: last.id, by: .commandLine, now: Moment(seconds: 1_800_000_100))
    #expect(undone.restored == 1)
    #expect(try families() == together)
    #expect(try node.check().isEmpty)
  }
}
