import Dispatch
import Domain
import Foundation
import Store
import Synchronization
import Testing

@Suite(.enabled(if: TestServer.isThere)) struct PostgresHomeTests {
  private let base: TestBase

  init() throws {
    base = try TestBase()
  }

  private func key(_ work: () throws -> Void) -> String? {
    (thrown(work) as? PlainFault)?.message.key
  }

  /// Does something on a thread of its own.
  private func beside(_ work: @escaping @Sendable () throws -> Void) -> DispatchSemaphore {
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      do { try work() } catch { Issue.record(error) }
      done.signal()
    }
    return done
  }

  @Test func `work that throws keeps nothing, and what it throws passes`() throws {
    struct Own: Error {}
    let home = try base.ready()
    let error = thrown {
      try home.write { session in
        try session.run("UPDATE revision SET last = 5")
        throw Own()
      }
    }
    #expect(error is Own)
    #expect(try home.read { try $0.first("SELECT last FROM revision") } == 0)
  }

  @Test func `a failure that work hides keeps nothing and is told`() throws {
    let home = try base.ready()
    #expect(
      key {
        try home.write { session in
          try session.run("UPDATE revision SET last = 5")
          _ = thrown { try session.run("SELECT nonsense") }
        }
      } == "database.failed")
    #expect(
      key { try home.read { session in _ = thrown { try session.run("SELECT nonsense") } } }
        == "database.failed")
    #expect(try home.read { try $0.first("SELECT last FROM revision") } == 0)
  }

  @Test func `a reading work sees one moment`() throws {
    let home = try base.ready()
    try home.read { session in
      #expect(try session.first("SELECT last FROM revision") == 0)
      try home.change("UPDATE revision SET last = 1")
      #expect(try session.first("SELECT last FROM revision") == 0)
      #expect(try home.read { try $0.first("SELECT last FROM revision") } == 1)
    }
  }

  @Test func `writing works come one after another, with revisions in the order of their ends`()
    throws
  {
    let home = try base.ready()
    try home.write { try $0.script("CREATE TABLE seen (revision BIGINT, at TIMESTAMPTZ)") }
    let writers = (0..<6).map { _ in
      beside {
        for _ in 0..<20 {
          try home.write { session in
            let last: Int = try session.first("SELECT last FROM revision") ?? -1
            try session.run(
              "INSERT INTO seen VALUES (?, clock_timestamp())", [last + 1])
            try session.statement("UPDATE revision SET last = ?").run([.integer(Int64(last + 1))])
          }
        }
      }
    }
    for writer in writers { writer.wait() }
    let order: [Int] = try home.read { try $0.column("SELECT revision FROM seen ORDER BY at") }
    #expect(order == Array(1...120))
  }

  @Test func `a second writer waits for the first, up to a time`() throws {
    let first = try base.ready()
    let second = try base.home(lockTime: 200)
    let patient = try base.home()
    let holds = DispatchSemaphore(value: 0)
    let mayEnd = DispatchSemaphore(value: 0)
    let writer = beside {
      try first.write { session in
        try session.run("UPDATE revision SET last = 1")
        holds.signal()
        mayEnd.wait()
      }
    }
    holds.wait()
    let error = thrown { try second.write { _ in } } as? PlainFault
    #expect(error?.message.key == "database.busy")
    #expect(error?.message.arguments["path"] == second.place)
    let other = beside {
      let last: Int? = try patient.write { try $0.first("SELECT last FROM revision") }
      #expect(last == 1)
    }
    mayEnd.signal()
    writer.wait()
    other.wait()
  }

  @Test func `works that make the tables queue too`() throws {
    let made = Mutex(0)
    let server = base.server
    let waiting = """
      SELECT COUNT(*) FROM pg_locks
      WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = '\(base.name)')
      """
    let homes = try (0..<3).map { _ in try base.home() }
    let makers = homes.map { home in
      beside {
        try home.write { session in
          let isThere: Bool? = try session.first("SELECT to_regclass('revision') IS NOT NULL")
          if isThere == true { return }
          made.withLock { $0 += 1 }
          // The others find no table either.
          try until { try server.run(waiting) == "2" }
          try session.script(
            "CREATE TABLE revision (last BIGINT NOT NULL); INSERT INTO revision VALUES (3)")
        }
      }
    }
    for maker in makers { maker.wait() }
    #expect(made.withLock { $0 } == 1)
  }

  @Test func `all connections are taken`() throws {
    let home = try base.home(connections: 1, waiting: 50)
    let fault = try home.read { _ in thrown { try home.read { _ in } } as? PlainFault }
    #expect(
      fault == PlainFault(.outside, "postgres.pool_busy", ["path": home.place, "count": "1"]))
    try home.read { _ in }
  }

  @Test func `a statement that takes too long`() throws {
    _ = try base.ready()
    let home = try base.home(readTime: 100)
    #expect(key { _ = try home.read { try $0.run("SELECT pg_sleep(30)") } } == "postgres.timeout")
    try home.change("SELECT pg_sleep(0.2)")
  }

  @Test func `a server on which nothing may be written`() throws {
    let home = try base.ready()
    try base.run("ALTER DATABASE \(base.name) SET default_transaction_read_only = on")
    home.forgetConnections()
    #expect(key { try home.write { _ in } } == "postgres.readonly")
    #expect(try home.read { try $0.first("SELECT last FROM revision") } == 0)
  }

  @Test func `two works that wait for each other`() throws {
    let home = try base.ready()
    try home.write { try $0.script("CREATE TABLE a (x BIGINT); CREATE TABLE b (x BIGINT)") }
    let server = base.server
    let name = base.name
    let told = key {
      try home.write { session in
        try session.script("LOCK TABLE a")
        _ = beside {
          // Why: the one that looks first gives way.
          try server.run(
            "SET deadlock_timeout = '60s'; BEGIN; LOCK TABLE b; LOCK TABLE a; COMMIT", in: name)
        }
        let waiting = "SELECT 1 FROM pg_locks WHERE relation = 'a'::regclass AND NOT granted"
        try until { try !session.rows(waiting).isEmpty }
        try session.script("LOCK TABLE b")
      }
    }
    #expect(told == "database.busy")
  }

  @Test func `an end whose answer was lost is unsure`() throws {
    let home = try base.ready()
    try home.write {
      try $0.script(
        """
        CREATE TABLE fatal (id BIGINT);
        CREATE FUNCTION die() RETURNS TRIGGER LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON fatal DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION die()
        """)
    }
    #expect(key { try home.change("INSERT INTO fatal VALUES (1)") } == "postgres.unsure")
    #expect(try home.read { try $0.first("SELECT COUNT(*) FROM fatal") } == 0)
  }

  @Test func `work is broken off within a second, and the next runs`() throws {
    let home = try base.ready()
    let interruption = Interruption()
    let start = ContinuousClock.now
    let server = base.server
    let asleep = """
      SELECT COUNT(*) FROM pg_stat_activity
      WHERE datname = '\(base.name)' AND state = 'active' AND query LIKE '%pg_sleep(30)%'
      """
    let other = beside {
      try until { try server.run(asleep) != "0" }
      interruption.cancel()
    }
    let error = thrown {
      try interruption.scope {
        try home.write { session in
          try session.run("UPDATE revision SET last = 9")
          try session.run("SELECT pg_sleep(30)")
        }
      }
    }
    other.wait()
    #expect(error is CancellationError)
    #expect(ContinuousClock.now - start < .seconds(25))
    #expect(try home.read { try $0.first("SELECT last FROM revision") } == 0)
  }

  @Test func `what is broken off already begins nothing`() throws {
    let home = try base.ready()
    let interruption = Interruption()
    interruption.scope {
      let early = thrown {
        try home.write { session in
          interruption.cancel()
          #expect(thrown { try session.run("SELECT 1") } is CancellationError)
          #expect(thrown { try session.statement("SELECT 1").run() } is CancellationError)
        }
      }
      #expect(early is CancellationError)
      #expect(thrown { try home.read { _ in } } is CancellationError)
    }
    try home.read { _ in }
  }

  @Test func `a listener hears what is written, and only that`() throws {
    let home = try base.ready()
    let heard = DispatchSemaphore(value: 0)
    let listener = try #require(
      PostgresListener(try base.server.address(base.name)) { heard.signal() })
    // It has begun to listen.
    heard.wait()
    try home.change("UPDATE revision SET last = last")
    try home.change("UPDATE revision SET last = last + 1")
    #expect(heard.wait(timeout: .now() + 20) == .success)
    #expect(heard.wait(timeout: .now() + 0.2) == .timedOut)
    listener.stop()
    try home.change("UPDATE revision SET last = last + 1")
    #expect(heard.wait(timeout: .now() + 0.2) == .timedOut)
    listener.stop()
  }
}
