/// Where a company's records live: gives sessions to pieces of work.
///
/// What the database refuses is thrown as a `PlainFault`; what the work throws passes as it is.
package protocol Home: Sendable {
  /// How messages name the place.
  var place: String { get }

  /// Lets work read the database as it stands at one moment.
  func read<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer

  /// Lets work run one statement that reads, which sees the database as it stands at one moment.
  func look<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer

  /// Lets work read the database if it answers at once: nothing that is away is waited for.
  func glance<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer

  /// Lets work change the database, as one transaction: all of it is kept, or nothing when it
  /// throws. One such work runs at a time.
  func write<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer

  /// Lets the next work open a connection anew.
  func forgetConnections()

  /// Ends all connections; there is no work afterwards.
  func close() throws

  /// Copies the whole database, as it stands at one moment, into a file that is not there yet.
  func copy(to path: String, progress: @escaping (_ done: Int, _ whole: Int) -> Void) throws

  /// How many bytes the database takes that a session reads.
  func size(_ session: any Session) throws -> Int

  /// Calls when something has changed, until what it returns is dropped; nil when the database
  /// cannot tell, and has to be asked.
  func watch(_ changed: @escaping @Sendable () -> Void) -> (any Sendable)?

  /// Takes a turn that one program at a time has, until what it returns is dropped or the program
  /// ends; nil when another one has it.
  func turn(_ name: String) throws -> (any Turn)?

  /// What tells the column file at a path from those of other programs on the database.
  func keeper(ofColumns path: String) -> String
}

extension Home {
  package func look<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer {
    try read(work)
  }

  package func glance<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer {
    try read(work)
  }

  package func forgetConnections() {}

  package func close() throws { forgetConnections() }
}

/// What one program at a time may do.
package protocol Turn: Sendable {
  /// Whether it is still ours.
  func isHeld() -> Bool
}
