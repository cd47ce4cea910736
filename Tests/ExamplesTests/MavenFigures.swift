// Made by `python3 Tests/ExamplesTests/expected.py FOLDER`, which reads the raw files without
// Planerka: `cut` from Tests/ExamplesTests/Fixtures, `full` from the public files.

/// What the reports on the Maven Analytics pipeline have to say.
struct MavenFigures {
  /// Deals with something in common; `worth` is what the won ones brought, in whole dollars.
  struct Part {
    let name: String?
    let won: Int
    let lost: Int
    let open: Int
    let worth: Int

    init(_ name: String?, won: Int, lost: Int, open: Int, worth: Int) {
      (self.name, self.won, self.lost, self.open, self.worth) = (name, won, lost, open, worth)
    }
  }

  /// A seller's closed deals; `median` and `days` are of the days from engaging to winning.
  struct Seller {
    let name: String
    let won: Int
    let lost: Int
    let worth: Int
    let median: Double
    let days: Int

    init(_ name: String, won: Int, lost: Int, worth: Int, median: Double, days: Int) {
      (self.name, self.won, self.lost) = (name, won, lost)
      (self.worth, self.median, self.days) = (worth, median, days)
    }
  }

  let all: Part
  let prospecting: Int
  let median: Double
  let days: Int
  let sellers: [Seller]
  let products: [Part]
  let industries: [Part]
  let philippines: Part
  /// How many rows each file has.
  let files: [String: Int]

  static let cut = MavenFigures(
    all: Part(nil, won: 22, lost: 14, open: 12, worth: 193_475),
    prospecting: 5,
    median: 30, days: 942,
    sellers: [
      Seller("Ada Finch", won: 6, lost: 3, worth: 113_080, median: 68.5, days: 380),
      Seller("Ben Wren", won: 4, lost: 3, worth: 28_266, median: 63.5, days: 215),
      Seller("Cleo Dove", won: 3, lost: 5, worth: 31_870, median: 70, days: 179),
      Seller("Dan Crane", won: 9, lost: 3, worth: 20_259, median: 9, days: 168),
    ],
    products: [
      Part("GTK 500", won: 6, lost: 2, open: 4, worth: 162_824),
      Part("GTX Basic", won: 2, lost: 4, open: 3, worth: 1_085),
      Part("GTX Pro", won: 6, lost: 3, open: 2, worth: 29_113),
      Part("MG Special", won: 8, lost: 5, open: 3, worth: 453),
    ],
    industries: [
      Part("finance", won: 7, lost: 3, open: 1, worth: 41_238),
      Part("medical", won: 4, lost: 2, open: 0, worth: 62_897),
      Part("retail", won: 3, lost: 5, open: 0, worth: 28_203),
      Part("software", won: 3, lost: 0, open: 1, worth: 33_910),
      Part("technology", won: 5, lost: 4, open: 0, worth: 27_227),
      Part(nil, won: 0, lost: 0, open: 10, worth: 0),
    ],
    philippines: Part("Philippines", won: 4, lost: 2, open: 0, worth: 62_897),
    files: [
      "sales_teams.csv": 5,
      "products.csv": 4,
      "accounts.csv": 6,
      "sales_pipeline.csv": 48,
    ])

