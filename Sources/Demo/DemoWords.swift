/// Every text the demo shows, in one language.
struct DemoWords: Sendable {
  let teams: [String]
  /// Names and groups, in the order of `DemoChannel.all` without the leads of no channel.
  let channels: [(name: String, group: String)]
  /// Names and categories, in the order of `DemoProduct.all`.
  let products: [(name: String, category: String)]
  /// New sales, sales to current clients.
  let pipelines: [String]
  /// The stages of both pipelines, each named by its result; won and lost come last.
  let stages: [[(name: String, result: String)]]
  /// Why leads and deals are given up; the frequent ones first.
  let disqualifications: [String]
  let losses: [String]
  /// The first is about a lead, the next ones about the stages of new sales.
  let tasks: [(title: String, expected: String)]
  let results: [String]
  /// Frequent ones first.
  let regions: [String]
  let industries: [String]
  let maritalStatuses: [String]
  let occupations: [String]
  let phonePrefix: String
  let men: [String]
  let women: [String]
  /// Family names of men; women's take an ending.
  let families: [String]
  let womensEnding: String
  /// Whether the family name comes first, as in lists of clients.
  let isFamilyFirst: Bool
  let companyBegins: [String]
  let companyEnds: [String]
  /// What stands around a company's name.
  let companyForms: [(before: String, after: String)]
}

extension DemoWords {
  /// Names of employees, no two alike for the first 1,200 of them.
  func peopleNames(_ count: Int, from first: Int, seed: UInt64) -> [String] {
    (first..<first + count).map { number in
      let number = number + Int(seed % 60)
      let place = number % families.count
      let isMale = SplitMix64.mixed(UInt64(place)) % 2 == 0
      let names = isMale ? men : women
      // Why: neighbours differ in both names, and who shares a family name has another first one.
      let name = names[(number * 5 + number / families.count) % names.count]
      return name + " " + families[place * 7 % families.count] + (isMale ? "" : womensEnding)
    }
  }

  func personName(isMale: Bool, _ chance: inout SplitMix64) -> String {
    let name = chance.pick(isMale ? men : women)
    let family = chance.pick(families)
    if isFamilyFirst { return family + (isMale ? " " : womensEnding + " ") + name }
    return name + " " + family
  }

  func companyName(_ chance: inout SplitMix64) -> String {
    let form = companyForms[chance.below(companyForms.count)]
    return form.before + chance.pick(companyBegins) + chance.pick(companyEnds) + form.after
  }
}
