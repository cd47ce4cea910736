import Domain
import Store
import Testing

@Suite(.enabled(if: TestServer.isThere)) struct PostgresSessionTests {
  private let base: TestBase
  private let home: PostgresHome

  init() throws {
    base = try TestBase()
    home = try base.ready()
    try home.write {
      try $0.script(
        """
        CREATE TABLE thing (
          id BIGINT, name TEXT COLLATE "C", size DOUBLE PRECISION, body BYTEA, flag BOOLEAN);
        CREATE UNIQUE INDEX thing_by_id ON thing (id)
        """)
    }
  }

  @Test func `every kind of value comes back as it was given`() throws {
    let numbers: [Int64] = [0, 1, -1, 9, 10, 99, 100, 12_345_678_901, .max, .min, .max - 1]
    let reals = [
      0.1, -2.5, 1e300, .leastNonzeroMagnitude, 1.0 / 3, 4, -0.0, .infinity, 123_456_789.123_456_79,
    ]
    let texts = ["", "a", "\\", "\t\n\r\"'", "Ёж", "👩‍👩‍👧", "{a,b}", "?", "\\N"]
    let bodies: [[UInt8]] = [[], [0], Array(0...255)]
    try home.read { session in
      for number in numbers {
        let row = try #require(try session.row("SELECT CAST(? AS BIGINT), ? + 0", [number, 1]))
        #expect(row[0] == number)
      }
      for real in reals {
        let row = try #require(try session.row("SELECT CAST(? AS DOUBLE PRECISION)", [real]))
        #expect((row[0] as Double).bitPattern == real.bitPattern)
      }
      for text in texts {
        #expect(try session.first("SELECT CAST(? AS TEXT)", [text]) == text)
      }
      for body in bodies {
        #expect(try session.first("SELECT CAST(? AS BYTEA)", [body]) == body)
      }
      let row = try #require(
        try session.row(
          """
          SELECT true, false, CAST(7 AS SMALLINT), 8, 9.00, 9.5, CAST(1.5 AS REAL), NULL,
            CAST(? AS BIGINT), SUM(x) FROM (VALUES (CAST(? AS BIGINT)), (5)) v(x)
          """, [nil, 3_000_000_000]))
      let expected: [StoredValue] = [
        .integer(1), .integer(0), .integer(7), .integer(8), .integer(9), .real(9.5), .real(1.5),
        .null, .null, .integer(3_000_000_005),
      ]
      for (column, value) in expected.enumerated() { #expect(row.value(column) == value) }
    }
  }

  @Test func `cells are read as numbers, texts and bytes`() throws {
    try home.read { session in
      let statement = try session.statement(
        "SELECT true, -12, 9.75, 'ы', CAST('\\x0041' AS BYTEA), NULL, CAST(2 AS NUMERIC(30, 5))")
      #expect(try statement.step())
      #expect(statement.width == 7)
      #expect(statement.integer(0) == 1)
      #expect(statement.integer(1) == -12)
      #expect(statement.integer(2) == 9)
      #expect(statement.real(1) == -12)
      #expect(statement.real(2) == 9.75)
      #expect(statement.text(3) == "ы")
      #expect(Array(statement.utf8(3)) == Array("ы".utf8))
      #expect(Array(statement.utf8(4)) == [0, 65])
      #expect(statement.isEmpty(5))
      #expect(statement.integer(5) == 0)
      #expect(statement.real(5) == 0)
      #expect(statement.text(5) == nil)
      #expect(statement.utf8(5).isEmpty)
      #expect(statement.integer(6) == 2)
      #expect(try !statement.step())
      #expect(try !statement.step())
    }
  }

  @Test func `what is bound stays bound, and a statement runs anew after its reset`() throws {
    try home.read { session in
      let statement = try session.statement("SELECT CAST(?1 AS BIGINT) + ?2")
      try statement.bind(1, at: 1)
      for number in 1...5 {
        try statement.bind(Int64(number), at: 2)
        #expect(try statement.step())
        #expect(statement.integer(0) == Int64(number) + 1)
        statement.reset()
      }
    }
  }

  @Test func `other statements run between the rows of a cursor`() throws {
    try home.write { session in
      let statement = try session.statement("INSERT INTO thing (id) VALUES (?)")
      for number in 1...12_345 { try statement.run([.integer(Int64(number))]) }
      let cursor = try session.cursor(
        "SELECT id FROM thing WHERE id > ? ORDER BY id", [.integer(5)])
      var sum: Int64 = 0
      var count = 0
      while try cursor.step() {
        sum += cursor.integer(0)
        count += 1
        if count % 1_000 == 0 {
          #expect(try session.first("SELECT COUNT(*) FROM thing") == 12_345)
          try session.run("UPDATE thing SET name = ? WHERE id = ?", ["n", count])
        }
      }
      #expect(count == 12_340)
      #expect(sum == 12_345 * 12_346 / 2 - 15)
      #expect(try !cursor.step())
      try cursor.bind(12_340, at: 1)
      cursor.reset()
      #expect(try cursor.step())
      #expect(cursor.integer(0) == 12_341)
      cursor.reset()
      // What is read no more does not stand in the way.
      try session.script("TRUNCATE thing")
      let empty = try session.cursor("SELECT id FROM thing", [])
      #expect(try !empty.step())
    }
  }

  @Test func `rows are found by texts, foreseen or not`() throws {
    try home.write { session in
      let appender = try session.appender(to: "thing", ["id", "name"])
      let names = ["a", "b\"c", "d\\e", "Ёж", "{x,y}", "a", "", "NULL", "a"]
      for (number, name) in names.enumerated().reversed() {
        try appender.add([.integer(Int64(number)), .text(name)])
      }
      try session.flush()
      let lookup = try session.lookup(["id", "\"name\"", "NULL"], from: "thing", by: "name")
      func ids(_ name: String) throws -> [Int64] {
        try lookup.find(name)
        var ids: [Int64] = []
        while try lookup.step() {
          ids.append(lookup.integer(0))
          #expect(lookup.text(1) == name)
          #expect(lookup.isEmpty(2))
          #expect(lookup.width == 3)
        }
        return ids
      }
      #expect(try ids("a") == [0, 5, 8])
      #expect(try ids("none").isEmpty)
      try lookup.foresee(names + ["none", "none"])
      #expect(try ids("a") == [0, 5, 8])
      for (number, name) in names.enumerated() where name != "a" {
        #expect(try ids(name) == [Int64(number)])
      }
      #expect(try ids("none").isEmpty)
      // What was foreseen is known, what was not is asked for.
      try session.run("INSERT INTO thing (id, name) VALUES (50, 'none'), (51, 'new')")
      #expect(try ids("none").isEmpty)
      #expect(try ids("new") == [51])
      try lookup.foresee([])
      #expect(try ids("none") == [50])
      // Texts are told apart by their bytes.
      try lookup.foresee(["й"])
      #expect(try ids("и\u{306}").isEmpty)
    }
  }

  @Test func `many foreseen texts are all found`() throws {
    try home.write { session in
      let appender = try session.appender(to: "thing", ["id", "name"])
      for number in 0..<20_000 { try appender.add([.integer(Int64(number)), .text("k\(number)")]) }
      try session.flush()
      let lookup = try session.lookup(["id"], from: "thing", by: "name")
      try lookup.foresee((0..<30_000).map { "k\($0)" })
      for number in 0..<30_000 {
        try lookup.find("k\(number)")
        #expect(try lookup.step() == (number < 20_000))
        if number < 20_000 { #expect(lookup.integer(0) == Int64(number)) }
      }
    }
  }

  @Test func `new rows keep whatever stands in them`() throws {
    let long = String(repeating: "Длинный текст\t\\ ", count: 120_000)
    let texts = [
      "\t", "\\", "\\N", "\\.", "a\nb\r\nc", "Привет", "👩‍👩‍👧🇷🇺", "", long, "\u{1}\u{b}\u{7f}",
    ]
    #expect(long.utf8.count > 3_000_000)
    try home.write { session in
      let appender = try session.appender(to: "thing", ["id", "name", "size", "body", "flag"])
      for (number, text) in texts.enumerated() {
        try appender.add([
          .integer(Int64(number)), .text(text), .real(0.1), .bytes([0, 92, 255]), .integer(1),
        ])
      }
      try appender.add([.integer(-1), .null, .null, .null, .null])
      try session.flush()
      for (number, text) in texts.enumerated() {
        let row = try #require(
          try session.row("SELECT name, size, body, flag FROM thing WHERE id = ?", [number]))
        #expect(row[0] == text)
        #expect(row[1] == 0.1)
        #expect(row[2] == [0, 92, 255] as [UInt8])
        #expect(row[3] == true)
      }
      let row = try #require(try session.row("SELECT * FROM thing WHERE id = -1"))
      #expect(row.value(1) == .null && row.value(3) == .null)
    }
  }

  @Test func `new rows come before quiet statements, each in their order`() throws {
    try home.write { session in
      let appender = try session.appender(to: "thing", ["id", "name"])
      let second = try session.appender(to: "thing", ["id", "name"])
      let update = try session.statement("UPDATE thing SET name = name || ?2 WHERE id = ?1")
      for number in 0..<10_000 {
        let id = StoredValue.integer(Int64(number))
        try (number % 2 == 0 ? appender : second).add([id, .text("a")])
        try update.run([id, .text("b")])
        try update.run([id, .text("c")])
        if number % 3_000 == 0 { try session.flush() }
      }
      #expect(try session.first("SELECT COUNT(*) FROM thing WHERE name <> 'abc'") == 0)
      #expect(try session.first("SELECT COUNT(*) FROM thing") == 10_000)
      #expect(try session.run("DELETE FROM thing WHERE id < ?", [100]) == 100)
      try appender.add([.integer(1), .text("x")])
      try session.script("UPDATE thing SET name = 'y' WHERE id = 1")
      #expect(try session.first("SELECT name FROM thing WHERE id = 1") == "y")
    }
  }

  @Test func `what a quiet statement meets is told with its text, and nothing is kept`() throws {
    let failing = "INSERT INTO thing (id, name) VALUES (?, 'second')"
    let behind = "UPDATE thing SET size = 1"
    let error = thrown {
      try home.write { session in
        let good = try session.statement("INSERT INTO thing (id) VALUES (?)")
        let bad = try session.statement(failing)
        for number in 0..<1_000 { try good.run([.integer(Int64(number))]) }
        try bad.run([.integer(500)])
        try session.statement(behind).run()
        for number in 1_000..<2_000 { try good.run([.integer(Int64(number))]) }
        try session.flush()
      }
    }
    let fault = try #require(error as? any Fault)
    #expect(fault.message.key == "database.failed")
    let reason = try #require(fault.message.arguments["reason"])
    #expect(reason.contains(failing) && reason.contains("23505") && reason.contains("(500)"))
    try home.write { session in
      #expect(try session.first("SELECT COUNT(*) FROM thing") == 0)
      try session.statement(failing).run([.integer(1)])
      try session.statement(behind).run()
      #expect(try session.first("SELECT COUNT(*) FROM thing") == 1)
    }
  }

  @Test func `a row that cannot be put in is told of, and nothing is kept`() throws {
    let error = thrown {
      try home.write { session in
        let appender = try session.appender(to: "thing", ["id", "name"])
        try appender.add([.integer(1), .text("a")])
        try appender.add([.integer(1), .text("b")])
      }
    }
    let fault = try #require(error as? any Fault)
    #expect(fault.message.arguments["reason"]?.contains("COPY \"thing\"") == true)
    #expect(try home.read { try $0.first("SELECT COUNT(*) FROM thing") } == 0)
  }

  @Test func `a text with a zero sign is refused before anything is sent`() throws {
    let nul = PlainFault(.content, "postgres.nul")
    try home.write { session in
      let statement = try session.statement("INSERT INTO thing (id, name) VALUES (?, ?)")
      #expect(thrown { try statement.bind("a\0b", at: 2) } as? PlainFault == nul)
      #expect(thrown { try statement.bind(.text("\0"), at: 2) } as? PlainFault == nul)
      let appender = try session.appender(to: "thing", ["id", "name"])
      #expect(
        thrown { try appender.add([.integer(1), .text("a\0")]) } as? PlainFault == nul)
      let lookup = try session.lookup(["id"], from: "thing", by: "name")
      #expect(thrown { try lookup.foresee(["\0"]) } as? PlainFault == nul)
      #expect(thrown { try lookup.find("\0") } as? PlainFault == nul)
      try appender.add([.integer(2), .text("b")])
    }
    #expect(try home.read { try $0.column("SELECT id FROM thing") } == [2])
  }

  @Test func `more statements than are kept prepared run all the same`() throws {
    try home.write { session in
      let first = try session.statement("SELECT -1 WHERE ? = 1")
      for number in 0..<1_200 {
        #expect(try session.first("SELECT \(number) WHERE 1 = ?", [1]) == number)
        if number % 100 == 0 {
          try first.bind(1, at: 1)
          #expect(try first.step())
          first.reset()
          try session.statement("UPDATE thing SET id = id + \(number)").run()
        }
      }
    }
  }
}
