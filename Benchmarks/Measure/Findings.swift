/// What was measured, as the driver reads it.
struct Findings: Encodable {
  /// Making the cube.
  let cube: Spent
  /// Each question, in the order asked.
  var questions: [Asked] = []
}

/// What a question took.
struct Asked: Encodable {
  /// What the driver calls it.
  let name: String
  /// What other engines need to know to be asked the same.
  let moments: Moments
  /// Asked with nothing remembered.
  var first: [Spent] = []
  /// Asked of SQLite.
  let sqlite: Spent
  /// The answer before any new record, as the API gives it.
  let answer: String
  /// SQLite's answer.
  let sqliteAnswer: String
  /// Asked again, each time after one new record.
  var again: [Again] = []
  /// The answer after all new records.
  var answerAfter = ""
}

/// Asking again after one new record.
struct Again: Encodable {
  /// Taking the record in.
  let takeIn: Spent
  /// Bringing the cube up to it.
  let catchUp: Spent
  /// Reading the company's names and norms anew, because a record has changed.
  let facts: Spent
  /// Asking, with that.
  let ask: Spent
}

/// The days and moments of a question, as numbers.
struct Moments: Encodable {
  let from: Int
  let to: Int
  let date: Int
  let asOf: Int
  let asOfDay: Int
  /// The first moment of the first day and the last of the last.
  let fromMoment: Int
  let toMoment: Int
}
