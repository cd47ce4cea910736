public import Domain
import Glibc

extension Moment {
  /// The moment by the system's clock; only the edge asks.
  public static var now: Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(milliseconds: time.tv_sec * 1_000 + time.tv_nsec / 1_000_000)
  }
}
