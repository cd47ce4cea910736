import Czlib

/// The unpacked bytes of a gzip file, of one member or several in a row.
///
/// Unlike libarchive, it holds the unpacked bytes against the checksums of the file.
final class GzipStream {
  private let file: PlainFile
  /// On the heap, since zlib keeps the address of its stream.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: ByteSource.blockSize)
  private var isBetweenMembers = false
  private var isAtEnd = false
  private var fetched = 0

  /// Takes over a file opened at its start; throws `file.archive_damaged` without memory.
  init(_ file: PlainFile) throws(FormatFault) {
    self.file = file
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // The widest window, and 16 more for the gzip wrapping.
    let size = Int32(MemoryLayout<z_stream>.size)
    if inflateInit2_(stream, MAX_WBITS + 16, ZLIB_VERSION, size) != Z_OK {
      throw .archiveDamaged(file.path, reason: "inflateInit2")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// The number of bytes of the packed file taken so far.
  var consumed: Int { fetched - Int(stream.pointee.avail_in) }

  /// Reads the next unpacked bytes and returns their number, 0 at the end.
  ///
  /// Throws `file.truncated` and, for broken bytes or a wrong checksum, `file.archive_damaged`.
  func read(into target: UnsafeMutableBufferPointer<UInt8>) throws(FormatFault) -> Int {
    stream.pointee.next_out = target.baseAddress
    stream.pointee.avail_out = uInt(target.count)
    while !isAtEnd, stream.pointee.avail_out > 0 {
      if stream.pointee.avail_in == 0 { try fetch() }
      if isBetweenMembers { startMember() }
      if isAtEnd { break }
      switch Czlib.inflate(stream, Z_NO_FLUSH) {
      case Z_OK, Z_BUF_ERROR: continue
      case Z_STREAM_END: isBetweenMembers = true
      default:
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "inflate"
        throw .archiveDamaged(file.path, reason: reason)
      }
    }
    return target.count - Int(stream.pointee.avail_out)
  }

  private func fetch() throws(FormatFault) {
    let count = try file.read(into: input)
    stream.pointee.next_in = input.baseAddress
    stream.pointee.avail_in = uInt(count)
    fetched += count
    if count > 0 { return }
    if !isBetweenMembers { throw .truncated(file.path) }
    isAtEnd = true
  }

  /// Goes on with the next member; padding after the last one is left unread, as gzip does.
  private func startMember() {
    if isAtEnd { return }
    if stream.pointee.next_in.pointee == 0x1F {
      inflateReset(stream)
      isBetweenMembers = false
    } else {
      isAtEnd = true
    }
  }
}
