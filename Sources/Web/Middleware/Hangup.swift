import App
import Hummingbird
import NIOCore
import Synchronization

/// Breaks off what is being read from the database for somebody who has gone away.
struct Hangup: RouterMiddleware {
  typealias Context = WebContext

  let planerka: Planerka
  private let connections = Connections()

  init(planerka: Planerka) {
    self.planerka = planerka
  }

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let isRead = [.get, .head].contains(request.method)
    // Why: what is answered from memory is over before anybody could stop it.
    guard isRead, !planerka.answersFromMemory else { return try await next(request, context) }
    let reading = BreakableWork()
    // Why: who ends their side of the connection has gone, and is not waited for.
    try await context.channel.setOption(.allowRemoteHalfClosure, value: false).get()
    let number = connections.begin(reading, on: context.channel)
    defer { connections.end(number, on: context.channel) }
    return try await reading.scope { try await next(request, context) }
  }
}

/// What is being read for whom: a connection that closes breaks off all that is read for it.
private final class Connections: Sendable {
  private let readings = Mutex<[ObjectIdentifier: [Int: BreakableWork]]>([:])
  private let last = Atomic(0)

  /// Notes a reading; returns its number.
  func begin(_ reading: BreakableWork, on channel: any Channel) -> Int {
    let (place, number) = (ObjectIdentifier(channel), last.add(1, ordering: .relaxed).newValue)
    let isNew = readings.withLock { readings in
      defer { readings[place, default: [:]][number] = reading }
      return readings[place] == nil
    }
    // Why: a connection is kept for many requests, and must not gather a callback of each.
    if isNew { channel.closeFuture.whenComplete { [self] _ in close(place) } }
    return number
  }

  /// Forgets a reading that is over.
  func end(_ number: Int, on channel: any Channel) {
    readings.withLock { _ = $0[ObjectIdentifier(channel)]?.removeValue(forKey: number) }
  }

  private func close(_ place: ObjectIdentifier) {
    let broken = readings.withLock { $0.removeValue(forKey: place) }
    for reading in (broken ?? [:]).values { reading.breakOff() }
  }
}
