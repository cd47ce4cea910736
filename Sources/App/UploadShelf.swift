public import Domain
import Foundation
import Synchronization

/// Files on their way in: each under a random name in the data directory, forgotten after an hour.
public struct UploadShelf: Sendable {
  /// How long a file waits, in milliseconds.
  public static let lasts = 3_600_000
  /// The folder.
  public let path: String

  /// Begins a file.
  ///
  /// - Throws: `PlainFault` `upload.unwritable`.
  public func begin() throws(PlainFault) -> Upload {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .unwritable(path, errno) }
    var numbers = SystemRandomNumberGenerator()
    let token = (0..<2).map { _ in
      let digits = String(numbers.next(), radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    return try Upload(token: token, path: path + "/" + token)
  }

  /// The path of a waiting file.
  ///
  /// - Throws: `PlainFault` `upload.gone` when it is not there, or waited for more than an hour.
  public func file(_ token: String, now: Moment) throws(PlainFault) -> String {
    let file = path + "/" + token
    var status = stat()
    guard Self.isToken(token), stat(file, &status) == 0,
      Self.age(status, now) <= Self.lasts
    else { throw PlainFault(.missing, "upload.gone") }
    return file
  }

  /// The rows of a waiting file that were left out, with their reasons, as CSV.
  ///
  /// - Throws: `PlainFault` `upload.gone`.
  public func rejected(_ token: String, now: Moment) throws(PlainFault) -> [UInt8] {
    guard let bytes = FileManager.default.contents(atPath: try file(token, now: now) + Self.rest)
    else { throw PlainFault(.missing, "upload.gone") }
    return Array(bytes)
  }

  private static let rest = ".rejected.csv"

  /// Removes a file and what was written beside it.
  public func forget(_ token: String) {
    guard Self.isToken(token) else { return }
    for suffix in ["", Self.rest] { unlink(path + "/" + token + suffix) }
  }

  /// Removes the files that have waited for more than an hour.
  ///
  /// - Throws: `PlainFault` `upload.unwritable` when the folder cannot be read.
  public func sweep(now: Moment) throws(PlainFault) {
    for name in try names() {
      var status = stat()
      let file = path + "/" + name
      if stat(file, &status) == 0, Self.age(status, now) > Self.lasts { unlink(file) }
    }
  }

  /// Removes every file: what an ended program left.
  ///
  /// - Throws: `PlainFault` `upload.unwritable` when the folder cannot be read.
  public func clear() throws(PlainFault) {
    for name in try names() { unlink(path + "/" + name) }
  }

  private func names() throws(PlainFault) -> [String] {
    // Why: a folder that is not there holds nothing to remove.
    guard access(path, F_OK) == 0 else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .unwritable(path, EACCES)
    }
  }

  private static func age(_ status: stat, _ now: Moment) -> Int {
    now.milliseconds - status.st_mtim.tv_sec * 1_000
  }

  private static func isToken(_ token: String) -> Bool {
    token.utf8.count == 32
      && token.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
  }
}

extension DataDirectory {
  /// The files on their way in.
  public var uploads: UploadShelf { UploadShelf(path: path + "/uploads") }
}

/// A file that is being received.
public final class Upload: Sendable {
  /// The random name it waits under.
  public let token: String
  /// Where it is.
  public let path: String
  private let state: Mutex<State>

  private struct State {
    var descriptor: Int32
    var size = 0
    /// FNV-1a over the bytes: tells a body from another one sent under the same key.
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
  }

  fileprivate init(token: String, path: String) throws(PlainFault) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path, errno) }
    self.token = token
    self.path = path
    state = Mutex(State(descriptor: descriptor))
  }

  deinit { close() }

  /// How many bytes were received.
  public var size: Int { state.withLock { $0.size } }

  /// What tells its bytes from those of another file.
  public var digest: String {
    state.withLock { "\($0.size)-\(String($0.digest, radix: 16))" }
  }

  /// Adds bytes.
  ///
  /// - Throws: `PlainFault` `disk.full` or `upload.unwritable`.
  public func write(_ bytes: [UInt8]) throws(PlainFault) {
    let failed: Int32? = state.withLock { state in
      for byte in bytes { state.digest = (state.digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
      state.size += bytes.count
      var done = 0
      while done < bytes.count {
        let count = bytes.withUnsafeBytes { all in
          Foundation.write(
            state.descriptor, all.baseAddress?.advanced(by: done), bytes.count - done)
        }
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        done += count
      }
      return nil
    }
    guard let failed else { return }
    if failed == ENOSPC { throw PlainFault(.outside, "disk.full", ["path": path]) }
    throw .unwritable(path, failed)
  }

  /// Ends the file.
  public func close() {
    state.withLock { state in
      if state.descriptor >= 0 { Foundation.close(state.descriptor) }
      state.descriptor = -1
    }
  }
}

extension PlainFault {
  fileprivate static func unwritable(_ path: String, _ code: Int32) -> PlainFault {
    PlainFault(
      .outside, "upload.unwritable", ["path": path, "reason": String(cString: strerror(code))])
  }
}
