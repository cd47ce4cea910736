public import App
import Domain
import Glibc
public import Hummingbird
import Logging
import NIOCore

/// The web interface and the API over one company.
public struct Server: Sendable {
  /// The company it serves.
  public let planerka: Planerka
  /// Where it listens.
  public let host: String
  /// The port it listens on.
  public let port: Int

  /// The names by which others call it, such as that of a proxy before it.
  public let names: [String]

  /// A server for an address.
  public init(_ planerka: Planerka, host: String, port: Int, names: [String] = []) {
    self.planerka = planerka
    self.names = names
    self.host = host
    self.port = port
  }

  /// The hosts a request may name, in lower case: the one listened on, the local names of one that is
  /// reached by them, and the names it was given.
  public var hosts: Set<String> {
    let own: Set =
      isLocal || isEverywhere
      ? ["127.0.0.1", "localhost", "[::1]"] : [bracketed.lowercased()]
    return own.union(names.map { $0.lowercased() })
  }

  /// Whether a request may name a host, in lower case: one of its hosts or, of a server that listens
  /// everywhere, any address in numbers, which no other site can make its own name.
  @Sendable package func answers(to host: String) -> Bool {
    if hosts.contains(host) { return true }
    guard isEverywhere else { return false }
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    let address = isBracketed ? String(host.dropFirst().dropLast()) : host
    // Why: what it throws says that the text is no address.
    return (try? SocketAddress(ipAddress: address, port: 0)) != nil
  }

  /// Whether it listens at every address of the machine.
  public var isEverywhere: Bool { ["0.0.0.0", "::"].contains(host) }

  /// The host of an address that can be opened, from another machine if there is a way.
  private var opened: String {
    guard isEverywhere else { return bracketed }
    // Why: the way from this machine is told where no other is found.
    let addresses = (try? System.enumerateDevices())?.compactMap(\.address) ?? []
    let outer = addresses.first { address in
      guard case .v4 = address, let text = address.ipAddress else { return false }
      return !text.hasPrefix("127.")
    }
    return outer?.ipAddress ?? "localhost"
  }

  /// The host as addresses spell it.
  private var bracketed: String { host.contains(":") ? "[\(host)]" : host }

  /// Whether only this machine reaches it.
  public var isLocal: Bool { ["127.0.0.1", "localhost", "::1"].contains(host) }

  /// Listens until the process is told to stop (SIGINT, SIGTERM); `ready` gets the address.
  ///
  /// - Throws: `PlainFault` `port.taken` or `address.unusable` when it cannot listen.
  public func run(ready: @escaping @Sendable (String) -> Void) async throws {
    try planerka.directory.uploads.clear()
    do {
      try await application(ready: ready).runService()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw PlainFault(.outside, "port.taken", ["host": host, "port": String(port)])
    } catch let error as IOError {
      throw PlainFault(
        .outside, "address.unusable",
        [
          "host": host, "port": String(port),
          "reason": strerror(error.errnoCode).map { String(cString: $0) } ?? "",
        ])
    } catch is SocketAddressError.UnknownHost {
      throw PlainFault(.outside, "address.unknown", ["host": host])
    }
  }

  /// The application, ready to run or to be tested without a port.
  public func application(
    ready: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> some ApplicationProtocol {
    let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
    let site = try Site(planerka)
    let meter = RequestMeter()
    let health = HealthRoutes(planerka: planerka, meter: meter)
    // Why: what a router has is known after its routes, and its middleware must come before them.
    let plan = Router(context: WebContext.self)
    site.add(to: plan)
    health.add(to: plan)
    let methods = MethodTable(plan)
    router.add(middleware: RequestCount(meter: meter))
    router.add(middleware: PageGuard())
    router.add(middleware: LanguageChoice())
    router.add(middleware: FaultReply<WebContext>(site: site, methods: methods))
    router.add(middleware: Hangup(planerka: planerka))
    router.add(middleware: HostCheck(isOurs: answers))
    router.add(middleware: OriginCheck())
    router.add(middleware: LanguageCheck())
    health.add(to: router)
    site.add(to: router)
    var logger = Logger(label: "planerka")
    logger.logLevel = .warning
    return Application(
      router: router,
      configuration: .init(address: .hostname(host, port: port), serverName: "planerka"),
      onServerRunning: { channel in
        ready("http://\(opened):\(channel.localAddress?.port ?? port)")
      },
      logger: logger)
  }
}
