import Domain

extension RecordField {
  /// The table's columns that keep this field, in the order in which its values are bound.
  ///
  /// The field `id` is kept in the record's key and has none of its own.
  var columns: [String] {
    switch holds {
    case _ where name == "id": []
    case .reference: ["\(name)_id"]
    case .money: ["\(name)_minor", "\(name)_base"]
    case .price: ["\(name)_minor"]
    case .event: [name, stem + "day", stem + "hour"]
    default: [name]
    }
  }

  /// What stands before `at` in the name of a moment: `created_` of `created_at`.
  private var stem: Substring { name.dropLast(2) }
}
