import App
import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// A request's body received: the file, written to the shelf as it arrives, and the form's fields.
struct Reception: Sendable {
  /// The file; nil when the form brought none.
  let upload: Upload?
  /// The name its owner gave it.
  let name: String?
  /// The form's other fields.
  let fields: [String: String]
  /// The bytes of a plain body, or of a form with its fields, told from others.
  let digest: String

  /// The most bytes that a form's fields may have together.
  static let fieldLimit = 1_048_576
  private static let pieceSize = 262_144

  /// Receives a body: a form, or a file as it stands.
  ///
  /// - Throws: `PlainFault` `form.broken`, `form.too_long`, or what the shelf throws.
  static func of(_ request: Request, on shelf: UploadShelf) async throws -> Reception {
    let type = request.headers[.contentType] ?? ""
    guard type.lowercased().hasPrefix("multipart/form-data") else {
      return try await plain(request, shelf)
    }
    guard let boundary = MultipartReader.boundary(of: type) else {
      throw PlainFault(.input, "form.broken")
    }
    var taker = FormTaker(shelf: shelf)
    var reader = MultipartReader(boundary: boundary)
    do {
      for try await piece in request.body {
        taker.pending.removeAll(keepingCapacity: true)
        try reader.feed(piece.readableBytesView) { try taker.take($0) }
        try await taker.write()
      }
      try reader.finish()
    } catch is MultipartReader.Broken {
      taker.drop()
      throw PlainFault(.input, "form.broken")
    } catch {
      taker.drop()
      throw error
    }
    taker.upload?.close()
    let fields = taker.fields.mapValues { String(decoding: $0, as: UTF8.self) }
    let told = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return Reception(
      upload: taker.upload, name: taker.name, fields: fields,
      digest: ([taker.upload?.digest ?? ""] + told).joined(separator: "\u{1F}"))
  }

  private static func plain(_ request: Request, _ shelf: UploadShelf) async throws -> Reception {
    let upload = try shelf.begin()
    do {
      var pending: [UInt8] = []
      for try await piece in request.body {
        pending.append(contentsOf: piece.readableBytesView)
        guard pending.count >= pieceSize else { continue }
        let bytes = pending
        pending.removeAll(keepingCapacity: true)
        try await offLoop { try upload.write(bytes) }
      }
      let bytes = pending
      try await offLoop { try upload.write(bytes) }
      upload.close()
    } catch {
      shelf.forget(upload.token)
      throw error
    }
    return Reception(upload: upload, name: nil, fields: [:], digest: upload.digest)
  }
}

/// Takes what the reader of a form finds.
private struct FormTaker {
  let shelf: UploadShelf
  var upload: Upload?
  var name: String?
  var fields: [String: [UInt8]] = [:]
  /// Bytes of the file that are not written yet.
  var pending: [UInt8] = []
  private var length = 0
  private var field: String?
  private var isFile = false

  init(shelf: UploadShelf) {
    self.shelf = shelf
  }

  mutating func take(_ event: MultipartReader.Event) throws {
    switch event {
    case .part(let part, let file):
      isFile = part == "file" && upload == nil
      field = isFile ? nil : part
      guard isFile else {
        try grow(by: part.utf8.count + 1)
        fields[part] = []
        return
      }
      // Why: a browser that sends no file sends an empty one without a name.
      upload = try shelf.begin()
      name = file.flatMap { $0.split { "/\\".contains($0) }.last }.map { String($0) }
    case .bytes(let bytes):
      if isFile {
        pending += bytes
      } else if let field {
        try grow(by: bytes.count)
        fields[field, default: []] += bytes
      }
    case .end:
      isFile = false
      field = nil
    }
  }

  /// Counts bytes of names and values; a part without any counts too.
  private mutating func grow(by count: Int) throws {
    length += count
    guard length <= Reception.fieldLimit else { throw PlainFault(.input, "form.too_long") }
  }

  /// Writes what came of the file.
  func write() async throws {
    guard let upload, !pending.isEmpty else { return }
    let bytes = pending
    try await offLoop { try upload.write(bytes) }
  }

  /// Forgets what was received.
  func drop() {
    if let upload { shelf.forget(upload.token) }
  }
}
