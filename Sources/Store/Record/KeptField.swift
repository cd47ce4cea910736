import Domain

/// A field of the file as its table keeps it: what its cells become, worked out once an import.
struct KeptField {
  /// What a cell becomes.
  enum Form {
    /// Nothing of its own: it is the record's key.
    case key
    /// A value as it stands.
    case plain
    /// The id of the record it refers to.
    case reference
    /// An amount in the row's currency, and its worth in the company's.
    case money
    /// An amount in the row's currency.
    case price
    /// A moment with its day and hour.
    case event
  }

  let name: String
  let form: Form
  /// The place of its first value among the record's.
  let column: Int
  /// For money, the place of the cell that holds its day; nil when the file has none.
  let dayPlace: Int?
  /// Whether that cell holds a moment, which has its day in the company's zone.
  let dayIsMoment: Bool

  /// The fields of a file in the order of its cells.
  static func all(_ fields: [RecordField]) -> [KeptField] {
    var column = 0
    return fields.map { field in
      defer { column += field.columns.count }
      return KeptField(field, column: column, among: fields)
    }
  }

  private init(_ field: RecordField, column: Int, among fields: [RecordField]) {
    name = field.name
    self.column = column
    switch field.holds {
    case _ where field.columns.isEmpty: form = .key
    case .reference: form = .reference
    case .money: form = .money
    case .price: form = .price
    case .event: form = .event
    default: form = .plain
    }
    guard case .money(let day) = field.holds,
      let place = fields.firstIndex(where: { $0.name == day })
    else {
      dayPlace = nil
      dayIsMoment = false
      return
    }
    dayPlace = place
    dayIsMoment = fields[place].holds != .day
  }
}
