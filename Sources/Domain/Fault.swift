/// What went wrong and for whom, in a form that is put into words only at the edge.
///
/// A fault is something a person can mend: wrong input, a thing that is not there, a right that is
/// missing, an outside system that failed. A bug is not a fault: it stops the program.
public protocol Fault: Error {
  /// Who has to act.
  var kind: FaultKind { get }
  /// What to tell them.
  var message: Message { get }
  /// What to tell them of each thing that is wrong: the message alone when it is one thing.
  var messages: [Message] { get }
}

extension Fault {
  public var messages: [Message] { [message] }
}

/// The kinds of fault; the edge turns them into an exit status or an HTTP status.
public enum FaultKind: Sendable {
  /// What was asked is worded wrong: 400, exit 2.
  case input
  /// What a file or a body holds is wrong: 422, exit 1.
  case content
  /// What was asked for is not there: 404.
  case missing
  /// What was asked goes against what stands now: 409, exit 1.
  case conflict
  /// The asker may not: 403.
  case forbidden
  /// Something beyond the program failed (disk, port, network): 503, exit 1.
  case outside
}

/// A text by its key in the languages' files, with the values that fill its gaps.
public struct Message: Equatable, Sendable {
  /// The key of the text, such as `port.taken`.
  public let key: String
  /// The values of the gaps by name, already as text.
  public let arguments: [String: String]

  /// A message by its key and the values of its gaps.
  public init(_ key: String, _ arguments: [String: String] = [:]) {
    self.key = key
    self.arguments = arguments
  }
}

/// Several things that are wrong with one question, told together.
public struct WrongParameters: Fault, Equatable {
  public let messages: [Message]
  public var kind: FaultKind { .input }
  public var message: Message {
    Message("parameters.wrong", ["count": String(messages.count)])
  }

  /// What is wrong, in the order in which it is told.
  public init(_ messages: [Message]) { self.messages = messages }
}

/// A fault that needs no type of its own.
public struct PlainFault: Fault, Equatable {
  public let kind: FaultKind
  public let message: Message

  /// A fault of a kind, with the message's key and gaps.
  public init(_ kind: FaultKind, _ key: String, _ arguments: [String: String] = [:]) {
    self.kind = kind
    self.message = Message(key, arguments)
  }
}
