import Render
import Reports
import Semantics

/// A parameter of an operation.
struct OpenAPIParameter: Sendable {
  /// Its name in the address.
  var name: String
  /// What it does.
  let meaning: String
  /// What its value may be.
  let schema: OpenAPIValue
  /// The words it chooses from; empty when it is free.
  var choices: [String] = []
  /// Where it stands: `query`, or `path`.
  var place = "query"
  /// Whether it must be given.
  var isRequired = false
  /// Whether it may stand several times.
  var isRepeated = false

  /// The parameter as the description has it.
  var value: OpenAPIValue {
    var value: OpenAPIValue = [
      "name": .text(name), "in": .text(place), "description": .text(meaning),
      "required": .raw(isRequired ? "true" : "false"),
    ]
    if isRepeated { value = value.with("style", "form").with("explode", true) }
    return value.with("schema", isRepeated ? ["type": "array", "items": schema] : schema)
  }
}

/// The parameters of reports and of the records behind them, in the language of `words`.
struct OpenAPIParameters {
  let words: Words
  let directory: Directory

  /// Those every report takes.
  var common: [OpenAPIParameter] { dates + [choice("compare", ["previous", "year"])] + filters }

  /// The language of labels and texts.
  var locale: OpenAPIParameter { choice("locale", Words.all.keys.sorted()) }

  /// How a CSV is written.
  var flavour: OpenAPIParameter { choice("flavour", ["excel"]) }

  private var dates: [OpenAPIParameter] {
    ["from", "to", "date"].map { free($0, ["type": "string", "format": "date"]) }
      + [free("as_of", ["type": "string"])]
  }

  /// The filters: each may be given several times, its values are alternatives.
  var filters: [OpenAPIParameter] {
    let names = Field.filters.map(\.name)
    let segments = (Field.segments + directory.attributes).map { "segment.\($0)" }
    return (names + segments).map { name in
      let known = Self.known(name)
      return OpenAPIParameter(
        name: name,
        meaning: words.text("page.api.filter", ["name": words.filter(name)]),
        schema: known.isEmpty ? ["type": "string"] : .choice(known), choices: known,
        isRepeated: true)
    }
  }

  /// Those of one report alone.
  func own(_ recipe: any ReportRecipe) -> [OpenAPIParameter] {
    var own = recipe.by.isEmpty ? [] : [choice("by", recipe.by)]
    if recipe.isSliced {
      own.append(choice("slice", OpenAPIShape.slices(directory)))
      own.append(choice("mode", ["cohort", "flow"]))
    }
    return own
  }

  /// Those of the records behind a report's figures.
  func records(_ shapes: [OpenAPIShape]) -> [OpenAPIParameter] {
    var figures: [String] = []
    for name in shapes.flatMap(\.figures) where !figures.contains(name) { figures.append(name) }
    var keys: [String] = []
    for key in shapes.flatMap(\.keys) where !keys.contains(key.key) { keys.append(key.key) }
    var figure = choice("figure", figures)
    figure.isRequired = true
    let rows = keys.map { key in
      OpenAPIParameter(
        name: "row.\(key)", meaning: words.text("page.api.row", ["name": words.label(key)]),
        schema: ["type": "string"])
    }
    return [figure] + rows + [
      free("limit", ["type": "integer", "minimum": 1, "maximum": 500]),
      free("cursor", ["type": "string"]),
    ]
  }

  /// A parameter of free text.
  func free(_ name: String, _ schema: OpenAPIValue) -> OpenAPIParameter {
    OpenAPIParameter(name: name, meaning: words.text("page.api.\(name)"), schema: schema)
  }

  /// A parameter that chooses one of some words.
  func choice(_ name: String, _ known: [String]) -> OpenAPIParameter {
    OpenAPIParameter(
      name: name, meaning: words.text("page.api.\(name)"), schema: .choice(known), choices: known)
  }

  private static func known(_ filter: String) -> [String] {
    switch filter {
    case "client_type": FixedSet.clientTypes + ["none"]
    case "temperature": FixedSet.temperatures + ["none"]
    case "segment.sex": FixedSet.sexes + ["none"]
    case "segment.age": FixedSet.ages + ["none"]
    default: []
    }
  }
}

extension OpenAPIValue {
  /// The schema of one of some words.
  static func choice(_ words: [String]) -> OpenAPIValue {
    ["type": "string", "enum": .texts(words)]
  }
}
