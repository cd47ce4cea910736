import Domain
import Foundation
import Testing

extension JourneyTests {
  /// Somebody's file of deals: won ones of a seller nobody knows yet.
  struct DealsFile: Sendable, CustomTestStringConvertible {
    let language: String
    let header: String
    let won: String
    let seller: String
    /// What the deals' page of columns shows as chosen, column by column.
    let chosen: [String]

    var testDescription: String { language }

    static let all = [
      DealsFile(
        language: "en", header: "Deal ID,Created,Closed,Owner,Company,Value,Stage,Comment",
        won: "Closed won", seller: "Vera Lindqvist",
        chosen: [
          "id", "created_at", "closed_at", "manager", "client", "amount", "stage", "",
        ]),
      DealsFile(
        language: "ru",
        header: "ID сделки;Дата создания;Дата закрытия;Ответственный;Компания;Сумма, руб;Стадия;"
          + "Комментарий",
        won: "Успешно реализовано", seller: "Вера Полушкина",
        chosen: [
          "id", "created_at", "closed_at", "manager", "client", "amount", "stage", "",
        ]),
    ]

    /// Three deals won on a day.
    func text(on day: Day) -> String {
      let mark = header.contains(";") ? ";" : ","
      let rows = (1...3).map { number in
        [
          "\(language)-\(number)", "\(day)", "\(day)", seller, "\(seller) & Co \(number)",
          "\(number)00000", won, "«x»",
        ].joined(separator: mark)
      }
      return ([header] + rows).map { $0 + "\n" }.joined()
    }
  }

  @Test(arguments: DealsFile.all)
  func `a file is given, taken in, seen in a report, and undone`(file: DealsFile) async throws {
    let walk = try Walk.here()
    let browser = walk.browser
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "planerka-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    let path = folder.appending(path: "deals.csv").path
    try Data(file.text(on: walk.today).utf8).write(to: URL(fileURLWithPath: path))
    let report = "/reports/managers?from=\(walk.today)&to=\(walk.today)&as_of=\(walk.today)"
    _ = try await browser.log("browser")

    try await walk.open("/import?locale=\(file.language)")
    try await browser.type(path, into: "input[type='file']")
    #expect(try await browser.text("[data-drop-name]") == "deals.csv")
    try await browser.click("main form .btn-main")
    try await browser.wait(for: "return location.pathname.startsWith('/import/')", "the columns")
    #expect(try await look(browser) == file.language)
    let chosen: [String] = try await browser.script(
      "return [...document.querySelectorAll('table.map select')].map((one) => one.value)")
    #expect(chosen == file.chosen)
    #expect(try await browser.text(".figure-2") == "3")

    try await browser.click(".foot-bar .btn-main")
    try await browser.wait(for: "return location.pathname.startsWith('/imports/')", "the result")
    #expect(try await look(browser) == file.language)
    #expect(try await browser.text(".line-fig .figure") == "3")
    try await browser.click("main .list a[href^='/reports/managers']")
    try await browser.wait(for: "return location.pathname === '/reports/managers'", "the report")
    #expect(try await wins(of: file.seller, browser) == "3")
    try await walk.open(report)
    #expect(try await wins(of: file.seller, browser) == "3")

    try await walk.open("/import")
    #expect(try await browser.text("#s-past").isEmpty == false)
    #expect(try await browser.text(".facts dt a") == "deals.csv")
    try await browser.click(".facts form button")
    try await browser.wait(for: "return location.pathname.startsWith('/imports/')", "the undoing")
    #expect(try await browser.isShown("[role='status']"))
    #expect(try await look(browser) == file.language)
    try await walk.open(report)
    #expect(try await wins(of: file.seller, browser) == nil)
    let complaints = try await browser.log("browser").filter { $0.level != "INFO" }
    #expect(complaints.map(\.message) == [])
  }

  /// The language of the page, which must be sound otherwise.
  private func look(_ browser: Browser) async throws -> String {
    let look = try await PageLook(browser)
    #expect(look.faults(language: look.lang) == [])
    #expect(look.excess == 0, "\(look.tooWide)")
    return look.lang
  }

  /// How many deals a seller has won by the report that is open; nil when it does not name them.
  private func wins(of seller: String, _ browser: Browser) async throws -> String? {
    try await browser.script(
      """
      const row = [...document.querySelectorAll('main table tbody tr')].find((row) =>
        row.textContent.includes('\(seller)'));
      const cell = row && row.querySelector("a[href*='figure=won']");
      return cell ? cell.textContent.trim() : null;
      """)
  }
}
