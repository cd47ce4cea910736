import Foundation
import Testing

@Suite struct ImportTests {
  /// Which of our targets a target may import; the arrow never turns back.
  static let permitted: [String: Set<String>] = [
    "Domain": [],
    "Formats": [],
    "Connectors": ["Domain", "Formats"],
    "Demo": ["Domain"],
    "Semantics": ["Domain"],
    "Engine": ["Semantics", "Domain"],
    "SQLCompiler": ["Semantics", "Domain"],
    "Reports": ["Semantics", "Domain"],
    "Store": ["Engine", "SQLCompiler", "Semantics", "Domain"],
    "Render": ["Reports", "Semantics", "Domain", "Formats"],
    "App": ["Connectors", "Demo", "Domain", "Engine", "Formats", "Reports", "Semantics", "Store"],
    "Web": ["App", "Render", "Reports", "Semantics", "Domain"],
    "planerka": ["App", "Domain", "Formats", "Render", "Reports", "Web"],
    "Measure": ["App", "Domain", "Engine", "Render", "Reports", "Semantics", "Store"],
  ]

  /// Targets that are not of the program.
  static let places = ["Measure": "Benchmarks/Measure"]

  /// The one target that may name a library.
  static let home: [String: String] = [
    "Cpq": "Store",
    "GRDB": "Store", "GRDBSQLite": "Store", "Hummingbird": "Web", "NIOCore": "Web",
    "Logging": "Web", "Mustache": "Web", "HTTPTypes": "Web",
    "ArgumentParser": "planerka",
    "Carchive": "Formats", "Cexpat": "Formats", "Cxlsxwriter": "Formats", "Czlib": "Formats",
  ]

  /// Modules that bring no clock, file, network or log.
  static let plain: Set<String> = ["FoundationEssentials", "Synchronization"]

  /// Targets without clock, file, network or log.
  static let pure: Set<String> = [
    "Demo", "Domain", "Engine", "Semantics", "SQLCompiler", "Reports",
  ]

  @Test(arguments: permitted.keys.sorted())
  func `a target imports only what lies below it`(target: String) throws {
    for (file, name) in try imports(of: target) {
      if Self.permitted[name] != nil {
        #expect(Self.permitted[target]?.contains(name) == true, "\(file) imports \(name)")
      }
      if let home = Self.home[name] {
        #expect(home == target, "\(file) imports \(name), which only \(home) may name")
      }
      if Self.pure.contains(target) {
        #expect(Self.plain.contains(name) || Self.permitted[name] != nil, "\(file): \(name)")
      }
    }
  }

  @Test func `every target has its place in the list`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      at: house.appending(path: "Sources"), includingPropertiesForKeys: nil)
    for folder in folders {
      let isBridge = FileManager.default.fileExists(
        atPath: folder.appending(path: "module.modulemap").path)
      #expect(isBridge || Self.permitted[folder.lastPathComponent] != nil, "\(folder.path)")
    }
  }

  private func imports(of target: String) throws -> [(file: String, name: String)] {
    let folder = house.appending(path: Self.places[target] ?? "Sources/\(target)")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var found: [(String, String)] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), at <= 1, at + 1 < words.count,
          at == 0 || ["public", "internal", "package", "private"].contains(words[0])
        else { continue }
        found.append((file.lastPathComponent, String(words[at + 1])))
      }
    }
    return found
  }
}
