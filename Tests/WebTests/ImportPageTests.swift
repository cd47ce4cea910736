import App
import Domain
import Foundation
import HTTPTypes
import NIOCore
import TestKit
import Testing
import Web

@Suite(.fewAtOnce) struct ImportPageTests {
  private static let file =
    "ID сделки;Дата создания;Компания;Сумма, руб;Стадия;Комментарий\n"
    + "1;02.06.2026 10:14;Юг-Терминал;1 450 000,00;Успешно реализовано;x\n"
    + "2;02.06.2026 11:02;Дом Обуви;910 000,00;Новая;y\n"

  private func choose(
    _ client: RouterClient, _ text: String, kind: String = "",
    name: String = "Сделки.csv"
  ) async throws -> String {
    let body =
      "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n\r\n"
      + "\(text)\r\n--x\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n\(kind)\r\n--x--"
    return try await client.execute(
      uri: "/import", method: .post,
      headers: [.contentType: "multipart/form-data; boundary=x"], body: ByteBuffer(string: body)
    ) { response in
      #expect(response.status == .seeOther)
      return response.headers[.location] ?? ""
    }
  }

  private func post(
    _ client: RouterClient, _ path: String, _ form: String
  ) async throws -> RouterClient.Answer {
    try await client.execute(
      uri: path, method: .post,
      headers: [.contentType: "application/x-www-form-urlencoded"],
      body: ByteBuffer(string: form)
    ) { $0 }
  }

  private func html(_ client: RouterClient, _ path: String) async throws -> String {
    try await client.execute(uri: path, method: .get) { response in
      #expect(response.status == .ok, "\(path)")
      let html = String(buffer: response.body)
      #expect(!html.contains("page.import"), "\(path): a text is missing")
      return html
    }
  }

