/// What a line of the input may ask, followed by the place of a question.
enum Wish: String {
  /// The question's answers before new records, of the cube and of SQLite: `Answers`.
  case answers
  /// What asking with nothing remembered takes: `[Spent]`.
  case first
  /// What asking again takes, once after each new record: `[Again]`.
  case again
  /// The answer as it is now, in a list of one.
  case after
}

/// What a question is answered.
struct Answers: Encodable {
  /// What other engines need to know to be asked the same.
  let moments: Moments
  /// What asking SQLite took.
  let sqlite: Spent
  /// The cube's answer, as the API gives it.
  let answer: String
  /// SQLite's answer.
  let sqliteAnswer: String
}

/// Asking again after one new record.
struct Again: Encodable {
  /// Taking the record in.
  let takeIn: Spent
  /// Bringing the cube up to it.
  let catchUp: Spent
  /// Asking, with what holds for the company looked at and, where it has changed, read anew.
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
