import Czlib

/// Packs and unpacks parts of files with zlib.
public enum Deflate {
  /// The length of the parts that raw files are kept in, in bytes.
  public static let partSize = 1_048_576

  /// Packs the bytes into a zlib stream; `level` runs from 1 (fast) to 9 (small).
  ///
  /// Throws `file.part_damaged` when zlib has no memory for the work.
  public static func compress(_ bytes: [UInt8], level: Int = 6) throws(FormatFault) -> [UInt8] {
    var length = compressBound(uLong(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    let code = packed.withUnsafeMutableBufferPointer { target in
      bytes.withUnsafeBufferPointer { source in
        compress2(
          target.baseAddress, &length, source.baseAddress, uLong(source.count),
          Int32(min(max(level, 1), 9)))
      }
    }
    guard code == Z_OK else { throw .partDamaged(expected: bytes.count) }
    packed.removeLast(packed.count - Int(length))
    return packed
  }

  /// Unpacks a zlib stream into exactly `count` bytes.
  ///
  /// Throws `file.part_damaged` when the stream is broken or holds another number of bytes.
  public static func inflate(_ packed: [UInt8], count: Int) throws(FormatFault) -> [UInt8] {
    guard count >= 0 else { throw .partDamaged(expected: count) }
    var length = uLong(count)
    // One spare byte keeps the target addressable when nothing is expected.
    var bytes = [UInt8](repeating: 0, count: count + 1)
    let code = bytes.withUnsafeMutableBufferPointer { target in
      packed.withUnsafeBufferPointer { source in
        uncompress(target.baseAddress, &length, source.baseAddress, uLong(source.count))
      }
    }
    guard code == Z_OK, Int(length) == count else { throw .partDamaged(expected: count) }
    bytes.removeLast()
    return bytes
  }
}
