import Domain
import Render
import Reports
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

  @Test(arguments: [
    ("No space left on device", "на диске нет места"), ("something odd", "something odd"),
  ])
  func `what the system says is told in the language, where it is known`(said: String, told: String)
  {
    let text = Words.of("ru").text("output.broken", ["reason": said])
    #expect(text == "Ответ не записать: \(told).")
  }

  @Test func `a change shows its sign, other figures theirs below zero`() throws {
    let words = Words.of("en")
    let numerals = Numerals(language: "en", currency: try #require(Currency(code: "RUB")))
    func shown(_ share: Double) -> String {
      numerals.text(.real(share), .percent, isChange: true, words)
    }
    #expect([0.12, 0, 0.0001, -0.5].map(shown) == ["+12%", "0%", "0%", "\u{2212}50%"])
    #expect(numerals.text(.real(0.12), .percent, words) == "12%")
  }

  @Test func `what would do something to a terminal is made harmless`() {
    #expect("a\u{1B}[31mb\nc\td".printable() == "a·[31mb·c·d")
    #expect("абв".printable(limit: 2) == "аб…")
    #expect("абв".printable(limit: 3) == "абв")
  }

  @Test(arguments: [
    ("1", "1 сделка", "1 deal"), ("3", "3 сделки", "3 deals"), ("5", "5 сделок", "5 deals"),
    ("11", "11 сделок", "11 deals"), ("21", "21 сделка", "21 deals"), ("0", "0 сделок", "0 deals"),
    ("1\u{202F}222", "1\u{202F}222 сделки", "1\u{202F}222 deals"),
  ])
  func `what is counted has the form of its count`(count: String, russian: String, english: String)
  {
    #expect(Words.of("ru").text("page.dealsCount", ["count": count]) == russian)
    #expect(Words.of("en").text("page.dealsCount", ["count": count]) == english)
  }

  private func gaps(_ text: String) -> Set<Substring> {
    Set(text.matches(of: /\{[a-z_]+\}/).map(\.output))
  }
}
