// Made by `python3 Tests/ExamplesTests/expected.py FOLDER`, which reads the raw files without
// Planerka: `cut` from Tests/ExamplesTests/Fixtures, `full` from the public files.

/// What the reports on the bank's calls have to say.
struct BankFigures {
  /// Calls with something in common; `talk` is in seconds.
  struct Band {
    let name: String
    let calls: Int
    let talk: Int

    init(_ name: String, calls: Int, talk: Int) {
      (self.name, self.calls, self.talk) = (name, calls, talk)
    }
  }

  /// Offers to clients of one sort, and how many took them.
  struct Offers {
    let name: String?
    let made: Int
    let taken: Int

    init(_ name: String?, made: Int, taken: Int) {
      (self.name, self.made, self.taken) = (name, made, taken)
    }
  }

  let calls: Int
  let answered: Int
  let talk: Int
  let bands: [Band]
  let months: [Band]
  let occupations: [Offers]
  let maritalStatuses: [Offers]

  static let cut = BankFigures(
    calls: 51, answered: 49, talk: 15_905,
    bands: [
      Band("missed", calls: 2, talk: 0),
      Band("under_1m", calls: 6, talk: 231),
      Band("1_3m", calls: 19, talk: 2_323),
      Band("over_3m", calls: 24, talk: 13_351),
    ],
    months: [
      Band("2010-03", calls: 3, talk: 923),
      Band("2010-04", calls: 3, talk: 1_180),
      Band("2010-05", calls: 20, talk: 7_940),
      Band("2010-06", calls: 3, talk: 693),
      Band("2010-07", calls: 3, talk: 1_018),
      Band("2010-08", calls: 4, talk: 1_072),
      Band("2010-09", calls: 3, talk: 415),
      Band("2010-10", calls: 4, talk: 448),
      Band("2010-11", calls: 5, talk: 2_050),
      Band("2010-12", calls: 3, talk: 166),
    ],
    occupations: [
      Offers("admin.", made: 12, taken: 2),
      Offers("blue-collar", made: 9, taken: 5),
      Offers("entrepreneur", made: 2, taken: 1),
      Offers("housemaid", made: 3, taken: 0),
      Offers("management", made: 4, taken: 1),
      Offers("retired", made: 3, taken: 2),
      Offers("self-employed", made: 1, taken: 0),
      Offers("services", made: 4, taken: 1),
      Offers("student", made: 6, taken: 3),
      Offers("technician", made: 4, taken: 1),
      Offers(nil, made: 3, taken: 1),
    ],
    maritalStatuses: [
      Offers("divorced", made: 3, taken: 2),
      Offers("married", made: 35, taken: 12),
      Offers("single", made: 12, taken: 2),
      Offers(nil, made: 1, taken: 1),
    ])

  static let full = BankFigures(
    calls: 41_188, answered: 41_184, talk: 10_638_243,
    bands: [
      Band("missed", calls: 4, talk: 0),
      Band("under_1m", calls: 4_177, talk: 145_269),
      Band("1_3m", calls: 16_524, talk: 1_951_798),
      Band("over_3m", calls: 20_483, talk: 8_541_176),
    ],
    months: [
      Band("2010-03", calls: 546, talk: 134_287),
      Band("2010-04", calls: 2_632, talk: 771_704),
      Band("2010-05", calls: 13_769, talk: 3_596_900),
      Band("2010-06", calls: 5_318, talk: 1_289_941),
      Band("2010-07", calls: 7_174, talk: 1_961_559),
      Band("2010-08", calls: 6_178, talk: 1_435_957),
      Band("2010-09", calls: 570, talk: 169_692),
      Band("2010-10", calls: 718, talk: 207_048),
      Band("2010-11", calls: 4_101, talk: 1_008_254),
      Band("2010-12", calls: 182, talk: 62_901),
    ],
    occupations: [
      Offers("admin.", made: 10_422, taken: 1_352),
      Offers("blue-collar", made: 9_254, taken: 638),
      Offers("entrepreneur", made: 1_456, taken: 124),
      Offers("housemaid", made: 1_060, taken: 106),
      Offers("management", made: 2_924, taken: 328),
      Offers("retired", made: 1_720, taken: 434),
      Offers("self-employed", made: 1_421, taken: 149),
      Offers("services", made: 3_969, taken: 323),
      Offers("student", made: 875, taken: 275),
      Offers("technician", made: 6_743, taken: 730),
      Offers("unemployed", made: 1_014, taken: 144),
      Offers(nil, made: 330, taken: 37),
    ],
    maritalStatuses: [
      Offers("divorced", made: 4_612, taken: 476),
      Offers("married", made: 24_928, taken: 2_532),
      Offers("single", made: 11_568, taken: 1_620),
      Offers(nil, made: 80, taken: 12),
    ])
}
