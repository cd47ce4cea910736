public import Domain
import Glibc

/// Time zones of the system: the TZif files of `/usr/share/zoneinfo` (RFC 8536).
public enum ZoneFile {
  private static let folder = "/usr/share/zoneinfo/"

  /// Whether the system has a zone of that name.
  public static func isZone(_ name: String) -> Bool { zone(name) != nil }

  /// Reads a zone with all changes its file lists, and those its rule makes until 2100.
  ///
  /// - Throws: `PlainFault` `zone.unknown` when there is no such file or it is no zone.
  public static func read(_ name: String) throws(PlainFault) -> ZoneTable {
    guard let zone = zone(name) else {
      throw PlainFault(.input, "zone.unknown", ["name": name])
    }
    return zone
  }

  private static func zone(_ name: String) -> ZoneTable? {
    guard isName(name), let bytes = contents(folder + name) else { return nil }
    return TZif(bytes)?.table(named: name)
  }

  /// Names are letters, digits and `_+-/`, without a step upwards.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix("/")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122, 95, 43, 45, 47: true
        default: false
        }
      }
  }

  private static func contents(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }
}
