import App
import Domain
import Foundation
import Render
import Testing

/// Every report as a second program works it out from the same files (`Tests/Oracle`).
@Suite struct OracleTests {
  @Test(
    arguments: [RandomFirm.Make(seed: 11), RandomFirm.Make(seed: 12, isOdd: true)]
      + RandomFirm.Make.distributed(seed: 13))
  func `every report of a random firm is what the oracle works out`(
    make: RandomFirm.Make
  ) throws {
    let firm = try RandomFirm(make)
    let questions = try Questions(firm).all
    let answers = try firm.oracle(questions)
    try #require(answers.count == questions.count)
    for (question, wanted) in zip(questions, answers) {
      let given = try firm.answer(question)
      let difference = Difference.first(given, wanted)
      #expect(difference == nil, "seed \(make.seed), \(question): \(difference ?? "")")
    }
  }
}

/// The first place at which two JSON values differ.
enum Difference {
  static func first(_ given: Any?, _ wanted: Any?, at path: String = "") -> String? {
    switch (given, wanted) {
    case (let given as [String: Any], let wanted as [String: Any]):
      for key in Set(given.keys).union(wanted.keys).sorted() {
        if let found = first(given[key], wanted[key], at: "\(path).\(key)") { return found }
      }
      return nil
    case (let given as [Any], let wanted as [Any]):
      guard given.count == wanted.count else {
        return "\(path): \(given.count) rows, wanted \(wanted.count)"
      }
      for (index, pair) in zip(given, wanted).enumerated() {
        if let found = first(pair.0, pair.1, at: "\(path)[\(index)]") { return found }
      }
      return nil
    case (let given as Double, let wanted as Double):
      let scale = max(1, abs(given), abs(wanted))
      return abs(given - wanted) <= 1e-9 * scale ? nil : "\(path): \(given), wanted \(wanted)"
    case (let given as String, let wanted as String):
      return given == wanted ? nil : "\(path): \(given), wanted \(wanted)"
    case (is NSNull, is NSNull), (nil, nil): return nil
    default:
      return "\(path): \(given ?? "nothing"), wanted \(wanted ?? "nothing")"
    }
  }
}
