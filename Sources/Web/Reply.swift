import Domain
import Hummingbird
import NIOCore

extension Response {
  /// An answer of bytes.
  static func bytes(
    _ bytes: [UInt8], _ type: String, status: HTTPResponse.Status = .ok, download: String? = nil
  ) -> Response {
    var headers: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
    if let download { headers[.contentDisposition] = "attachment; filename=\"\(download)\"" }
    return Response(
      status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// An answer of JSON.
  static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
    .bytes(bytes, "application/json; charset=utf-8", status: status)
  }

  /// A page.
  static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    .bytes(Array(text.utf8), "text/html; charset=utf-8", status: status)
  }

  /// The way on after something was done.
  static func seeOther(_ address: String) -> Response {
    Response(status: .seeOther, headers: [.location: address])
  }
}

extension FaultKind {
  /// The HTTP status that tells who has to act.
  var status: HTTPResponse.Status {
    switch self {
    case .input: .badRequest
    case .content: .unprocessableContent
    case .missing: .notFound
    case .conflict: .conflict
    case .forbidden: .forbidden
    case .outside: .serviceUnavailable
    }
  }
}
