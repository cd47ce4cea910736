import Store
import Testing

@Suite struct PostgresTextTests {
  @Test(arguments: [
    ("SELECT ?, ?", "SELECT $1, $2", 2),
    ("SELECT ?2, ?1, ?2", "SELECT $2, $1, $2", 2),
    ("SELECT ?2, ?", "SELECT $2, $3", 3),
    ("SELECT a WHERE b IN (?,?,?)", "SELECT a WHERE b IN ($1,$2,$3)", 3),
    ("SELECT '?', \"a?\", 'it''s ?' -- ?\n, ?", "SELECT '?', \"a?\", 'it''s ?' -- ?\n, $1", 1),
    ("SELECT /* ? */ ?10", "SELECT /* ? */ $10", 10),
    ("SELECT 'пять ?', ?", "SELECT 'пять ?', $1", 1),
    ("SELECT 4 - -?1 / 2", "SELECT 4 - -$1 / 2", 1),
    ("SELECT '", "SELECT '", 0),
    ("", "", 0),
  ])
  func `gaps are numbered`(_ sql: String, _ text: String, _ gaps: Int) {
    let translated = PostgresText.translated(sql)
    #expect(translated.text == text)
    #expect(translated.gaps == gaps)
  }

  @Test(arguments: [
    (
      "FROM touched t CROSS JOIN stage_move m ON m.deal_id = t.id",
      "FROM touched t JOIN stage_move m ON m.deal_id = t.id"
    ),
    ("FROM a cross\n  join b AS c on c.x = a.x", "FROM a join b AS c on c.x = a.x"),
    ("FROM a CROSS JOIN \"b\" ON 1", "FROM a JOIN \"b\" ON 1"),
    ("FROM a CROSS JOIN b WHERE x", "FROM a CROSS JOIN b WHERE x"),
    ("FROM a CROSS JOIN b, c JOIN d ON 1", "FROM a CROSS JOIN b, c JOIN d ON 1"),
    ("FROM a CROSS JOIN b LEFT JOIN c ON 1", "FROM a CROSS JOIN b LEFT JOIN c ON 1"),
    ("FROM a CROSS JOIN b CROSS JOIN c ON 1", "FROM a CROSS JOIN b JOIN c ON 1"),
    (
      "FROM a CROSS JOIN (SELECT 1 FROM b JOIN c ON 1) d",
      "FROM a CROSS JOIN (SELECT 1 FROM b JOIN c ON 1) d"
    ),
    ("FROM a CROSS JOIN (SELECT 1 WHERE 2) d ON 1", "FROM a JOIN (SELECT 1 WHERE 2) d ON 1"),
    (
      "(SELECT 1 FROM a CROSS JOIN b) c JOIN d ON 1", "(SELECT 1 FROM a CROSS JOIN b) c JOIN d ON 1"
    ),
    ("FROM a CROSS JOIN b INDEXED BY b_x ON 1", "FROM a JOIN b ON 1"),
    ("FROM a INDEXED BY a_by_b WHERE x", "FROM a WHERE x"),
    ("FROM a INDEXED BY \"a_by_b\" WHERE x", "FROM a WHERE x"),
    ("SELECT 'CROSS JOIN a ON', indexed FROM b", "SELECT 'CROSS JOIN a ON', indexed FROM b"),
  ])
  func `what only tells the planner of SQLite goes`(_ sql: String, _ text: String) {
    #expect(PostgresText.translated(sql).text == text)
  }
}
