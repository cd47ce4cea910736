import Connectors
import Domain
import Testing

/// What a connector is told, and how it answers what it does not know.
@Suite struct ConnectorTests {
  @Test(arguments: [
    (["file": "x", "fle": "y"], "connector.option"),
    (["file": "x", "extension.": "y"], "connector.option"),
    ([:], "connector.option_missing"),
    (["file": "x", "extension_digits": "many"], "connector.option_wrong"),
    (["file": "x", "extension_digits": "0"], "connector.option_wrong"),
    (["file": "x", "time_zone": "Mars"], "zone.unknown"),
  ])
  func `wrong options are refused`(options: [String: String], key: String) throws {
    let connector = try Connector.named("asterisk")
    let fault = #expect(throws: PlainFault.self) {
      _ = try connector.source(options, zone: .utc) { name throws(PlainFault) in
        throw PlainFault(.input, "zone.unknown", ["name": name])
      }
    }
    #expect(fault?.message.key == key)
  }

  @Test func `an unknown system is refused with those there are`() throws {
    let fault = #expect(throws: PlainFault.self) { _ = try Connector.named("astrisk") }
    #expect(fault?.message.key == "connector.unknown")
    #expect(fault?.message.arguments["known"] == "asterisk")
  }

  @Test func `paths are kept whole`() throws {
    let kept = try Connector.named("asterisk").kept(["file": "log/Master.csv", "incoming": "a"])
    #expect(kept["file"]?.hasPrefix("/") == true)
    #expect(kept["file"]?.hasSuffix("/log/Master.csv") == true)
    #expect(kept["incoming"] == "a")
  }
}
