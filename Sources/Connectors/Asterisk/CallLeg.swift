import Domain
import Formats

/// A row of Asterisk's log: one leg of a call.
///
/// Source of the columns: Asterisk's `cdr_csv` (16 to 21 columns, by `loguniqueid`, `loguserfield` and
/// `newcdrcolumns` of `cdr.conf`) and the order that its sample of `cdr_custom.conf` writes.
struct CallLeg {
  /// The caller's number.
  let source: String
  /// What was dialled.
  let destination: String
  /// The context of the dialplan that it was dialled in.
  let context: String
  /// The caller's channel: `PJSIP/101-000000a1`.
  let channel: String
  /// The channel it was bridged with; empty when a program of the dialplan answered.
  let bridged: String
  let start: Moment
  let end: Moment
  /// How long it was talked, in seconds.
  let talk: Int
  let isAnswered: Bool
  /// Empty where the log has none.
  let uniqueID: String
  /// Empty where the log has none.
  let linkedID: String
  let sequence: Int

  /// Reads a row; nil when it is none of the known layouts.
  ///
  /// - Parameter calls: when given, the numbers of the calls whose legs are wanted; nil of another's too.
  init?(_ row: Row, zone: ZoneTable, of calls: Set<String>? = nil) {
    guard let layout = Layout(row) else { return nil }
    func text(_ place: Int?) -> String { place.map { row.text($0) } ?? "" }
    (uniqueID, linkedID) = (text(layout.uniqueID), text(layout.linkedID))
    if let calls, !calls.contains(linkedID.isEmpty ? uniqueID : linkedID) { return nil }
    func moment(_ place: Int) -> Moment? {
      row.withBytes(place) { WrittenTime(utf8: $0)?.moment(in: zone) }
    }
    guard let start = moment(layout.start), let end = moment(layout.start + 2),
      let talk = Int(row.text(layout.start + 4)), talk >= 0
    else { return nil }
    source = text(1)
    destination = text(2)
    context = text(3)
    channel = text(layout.channel)
    bridged = text(layout.channel + 1)
    self.start = start
    self.end = end
    self.talk = talk
    isAnswered = text(layout.start + 5) == "ANSWERED"
    sequence = Int(text(layout.sequence)) ?? 0
  }

  /// What tells the call that the leg is of from others.
  var call: String {
    if !linkedID.isEmpty { return linkedID }
    if !uniqueID.isEmpty { return uniqueID }
    return "\(start.text(in: .utc)) \(source) \(destination) \(channel)"
  }

  /// The moment that the channel's number tells: Asterisk numbers channels by the second they began.
  var numberedAt: Moment? {
    guard let seconds = uniqueID.split(separator: "-").last?.split(separator: ".").first,
      seconds.count == 10
    else { return nil }
    return Int(seconds).map { Moment(seconds: $0) }
  }

  /// When it was talked.
  var talking: Range<Int> { end.seconds - talk..<end.seconds }
}

/// Where the columns of a row stand.
private struct Layout {
  /// The bridged channel follows.
  let channel: Int
  /// When it was answered, its end, its length, the talk and what became of it follow.
  let start: Int
  let uniqueID: Int?
  let linkedID: Int?
  let sequence: Int?

  private static let outcomes: Set = [
    "ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION", "CANCEL", "UNKNOWN",
  ]

  init?(_ row: Row) {
    if (16...21).contains(row.count), Self.outcomes.contains(row.text(14)) {
      (channel, start) = (5, 9)
      // Why by its form: the column may be what somebody wrote beside the call.
      let isNumbered = [18, 21].contains(row.count) || Self.isUniqueID(row.text(16))
      uniqueID = isNumbered && row.count != 19 ? 16 : nil
      linkedID = row.count >= 19 ? row.count - 2 : nil
      sequence = row.count >= 19 ? row.count - 1 : nil
    } else if row.count == 19, Self.outcomes.contains(row.text(13)) {
      (channel, start) = (4, 8)
      uniqueID = 16
      linkedID = nil
      sequence = 18
    } else {
      return nil
    }
  }

  private static func isUniqueID(_ text: String) -> Bool {
    text.wholeMatch(of: /(.*-)?\d{10}\.\d+/) != nil
  }
}
