import Foundation
import Testing
import Web

@Suite struct MultipartTests {
  private static let body = [
    "a preamble nobody reads\r\n--b0und\r\n",
    "Content-Disposition: form-data; name=\"kind\"\r\n\r\ndeals\r\n",
    "--b0und  \r\ncontent-disposition: form-data; name=file; filename=\"a \\\"b\\\"%22;.csv\"\r\n",
    "Content-Type: text/csv\r\n\r\nid\r\n--b0un\r\n\r\n-\r\n--\r\n--b0und\r\n",
    "Content-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--b0und--\r\nan epilogue",
  ].joined()

  /// What a reader finds, the bytes of each part joined.
  private func read(_ body: String, by length: Int) throws -> [MultipartReader.Event] {
    var reader = MultipartReader(boundary: "b0und")
    var events: [MultipartReader.Event] = []
    let bytes = Array(body.utf8)
    for start in stride(from: 0, to: bytes.count, by: length) {
      try reader.feed(bytes[start..<min(start + length, bytes.count)]) { event in
        if case .bytes(let more) = event, case .bytes(let before)? = events.last {
          events[events.count - 1] = .bytes(before + more)
        } else {
          events.append(event)
        }
      }
    }
    try reader.finish()
    return events
  }

  @Test(arguments: [1, 2, 3, 5, 7, 11, 13, 64, 100_000])
  func `a form is read whatever the pieces it comes in`(length: Int) throws {
    #expect(
      try read(Self.body, by: length) == [
        .part(name: "kind", file: nil), .bytes(Array("deals".utf8)), .end,
        .part(name: "file", file: "a \"b\"\";.csv"),
        .bytes(Array("id\r\n--b0un\r\n\r\n-\r\n--".utf8)), .end,
        .part(name: "empty", file: nil), .end,
      ])
  }

  @Test(arguments: [
    "", "--b0und\r\n", "--b0und\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
    "--b0und\r\n\r\nno name\r\n--b0und--", "--b0undless\r\n",
  ])
  func `a form that is cut off or has no heads is refused`(body: String) {
    #expect(throws: MultipartReader.Broken.self) { _ = try read(body, by: 4) }
  }

  @Test(arguments: [
    ("multipart/form-data; boundary=abc", "abc"),
    ("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", "a b"),
    ("multipart/form-data", nil), ("text/csv; boundary=abc", nil),
    ("multipart/form-data; boundary=", nil),
  ])
  func `the boundary is what the type says`(type: String, boundary: String?) {
    #expect(MultipartReader.boundary(of: type) == boundary)
  }
}
