import App
import Domain
import Foundation
import TestKit
import Testing

/// What commands say to those who run them.
@Suite struct CommandTests {
  /// Runs the program on a company, in English; what it says on standard error, and its exit status.
  private func run(
    _ arguments: [String], in place: TestPlace, environment: [String: String] = [:]
  ) throws -> (said: String, status: Int32) {
    let program = Process()
    program.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "planerka")
    let database = place.url.map { ["--database", $0] } ?? []
    program.arguments = arguments + ["--data", place.folder.path] + database
    program.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let errors = Pipe()
    program.standardError = errors
    program.standardOutput = FileHandle.nullDevice
    try program.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    program.waitUntilExit()
    return (String(decoding: said, as: UTF8.self), program.terminationStatus)
  }

  @Test func `each thing that is wrong with a question is said on a line of its own`() throws {
    let place = try TestPlace()
    try place.planerka().settle(["locale": "en"], by: .commandLine, now: .init(seconds: 0))
    let question = ["report", "managers", "--from", "soon", "--by", "day", "--compare", "best"]
    let answer = try run(question, in: place)
    #expect(
      answer.said == """
        Error: The report managers has one shape: it takes no by=day.
        Error: from: «soon» is not a date. Expected: 2026-03-14.
        Error: «best» is not known for compare. Known: previous, year.

        """)
    #expect(answer.status == 2)
    let one = try run(["report", "managers", "--from", "soon"], in: place)
    #expect(one.said == "Error: from: «soon» is not a date. Expected: 2026-03-14.\n")
    #expect(one.status == 2)
  }

  @Test(arguments: [
    (["import", "employes", "x.csv"], "There is no kind employes.", 2),
    (["help", "nosuch"], "nosuch", 2),
    (["import", "calls", "missing.csv"], "missing.csv", 1),
    (["import", "calls", "/dev/null", "--encoding", "nope"], "There is no encoding nope.", 2),
    (["demo", "--today", "31.03.2026x"], "--today", 2),
    (["--time-zone", "Mars/X", "demo"], "Mars/X", 2),
    (["--currency", "XYZQ", "demo"], "XYZQ", 2),
    (["serve", "--port", "99999"], "--port takes a number from 0 to 65535.", 2),
    (["serve", "--memory-limit", "0"], "--memory-limit", 2),
    (["connect", "add", "asterisk", "pbx", "--every", "1"], "--every takes a number from 5", 2),
    (["connect", "add", "asterisk", "pbx", "--set", "file"], "file", 2),
    (["sync"], "There is no database", 1),
  ])
  func `what is wrong with a command is said before anything is made`(
    arguments: [String], reason: String, status: Int32
  ) throws {
    let place = try TestPlace()
    let answer = try run(arguments + ["--locale", "en"], in: place)
    #expect(answer.said.contains(reason))
    #expect(answer.status == status)
    let left = try FileManager.default.contentsOfDirectory(atPath: place.folder.path)
    #expect(!left.contains { $0.hasPrefix("planerka") }, "\(left)")
  }

  @Test func `what only reads keeps no settings`() throws {
    let place = try TestPlace()
    let planerka = try place.planerka()
    #expect(try run(["check", "--time-zone", "Asia/Tokyo"], in: place).status == 0)
    #expect(try run(["report", "channels"], in: place).status == 0)
    #expect(try planerka.history(limit: 5).entries.isEmpty)
  }

  @Test func `a system is connected, looked at and taken away`() throws {
    let place = try TestPlace()
    let log = place.folder.appending(path: "Master.csv")
    try Data("no,call\n".utf8).write(to: log)
    func say(_ arguments: [String]) throws -> (said: String, status: Int32) {
      try run(arguments + ["--locale", "en"], in: place)
    }
    let add = ["connect", "add", "asterisk", "pbx", "--set", "file=\(log.path)"]
    #expect(try say(add).said.hasPrefix("The connection pbx was added."))
    #expect(try say(add).said.hasPrefix("Error: There is a connection pbx already."))
    #expect(try say(add + ["--set", "x=y"]).status == 2)
    let rejected = try say(["sync"])
    #expect(rejected.said.contains("Line 1, started_at:"))
    #expect(rejected.status == 0)
    #expect(
      try say(["sync", "abc"]) == (
        "Error: There is no connection abc. The list: planerka connect\n", 1
      ))
    try FileManager.default.removeItem(at: log)
    let gone = try say(["sync", "pbx"])
    #expect(gone.said.contains(log.path) && gone.status == 1)
    #expect(try say(["connect", "remove", "pbx"]) == ("", 0))
    #expect(try say(["connect"]).said.hasPrefix("There are no connections."))
    #expect(try say(["connect", "remove", "pbx"]).status == 1)
  }

  @Test func `rows that would be left out are told by a dry run`() throws {
    let place = try TestPlace()
    let file = place.folder.appending(path: "calls.csv")
    try Data("id,started_at,duration_s\nc1,2026-03-14,1\nc2,soon,1\n".utf8).write(to: file)
    let asked = ["import", "calls", file.path, "--dry-run", "--locale", "en"]
    let refused = try run(asked, in: place)
    #expect(refused.said.contains("nothing was taken in"))
    #expect(refused.status == 1)
    let well = try run(asked + ["--skip-bad"], in: place)
    #expect(well.said.contains("those rows would be left out"))
    #expect(well.status == 0)
    #expect(try place.planerka().isEmpty())
  }

  private static let commands =
    "serve, demo, import, report, query, connect, sync, settings, history, backup, restore, check, move, database."

  @Test(arguments: [
    (
      ["imprt"], "Команды imprt нет. Есть: \(commands)",
      "There is no command imprt. Known: \(commands)"
    ),
    (["check", "it"], "Лишнее в команде: it.", "Too much in the command: it."),
    (
      ["serve", "--prt", "1"], "Параметра --prt нет. Может быть, --port?",
      "There is no option --prt. Did you mean --port?"
    ),
    (["serve", "--qqqqqqqq"], "Параметра --qqqqqqqq нет.", "There is no option --qqqqqqqq."),
    (["import"], "Не хватает: <kind>.", "Missing: <kind>."),
    (["move", "--from", "a"], "Не хватает: --to <to>.", "Missing: --to <to>."),
    (
      ["serve", "--engine", "gas"],
      "Значение «gas» не подходит для --engine <engine>. Есть: cube, sql, auto.",
      "The value «gas» does not suit --engine <engine>. Known: cube, sql, auto."
    ),
    (
      ["serve", "--port", "x"], "Значение «x» не подходит для --port <port>.",
      "The value «x» does not suit --port <port>."
    ),
    (
      ["import", "calls", "f", "--dry-run=yes"],
      "Параметр --dry-run не берёт значения, а дано «yes».",
      "The option --dry-run takes no value, but «yes» is given."
    ),
    (
      ["serve", "--host"], "Параметру --host <host> не хватает значения.",
      "The option --host <host> lacks its value."
    ),
  ])
  func `a command worded wrong is told so in both languages`(
    arguments: [String], russian: String, english: String
  ) throws {
    let place = try TestPlace()
    for (language, told) in [("ru", "Ошибка: \(russian)"), ("en", "Error: \(english)")] {
      let answer = try run(
        arguments, in: place, environment: ["PLANERKA_LOCALE": language, "LANG": "C"])
      #expect(answer.said.hasPrefix(told + "\n"), "\(answer.said)")
      #expect(answer.said.contains("planerka"))
      #expect(answer.status == 2)
    }
  }

  @Test func `a file of nothing but its first line is told of`() throws {
    let place = try TestPlace()
    let file = place.folder.appending(path: "channels.csv")
    try Data("id,name\n".utf8).write(to: file)
    let answer = try run(["import", "channels", file.path, "--locale", "en"], in: place)
    #expect(answer.said.contains("there is nothing below the line that names the columns"))
    #expect(answer.status == 0)
  }

  @Test func `a workbook that cannot be made is told in words`() throws {
    let place = try TestPlace()
    _ = try place.planerka()
    let answer = try run(
      ["report", "channels", "--format", "xlsx", "--locale", "en"], in: place,
      environment: ["TMPDIR": place.folder.appending(path: "none").path])
    #expect(answer.said.contains("cannot be written: "))
    #expect(answer.said.hasPrefix("Error: "))
    #expect(answer.status == 1)
  }

  @Test func `an answer that cannot be written is no success`() throws {
    let place = try TestPlace()
    _ = try place.planerka()
    let command = Process()
    command.executableURL = URL(fileURLWithPath: "/bin/sh")
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "planerka").path
    command.arguments = [
      "-c", "exec '\(program)' --locale ru --data '\(place.folder.path)' settings >/dev/full",
    ]
    let errors = Pipe()
    command.standardError = errors
    try command.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    command.waitUntilExit()
    #expect(said == "Ошибка: Ответ не записать: на диске нет места.\n")
    #expect(command.terminationStatus == 1)
  }

  @Test func `a file that is only checked keeps no settings, and an empty variable is none`() throws
  {
    let place = try TestPlace()
    let file = place.folder.appending(path: "channels.csv")
    try Data("id,name\nc1,Site\n".utf8).write(to: file)
    let asked = ["import", "channels", file.path]
    let checked = try run(
      asked + ["--dry-run", "--time-zone", "Asia/Tokyo"], in: place,
      environment: ["PLANERKA_LOCALE": "", "PLANERKA_CURRENCY": ""])
    #expect(checked.status == 0)
    #expect(try run(asked + ["--time-zone", "Europe/Berlin"], in: place).status == 0)
    #expect(try place.planerka().setting("time_zone") == "Europe/Berlin")
  }

  @Test func `a pipe is no file, and an address nobody knows is told`() throws {
    let place = try TestPlace()
    let pipe = try run(["import", "calls", "/dev/null", "--locale", "en"], in: place)
    #expect(pipe.said.contains("is no ordinary file"))
    let host = ["serve", "--host", "nowhere.invalid", "--insecure", "--locale", "en"]
    let served = try run(host, in: place)
    #expect(served.said.contains("There is no address nowhere.invalid"))
    #expect(served.status == 1)
  }
}
