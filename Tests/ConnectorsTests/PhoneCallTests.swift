import Connectors
import Domain
import Testing

/// Calls, as the legs of a log make them.
@Suite struct PhoneCallTests {
  private static let incoming = Leg()

  /// What a log makes of rows: direction, seller, number, seconds, whether it was answered.
  private func calls(_ legs: [Leg], _ options: [String: String] = [:]) throws -> [[String]] {
    let log = try Log(options)
    try log.write(legs.map(\.line).joined())
    return try log.pull().map { Array($0[2...]) }
  }

  @Test func `a call that comes in is the seller's who took it`() throws {
    #expect(try calls([Leg()]) == [["in", "101", "89161234567", "30", "yes"]])
    #expect(
      try calls([Leg()], ["extension.101": "Анна"]) == [["in", "Анна", "89161234567", "30", "yes"]])
    let log = try Log()
    try log.write(Leg(start: 61).line)
    #expect(try log.pull()[0].prefix(2) == ["1773126000.1", "2026-03-10T07:01:01+00:00"])
  }

  @Test func `a call that goes out is the seller's whose telephone it began at`() throws {
    var leg = Leg(
      source: "101", destination: "+7 (916) 765-43-21", channel: "PJSIP/101-00000001",
      bridged: "PJSIP/trunk-00000002")
    #expect(try calls([leg]) == [["out", "101", "+79167654321", "30", "yes"]])
    // The exchange shows the company's number in the place of the extension.
    leg.source = "+74951234567"
    #expect(try calls([leg]) == [["out", "101", "+79167654321", "30", "yes"]])
    leg.isAnswered = false
    #expect(try calls([leg]) == [["out", "101", "+79167654321", "0", "no"]])
  }

  @Test func `a telephone with a name is the company's when it has a seller`() throws {
    let leg = Leg(
      source: "+74951234567", destination: "89167654321", channel: "PJSIP/anna-00000001",
      bridged: "PJSIP/trunk-00000002")
    #expect(try calls([leg]).map { $0[0] } == ["in"])
    #expect(
      try calls([leg], ["extension.anna": "Анна"])
        == [["out", "Анна", "89167654321", "30", "yes"]])
  }

  @Test func `calls between the company's telephones are none`() throws {
    let within = Leg(source: "101", destination: "102", channel: "PJSIP/101-1")
    let code = Leg(source: "101", destination: "*97", channel: "PJSIP/101-1")
    #expect(try calls([within, code]).isEmpty)
    // A longer number is one outside, unless extensions are so long.
    let long = Leg(source: "200004", destination: "200002", channel: "SIP/200002-1")
    #expect(try calls([long]).map { $0[0] } == ["in"])
    #expect(try calls([long], ["extension_digits": "6"]).isEmpty)
  }

  @Test func `a context of calls that come in tells so whatever the numbers`() throws {
    let leg = Leg(source: "102", destination: "89160000000", context: "from-trunk")
    #expect(try calls([leg]).map { $0[0] } == ["in"])
    #expect(try calls([leg], ["incoming": "lines, other"]).map { $0[0] } == ["out"])
  }

  @Test func `a call that rang at several telephones is one, missed or taken`() throws {
    let first = Leg(bridged: "PJSIP/101-2", isAnswered: false, sequence: 1)
    var second = Leg(bridged: "PJSIP/102-3", isAnswered: false, sequence: 2)
    #expect(try calls([first, second]) == [["in", "", "89161234567", "0", "no"]])
    #expect(try calls([first]).map { $0[1] } == ["101"])
    second.isAnswered = true
    #expect(try calls([first, second]) == [["in", "102", "89161234567", "30", "yes"]])
  }

  @Test func `what the dialplan answers is no talk`() throws {
    let menu = Leg(destination: "700", bridged: "", talk: 27)
    #expect(try calls([menu]) == [["in", "", "89161234567", "0", "no"]])
  }

  @Test func `seconds talked in two legs at once count once`() throws {
    // 10:00:05 – 10:00:35 and, in a channel of the queue, 10:00:15 – 10:00:55.
    let queue = Leg(bridged: "Local/101@queue-1;1", talk: 30, sequence: 1)
    let agent = Leg(
      bridged: "PJSIP/101-2", start: 10, talk: 40, unique: "2", linked: "1", sequence: 2)
    #expect(try calls([queue, agent]) == [["in", "101", "89161234567", "50", "yes"]])
  }

  @Test func `a hidden number is empty`() throws {
    #expect(try calls([Leg(source: "anonymous")]).map { $0[2] } == [""])
  }

  @Test(arguments: [
    (Array(0..<16), "2026-03-10T07:00:00+00:00 89161234567 101 PJSIP/trunk-00000001"),
    (Array(0..<17), "1773126000.1"),
    (Array(0..<16) + [17], "2026-03-10T07:00:00+00:00 89161234567 101 PJSIP/trunk-00000001"),
    (Array(0..<18), "1773126000.1"),
    (Array(0..<16) + [18, 19, 20], "1773126000.1"),
    (Array(0..<17) + [18, 19, 20], "1773126000.1"),
    (Array(0..<21), "1773126000.1"),
    // As the sample of cdr_custom.conf has it.
    ([4, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 16, 17, 20], "1773126000.1"),
  ])
  func `every layout of the log is read`(places: [Int], id: String) throws {
    let log = try Log()
    try log.write(Leg().line(places))
    #expect(
      try log.pull() == [
        [id, "2026-03-10T07:00:00+00:00", "in", "101", "89161234567", "30", "yes"]
      ])
  }

  @Test func `a name in damaged bytes keeps nobody out, and a row that is none is told of`() throws
  {
    let log = try Log()
    let line = Array(Leg().line.utf8)
    let name = try #require(line.firstRange(of: Array("Анна".utf8)))
    let damaged = line[..<name.lowerBound] + [0xD0, 0x00, 0xFF] + line[name.upperBound...]
    try log.write(Array("what,is,this\n\n".utf8) + damaged)
    let rows = try log.pull()
    #expect(rows.map { $0[0] } == ["?", "1773126000.1"])
    #expect(rows[0][1] == "what,is,this")
  }

  @Test func `times of another zone are refused, for channels are numbered by the second`() throws {
    let log = try Log(["time_zone": "UTC"])
    try log.write(Leg().line)
    let fault = #expect(throws: PlainFault.self) { try log.pull() }
    #expect(fault?.message.key == "asterisk.zone")
    #expect(fault?.message.arguments["hours"] == "+3:00")
    #expect(fault?.message.arguments["zone"] == "UTC")
  }
}
