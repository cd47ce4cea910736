/// Checks values against the JSON Schemas of a document, as far as our description goes.
struct SchemaCheck {
  let document: JSONValue

  /// What tells of a value without limiting it.
  private static let telling: Set<String> = [
    "title", "description", "format", "contentMediaType", "additionalProperties", "items",
    "prefixItems", "minItems", "required", "maximum",
  ]

  /// What is wrong with a value, each with the place where.
  func faults(_ value: JSONValue, _ schema: JSONValue, at place: String = "$") -> [String] {
    if schema == .flag(false) { return ["\(place): nothing may be here"] }
    return schema.object.sorted { $0.key < $1.key }.flatMap { keyword, rule -> [String] in
      switch keyword {
      case "$ref":
        guard let target = rule.text.flatMap(document.resolve) else {
          return ["\(place): no \(rule)"]
        }
        return faults(value, target, at: place)
      case "type": return type(value, rule, place)
      case "const": return value == rule ? [] : ["\(place): \(value) is not \(rule)"]
      case "enum":
        return rule.list.contains(value) ? [] : ["\(place): \(value) is not one of \(rule.list)"]
      case "pattern": return pattern(value, rule, place)
      case "minimum": return range(value, rule, schema.object["maximum"], place)
      case "properties": return members(value, schema.object, place)
      case "anyOf", "oneOf": return choice(value, rule.list, place, isOne: keyword == "oneOf")
      case _ where Self.telling.contains(keyword): return []
      default: return ["\(place): the keyword \(keyword) is not known here"]
      }
    } + own(value, schema.object, place)
  }

  private func type(_ value: JSONValue, _ rule: JSONValue, _ place: String) -> [String] {
    let types = rule.text.map { [$0] } ?? rule.list.compactMap(\.text)
    let fits = types.contains { type in
      switch (type, value) {
      case ("null", .null), ("boolean", .flag), ("integer", .whole), ("number", .whole),
        ("number", .number), ("string", .text), ("array", .list), ("object", .object):
        true
      default: false
      }
    }
    return fits ? [] : ["\(place): \(value) is no \(types.joined(separator: " or "))"]
  }

  private func pattern(_ value: JSONValue, _ rule: JSONValue, _ place: String) -> [String] {
    guard let text = value.text, let pattern = rule.text else { return [] }
    do {
      let matches = try Regex(pattern).firstMatch(in: text) != nil
      return matches ? [] : ["\(place): \(text) does not match \(pattern)"]
    } catch {
      return ["\(place): \(pattern): \(error)"]
    }
  }

  private func range(
    _ value: JSONValue, _ low: JSONValue, _ high: JSONValue?, _ place: String
  ) -> [String] {
    guard case .whole(let number) = value, case .whole(let first) = low else { return [] }
    if case .whole(let last)? = high, number > last { return ["\(place): \(number) > \(last)"] }
    return number < first ? ["\(place): \(number) < \(first)"] : []
  }

  private func members(
    _ value: JSONValue, _ schema: [String: JSONValue], _ place: String
  ) -> [String] {
    guard case .object(let members) = value else { return [] }
    return (schema["properties"]?.object ?? [:]).sorted { $0.key < $1.key }.flatMap { name, rule in
      members[name].map { faults($0, rule, at: "\(place).\(name)") } ?? []
    }
  }

  private func choice(
    _ value: JSONValue, _ rules: [JSONValue], _ place: String, isOne: Bool
  ) -> [String] {
    let each = rules.map { faults(value, $0, at: place) }
    let fitting = each.count { $0.isEmpty }
    if fitting == 1 || (fitting > 1 && !isOne) { return [] }
    if fitting > 1 { return ["\(place): fits \(fitting) forms"] }
    return each.min { $0.count < $1.count } ?? ["\(place): no form fits"]
  }

  /// What keywords without `properties` or with neighbours say.
  private func own(
    _ value: JSONValue, _ schema: [String: JSONValue], _ place: String
  ) -> [String] {
    switch value {
    case .object(let members):
      var faults = (schema["required"]?.list.compactMap(\.text) ?? [])
        .filter { members[$0] == nil }.map { "\(place): \($0) is missing" }
      let known = schema["properties"]?.object ?? [:]
      guard let rest = schema["additionalProperties"] else { return faults }
      for (name, member) in members.sorted(by: { $0.key < $1.key }) where known[name] == nil {
        faults += self.faults(member, rest, at: "\(place).\(name)")
      }
      return faults
    case .list(let elements):
      let first = schema["prefixItems"]?.list ?? []
      var faults = zip(elements, first).enumerated().flatMap { index, pair in
        self.faults(pair.0, pair.1, at: "\(place)[\(index)]")
      }
      if case .whole(let count)? = schema["minItems"], elements.count < count {
        faults.append("\(place): fewer than \(count)")
      }
      guard let rest = schema["items"] else { return faults }
      for (index, element) in elements.enumerated().dropFirst(first.count) {
        faults += self.faults(element, rest, at: "\(place)[\(index)]")
      }
      return faults
    default: return []
    }
  }
}
