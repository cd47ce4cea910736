import Glibc

/// Time that passed, in milliseconds: by the clock, and of all processors together.
struct Spent: Encodable {
  let wall: Double
  let cpu: Double

  /// Takes the time of some work.
  static func on<Result>(_ work: () throws -> Result) rethrows -> (Result, Spent) {
    let (wall, cpu) = (read(CLOCK_MONOTONIC), read(CLOCK_PROCESS_CPUTIME_ID))
    let result = try work()
    return (
      result,
      Spent(wall: read(CLOCK_MONOTONIC) - wall, cpu: read(CLOCK_PROCESS_CPUTIME_ID) - cpu)
    )
  }

  private static func read(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
  }
}
