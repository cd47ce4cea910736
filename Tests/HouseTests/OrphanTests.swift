import Foundation
import Testing

@Suite struct OrphanTests {
  @Test func `every golden is named by a test beside it`() throws {
    var count = 0
    for file in try files(in: "Tests", endingIn: "") {
      let parts = file.pathComponents
      guard let place = parts.lastIndex(of: "Golden"), place == parts.count - 2 else { continue }
      count += 1
      let tests = try files(in: "Tests/\(parts[place - 1])", endingIn: ".swift")
      let names = try tests.reduce(into: Set<String>()) { names, test in
        let literals = SwiftText(try String(contentsOf: test, encoding: .utf8)).literals
        names.formUnion(literals.compactMap(\.whole))
      }
      // Why: the form comes last and may tell the dialect before it: `losses.sqlite.sql`.
      var name = Substring(file.lastPathComponent)
      while !names.contains(String(name)), let dot = name.lastIndex(of: ".") { name = name[..<dot] }
      #expect(names.contains(String(name)), "\(parts[place - 1]): \(file.lastPathComponent)")
    }
    #expect(count > 20)
  }
}
