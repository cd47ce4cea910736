import Foundation
import Glibc
import TestKit

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
    let socket = try LocalSocket(port: port)
    defer { socket.close() }
    let path = parts.count > 1 ? parts[1] : ""
    var request = Data("\(method) /\(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n".utf8)
    request += Data("Connection: close\r\nContent-Type: application/json\r\n".utf8)
    request += Data("Content-Length: \(body.count)\r\n\r\n".utf8) + body
    try socket.send(request)
    return try answer(from: socket.number, to: "\(method) \(address)")
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
