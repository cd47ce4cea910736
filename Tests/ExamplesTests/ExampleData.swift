import Foundation

/// Where the files of the examples are.
enum ExampleData {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let checkout = here.deletingLastPathComponent().deletingLastPathComponent()

  /// Mapping files, as shipped.
  static let examples = checkout.appending(path: "examples")
  /// Small files of the same form.
  static let fixtures = here.appending(path: "Fixtures")
  /// The public files: `PLANERKA_TEST_DATA`, else `../shared/data` beside the checkout.
  static let published =
    ProcessInfo.processInfo.environment["PLANERKA_TEST_DATA"].map { URL(fileURLWithPath: $0) }
    ?? checkout.deletingLastPathComponent().appending(path: "shared/data")

  /// Whether the public files of a set are there.
  static func has(_ set: String) -> Bool {
    FileManager.default.fileExists(atPath: published.appending(path: set).path)
  }
}
