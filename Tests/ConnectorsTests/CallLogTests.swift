import Connectors
import Domain
import Formats
import Testing

/// A log that grows, is renamed and begun anew.
@Suite struct CallLogTests {
  private let log: Log

  init() throws { log = try Log() }

  private func line(_ number: Int) -> String { Leg(start: number % 600, unique: "\(number)").line }

  private func numbers(_ rows: [[String]]) -> [String] {
    rows.map { String($0[0].split(separator: ".")[1]) }
  }

  @Test func `rows are pulled once, and a row that is being written waits`() throws {
    #expect(try log.pull().isEmpty)
    try log.append(line(1) + line(2) + line(3).dropLast(20))
    #expect(try numbers(log.pull()) == ["1", "2"])
    #expect(try log.pull().isEmpty)
    try log.append(line(3).suffix(20) + line(4))
    #expect(try numbers(log.pull()) == ["3", "4"])
  }

  @Test func `a log that is renamed and begun anew loses no row`() throws {
    try log.append(line(1))
    _ = try log.pull()
    try log.append(line(2))
    try log.rename(to: "Master.csv.1")
    try log.write(line(3))
    #expect(try numbers(log.pull()) == ["2", "3"])
    // Renamed twice while nobody looked.
    try log.append(line(4))
    try log.rename("Master.csv.1", to: "Master.csv.2")
    try log.rename(to: "Master.csv.1")
    try log.write(line(5))
    try log.rename(to: "Master.csv-20260310")
    try log.write(line(6))
    #expect(try numbers(log.pull()) == ["4", "5", "6"])
    #expect(log.notes.isEmpty)
  }

  @Test func `a log that is copied and emptied loses no row`() throws {
    try log.append(line(1))
    _ = try log.pull()
    try log.append(line(2))
    try log.copy(to: "Master.csv.1")
    try log.write("")
    #expect(try numbers(log.pull()) == ["2"])
    try log.append(line(3) + line(4) + line(5))
    #expect(try numbers(log.pull()) == ["3", "4", "5"])
    #expect(log.notes.isEmpty)
  }

  @Test func `when the file before is not there it is told, and what is there is taken`() throws {
    try log.append(line(1) + line(2))
    _ = try log.pull()
    try log.write(line(7))
    #expect(try numbers(log.pull()) == ["7"])
    #expect(log.notes == ["asterisk.torn"])
    #expect(try log.pull().isEmpty)
    #expect(log.notes == ["asterisk.torn"])
  }

  @Test func `other files beside it are no part of it`() throws {
    try log.append(line(1))
    _ = try log.pull()
    try log.write(line(8), to: "Master.csv.old")
    try log.write(line(9), to: "Master.csv.1.gz")
    try log.append(line(2))
    #expect(try numbers(log.pull()) == ["2"])
  }

  @Test func `a long log is pulled in parts that end with rows`() throws {
    let count = 80_000
    try log.write((1...count).map(line).joined())
    let rows = try log.pull()
    #expect(log.pulls > 1)
    #expect(numbers(rows) == (1...count).map(String.init))
  }

  @Test func `a leg that comes after the others gives its call anew, whole`() throws {
    let first = Leg(destination: "700", talk: 20, unique: "1", sequence: 1)
    try log.append(first.line + line(2))
    #expect(try log.pull().map { $0[5] } == ["20", "30"])
    let second = Leg(
      channel: "PJSIP/trunk-00000001", bridged: "PJSIP/102-00000009", start: 100, talk: 50,
      unique: "9", linked: "1", sequence: 3)
    try log.append(second.line)
    let rows = try log.pull()
    #expect(numbers(rows) == ["1"])
    #expect(rows.map { $0[5] } == ["70"])
    #expect(rows.map { $0[3] } == ["102"])
    // The same when its first leg stands in the file before.
    try log.rename(to: "Master.csv.1")
    try log.write(Leg(bridged: "PJSIP/103-1", start: 200, talk: 5, unique: "11", linked: "1").line)
    #expect(try log.pull().map { $0[5] } == ["75"])
  }

  @Test func `a row that was cut off, and lines without any, keep no others out`() throws {
    try log.append("\n \r\n")
    #expect(try log.pull().isEmpty)
    try log.append(line(1) + line(2).prefix(60) + "\n" + line(3) + "\n" + line(4))
    let rows = try log.pull()
    #expect(rows.map { $0[0] == "?" } == [false, true, false, false])
    #expect(rows[1][1].hasPrefix(",89161234567,101,office,"))
    #expect(try log.pull().isEmpty)
  }

  @Test func `a log that is not there is told of`() throws {
    try log.rename(to: "away")
    #expect(throws: FormatFault.self) { try log.pull() }
    #expect(throws: FormatFault.self) { try log.source().check() }
  }

  @Test func `a row without an end is refused when it is too long`() throws {
    try log.write([UInt8](repeating: 0x41, count: 17_000_000))
    let fault = #expect(throws: FormatFault.self) { try log.pull() }
    #expect(fault?.key == "file.record_too_long")
  }
}
