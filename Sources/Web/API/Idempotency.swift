import App
import Domain
import HTTPTypes
import Hummingbird
import Synchronization

/// Answers a write that was sent again under its `Idempotency-Key` as it was answered before.
struct Idempotency: Sendable {
  let planerka: Planerka
  private let underWay = KeysUnderWay()

  init(_ planerka: Planerka) {
    self.planerka = planerka
  }

  /// The key of a request; nil when it has none.
  ///
  /// - Throws: `PlainFault` `key.wrong` when it is empty or longer than 200 bytes.
  static func key(_ request: Request) throws -> String? {
    guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name]
    else { return nil }
    guard !key.isEmpty, key.utf8.count <= 200 else {
      throw PlainFault(.input, "key.wrong", ["name": "Idempotency-Key"])
    }
    return key
  }

  /// A write under a key.
  struct Mark: Sendable {
    let key: String
    let address: String
    let digest: String

    /// The answer it was given.
    func answer(_ status: Int, _ type: String, _ bytes: [UInt8]) -> KeptAnswer {
      KeptAnswer(
        key: key, address: address, digest: digest, status: status, type: type, bytes: bytes)
    }
  }

  /// What a write is answered.
  typealias Answer = (status: Int, type: String, bytes: [UInt8])

  /// Answers again what was answered before, else lets `work` answer and keeps that.
  ///
  /// `work` keeps the answer itself when it changes something, in the same transaction; what it
  /// answers beside is kept here.
  /// - Throws: `PlainFault` `key.used` for another body or address, `key.busy` while the first is
  ///   under way.
  func once(
    _ mark: Mark?, _ work: @escaping @Sendable (Mark?) throws -> Answer
  ) async throws -> Response {
    guard let mark else {
      let answer = try await offLoop { try work(nil) }
      return Self.response(answer.status, answer.type, answer.bytes)
    }
    guard underWay.begin(mark.key) else {
      throw PlainFault(.conflict, "key.busy", ["key": mark.key])
    }
    defer { underWay.end(mark.key) }
    return try await offLoop {
      if let kept = try planerka.answer(under: mark.key) {
        guard kept.address == mark.address, kept.digest == mark.digest else {
          throw PlainFault(.conflict, "key.used", ["key": mark.key, "address": kept.address])
        }
        return Self.response(kept.status, kept.type, kept.bytes)
      }
      let answer = try work(mark)
      try planerka.keep(
        mark.answer(answer.status, answer.type, answer.bytes), at: .now)
      return Self.response(answer.status, answer.type, answer.bytes)
    }
  }

  private static func response(_ status: Int, _ type: String, _ bytes: [UInt8]) -> Response {
    .bytes(bytes, type, status: .init(code: status))
  }
}

/// The keys whose writes are under way.
private final class KeysUnderWay: Sendable {
  private let keys = Mutex<Set<String>>([])

  func begin(_ key: String) -> Bool { keys.withLock { $0.insert(key).inserted } }

  func end(_ key: String) { keys.withLock { _ = $0.remove(key) } }
}