  static let full = MavenFigures(
    all: Part(nil, won: 4_238, lost: 2_473, open: 2_089, worth: 10_005_534),
    prospecting: 500,
    median: 57, days: 219_452,
    sellers: [
      Seller("Anna Snelling", won: 208, lost: 128, worth: 275_056, median: 59.5, days: 10_813),
      Seller("Boris Faz", won: 101, lost: 52, worth: 261_631, median: 45, days: 4_858),
      Seller("Cassey Cress", won: 163, lost: 98, worth: 450_489, median: 43, days: 7_952),
      Seller("Cecily Lampkin", won: 107, lost: 53, worth: 229_800, median: 18, days: 4_526),
      Seller("Corliss Cosme", won: 150, lost: 79, worth: 421_036, median: 56.5, days: 7_666),
      Seller("Daniell Hammack", won: 114, lost: 73, worth: 364_229, median: 43, days: 5_311),
      Seller("Darcel Schlecht", won: 349, lost: 204, worth: 1_153_214, median: 48, days: 17_250),
      Seller("Donn Cantrell", won: 158, lost: 117, worth: 445_860, median: 58.5, days: 8_426),
      Seller("Elease Gluck", won: 80, lost: 46, worth: 289_195, median: 17.5, days: 3_482),
      Seller("Garret Kinder", won: 75, lost: 48, worth: 197_773, median: 59, days: 3_909),
      Seller("Gladys Colclough", won: 135, lost: 97, worth: 345_674, median: 62, days: 7_151),
      Seller("Hayden Neloms", won: 107, lost: 45, worth: 272_111, median: 54, days: 5_461),
      Seller("James Ascencio", won: 135, lost: 71, worth: 413_533, median: 60, days: 7_203),
      Seller("Jonathan Berthelot", won: 171, lost: 93, worth: 284_886, median: 56, days: 8_777),
      Seller("Kami Bicknell", won: 174, lost: 98, worth: 316_456, median: 49, days: 8_707),
      Seller("Kary Hendrixson", won: 209, lost: 126, worth: 454_298, median: 60, days: 11_070),
      Seller("Lajuana Vencill", won: 127, lost: 104, worth: 194_632, median: 72, days: 7_984),
      Seller("Markita Hansen", won: 130, lost: 97, worth: 328_792, median: 65, days: 7_271),
      Seller("Marty Freudenburg", won: 122, lost: 72, worth: 291_195, median: 46.5, days: 5_922),
      Seller("Maureen Marcano", won: 149, lost: 64, worth: 350_395, median: 60, days: 8_063),
      Seller("Moses Frase", won: 129, lost: 66, worth: 207_182, median: 78, days: 8_345),
      Seller("Niesha Huffines", won: 105, lost: 70, worth: 176_961, median: 50, days: 5_732),
      Seller("Reed Clapper", won: 155, lost: 82, worth: 438_336, median: 39, days: 7_588),
      Seller("Rosalina Dieter", won: 72, lost: 38, worth: 235_403, median: 64.5, days: 3_890),
      Seller("Rosie Papadopoulos", won: 78, lost: 43, worth: 230_169, median: 35, days: 3_392),
      Seller("Versie Hillebrand", won: 176, lost: 88, worth: 187_693, median: 49, days: 9_120),
      Seller("Vicki Laflamme", won: 221, lost: 126, worth: 478_396, median: 63, days: 11_836),
      Seller("Violet Mclelland", won: 122, lost: 71, worth: 123_431, median: 71, days: 7_082),
      Seller("Wilburn Farren", won: 55, lost: 24, worth: 157_640, median: 66, days: 3_110),
      Seller("Zane Levy", won: 161, lost: 100, worth: 430_068, median: 53, days: 7_555),
    ],
    products: [
      Part("GTK 500", won: 15, lost: 10, open: 15, worth: 400_612),
      Part("GTX Basic", won: 915, lost: 521, open: 430, worth: 499_263),
      Part("GTX Plus Basic", won: 653, lost: 398, open: 332, worth: 705_275),
      Part("GTX Plus Pro", won: 479, lost: 266, open: 223, worth: 2_629_651),
      Part("GTX Pro", won: 729, lost: 418, open: 333, worth: 3_510_578),
      Part("MG Advanced", won: 654, lost: 430, open: 328, worth: 2_216_387),
      Part("MG Special", won: 793, lost: 430, open: 428, worth: 43_768),
    ],
    industries: [
      Part("employment", won: 179, lost: 107, open: 25, worth: 436_174),
      Part("entertainment", won: 260, lost: 142, open: 49, worth: 689_007),
      Part("finance", won: 375, lost: 238, open: 65, worth: 950_908),
      Part("marketing", won: 404, lost: 219, open: 51, worth: 922_321),
      Part("medical", won: 592, lost: 358, open: 101, worth: 1_359_595),
      Part("retail", won: 799, lost: 468, open: 130, worth: 1_867_528),
      Part("services", won: 223, lost: 129, open: 38, worth: 533_006),
      Part("software", won: 450, lost: 254, open: 53, worth: 1_077_934),
      Part("technology", won: 671, lost: 387, open: 107, worth: 1_515_487),
      Part("telecommunications", won: 285, lost: 171, open: 45, worth: 653_574),
      Part(nil, won: 0, lost: 0, open: 1_425, worth: 0),
    ],
    philippines: Part("Philippines", won: 50, lost: 35, open: 9, worth: 90_991),
    files: [
      "sales_teams.csv": 35,
      "products.csv": 7,
      "accounts.csv": 85,
      "sales_pipeline.csv": 8_800,
    ])
}
