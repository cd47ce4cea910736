import Formats
import Testing

/// Packing of file parts.
@Suite struct DeflateTests {
  @Test func `unpacks what it packed`() throws {
    let text = Array(String(repeating: "дата;сумма\r\n", count: 90_000).utf8)
    for bytes in [[], [7], Array(text.prefix(Deflate.partSize))] {
      let packed = try Deflate.compress(bytes)
      #expect(try Deflate.inflate(packed, count: bytes.count) == bytes)
    }
    #expect(try Deflate.compress(text).count < text.count / 50)
  }

  @Test func `refuses parts that are damaged, cut or of another length`() throws {
    let bytes = Array("a,b\n1,2\n".utf8)
    let packed = try Deflate.compress(bytes)
    var damaged = packed
    damaged[damaged.count - 1] ^= 1
    let attempts: [([UInt8], Int)] = [
      (damaged, 8), (packed.dropLast(3), 8), (packed, 7), (packed, 9), ([], 0), (packed, -1),
    ]
    for (part, count) in attempts {
      let fault = #expect(throws: FormatFault.self) { try Deflate.inflate(part, count: count) }
      #expect(fault?.key == "file.part_damaged")
    }
  }
}
