import Demo
import Domain

/// A sink that finds fault: cells that do not fit, references to nothing, deeds of the future.
struct Inspector: DemoSink {
  private let today: Int
  private let now: Int
  private var kind: RecordKind?
  private var fields: [RecordField] = []
  /// The fields with what they are called in a fault and whether they may lie ahead.
  private var columns: [(field: RecordField, name: String, isAhead: Bool)] = []
  private var status: Int?
  private var attributes = 0
  private var ids: [String: Set<String>] = [:]
  private(set) var faults: Set<String> = []

  /// What may lie ahead: plans, promises and days off.
  private static let ahead: Set<String> = [
    "payments.planned_on", "tasks.due_at", "deals.expected_close_on", "holidays.date",
  ]

  init(now: Moment) {
    today = friday.number
    self.now = now.milliseconds
  }

  mutating func begin(_ kind: RecordKind, _ fields: [RecordField], attributes: [String]) throws {
    self.kind = kind
    self.fields = fields
    columns = fields.map { field in
      let name = "\(kind.name).\(field.name)"
      return (field, name, Inspector.ahead.contains(name))
    }
    status = kind.name == "activities" ? fields.firstIndex { $0.name == "status" } : nil
    self.attributes = attributes.count
    for field in kind.fields where field.isRequired && !fields.contains(field) {
      faults.insert("\(kind.name) lack \(field.name)")
    }
    if !attributes.isEmpty && !kind.takesAttributes { faults.insert("\(kind.name): attributes") }
  }

  mutating func row(_ cells: [Cell]) throws {
    guard let kind else { return }
    if cells.count != fields.count + attributes { faults.insert("\(kind.name): row's length") }
    let isPlanned = status.map { cells[$0] == .integer(1) } ?? false
    for ((field, name, mayBeAhead), cell) in zip(columns, cells) {
      if !fits(cell, field) { faults.insert("\(name): \(cell)") }
      let isAhead = isPlanned || mayBeAhead
      if case .integer(let number) = cell, !isAhead {
        switch field.holds {
        case .day where number > today: faults.insert("\(name) after today")
        case .moment where number > now, .event where number > now:
          faults.insert("\(name) after now")
        default: break
        }
      }
      if case .reference(let other) = field.holds, case .text(let id) = cell,
        ids[other]?.contains(id) != true
      {
        faults.insert("\(name) names unknown \(id)")
      }
    }
    if kind.isReferred, case .text(let id)? = cells.first,
      !ids[kind.name, default: []].insert(id).inserted
    {
      faults.insert("\(kind.name) \(id) twice")
    }
  }

  private func fits(_ cell: Cell, _ field: RecordField) -> Bool {
    switch (field.holds, cell) {
    case (_, .none): !field.isRequired
    case (.text, .text(let text)), (.reference, .text(let text)): !text.isEmpty
    case (.day, .integer), (.moment, .integer), (.event, .integer): true
    case (.money, .decimal), (.price, .decimal), (.number, .decimal): true
    case (.count, .integer(let number)): number >= 0
    case (.flag, .integer(let number)): number == 0 || number == 1
    case (.choice(let words), .integer(let place)): words.indices.contains(place - 1)
    default: false
    }
  }
}
