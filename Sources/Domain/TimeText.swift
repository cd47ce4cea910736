extension Moment {
  /// ISO 8601 in a zone, with milliseconds only when there are some: 2026-02-01T09:00:00+03:00.
  public func text(in zone: ZoneTable) -> String {
    let local = zone.local(self)
    let second = local.millisecond / 1_000
    var text = "\(local.day)T\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2))"
    text += ":\(padded(second % 60, 2))"
    let rest = local.millisecond % 1_000
    if rest > 0 { text += ".\(padded(rest, 3))" }
    let offset = zone.offset(at: self)
    let minutes = abs(offset) / 60
    text += offset < 0 ? "-" : "+"
    return text + "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
  }
}

/// A date or a time as files write it: a day alone, or a day with a time and perhaps an offset.
public struct WrittenTime: Equatable, Sendable {
  /// The wall-clock reading; 00:00 when only a day is written.
  public let local: LocalTime
  /// Seconds east of Greenwich when the text says so.
  public let offset: Int?
  /// Whether the text is a day alone.
  public let isDay: Bool

  /// The moment meant, readings without an offset being of the zone.
  public func moment(in zone: ZoneTable) -> Moment {
    guard let offset else { return zone.moment(of: local) }
    return Moment(
      milliseconds: local.day.number * 86_400_000 + local.millisecond - offset * 1_000)
  }

  /// The civil day meant, in the zone.
  public func day(in zone: ZoneTable) -> Day {
    offset == nil ? local.day : zone.local(moment(in: zone)).day
  }

  /// Reads ISO 8601 (`2026-03-14`, `2026-03-14T09:30:00.5+03:00`, a space for the T) or
  /// `14.03.2026[ 09:30[:15]]`; nil when the bytes are neither or name no real date and time.
  public init?(utf8 bytes: some RandomAccessCollection<UInt8>) {
    var scan = TimeScan(bytes)
    guard let day = scan.date() else { return nil }
    if scan.isAtEnd {
      self.init(local: LocalTime(day: day, millisecond: 0), offset: nil, isDay: true)
      return
    }
    guard
      scan.take(UInt8(ascii: "T")) || scan.take(UInt8(ascii: " ")) || scan.take(UInt8(ascii: "t")),
      let millisecond = scan.time()
    else { return nil }
    var offset: Int?
    if !scan.isAtEnd {
      guard let written = scan.offset() else { return nil }
      offset = written
    }
    guard scan.isAtEnd else { return nil }
    self.init(
      local: LocalTime(day: day, millisecond: millisecond), offset: offset, isDay: false)
  }

  private init(local: LocalTime, offset: Int?, isDay: Bool) {
    self.local = local
    self.offset = offset
    self.isDay = isDay
  }
}

/// A reader of digits and marks from left to right.
private struct TimeScan<Bytes: RandomAccessCollection> where Bytes.Element == UInt8 {
  private let bytes: Bytes
  private var place: Bytes.Index

  init(_ bytes: Bytes) {
    self.bytes = bytes
    self.place = bytes.startIndex
  }

  var isAtEnd: Bool { place == bytes.endIndex }

  mutating func take(_ byte: UInt8) -> Bool {
    guard place < bytes.endIndex, bytes[place] == byte else { return false }
    bytes.formIndex(after: &place)
    return true
  }

  mutating func number(_ digits: Int) -> Int? {
    var value = 0
    for _ in 0..<digits {
      guard place < bytes.endIndex, case let digit = bytes[place] &- 48, digit <= 9
      else { return nil }
      value = value * 10 + Int(digit)
      bytes.formIndex(after: &place)
    }
    return value
  }

  mutating func date() -> Day? {
    let start = place
    if let year = number(4), take(UInt8(ascii: "-")), let month = number(2),
      take(UInt8(ascii: "-")), let day = number(2)
    {
      return Day(year: year, month: month, day: day)
    }
    place = start
    guard let day = number(2), take(UInt8(ascii: ".")), let month = number(2),
      take(UInt8(ascii: ".")), let year = number(4)
    else { return nil }
    return Day(year: year, month: month, day: day)
  }

  mutating func time() -> Int? {
    guard let hour = number(2), hour < 24, take(UInt8(ascii: ":")), let minute = number(2),
      minute < 60
    else { return nil }
    var millisecond = (hour * 60 + minute) * 60_000
    guard take(UInt8(ascii: ":")) else { return millisecond }
    guard let second = number(2), second < 60 else { return nil }
    millisecond += second * 1_000
    guard take(UInt8(ascii: ".")) || take(UInt8(ascii: ",")) else { return millisecond }
    var unit = 100
    var digits = 0
    while let digit = number(1) {
      millisecond += digit * unit
      unit /= 10
      digits += 1
    }
    return digits > 0 ? millisecond : nil
  }

  mutating func offset() -> Int? {
    if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return 0 }
    let sign = take(UInt8(ascii: "-")) ? -1 : take(UInt8(ascii: "+")) ? 1 : 0
    guard sign != 0, let hour = number(2), hour < 24 else { return nil }
    if isAtEnd { return sign * hour * 3_600 }
    _ = take(UInt8(ascii: ":"))
    guard let minute = number(2), minute < 60 else { return nil }
    return sign * (hour * 60 + minute) * 60
  }
}
