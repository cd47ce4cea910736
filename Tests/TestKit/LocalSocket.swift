import Glibc

/// A connection to a server on this machine.
public struct LocalSocket: Sendable {
  /// The connection's descriptor.
  public let number: Int32

  /// Connects to a port; what is read of it is waited for a minute at most.
  public init(port: UInt16) throws {
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let number = number
    let outcome = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard outcome == 0 else {
      let reason = String(cString: strerror(errno))
      Glibc.close(number)
      throw Fault(what: "no connection to port \(port): \(reason)")
    }
  }

  /// Sends all of some bytes.
  public func send(_ bytes: some Sequence<UInt8>) throws {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Fault(what: "the connection broke while sending") }
      rest = rest.dropFirst(count)
    }
  }

  /// Ends the connection.
  public func close() { Glibc.close(number) }

  /// Why a server could not be spoken to.
  public struct Fault: Error {
    let what: String
  }
}
