/// Every report, in reading order.
public enum ReportCatalogue {
  /// The recipes.
  public static let all: [any ReportRecipe] = [
    DailyReport(), ChannelsReport(), TemperatureReport(), FunnelReport(), ManagersReport(),
    PaymentsReport(), TalkTimeReport(), CallStructureReport(), LossesReport(), ProductsReport(),
    TasksReport(),
  ]

  /// The recipe of a name.
  public static func named(_ id: String) -> (any ReportRecipe)? { all.first { $0.id == id } }
}
