import Glibc
import Store
import Testing

/// Something on a port that speaks as a PostgreSQL server might, up to a point.
final class FakePostgres: Sendable {
  enum Manner {
    /// Says no word.
    case silent
    /// Has no TLS.
    case plain
    /// Refuses with a state and words.
    case refusing(String, String)
    /// Lets in and calls itself a version.
    case version(String)
  }

  let port: Int
  private let listening: Int32

  init(_ manner: Manner) throws {
    listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (listening, size) = (listening, length)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listening, address, size) + listen(listening, 5)
          + getsockname(listening, address, &length)
      }
    }
    try #require(status == 0)
    port = Int(address.sin_port.bigEndian)
    let words = Self.words(manner)
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(listening: listening, words: words)).toOpaque()
    pthread_create(
      &thread, nil,
      { work in
        if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().run() }
        return nil
      }, work)
    pthread_detach(thread)
  }

  deinit { shutdown(listening, Int32(SHUT_RDWR)) }

  func address(_ options: String) throws -> PostgresAddress {
    try PostgresAddress("host=127.0.0.1 port=\(port) user=ann dbname=crm \(options)")
  }

  private final class Work: Sendable {
    let listening: Int32
    let words: [UInt8]?

    init(listening: Int32, words: [UInt8]?) {
      self.listening = listening
      self.words = words
    }

    func run() {
      while true {
        let caller = accept(listening, nil, nil)
        guard caller >= 0 else { break }
        var asked = [UInt8](repeating: 0, count: 1_024)
        _ = recv(caller, &asked, asked.count, 0)
        if let words { _ = send(caller, words, words.count, Int32(MSG_NOSIGNAL)) }
        // The caller closes.
        while recv(caller, &asked, asked.count, 0) > 0 {}
        close(caller)
      }
      close(listening)
    }
  }

  private static func words(_ manner: Manner) -> [UInt8]? {
    switch manner {
    case .silent: nil
    case .plain: Array("N".utf8)
    case .refusing(let state, let text):
      message("E", "SFATAL\0VFATAL\0C\(state)\0M\(text)\0\0")
    case .version(let version):
      message("R", "\0\0\0\0") + message("S", "server_version\0\(version)\0")
        + message("K", "\0\0\0\u{1}\0\0\0\u{1}") + message("Z", "I")
    }
  }

  private static func message(_ kind: String, _ body: String) -> [UInt8] {
    let length = UInt32(body.utf8.count + 4)
    return Array(kind.utf8) + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }
      + Array(body.utf8)
  }
}
