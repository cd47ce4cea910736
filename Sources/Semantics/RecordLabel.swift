/// How a record shows in a list.
public struct RecordLabel: Sendable, Equatable {
  /// The word for what it is: `deal`.
  public let kind: String
  /// Its id as files spell it.
  public let id: String
  /// What a person knows it by.
  public let label: String
  /// Our number of the deal it is or belongs to.
  public let deal: Int?
  /// Our number of its client.
  public let client: Int?

  /// A record by what it is and how it shows.
  public init(kind: String, id: String, label: String, deal: Int?, client: Int?) {
    self.kind = kind
    self.id = id
    self.label = label
    self.deal = deal
    self.client = client
  }
}
