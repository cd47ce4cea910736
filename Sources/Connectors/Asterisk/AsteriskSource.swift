import Domain
import Formats
import Foundation

extension Connector {
  /// Asterisk's log of calls: the file `Master.csv` that `cdr_csv` or `cdr_custom` writes.
  ///
  /// - `file`: its path.
  /// - `time_zone`: of its times, when that is not the company's; `UTC` with `usegmtime=yes`.
  /// - `extension_digits`: how many digits an extension has at most, 5 when nothing is said.
  /// - `incoming`: contexts in which calls come in, when they are not FreePBX's.
  /// - `extension.101`: the seller of an extension.
  static let asterisk = Connector(
    "asterisk", .calls,
    [
      .file("file"), .optional("time_zone"), .optional("extension_digits"),
      .optional("incoming"), .optional("extension.*"),
    ]
  ) { options in
    AsteriskSource(
      log: CallLog(path: options.text("file")), zone: try options.zone("time_zone"),
      rules: TelephoneRules(
        extensionDigits: try options.number("extension_digits", in: 1...15) ?? 5,
        incoming: options.list("incoming") ?? ["from-trunk", "from-pstn", "from-did-direct"],
        sellers: options.family("extension")))
  }
}

/// Pulls calls from a log.
struct AsteriskSource: Source {
  let log: CallLog
  let zone: ZoneTable
  let rules: TelephoneRules

  private static let header = [
    "id", "started_at", "direction", "manager", "phone", "duration_s", "answered",
  ]

  func check() throws { try refuseUnreadable(log.path) }

  func pull(after cursor: String?) throws -> Pull? {
    guard let part = try log.part(after: cursor.map(CallLog.Place.init)) else { return nil }
    let new = try legs(of: part.rows, in: part.path)
    let calls = Set(new.compactMap(\.leg?.call))
    let old = try legs(of: part.back, in: part.path, only: calls)
    let all = Dictionary(grouping: (old + new).compactMap(\.leg), by: \.call)
    try refuseOtherZone(new.compactMap(\.leg), in: part.path)
    var seen: Set<String> = []
    let rows = new.compactMap { row -> ListedRows.Listed? in
      guard let leg = row.leg else { return .init(line: row.line, unreadable(row.text)) }
      guard seen.insert(leg.call).inserted,
        let call = PhoneCall(all[leg.call] ?? [], rules)
      else { return nil }
      return .init(line: row.line, cells(of: call))
    }
    return Pull(
      name: part.path, header: Self.header, rows: rows, raw: part.rows,
      cursor: part.place.text, hasMore: part.hasMore,
      notes: part.isTorn ? [Message("asterisk.torn", ["path": log.path])] : [])
  }

  /// The legs that rows tell of, with the lines they stand on; nil of a row that is none.
  ///
  /// - Parameter calls: when given, only legs of these, and no other rows.
  private func legs(
    of bytes: [UInt8], in path: String, only calls: Set<String>? = nil
  ) throws(FormatFault) -> [(line: Int, leg: CallLeg?, text: String)] {
    let text = Self.readable(bytes)
    if text.allSatisfy({ $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }) { return [] }
    let reader = try CSVReader(text, named: path, delimiter: UInt8(ascii: ","))
    var found: [(line: Int, leg: CallLeg?, text: String)] = []
    while try reader.next() {
      let row = reader.row
      let leg = CallLeg(row, zone: zone, of: calls)
      if leg == nil, calls != nil { continue }
      found.append((row.line, leg, leg == nil ? row.beginning : ""))
    }
    return found
  }

  /// The rows as UTF-8, each on its line: names of callers come in whatever bytes their network sent, and a
  /// row that was cut off in its quotes would take the next ones in.
  private static func readable(_ bytes: [UInt8]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    var rows: [UInt8] = []
    rows.reserveCapacity(bytes.count)
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let isCut = line.count { $0 == quote } % 2 == 1
      for byte in line where byte != 0 && !(isCut && byte == quote) { rows.append(byte) }
      rows.append(UInt8(ascii: "\n"))
    }
    return Array(String(decoding: rows, as: UTF8.self).utf8)
  }

  /// Refuses a log whose times are of another zone than was told, which the numbers of its channels
  /// show: they are the second, since 1970, at which a channel began.
  private func refuseOtherZone(_ legs: [CallLeg], in path: String) throws(PlainFault) {
    let gaps = legs.filter { $0.linkedID.isEmpty || $0.linkedID == $0.uniqueID }
      .compactMap { leg in leg.numberedAt.map { leg.start.seconds - $0.seconds } }
    let wrong = gaps.filter { abs($0) >= Self.leastOffset }
    guard wrong.count * 2 > gaps.count, let gap = wrong.sorted().middle else { return }
    throw PlainFault(
      .content, "asterisk.zone",
      ["path": path, "zone": zone.name, "hours": Self.hours(gap)])
  }

  /// No two zones are nearer to each other, in seconds.
  private static let leastOffset = 900

  private static func hours(_ seconds: Int) -> String {
    let minutes = (abs(seconds) + 30) / 60
    let sign = seconds < 0 ? "−" : "+"
    return "\(sign)\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
  }

  private func cells(of call: PhoneCall) -> [String] {
    [
      call.id, call.start.text(in: .utc), call.isIncoming ? "in" : "out",
      call.peer.map { rules.sellers[$0] ?? $0 } ?? "", call.phone, String(call.talk),
      call.talk > 0 ? "yes" : "no",
    ]
  }

  /// A row that stands for one that is no leg: its text where a time should be.
  private func unreadable(_ text: String) -> [String] { ["?", text, "", "", "", "0", ""] }
}

extension Row {
  /// What a row begins with, as people recognise it.
  fileprivate var beginning: String {
    let cells = (0..<min(count, 12)).map { text($0) }.joined(separator: ",")
    return cells.allSatisfy { $0 == "," } ? "?" : String(cells.prefix(80))
  }
}

extension [Int] {
  /// The middle one of sorted numbers; nil when there are none.
  fileprivate var middle: Int? { isEmpty ? nil : self[count / 2] }
}
