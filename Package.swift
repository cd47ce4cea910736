// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A room of the house: its imports are exactly its dependencies, all pointing one way.
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
  resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources,
    swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "planerka",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "planerka", targets: ["planerka"]),
    .executable(name: "planerka-bench", targets: ["Measure"]),
  ],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .systemLibrary(
      name: "Carchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "Cexpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "Cpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
      name: "Cxlsxwriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "Czlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    room("Domain"),
    room("Formats", ["Carchive", "Cexpat", "Cxlsxwriter", "Czlib"]),
    room("Connectors", ["Domain", "Formats"]),
    room("Demo", ["Domain"]),
    room("Semantics", ["Domain"]),
    room("Engine", ["Semantics"]),
    room("SQLCompiler", ["Semantics"]),
    room("Reports", ["Semantics", "Domain"]),
    room(
      "Store",
      [
        "Cpq", "Engine", "SQLCompiler", "Semantics", "Domain",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      resources: [.embedInCode("Migrations")]),
    room(
      "Render", ["Domain", "Formats", "Reports", "Semantics"],
      resources: [.embedInCode("Languages")]),
    room(
      "App", ["Connectors", "Demo", "Domain", "Engine", "Formats", "Reports", "Semantics", "Store"]),
    room(
      "Web",
      [
        "App", "Domain", "Render", "Reports", "Semantics",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "NIOCore", package: "swift-nio"),
      ], resources: [.embedInCode("Public"), .embedInCode("Templates")]),
    .executableTarget(
      name: "planerka",
      dependencies: [
        "App", "Domain", "Formats", "Render", "Reports", "Web",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "Measure",
      dependencies: ["App", "Domain", "Engine", "Render", "Reports", "Semantics", "Store"],
      path: "Benchmarks/Measure", swiftSettings: settings),
    .target(
      name: "TestKit", dependencies: ["App", "Cpq", "Domain", "Store"], path: "Tests/TestKit",
      swiftSettings: settings),
    tests("DomainTests", ["Domain"]),
    tests("ConnectorsTests", ["Connectors", "Domain", "Formats"]),
    tests("DemoTests", ["Demo", "Domain"]),
    tests(
      "ExamplesTests", ["App", "Domain", "Reports", "TestKit"],
      exclude: ["Fixtures", "expected.py"]),
    tests("FormatsTests", ["Formats"]),
    tests(
      "AppTests",
      ["App", "Domain", "Engine", "Formats", "Render", "Reports", "Semantics", "Store", "TestKit"]),
    tests(
      "StoreTests",
      [
        "App", "Domain", "Engine", "Store", "TestKit",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests(
      "WebTests",
      [
        "App", "Domain", "Render", "Reports", "TestKit", "Web",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ]),
    tests(
      "AgreementTests",
      [
        "App", "Demo", "Domain", "Engine", "Render", "Reports", "SQLCompiler", "Semantics", "Store",
        "TestKit",
      ]),
    tests("EngineTests", ["Engine", "Semantics"]),
    tests(
      "SQLCompilerTests", ["Domain", "Reports", "SQLCompiler", "Semantics"], exclude: ["Golden"]),
    tests(
      "ReportsTests", ["App", "Domain", "Render", "Reports", "Semantics", "TestKit"]),
    tests("JourneyTests", ["App", "Domain", "Reports", "TestKit", "Web"]),
    tests("RenderTests", ["Render", "Domain"]),
    tests("HouseTests", ["Render"]),
  ]
)
