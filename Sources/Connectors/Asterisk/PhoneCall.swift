import Domain

/// How the telephones of a company are told from the world outside.
struct TelephoneRules: Sendable {
  /// How many digits an extension has at most.
  let extensionDigits: Int
  /// The contexts of the dialplan in which calls come in.
  let incoming: Set<String>
  /// Sellers by extension, or by the name of a telephone; others are called by it.
  let sellers: [String: String]

  /// Whether a number is one of the company's own telephones.
  fileprivate func isExtension(_ number: String) -> Bool {
    if sellers[number] != nil { return true }
    return !number.isEmpty && number.utf8.count <= extensionDigits
      && number.utf8.allSatisfy(\.isDigit)
  }

  /// Whether a number is one of the world outside.
  fileprivate func isOutside(_ number: String) -> Bool {
    number.utf8.count { $0.isDigit } > extensionDigits
  }
}

/// One call between a seller and somebody outside, made of its legs.
///
/// A call that is put through, rung at several telephones or queued is several rows of the log. It began
/// with the leg of the channel that the call is numbered by. It was talked while any leg was that two
/// people were bridged in; what a program of the dialplan answers (a greeting, a menu, a queue's music)
/// is no talk.
struct PhoneCall {
  let id: String
  let start: Moment
  let isIncoming: Bool
  /// The seller's extension or peer; nil when nobody can be named.
  let peer: String?
  /// The number outside; empty when it was hidden.
  let phone: String
  /// Seconds of talk.
  let talk: Int

  /// Makes a call of its legs; nil of one between two telephones of the company.
  init?(_ legs: [CallLeg], _ rules: TelephoneRules) {
    guard
      let first = legs.min(by: { a, b in
        (a.uniqueID == a.linkedID ? 0 : 1, a.start, a.sequence)
          < (b.uniqueID == b.linkedID ? 0 : 1, b.start, b.sequence)
      })
    else { return nil }
    let talks = legs.filter { $0.isAnswered && !$0.bridged.isEmpty && $0.talk > 0 }
    id = first.call
    start = first.start
    talk = talks.map(\.talking).length
    let caller = Self.peer(of: first.channel)
    let isFromWithin = rules.isExtension(first.source) || rules.isExtension(caller)
    isIncoming = rules.incoming.contains(first.context) || !isFromWithin
    if isIncoming {
      phone = Self.number(first.source)
      peer = Self.taker(of: legs, talks)
    } else {
      guard rules.isOutside(first.destination) else { return nil }
      phone = Self.number(first.destination)
      peer = rules.isExtension(caller) ? caller : first.source
    }
  }

  /// Who took a call: who talked longest; of one nobody took, the only one it rang at.
  private static func taker(of legs: [CallLeg], _ talks: [CallLeg]) -> String? {
    if let longest = talks.max(by: { $0.talk < $1.talk }) { return peer(of: longest.bridged) }
    let rung = legs.map(\.bridged).filter { !$0.isEmpty }
    let telephones = rung.filter { !$0.hasPrefix("Local/") }
    let peers = Set((telephones.isEmpty ? rung : telephones).map(peer))
    return peers.count == 1 ? peers.first : nil
  }

  /// Who a channel leads to: `301` of `SIP/301-00000004`, `101` of `Local/101@queue-00000012;1`.
  private static func peer(of channel: String) -> String {
    guard let slash = channel.firstIndex(of: "/") else { return channel }
    let rest = channel[channel.index(after: slash)...]
    let end =
      channel.hasPrefix("Local/") ? rest.firstIndex(of: "@") : rest.lastIndex(of: "-")
    return String(rest[..<(end ?? rest.endIndex)])
  }

  /// A number's digits, with a plus before them; empty of `anonymous`.
  private static func number(_ text: String) -> String {
    let digits = String(decoding: text.utf8.filter(\.isDigit), as: UTF8.self)
    return text.hasPrefix("+") && !digits.isEmpty ? "+" + digits : digits
  }
}

extension [Range<Int>] {
  /// How many numbers lie in any of the ranges.
  fileprivate var length: Int {
    var (length, end) = (0, Int.min)
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) {
      length += Swift.max(0, range.upperBound - Swift.max(range.lowerBound, end))
      end = Swift.max(end, range.upperBound)
    }
    return length
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (48...57).contains(self) }
}
