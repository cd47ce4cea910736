import Hummingbird
import NIOCore

/// What goes with a request: also the connection it came by.
struct WebContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection, which closes when the asker goes away.
  let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
