import App
import Domain
import Testing

/// Which engine answers.
@Suite struct EngineChoiceTests {
  @Test func `a server answers from memory while the cube fits, and says why`() throws {
    let office = try Office()
    let rows = (0..<1_000).map { "c\($0),2026-03-10T10:00:00,60" }
    try office.takeIn("calls", "id,started_at,duration_s\n" + rows.joined(separator: "\n"))
    let fits = try office.planerka.decide(.auto, limit: 1_000_000)
    #expect(fits.isCube && fits.reason == .fits)
    #expect((11_000...66_000).contains(fits.bytes))
    let large = try office.planerka.decide(.auto, limit: 10_000)
    #expect(!large.isCube && large.reason == .large)
    #expect(large.message == Message("engine.sql.large", ["size": "1", "limit": "1"]))
    #expect(try office.planerka.decide(.cube, limit: 0).isCube)
    #expect(try office.planerka.decide(.cube, limit: 0).reason == .asked)
    #expect(try !office.planerka.decide(.sql, limit: .max).isCube)
  }
}
