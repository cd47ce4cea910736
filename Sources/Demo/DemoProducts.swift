import Domain

/// A product: what it costs and how its demand moves over the demo's time.
struct DemoProduct: Sendable {
  let price: Int
  /// Its weight among new clients' wishes at the beginning and at the end.
  let from: Double
  let to: Double
  /// Its weight among current clients' wishes.
  let again: Double

  /// In the order of `DemoWords.products`. The intercom falls, the smart home rises.
  static let all = [
    DemoProduct(price: 24_000, from: 3, to: 3, again: 1.2),
    DemoProduct(price: 17_500, from: 2.6, to: 2.5, again: 1),
    DemoProduct(price: 31_000, from: 1.2, to: 1.2, again: 0.6),
    DemoProduct(price: 9_800, from: 2.4, to: 0.7, again: 0.3),
    DemoProduct(price: 38_000, from: 0.4, to: 1.7, again: 0.8),
    DemoProduct(price: 5_400, from: 1.4, to: 1.4, again: 4),
    DemoProduct(price: 2_900, from: 0.8, to: 0.8, again: 5),
  ]
  static let service = 5
  static let supplies = 6
}

/// A line of a deal.
struct DemoItem {
  let product: Int
  let quantity: Int
  let price: Int
  var amount: Int { quantity * price }
}

extension DemoFirm {
  static func productID(_ product: Int) -> String { "pr\(product + 1)" }

  /// What a client asks for at a time.
  func wish(at second: Int, again: Bool, _ chance: inout SplitMix64) -> Int {
    let begun = calendar.time(calendar.opening, 0)
    let passed = Double(second - begun) / Double(max(calendar.now - begun, 1))
    let part = min(max(passed, 0), 1)
    var sum = 0.0
    for product in DemoProduct.all { sum += product.weight(part, again: again) }
    var rest = chance.unit() * sum
    for (place, product) in DemoProduct.all.enumerated() {
      rest -= product.weight(part, again: again)
      if rest < 0 { return place }
    }
    return 0
  }

  /// The lines of a deal: the product itself and, now and then, service or supplies with it.
  func items(key: UInt64, product: Int, isCompany: Bool) -> (DemoItem, DemoItem?) {
    var chance = SplitMix64(seed, .item, key)
    let product = DemoProduct.all[product].price > 0 ? product : 0
    let list = DemoProduct.all[product].price
    let discount = chance.chance(0.4) ? chance.below(12) : 0
    let price = list * (100 - discount) / 1_000 * 10
    var quantity = 1
    if list < 6_000 { quantity += chance.below(4) }
    if isCompany { quantity += Int(chance.wait() * 1.1) }
    let main = DemoItem(product: product, quantity: quantity, price: price)
    guard chance.chance(0.22) else { return (main, nil) }
    let more = product == DemoProduct.service ? DemoProduct.supplies : DemoProduct.service
    return (
      main,
      DemoItem(product: more, quantity: 1 + chance.below(2), price: DemoProduct.all[more].price)
    )
  }

  func writeProducts(to sink: inout some DemoSink) throws {
    try sink.begin("products", "id name category price")
    for (index, (name, category)) in words.products.enumerated() {
      try sink.row([
        .text(DemoFirm.productID(index)), .text(name), .text(category),
        .units(DemoProduct.all[index].price),
      ])
    }
  }
}

extension DemoProduct {
  fileprivate func weight(_ part: Double, again isAgain: Bool) -> Double {
    isAgain ? again : from + (to - from) * part
  }
}
