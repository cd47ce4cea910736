import Glibc

/// How long the machine has been running.
enum PostgresClock {
  static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
  }

  static var seconds: Int { milliseconds / 1_000 }
}
