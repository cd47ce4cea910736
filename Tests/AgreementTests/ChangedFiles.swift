import App
import Domain
import Foundation
import Testing

/// Files that each change one record of a kind at random, one after another.
struct ChangedFiles {
  let files: [(kind: RecordKind, text: String)]

  init(_ firm: RandomFirm, seed: Int) throws {
    var random = Steps(state: UInt64(seed))
    var files: [(kind: RecordKind, text: String)] = []
    for kind in RecordKind.all {
      let file = firm.files.appending(path: "\(kind.name).csv")
      guard FileManager.default.fileExists(atPath: file.path) else { continue }
      let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0) } }
      let rows = lines.dropFirst().filter { $0.count == lines[0].count }
      guard rows.count > 1 else { continue }
      var row = rows[rows.startIndex + random.next(rows.count)]
      // Why: taking columns over from another row gives values that are right for their columns.
      let other = rows[rows.startIndex + random.next(rows.count)]
      // Why: a second record of the same name would make later references to it ambiguous, and an end of
      // another interval might lie before the beginning.
      let own = Set(kind.identity + kind.oneOf + ["name", "end"])
      for (place, name) in lines[0].enumerated() where !own.contains(name) && random.next(2) == 0 {
        row[place] = other[place]
      }
      let text = [lines[0], row].map { $0.joined(separator: ",") + "\n" }.joined()
      files.append((kind, text))
    }
    self.files = files
  }

  private struct Steps {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }
}

extension RandomFirm {
  /// Takes a file of a few rows in.
  func takeIn(_ kind: RecordKind, text: String) throws {
    let file = files.appending(path: "changed-\(kind.name).csv")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let result = try planerka.takeIn(
      ImportOrder(kind: kind, path: file.path), by: .commandLine,
      now: Moment(seconds: 1_800_000_000), say: \.key)
    try #require(result.errorCount == 0, "\(kind.name): \(result.errors)\n\(text)")
  }
}
