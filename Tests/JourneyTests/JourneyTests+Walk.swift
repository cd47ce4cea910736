import Domain
import Foundation
import Testing

extension JourneyTests {
  @Test func `a figure leads to its records, as many as it says`() async throws {
    let walk = try Walk.here()
    let browser = walk.browser
    try await walk.open("/reports/managers?\(walk.period)&locale=en")
    let cell = "tbody a[href*='records?'][href*='figure=won'][href*='row.manager']"
    let count = try #require(Int(try await browser.text(cell)))
    #expect(count > 0)
    try await browser.click(cell)
    try await browser.wait(
      for: "return location.pathname === '/reports/managers/records'", "the records")
    #expect(try await browser.text(".counters dd").hasPrefix("\(count)"))
    let rows: Int = try await browser.script(
      "return document.querySelectorAll('main tbody tr').length")
    #expect(rows == min(count, 100))
    let address = try await browser.address()
    let api = "/api/v1" + address.dropFirst(walk.address.count)
    let (status, data) = try await Wire.send("GET", walk.address + api)
    struct Records: Decodable {
      struct Record: Decodable { let adds: Int }
      let count: Int
      let rows: [Record]
    }
    #expect(status == 200)
    let records = try JSONDecoder().decode(Records.self, from: data)
    #expect(records.count == count)
    #expect(records.rows.map(\.adds).reduce(0, +) == count)
    try await browser.click(".crumbs a")
    try await browser.wait(for: "return location.pathname === '/reports/managers'", "the way back")
    #expect(try await browser.address().contains("from="))
  }

  @Test func `the period is changed by clicking`() async throws {
    let walk = try Walk.here()
    let browser = walk.browser
    try await walk.open("/reports/channels?by=month&locale=en")
    let before = try await browser.text(".menu.kept summary")
    try await browser.click(".menu.kept summary")
    #expect(try await browser.isShown(".menu.kept .menu-list a:nth-of-type(6)"))
    try await browser.click(".menu.kept .menu-list a:nth-of-type(6)")
    try await browser.wait(for: "return location.search.includes('from=')", "the other period")
    let last = walk.today.firstOfMonth.adding(-1)
    let address = try await browser.address()
    #expect(address.contains("from=\(last.firstOfMonth)") && address.contains("to=\(last)"))
    #expect(address.contains("by=month"))
    #expect(try await browser.text(".menu.kept summary") != before)
  }

  @Test func `the language is changed by clicking, and kept`() async throws {
    let walk = try Walk.here()
    let browser = walk.browser
    try await walk.open("/reports/losses?\(walk.period)&locale=ru")
    let russian = try await browser.text("h1")
    try await browser.click("a[hreflang='en']")
    try await browser.wait(for: "return document.documentElement.lang === 'en'", "English")
    #expect(try await browser.text("h1") != russian)
    #expect(try await browser.address().contains("from="))
    try await walk.open("/reports")
    try await browser.wait(for: "return document.documentElement.lang === 'en'", "English kept")
    try await browser.click("a[hreflang='ru']")
    try await browser.wait(for: "return document.documentElement.lang === 'ru'", "Russian")
  }

  @Test func `the theme is switched, and kept`() async throws {
    let walk = try Walk.here()
    let browser = walk.browser
    let ground = "return getComputedStyle(document.body).backgroundColor"
    let theme = "return document.documentElement.getAttribute('data-theme') || ''"
    try await walk.open("/reports")
    try await browser.click("[data-theme-switch]")
    #expect(try await browser.script(theme) == "light")
    let light: String = try await browser.script(ground)
    try await browser.click("[data-theme-switch]")
    #expect(try await browser.script(theme) == "dark")
    #expect(try await browser.script(ground) != light)
    try await walk.open("/")
    #expect(try await browser.script(theme) == "dark")
    try await browser.click("[data-theme-switch]")
    #expect(try await browser.script(theme) == "")
  }

  @Test func `the keyboard reaches the content first`() async throws {
    let walk = try Walk.here()
    let browser = walk.browser
    try await walk.open("/reports/managers?\(walk.period)")
    try await browser.press("\u{E004}")
    #expect(try await browser.script("return document.activeElement.className") == "skip")
    let left: Double = try await browser.script(
      "return document.activeElement.getBoundingClientRect().left")
    #expect(left >= 0)
    try await browser.press("\u{E007}")
    try await browser.wait(for: "return document.activeElement.id === 'main'", "the main part")
  }

  @Test func `two keys lead to another page`() async throws {
    let walk = try Walk.here()
    try await walk.open("/")
    try await walk.browser.press("g")
    try await walk.browser.press("r")
    try await walk.browser.wait(
      for: "return location.pathname === '/reports'", "the reports", atMost: .seconds(5))
  }

  @Test func `pages work with scripts switched off`() async throws {
    let walk = try Walk.here()
    let browser = try await Browser(walk.driver, hasScripts: false)
    try await browser.open("\(walk.address)/reports/managers?\(walk.period)&locale=en")
    #expect(try await browser.isShown("main table tbody tr"))
    #expect(try await !browser.isShown("[data-theme-switch]"), "the page's scripts are on")
    try await browser.click(".menu.kept summary")
    try await browser.follow(".menu.kept form button")
    let address = try await browser.address()
    #expect(address.contains("from=\(walk.today.adding(-45))") && address.contains("to="))
    try await browser.follow("tbody a[href*='records?'][href*='figure=won']")
    #expect(try await browser.address().contains("/records?"))
    #expect(try await browser.isShown("main table tbody tr"))
    try await browser.open(walk.address + "/")
    #expect(try await !browser.text("h1").isEmpty)
    try await browser.quit()
  }
}
