import Domain

/// What is wrong with a question, gathered so that all of it is told at once.
struct QuestionFaults {
  private var found: [PlainFault] = []

  /// Whether nothing is wrong so far.
  var isEmpty: Bool { found.isEmpty }

  /// All of it as one fault; what is wrong alone stays as it is.
  var told: any Fault {
    if let only = found.first, found.count == 1 { return only }
    return WrongParameters(found.map(\.message))
  }

  /// Adds what is wrong, once.
  mutating func add(_ fault: PlainFault) {
    if !found.contains(fault) { found.append(fault) }
  }

  /// Whether something is wrong with a parameter.
  func concern(_ name: String) -> Bool {
    found.contains { $0.message.arguments["name"] == name }
  }

  /// What a part of the question says; nil when it says nothing, or nothing that suits.
  mutating func read<Value>(_ part: () throws(PlainFault) -> Value?) -> Value? {
    do {
      return try part()
    } catch {
      add(error)
      return nil
    }
  }
}
