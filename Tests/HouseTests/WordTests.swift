import Foundation
import Render
import Testing

@Suite struct WordTests {
  /// A way in which code makes a key: what stands before and after what it fills in.
  private struct Pattern {
    let start: String
    let end: String
    /// The texts of the same file.
    let texts: Set<String>

    /// Whether it may make a key.
    ///
    /// Why: `page.` alone begins the keys of every page, so its file must name what follows.
    func makes(_ key: String) -> Bool {
      guard key.hasPrefix(start), key.hasSuffix(end), key.count >= start.count + end.count
      else { return false }
      guard start == "page." else { return true }
      return texts.contains(String(key.dropFirst(start.count).prefix { $0 != "." }))
    }
  }

  private let keys: Set<String>
  private let groups: Set<Substring>
  private var patterns: [Pattern] = []
  private var named: Set<String> = []
  /// What looks like a key, with a file it stands in.
  private var likeKeys: [String: String] = [:]

  /// Names of files, which look like keys.
  private static let fileNames: Set<String> = ["rejected.csv"]

  init() throws {
    keys = Set(Words.of("ru").texts.keys)
    groups = Set(keys.compactMap { $0.split(separator: ".").first })
    for file in try files(in: "Sources", endingIn: ".swift") {
      let literals = SwiftText(try String(contentsOf: file, encoding: .utf8)).literals
      let texts = Set(literals.compactMap(\.whole))
      named.formUnion(texts)
      for literal in literals where literal.whole == nil {
        let start = literal.pieces[0]
        guard start.contains(/^[a-z_]+\./) else { continue }
        patterns.append(Pattern(start: start, end: literal.pieces.last ?? "", texts: texts))
      }
      for text in texts where text.wholeMatch(of: /[a-z_]+(\.[A-Za-z0-9_]+)+/) != nil {
        if groups.contains(text.prefix { $0 != "." }) { likeKeys[text] = file.lastPathComponent }
      }
    }
    for file in try files(in: "Sources/Web/Templates", endingIn: ".mustache") {
      let template = try String(contentsOf: file, encoding: .utf8)
      for match in template.matches(of: /\{\{[#^&\{]?words\.([A-Za-z0-9_.]+)/) {
        let key = "page.\(match.1)"
        named.insert(key)
        likeKeys[key] = file.lastPathComponent
      }
    }
  }

  @Test func `every key that code or a template names is a text of the languages`() {
    #expect(likeKeys.count > 300)
    for (key, file) in likeKeys where !Self.fileNames.contains(key) {
      #expect(keys.contains(key), "\(file): \(key)")
    }
  }

  @Test func `every text of the languages is named somewhere`() {
    for key in keys.sorted() where !named.contains(key) {
      #expect(patterns.contains { $0.makes(key) }, "nobody names \(key)")
    }
  }
}
