import App
import Domain

/// The server's metrics as one text.
struct ServerFigures {
  private var out = Exposition()

  /// The text, as `/metrics` answers it.
  var text: String { out.text }

  /// The figures at this moment; a database that cannot be read is one of them.
  ///
  /// - Parameter failed: told why the database cannot be read.
  init(_ planerka: Planerka, _ meter: RequestMeter, failed: (PlainFault) -> Void) {
    requests(meter)
    do {
      data(try planerka.health())
    } catch {
      failed(error)
      data(nil)
    }
    if let decision = planerka.decision { engine(decision) }
    process(ProcessFigures())
  }

  private mutating func engine(_ decision: EngineDecision) {
    let name = "planerka_engine"
    out.begin(name, .gauge, "Which engine answers questions (cube, sql), and why.")
    out.sample(
      name, ["engine": decision.isCube ? "cube" : "sql", "reason": decision.reason.rawValue], 1)
    out.single(
      "planerka_cube_estimated_bytes", .gauge, "About how many bytes the cube would take.",
      decision.bytes)
    out.single(
      "planerka_cube_limit_bytes", .gauge, "How many bytes the cube may take.", decision.limit)
  }

  private mutating func requests(_ meter: RequestMeter) {
    let requests = "planerka_http_requests_total"
    out.begin(requests, .counter, "Requests answered, by route, method and class of status.")
    for (sort, count) in meter.counts {
      out.sample(
        requests, ["route": sort.route, "method": sort.method, "status": sort.status], count)
    }
    let seconds = "planerka_http_request_duration_seconds"
    out.begin(seconds, .histogram, "Seconds until an answer was made, by route.")
    for (route, spread) in meter.spreads {
      var sum = 0
      for (bound, count) in zip(RequestMeter.bounds, spread.counts) {
        sum += count
        out.sample("\(seconds)_bucket", ["route": route, "le": "\(bound)"], sum)
      }
      sum += spread.counts.last ?? 0
      out.sample("\(seconds)_bucket", ["route": route, "le": "+Inf"], sum)
      out.sample("\(seconds)_sum", ["route": route], spread.seconds)
      out.sample("\(seconds)_count", ["route": route], sum)
    }
  }

  private mutating func data(_ health: Health?) {
    out.single(
      "planerka_database_up", .gauge, "Whether the database can be read.", health == nil ? 0 : 1)
    out.single(
      "planerka_database_revision", .gauge, "The revision of the latest change.",
      health?.revision)
    out.single(
      "planerka_database_bytes", .gauge, "Bytes of the database file.", health?.databaseBytes)
    let cube = health?.cube
    out.single(
      "planerka_cube_loaded", .gauge, "Whether answers come from memory.", cube == nil ? 0 : 1)
    out.single(
      "planerka_cube_revision", .gauge, "The revision the cube in memory holds.", cube?.revision)
    out.single("planerka_cube_bytes", .gauge, "Bytes of the cube in memory.", cube?.bytes)
    guard let imported = health?.imported else { return }
    let rows = "planerka_imported_rows_total"
    out.begin(rows, .counter, "Rows of all imports, by kind and what became of them.")
    for (kind, tally) in imported.sorted(by: { $0.key < $1.key }) {
      let results = [
        ("created", tally.created), ("updated", tally.updated),
        ("unchanged", tally.unchanged), ("rejected", tally.rejected),
      ]
      for (result, count) in results {
        out.sample(rows, ["kind": kind, "result": result], count)
      }
    }
  }

  private mutating func process(_ process: ProcessFigures) {
    out.single(
      "process_resident_memory_bytes", .gauge, "Bytes of the process in memory.",
      process.residentBytes)
    out.single(
      "process_cpu_seconds_total", .counter, "Processor seconds used.", process.cpuSeconds)
    out.single(
      "process_start_time_seconds", .gauge, "When the process began, in seconds since 1970.",
      process.startSeconds)
  }
}
