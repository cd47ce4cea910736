import App
import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// The file of an import as it was received, sent part by part.
enum RawFileReply {
  /// - Throws: `PlainFault` `import.missing`, or `raw.missing` when the file was not kept.
  static func of(_ id: Int, _ planerka: Planerka) async throws -> Response {
    let entry = try await offLoop { try planerka.importEntry(id) }
    guard let size = entry.rawSize else {
      throw PlainFault(.missing, "raw.missing", ["import": String(id), "file": entry.file])
    }
    let name = entry.file.split(separator: "/").last.map { String($0) } ?? entry.file
    let headers: HTTPFields = [
      .contentType: "application/octet-stream", .cacheControl: "no-store",
      .contentLength: String(size),
      .contentDisposition: "attachment; filename*=UTF-8''\(Address.encode(name))",
    ]
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody(contentLength: size) { writer in
        var number = 1
        while let bytes = try await part(number, id, planerka) {
          try await writer.write(ByteBuffer(bytes: bytes))
          number += 1
        }
        try await writer.finish(nil)
      })
  }

  private static func part(_ number: Int, _ id: Int, _ planerka: Planerka) async throws -> [UInt8]?
  {
    try await offLoop { try planerka.rawPart(number, of: id) }
  }
}
