/// Every report, in reading order.
public enum ReportCatalogue {
  /// The recipes.
  public static let all: [any ReportRecipe] = [
    DailyReport(), PaymentsReport(), TasksReport(), ChannelsReport(), ManagersReport(),
    ProductsReport(), FunnelReport(), LossesReport(), TemperatureReport(), TalkTimeReport(),
    CallStructureReport(),
  ]

  /// The recipe of a name.
  public static func named(_ id: String) -> (any ReportRecipe)? { all.first { $0.id == id } }
}
