import Domain
import Testing

@Suite struct NearestWordTests {
  private static let words = ["id", "created_at", "closed_at", "amount", "client"]

  @Test(arguments: [
    ("created", nil), ("craeted_at", "created_at"), ("Amount", "amount"), ("amont", "amount"),
    ("clientt", "client"), ("closed_on", "closed_at"), ("colour", nil), ("ib", "id"), ("", nil),
    ("x", nil),
  ])
  func `a word with a slip of the pen is known again, another one is not`(
    word: String, near: String?
  ) {
    #expect(Self.words.nearest(to: word) == near)
  }
}
