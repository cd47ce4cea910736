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

  @Test func `a median is the mean of the middle two`() {
    let values = [ValueCount(1, 2), ValueCount(4, 1), ValueCount(10, 1)]
    #expect(values.median == 2.5)
    #expect([ValueCount(3, 5)].median == 3)
    #expect([ValueCount]().median == nil)
    #expect(values.mean == 4)
  }

  @Test func `a quantile interpolates linearly`() {
    let values = [ValueCount(0, 1), ValueCount(10, 1), ValueCount(20, 1)]
    #expect(values.quantile(0.25) == 5)
    #expect(values.quantile(0.9) == 18)
  }
}