  @Test func `connections are shown with what they brought, or why they failed`() async throws {
    let shop = try Shop(isFilled: false)
    let planerka = shop.planerka
    let log = URL(fileURLWithPath: planerka.directory.path + "/M<1>.csv")
    try Data("no,call\n".utf8).write(to: log)
    try planerka.connect(
      "pbx & co", by: "asterisk", ["file": log.path], author: .commandLine, now: .now)
    try await shop.server.application().answering { client in
      let new = try await html(client, "/import?locale=en")
      #expect(new.contains("pbx &amp; co <small>asterisk, not looked at yet</small>"))
      _ = try planerka.sync("pbx & co", now: .now)
      let brought = try await html(client, "/import?locale=en")
      #expect(brought.contains("<a href=\"/imports/1\">pbx &amp; co</a>"))
      try FileManager.default.removeItem(at: log)
      #expect(throws: PlainFault.self) {
        _ = try planerka.sync("pbx & co", now: .now)
      }
      let failed = try await html(client, "/import?locale=en")
      #expect(failed.contains("<span class=\"error\">failed "))
      #expect(failed.contains("M&lt;1&gt;.csv"))
    }
  }

  @Test func `a file is chosen, its columns are guessed, it is taken in and undone`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      #expect(try await html(client, "/import").contains("type=\"file\""))
      let address = try await choose(client, Self.file)
      #expect(address.contains("kind=deals"))
      let map = try await html(client, address)
      #expect(map.contains("<option value=\"created_at\" selected>"))
      #expect(map.contains("<option value=\"client\" selected>"))
      #expect(map.contains("<option value=\"amount\" selected>"))
      #expect(map.contains("Загрузить строк: 2"))
      #expect(map.contains("Успешно реализовано</dd>"))
      #expect(try shop.planerka.isEmpty())
      let path = address.split(separator: "?").first.map { String($0) } ?? ""
      let form =
        "name=Deals.csv&was=deals&kind=deals&source=crm&c0=id&c1=created_at&c2=client&c3=amount&c4=stage"
      let loaded = try await post(client, path, form + "&act=load")
      #expect(loaded.status == .seeOther)
      #expect(loaded.headers[.location] == "/imports/1")
      let done = try await html(client, "/imports/1")
      #expect(done.contains("/reports/funnel"))
      #expect(done.contains("action=\"/imports/1/undo\""))
      #expect(try await html(client, "/import").contains("Deals.csv"))
      let undone = try await post(client, "/imports/1/undo", "")
      #expect(undone.status == .seeOther)
      #expect(try await html(client, "/imports/1").contains("Загрузка отменена"))
      // What was taken in is forgotten on the shelf.
      try await client.execute(uri: address, method: .get) { #expect($0.status == .notFound) }
    }
  }

  @Test func `bad rows are shown with their columns and can be left out`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let address = try await choose(client, Self.file + "3;31.06.2026;;12О 000;Новая;z\n")
      let map = try await html(client, address)
      #expect(map.contains("31.06.2026</code>"))
      #expect(map.contains("Загрузить 2, отложить 1"))
      let path = address.split(separator: "?").first.map { String($0) } ?? ""
      let form = "name=Deals.csv&was=deals&kind=deals&c0=id&c1=created_at&c3=amount"
      let refused = try await post(client, path, form + "&act=load")
      #expect(refused.status == .unprocessableContent)
      #expect(try shop.planerka.isEmpty())
      let loaded = try await post(client, path, form + "&act=skip")
      let location = loaded.headers[.location] ?? ""
      #expect(location.hasPrefix("/imports/1?rejected="))
      #expect(try await html(client, location).contains("\(path)/rejected"))
      let rejected = try await html(client, "\(path)/rejected")
      #expect(rejected.hasPrefix("ID сделки,"))
      #expect(rejected.contains("12О 000"))
    }
  }

  @Test func `an import that fails says why on the page`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let address = try await choose(client, Self.file + "3;31.06.2026;;1;Новая;z\n")
      let path = address.split(separator: "?").first.map { String($0) } ?? ""
      let token = path.split(separator: "/").last.map { String($0) } ?? ""
      let shelf = shop.planerka.directory.uploads.path
      try FileManager.default.createDirectory(
        atPath: "\(shelf)/\(token).rejected.csv.part", withIntermediateDirectories: false)
      let form = "name=Deals.csv&was=deals&kind=deals&c0=id&c1=created_at&c3=amount"
      let failed = try await post(client, path, form + "&act=skip")
      #expect(failed.status == .serviceUnavailable)
      #expect(String(buffer: failed.body).contains("Ничего не загружено"))
      #expect(try shop.planerka.isEmpty())
    }
  }

  @Test func `columns that do not make a row are told in the page's words`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let address = try await choose(client, Self.file, kind: "deals")
      let path = address.split(separator: "?").first.map { String($0) } ?? ""
      let form = "name=Deals.csv&was=deals&kind=deals&act=check"
      let missing = try await post(client, path, form + "&c0=id")
      #expect(String(buffer: missing.body).contains("обязательных полей: Создан"))
      let twice = try await post(client, path, form + "&c0=id&c1=created_at&c2=created_at")
      #expect(String(buffer: twice.body).contains("Поле «Создан» выбрано для двух"))
      let other = try await post(client, path, "name=x&was=deals&kind=leads&act=load&c0=id")
      #expect(other.status == .ok)
      #expect(String(buffer: other.body).contains("name=\"was\" value=\"leads\""))
    }
  }

  @Test(arguments: ["check", "load"])
  func `the other language keeps the columns that were chosen`(act: String) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let address = try await choose(client, Self.file + "3;31.06.2026;;1;Новая;z\n")
      let path = address.split(separator: "?").first.map { String($0) } ?? ""
      let form =
        "name=Deals+%26+co.csv&was=deals&kind=deals&source=crm&c0=id&c1=created_at&c2=&c3=&c4=&c5=stage"
      let shown = String(buffer: try await post(client, path, form + "&act=\(act)").body)
      let link = try #require(shown.firstMatch(of: /href="(\/import\/[^"]*locale=en)"/)?.1)
      let other = try await html(client, String(link).replacing("&amp;", with: "&"))
      #expect(other.contains("<html lang=\"en\""))
      for html in [shown, other] {
        let chosen = html.matches(of: /<option value="([^"]*)" selected>/).map { String($0.1) }
        #expect(chosen == ["id", "created_at", "", "", "", "stage", "deals"])
        #expect(html.contains("name=\"name\" value=\"Deals &amp; co.csv\""))
        #expect(html.contains("name=\"source\" value=\"crm\""))
      }
    }
  }

  @Test func `a file that cannot be read is told on the first step`() async throws {
    let shop = try Shop(isFilled: false)
    let body =
      "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"<b>.csv\"\r\n\r\n"
      + "\r\n--x--"
    try await shop.server.application().answering { client in
      try await client.execute(
        uri: "/import", method: .post,
        headers: [.contentType: "multipart/form-data; boundary=x"],
        body: ByteBuffer(string: body)
      ) { response in
        #expect(response.status == .unprocessableContent)
        let html = String(buffer: response.body)
        #expect(html.contains("&lt;b&gt;.csv пуст"))
        #expect(!html.contains("<b>.csv"))
      }
    }
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: shop.planerka.directory.uploads.path
      ).isEmpty)
  }

  @Test(arguments: [
    ("kind=dealz", "Вида dealz нет"), ("kind=deals&cx=id", "Параметра cx нет"),
    ("kind=deals&was=deals&c0=id&c2=cliemt", "вероятно, нужен «client»"),
    ("kind=deals&c6=id", "Параметра c6 нет"),
  ])
  func `an address that chooses what there is not is refused`(
    choice: String, reason: String
  ) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let address = try await choose(client, Self.file)
      let path = address.split(separator: "?").first.map { String($0) } ?? ""
      for method in [HTTPRequest.Method.get, .post] {
        let isForm = method == .post
        try await client.execute(
          uri: path + (isForm ? "" : "?" + choice), method: method,
          headers: isForm ? [.contentType: "application/x-www-form-urlencoded"] : [:],
          body: ByteBuffer(string: isForm ? choice + "&act=load" : "")
        ) { response in
          #expect(response.status == .badRequest)
          #expect(String(buffer: response.body).contains(reason))
        }
      }
      // The file waits on.
      #expect(try await html(client, address).contains("Загрузить строк: 2"))
      #expect(try shop.planerka.isEmpty())
    }
  }

  @Test(arguments: [
    "/import/0123456789abcdef0123456789abcdef", "/import/..%2f..%2fplanerka.sqlite",
    "/import/0123456789abcdef0123456789abcdef/rejected", "/imports/7", "/imports/x",
  ])
  func `what does not wait is not found`(path: String) async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      try await client.execute(uri: path, method: .get) { #expect($0.status == .notFound) }
    }
  }

  @Test func `an undo that is refused lists what stands in the way`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      for (kind, text) in [
        ("clients", "id,name\nk1,Acme\n"),
        ("calls", "id,started_at,duration_s,client\n1,2026-03-14,4,k1\n"),
      ] {
        try await client.execute(
          uri: "/api/v1/import/\(kind)", method: .post, body: ByteBuffer(string: text)
        ) { #expect($0.status == .ok) }
      }
      let refused = try await post(client, "/imports/1/undo", "")
      #expect(refused.status == .conflict)
      #expect(String(buffer: refused.body).contains("Звонки: 1"))
      // The refusal stands under the undo's address; its own links lead back to the import.
      try await client.execute(uri: "/imports/1/undo?locale=en", method: .get) { response in
        #expect(response.status == .seeOther)
        #expect(response.headers[.location] == "/imports/1?locale=en")
      }
    }
  }

  @Test func `an empty company is filled with the demo by a button, once`() async throws {
    let shop = try Shop(isFilled: false)
    try await shop.server.application().answering { client in
      let empty = try await html(client, "/")
      #expect(empty.contains("action=\"/demo\""))
      #expect(empty.contains("href=\"/import\""))
      #expect(try await post(client, "/demo", "").status == .seeOther)
      #expect(try !shop.planerka.isEmpty())
      #expect(try await post(client, "/demo", "").status == .conflict)
    }
  }

  @Test func `a file is forgotten after an hour`() throws {
    let shop = try Shop(isFilled: false)
    let shelf = shop.planerka.directory.uploads
    let upload = try shelf.begin()
    try upload.write(Array("id\n".utf8))
    upload.close()
    let now = Moment.now
    #expect(try shelf.file(upload.token, now: now) == upload.path)
    let later = Moment(milliseconds: now.milliseconds + UploadShelf.lasts + 2_000)
    let gone = PlainFault(.missing, "upload.gone")
    #expect(throws: gone) { try shelf.file(upload.token, now: later) }
    try shelf.sweep(now: now)
    #expect(FileManager.default.fileExists(atPath: upload.path))
    try shelf.sweep(now: later)
    #expect(!FileManager.default.fileExists(atPath: upload.path))
    let left = try shelf.begin()
    try shelf.clear()
    #expect(throws: gone) { try shelf.file(left.token, now: now) }
  }
}
