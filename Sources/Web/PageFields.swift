/// What a template sees of a page: plain names and values, without what is nothing.
enum PageFields {
  /// A value as templates take it: structs as dictionaries, optionals as what they hold.
  static func of(_ value: Any) -> Any? {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.flatMap { of($0.value) }
    case .struct where !(value is String) && !(value is Int) && !(value is Bool):
      var fields: [String: Any] = [:]
      for case (let name?, let child) in mirror.children {
        if let plain = of(child) { fields[name] = plain }
      }
      return fields
    case .collection: return mirror.children.compactMap { of($0.value) }
    default: return value
    }
  }
}
