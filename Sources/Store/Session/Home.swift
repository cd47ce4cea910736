/// Where a company's records live: gives sessions to pieces of work.
///
/// What the database refuses is thrown as a `PlainFault`; what the work throws passes as it is.
protocol Home: Sendable {
  /// How messages name the place.
  var place: String { get }

  /// Lets work read the database as it stands at one moment.
  func read<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer

  /// Lets work change the database, as one transaction: all of it is kept, or nothing when it
  /// throws. One such work runs at a time.
  func write<Answer>(_ work: (any Session) throws -> Answer) throws -> Answer

  /// Copies the whole database, as it stands at one moment, into a file that is not there yet.
  func copy(to path: String, progress: @escaping (_ done: Int, _ whole: Int) -> Void) throws
}
