import Reports
import Semantics
import Testing

@Suite struct MathsTests {
  @Test func `Wilson's interval is that of the textbooks`() throws {
    // Why: worked out by another program (scipy binomtest, method wilson).
    let interval = try #require(Wilson(8, of: 10))
    #expect(abs(interval.low - 0.490_162_471_536_641_8) < 1e-12)
    #expect(abs(interval.high - 0.943_317_848_545_625_5) < 1e-12)
    #expect(Wilson(0, of: 0) == nil)
  }

  @Test func `Wilson's ends stay between none and all, and reach them`() {
    for count in 1...200 {
      #expect(Wilson(0, of: count)?.low == 0)
      #expect(Wilson(count, of: count)?.high == 1)
      for hits in [1, count / 2, count - 1] where (0...count).contains(hits) {
        guard let interval = Wilson(hits, of: count) else { continue }
        #expect(interval.low >= 0 && interval.high <= 1)
      }
    }
  }

  @Test func `a median is the mean of the middle two`() {
    let values = Distribution(ascending: [1, 1, 4, 10])
    #expect(values.median == 2.5)
    #expect(Distribution(ascending: [3, 3, 3]).median == 3)
    #expect(Distribution().median == nil)
    #expect(Distribution().mean == nil)
    #expect(values.mean == 4)
  }

  @Test func `a quantile interpolates linearly`() {
    let values = Distribution(ascending: [0, 10, 20])
    #expect(values.quantile(0.25) == 5)
    #expect(values.quantile(0.9) == 18)
  }

  @Test func `values in pieces are found as in one`() {
    var pieces = Distribution()
    var all: [Int] = []
    for seed in 0..<7 {
      // Numbers that repeat within and between pieces, below and above 0, and the extremes.
      let piece = (0..<seed * 5).map { ($0 * 7919 + seed * 104_729) % 41 - 20 }.sorted()
      pieces.add(Distribution(ascending: piece))
      all += piece
    }
    pieces.add(Distribution(ascending: [.min, .max]))
    all = (all + [.min, .max]).sorted()
    #expect(pieces.count == all.count)
    #expect(all.indices.map { pieces.value(at: $0) } == all)
    #expect(pieces == Distribution(ascending: all))
    #expect(pieces != Distribution(ascending: Array(all.dropLast()) + [0]))
  }
}
