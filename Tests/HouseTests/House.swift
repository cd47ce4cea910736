import Foundation
import Testing

/// The repository's folder, found from this file.
let house = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// The files under a folder of the repository whose names end so, in order.
func files(in folder: String, endingIn suffix: String) throws -> [URL] {
  let all = try #require(
    FileManager.default.enumerator(
      at: house.appending(path: folder), includingPropertiesForKeys: nil))
  var found: [URL] = []
  for case let file as URL in all where file.path.hasSuffix(suffix) { found.append(file) }
  return found.sorted { $0.path < $1.path }
}
