import HTTPTypes
import NIOCore
import Reports
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct ContractColumnsTests {
  /// The columns the contract promises, the row's keys first.
  static let promised: [String: String] = [
    "daily": "manager metric plan fact percent",
    "channels": """
    channel leads qualified won lost in_work lead_to_deal lead_to_won revenue average_check \
    spend cpl cac romi
    """,
    "temperature": """
    temperature leads won conversion low high norm_low norm_high verdict touches
    """,
    "funnel": """
    pipeline stage entered from_previous from_first lost_here open_here median_days amount \
    norm_conversion norm_days leak
    """,
    "managers": """
    manager hot_open hot_new refusals won win_rate money_hot money_warm median_days mean_days \
    average_check proposals_per_client revenue revenue_per_day revenue_per_week \
    revenue_per_month
    """,
    "payments": """
    manager received_today planned_tomorrow planned_7_days day_1 day_2 day_3 day_4 day_5 day_6 \
    day_7 overdue
    """,
    "talk-time": """
    manager calls answered talk_seconds average_seconds talk_hours_per_day verdict
    """,
    "call-structure": "potential band calls share talk_seconds",
    "losses": "reason refusals amount share",
    "products": "product leads deals won win_rate revenue change",
    "tasks": "manager due done_on_time done_late overdue without_result",
  ]

  @Test func `every report has the columns promised, in their order`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      for recipe in ReportCatalogue.all {
        guard let promised = Self.promised[recipe.id] else { continue }
        try await client.execute(uri: "/api/v1/reports/\(recipe.id)", method: .get) { response in
          let report = try JSONValue(Array(buffer: response.body))
          let columns = report["columns"]?.list.compactMap { $0["key"]?.text } ?? []
          #expect(columns.joined(separator: " ") == promised, "\(recipe.id)")
        }
      }
    }
  }
}
