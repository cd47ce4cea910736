/// The demo's own chance: the same numbers from the same seed on every machine.
///
/// After Sebastiano Vigna's public-domain `splitmix64.c`.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The chance of one thing of one stream: the same whenever and in whatever order it is asked.
  init(_ seed: UInt64, _ stream: DemoStream, _ index: UInt64) {
    state = SplitMix64.mixed(
      SplitMix64.mixed(seed &+ stream.rawValue &* 0x9E37_79B9_7F4A_7C15) ^ index)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SplitMix64.mixed(state)
  }

  static func mixed(_ number: UInt64) -> UInt64 {
    var z = number
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// What chance is asked about; each stream is independent of the others.
enum DemoStream: UInt64 {
  case seller = 1
  case lead, leadMoment, leadClient, client, deal, path, item, activity, payment, task, call
  case chain, spend, work, plan
}

extension SplitMix64 {
  /// At least 0, less than 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func chance(_ share: Double) -> Bool { unit() < share }

  /// 0 ..< `count`; 0 when there is nothing to choose from.
  mutating func below(_ count: Int) -> Int {
    count <= 1 ? 0 : Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  mutating func pick(_ words: [String]) -> String { words[below(words.count)] }

  /// The place of one of the weights, which need not sum to 1.
  mutating func pick(weights: [Double]) -> Int {
    var sum = 0.0
    for weight in weights { sum += weight }
    var rest = unit() * sum
    for (place, weight) in weights.enumerated() {
      if rest < weight { return place }
      rest -= weight
    }
    return weights.count - 1
  }

  /// A waiting time of mean 1: exponential, its logarithm drawn as straight pieces.
  mutating func wait() -> Double {
    let bits = next() | 1
    let zeros = bits.leadingZeroBitCount
    let fraction = Double((bits << UInt64(zeros + 1)) >> 11) * 0x1p-53
    return (Double(zeros) + 1 - fraction) * 0.667
  }

  /// Mean 0, deviation 1, bell-shaped, within ±3.5.
  mutating func bell() -> Double {
    let bits = next()
    let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + bits >> 48
    return (Double(sum) / 65_536 - 2) * 1.732
  }

  /// A factor of median 1, as often twice as half: a power of two drawn as straight pieces.
  mutating func factor(_ deviation: Double) -> Double {
    let power = bell() * deviation
    let whole = power.rounded(.down)
    return Double(sign: .plus, exponent: Int(whole), significand: 1 + power - whole)
  }
}
