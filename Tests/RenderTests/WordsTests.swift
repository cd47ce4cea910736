import Render
import Testing

@Suite struct WordsTests {
  @Test func `every language has the same texts with the same gaps`() {
    let russian = Words.of("ru")
    for (code, words) in Words.all {
      #expect(Set(words.texts.keys) == Set(russian.texts.keys), "\(code)")
      for (key, text) in words.texts {
        #expect(gaps(text) == gaps(russian.texts[key] ?? ""), "\(code): \(key)")
      }
    }
  }

  @Test func `a message fills its gaps, with another text when one is named`() {
    let text = Words.of("en").text(
      "setting.wrong", ["value": "roubles", "key": "currency", "expected": "expected.currency"])
    #expect(
      text == "roubles does not suit currency. Expected: an ISO 4217 code such as RUB.")
  }

  @Test(arguments: ["error", "{columns}", "{value}"])
  func `what a person wrote is told as it stands`(value: String) {
    let text = Words.of("en").text("row.number", ["value": value, "columns": "x"])
    #expect(text == "«\(value)» is not a number. Expected: 1234.56 or 1 234,56.")
  }

  private func gaps(_ text: String) -> Set<Substring> {
    Set(text.matches(of: /\{[a-z_]+\}/).map(\.output))
  }
}
