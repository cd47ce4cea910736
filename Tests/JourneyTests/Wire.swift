import Foundation
import Glibc

/// One exchange over HTTP, on a connection of its own.
enum Wire {
  /// Sends a request and gives the answer's status and bytes.
  static func send(
    _ method: String, _ address: String, _ body: Data? = nil
  ) async throws -> (status: Int, data: Data) {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try exchange(method, address, body ?? Data()) })
      }
    }
  }

  private static func exchange(
    _ method: String, _ address: String, _ body: Data
  ) throws -> (status: Int, data: Data) {
    let parts = address.dropFirst("http://".count)
      .split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let port = parts.first?.split(separator: ":").last.flatMap({ UInt16($0) }) else {
      throw BrowserFault(what: "no address: \(address)")
    }
    let socket = try connected(to: port)
    defer { close(socket) }
    let path = parts.count > 1 ? parts[1] : ""
    var request = Data("\(method) /\(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n".utf8)
    request += Data("Connection: close\r\nContent-Type: application/json\r\n".utf8)
    request += Data("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    try write(request, to: socket)
    return try answer(from: socket, to: "\(method) \(address)")
  }

  private static func connected(to port: UInt16) throws -> Int32 {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let outcome = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard outcome == 0 else {
      let reason = String(cString: strerror(errno))
      close(socket)
      throw BrowserFault(what: "no connection to port \(port): \(reason)")
    }
    return socket
  }

  private static func write(_ bytes: Data, to socket: Int32) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw BrowserFault(what: "the connection broke while sending") }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads a head, and as many bytes after it as it tells, or all there are.
  private static func answer(
    from socket: Int32, to request: String
  ) throws -> (status: Int, data: Data) {
    var said = Data()
    var part = [UInt8](repeating: 0, count: 65_536)
    var head: Range<Data.Index>?
    var wanted = Int.max
    while head == nil || said.count < wanted {
      let count = recv(socket, &part, part.count, 0)
      guard count >= 0 else { throw BrowserFault(what: "\(request): no answer in time") }
      if count == 0 { break }
      said.append(contentsOf: part[..<count])
      if head == nil, let end = said.range(of: Data("\r\n\r\n".utf8)) {
        head = end
        let length = String(decoding: said[..<end.lowerBound], as: UTF8.self).lowercased()
          .firstMatch(of: /content-length: *(\d+)/)
        if let length = length.flatMap({ Int($0.1) }) { wanted = end.upperBound + length }
      }
    }
    let words = String(decoding: said.prefix(20), as: UTF8.self).split(separator: " ")
    guard let head, words.count > 1, let status = Int(words[1]) else {
      throw BrowserFault(what: "\(request): the connection broke")
    }
    return (status, said[head.upperBound...])
  }
}
