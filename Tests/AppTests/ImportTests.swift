import App
import Domain
import Foundation
import Testing

@Suite struct ImportTests {
  private let office: Office

  init() throws {
    office = try Office()
  }

  @Test func `the same file twice changes nothing, a changed row updates`() throws {
    let first = "id,started_at,duration_s,manager\nc1,2026-03-14 09:30,40,anna\nc2,14.03.2026,0,\n"
    #expect(try office.tally("calls", first) == [2, 0, 0, 0])
    #expect(try office.tally("calls", first) == [0, 0, 2, 0])
    #expect(
      try office.tally("calls", "id,started_at,duration_s\nc1,2026-03-14 09:30,41\n")
        == [0, 1, 0, 0])
    #expect(try office.tally("calls", first, source: "pbx") == [2, 0, 0, 0])
  }

  @Test func `every kind comes in, and again unchanged`() throws {
    let files: [(String, String)] = [
      ("employees", "id,name,team,hired_on\ne1,Anna,North,2020-01-01\n"),
      ("channels", "id,name,group\nsite,Site,web\n"),
      ("products", "id,name,price\np1,Rack,1 200,50\n".replacing("1 200,50", with: "\"1 200,50\"")),
      ("stages", "pipeline,stage,order,outcome\nMain,New,1,open\nMain,Paid,2,won\n"),
      ("clients", "id,name,kind,attr.industry\nk1,Acme,company,steel\n"),
      ("leads", "id,created_at,client,channel,temperature\nl1,2026-03-01,k1,site,hot\n"),
      ("deals", "id,created_at,lead,amount,outcome\nd1,2026-03-02,l1,1500.50,open\n"),
      ("stage_moves", "deal,at,from,to\nd1,2026-03-03,,New\nd1,2026-03-03,,New\n"),
      ("temperatures", "lead,deal,at,temperature\nl1,,2026-03-03,warm\n,d1,2026-03-03,hot\n"),
      ("deal_items", "deal,product,quantity,amount\nd1,p1,2,10\nd1,p1,2,10\n"),
      ("calls", "id,started_at,duration_s,answered\nc1,2026-03-04T10:00:00Z,61,yes\n"),
      ("activities", "id,kind,at,place\na1,meeting,2026-03-04 11:00,office\n"),
      ("payments", "id,deal,received_on,received_amount\nm1,d1,2026-03-05,100\n"),
      ("tasks", "id,title,due_at\nt1,Call back,2026-03-06\n"),
      ("ad_spend", "date,channel,campaign,cost\n2026-03-01,site,,10.00\n"),
      ("worktime", "manager,start,end\ne1,2026-03-04 09:00,2026-03-04 18:00\n"),
      ("plans", "metric,scope,who,period,from,value\ncalls_out,company,,day,2026-03-04,50\n"),
      ("holidays", "date,working\n2026-03-09,no\n"),
      ("rates", "date,currency,rate\n2026-03-01,USD,90.5\n"),
    ]
    for (kind, text) in files {
      let rows = text.split(separator: "\n").count - 1
      #expect(try office.tally(kind, text) == [rows, 0, 0, 0], "\(kind)")
      #expect(try office.tally(kind, text) == [0, 0, rows, 0], "\(kind) again")
    }
    #expect(files.count == RecordKind.all.count)
  }

  @Test func `what is referred to before it comes is created, and taken over when it comes`() throws
  {
    let result = try office.takeIn(
      "calls", "id,started_at,duration_s,client,manager\nc1,2026-03-14,40,Acme,e1\n")
    #expect(result.tally.references == ["clients": 1, "employees": 1])
    // One by its name, the other by its id: both were only referred to, so both count as created.
    #expect(try office.tally("clients", "id,name\nk1,Acme\n") == [1, 0, 0, 0])
    #expect(try office.tally("employees", "id,name\ne1,Anna\n") == [1, 0, 0, 0])
    let again = try office.takeIn(
      "calls", "id,started_at,duration_s,client,manager\nc1,2026-03-14,40,k1,Anna\n")
    #expect(again.tally.unchanged == 1)
    #expect(again.tally.references.isEmpty)
  }

  @Test func `two clients of one name are an error of the row that names them`() throws {
    try office.takeIn("clients", "id,name\nk1,Acme\nk2,Acme\n")
    let result = try office.takeIn(
      "calls", "id,started_at,duration_s,client\nc1,2026-03-14,1,Acme\n")
    #expect(result.errors.map(\.reason.key) == ["row.ambiguous"])
    #expect(!result.isKept)
  }

  @Test func `a bad row fails the whole import and says where`() throws {
    let text = "id,started_at,duration_s\nc1,2026-03-14,40\nc2,yesterday,-1\nc1,2026-03-15,1\n"
    let result = try office.takeIn("calls", text)
    #expect(!result.isKept)
    #expect(result.errorCount == 3)
    #expect(result.errors.map(\.line) == [3, 3, 4])
    #expect(result.errors.map(\.column) == ["started_at", "duration_s", "id"])
    #expect(result.errors.map(\.reason.key) == ["row.date", "row.count", "row.duplicate"])
    #expect(try office.tally("calls", "id,started_at,duration_s\nc1,2026-03-14,40\n")[0] == 1)
  }

  @Test func `with skip-bad the good rows go in and the bad ones are written with reasons`() throws
  {
    let text = "id,created_at,temperature\nl1,2026-03-14,hot\nl2,2026-03-14,boiling\n"
    let result = try office.takeIn("leads", text) { $0.skipsBad = true }
    #expect(result.isKept)
    #expect(result.tally.created == 1)
    #expect(result.tally.rejected == 1)
    let rejected = try String(
      contentsOfFile: office.path("leads.csv.rejected.csv"), encoding: .utf8)
    #expect(
      rejected
        == "id,created_at,temperature,reason\r\nl2,2026-03-14,boiling,temperature: row.choice\r\n")
    #expect(try office.names == ["leads.csv", "leads.csv.rejected.csv"])
  }

  @Test func `rows that were skipped are taken in once they are corrected`() throws {
    let text = "id,created_at,temperature\nl1,2026-03-14,boiling\nl2,2026-03-14,icy\n"
    try office.takeIn("leads", text) { $0.skipsBad = true }
    let path = office.path("leads.csv.rejected.csv")
    let rejected = try String(contentsOfFile: path, encoding: .utf8)
    let result = try office.takeIn("leads", rejected.replacing("boiling", with: "hot")) {
      $0.skipsBad = true
    }
    #expect(result.tally.created == 1)
    #expect(
      try String(contentsOfFile: path, encoding: .utf8)
        == "id,created_at,temperature,reason\r\nl2,2026-03-14,icy,temperature: row.choice\r\n")
  }

  @Test func `a reason names our column and theirs, and every fault of the row`() throws {
    let map = #"{"id": "Nr", "created_at": "When", "temperature": "temperature"}"#
    let text = "Nr;When;temperature\n1;soon;boiling\n2;2026-03-14\n"
    _ = try office.takeIn("leads", text, map: map) { $0.skipsBad = true }
    let rejected = try String(
      contentsOfFile: office.path("leads.csv.rejected.csv"), encoding: .utf8)
    #expect(
      rejected
        == "Nr,When,temperature,reason\r\n"
        + "1,soon,boiling,created_at («When»): row.date; temperature: row.choice\r\n"
        + "2,2026-03-14,,row.width\r\n")
  }

  @Test func `many bad rows are written as they come, and only under their own name at the end`()
    throws
  {
    let rows = (1...30_000).map { "l\($0),2026-03-14,boiling\n" }.joined()
    let text = "id,created_at,temperature\n" + rows + "good,2026-03-14,hot\n"
    let path = office.path("leads.csv.rejected.csv")
    try Data("an older one".utf8).write(to: URL(fileURLWithPath: path))
    var sizes: [Int] = []
    let file = try office.write("leads.csv", text)
    var order = ImportOrder(kind: try #require(RecordKind.named("leads")), path: file)
    order.skipsBad = true
    let result = try office.planerka.takeIn(
      order, by: .commandLine, now: Moment(seconds: 1), say: \.key
    ) { _, _ in
      sizes.append(FileManager.default.contents(atPath: path + ".part")?.count ?? 0)
      #expect(FileManager.default.contents(atPath: path)?.count == 12)
    }
    #expect(sizes.max() ?? 0 > 500_000)
    #expect(result.errors.count == 20)
    #expect(result.tally.rejected == 30_000)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\r\n")
    #expect(lines.count == 30_001)
    #expect(lines.last == "l30000,2026-03-14,boiling,temperature: row.choice")
    #expect(try office.names == ["leads.csv", "leads.csv.rejected.csv"])
  }

  @Test func `an import that fails leaves no rejected rows behind`() throws {
    let text = "id,created_at\nl1,soon\n" + String(repeating: "l2,soon\n", count: 9_000)
    // A quotation mark that never ends stops the file after its bad rows.
    #expect(throws: PlainFault.self) {
      try office.takeIn("leads", text + "\"l3,2026-03-14\n") { $0.skipsBad = true }
    }
    #expect(try office.names == ["leads.csv"])
    let dry = try office.takeIn("leads", text) {
      $0.skipsBad = true
      $0.isDryRun = true
    }
    #expect(dry.tally.rejected == 9_001)
    #expect(try office.names == ["leads.csv"])
  }

  @Test(arguments: [("l2,soon\n", true), ("", false)])
  func `what a killed import has left of its rejected rows goes with the next one`(
    bad: String, hasRejected: Bool
  ) throws {
    let part = office.path("leads.csv.rejected.csv.part")
    try Data("id,created_at,reason\r\nl2,so".utf8).write(to: URL(fileURLWithPath: part))
    try office.takeIn("leads", "id,created_at\nl1,2026-03-14\n" + bad) { $0.skipsBad = true }
    #expect(
      try office.names == ["leads.csv"] + (hasRejected ? ["leads.csv.rejected.csv"] : []))
  }

  @Test func `rejected rows that cannot be written stop the import before anything is kept`()
    throws
  {
    let text = "id,created_at\nl1,2026-03-14\nl2,soon\n"
    let part = office.path("leads.csv.rejected.csv.part")
    try FileManager.default.createDirectory(atPath: part, withIntermediateDirectories: false)
    let fault = #expect(throws: PlainFault.self) {
      try office.takeIn("leads", text) { $0.skipsBad = true }
    }
    #expect(fault?.message.key == "rejected.stopped")
    #expect(fault?.message.arguments["path"] == office.path("leads.csv.rejected.csv"))
    #expect(fault?.kind == .outside)
    #expect(try office.planerka.isEmpty())
    try FileManager.default.removeItem(atPath: part)
    let taken = office.path("leads.csv.rejected.csv/in")
    try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: true)
    let late = #expect(throws: PlainFault.self) {
      try office.takeIn("leads", text) { $0.skipsBad = true }
    }
    #expect(late?.message.key == "rejected.unwritable")
    #expect(try !office.planerka.isEmpty())
    #expect(!FileManager.default.fileExists(atPath: part))
  }

  @Test func `a dry run counts and keeps nothing`() throws {
    let text = "id,created_at\nl1,2026-03-14\n"
    let result = try office.takeIn("leads", text) { $0.isDryRun = true }
    #expect(result.tally.created == 1)
    #expect(!result.isKept)
    #expect(try office.tally("leads", text) == [1, 0, 0, 0])
  }

  @Test func `a mapping names their columns, words, dates and marks`() throws {
    let map = """
      {"id": {"row": "b"}, "created_at": {"column": "Date", "format": "M/d/yyyy"},
       "client": "Account", "outcome": {"column": "Stage", "values": {"Won": "won", "": "open"}},
       "amount": {"column": "Value", "decimal": ",", "default": "0"}, "pipeline": {"constant": "B2B"}}
      """
    let text = "Date;Account;Stage;Value;Note\n3/9/2026;Acme;Won;1.234,50;x\n12/31/2026;;;;y\n"
    #expect(try office.takeIn("deals", text, map: map).tally.created == 2)
    let ours =
      "id,created_at,client,outcome,amount,pipeline\n"
      + "b1,2026-03-09,Acme,won,1234.50,B2B\nb2,2026-12-31,,open,0,B2B\n"
    #expect(try office.takeIn("deals", ours).tally.unchanged == 2)
  }

  @Test func `money of another currency needs a rate of its day or before`() throws {
    let text = "id,received_on,received_amount,currency\nm1,2026-03-05,100,USD\n"
    #expect(try office.takeIn("payments", text).errors.map(\.reason.key) == ["row.rate"])
    try office.takeIn("rates", "date,currency,rate\n2026-03-04,USD,90\n2026-03-06,USD,99\n")
    #expect(try office.takeIn("payments", text).isKept)
    // Half past midnight in Moscow is the day before in Greenwich, which has no rate yet.
    let deal = "id,created_at,amount,currency\nd1,2026-03-04 00:30,100,USD\n"
    #expect(try office.takeIn("deals", deal).isKept)
  }

  @Test(arguments: [
    ("id,started_at,duration_s,mood\n", "columns.unknown"), ("id,started_at\n", "columns.missing"),
    ("id,id,started_at,duration_s\n", "columns.twice"), ("", "file.empty"),
    ("id,started_at,duration_s\n\"c1,2026-03-14,1\n", "file.unterminated_quote"),
    ("id,started_at,duration_s\nc\u{0}1,2026-03-14,1\n", "file.not_text"),
  ])
  func `a file that is wrong as a whole is refused with a reason`(text: String, key: String) throws
  {
    let fault = #expect(throws: PlainFault.self) { try office.takeIn("calls", text) }
    #expect(fault?.message.key == key)
    #expect(fault?.kind == .content)
  }

  @Test func `a row of another width is refused`() throws {
    let result = try office.takeIn("calls", "id,started_at,duration_s\nc1,2026-03-14\n")
    #expect(result.errors.map(\.reason.key) == ["row.width"])
  }
}
