import Domain
import SQLCompiler

extension Settling {
  /// Notes of touched deals, and of those whose temperature or whose lead's got a mark, what they had at
  /// their creation, and how they ended by the histories worked out before.
  func settleBirthsAndEndings() throws {
    if try isChanged("temperature") {
      try add(
        to: "touched_deal",
        "SELECT t.deal_id FROM temperature t WHERE t.revision > :since AND t.deal_id IS NOT NULL")
      try add(
        to: "touched_deal",
        """
        SELECT l.deal_of FROM temperature t CROSS JOIN lead l ON l.id = t.lead_id\(kin("l", "t"))
        WHERE t.revision > :since AND l.deal_of IS NOT NULL
        """)
    }
    func held(_ table: String, of owner: String, by key: String) -> String {
      """
      FROM \(table) h WHERE h.\(key) = \(owner).id\(kin("h", owner))
        AND h.from_at <= deal.created_at AND h.until_at > deal.created_at
      """
    }
    let terms = held("deal_terms", of: "deal", by: "deal_id")
    let own = held("deal_warmth", of: "deal", by: "deal_id")
    let leads = held("lead_warmth", of: "l", by: "lead_id")
    let births = [
      SettledColumn(
        "born_manager_id",
        """
        (CASE WHEN EXISTS (SELECT 1 \(terms)) THEN (SELECT h.manager_id \(terms))
        ELSE deal.manager_id END)
        """),
      SettledColumn(
        "born_temperature",
        """
        COALESCE((SELECT h.temperature \(own)), deal.temperature,
          (SELECT COALESCE((SELECT h.temperature \(leads)), l.temperature) FROM lead l
          WHERE l.id = CASE WHEN deal.led_from <= deal.created_at THEN deal.lead_of
              ELSE deal.lead_before END\(kin("l", "deal")) AND l.created_at <= deal.created_at))
        """),
    ]
    let endings = ["final", "closing_at", "closing_day"].map {
      SettledColumn($0, of: "deal", givenBy: "deal_ending")
    }
    try set(endings + births, of: "deal")
  }
}
