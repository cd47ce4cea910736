import Render
import Testing

struct ChartEscapeTests {
  @Test func `Signs of XML become entities`() {
    #expect(
      escapedForXML(#"<b a="1">'R&D'</b>"#)
        == "&lt;b a=&quot;1&quot;&gt;&#39;R&amp;D&#39;&lt;/b&gt;")
  }

  @Test func `Characters XML forbids are dropped and letters stay`() {
    #expect(escapedForXML("Кры\u{0}ло\u{1B}ва\t№ 1\u{FFFE}") == "Крылова\t№ 1")
  }

  @Test(arguments: [
    (0.0, "0"), (12, "12"), (1.5, "1.5"), (0.05, "0.05"), (-0.5, "-0.5"), (33.3333, "33.33"),
    (99.999, "100"), (-0.001, "0"), (Double.nan, "0"), (Double.infinity, "0"),
  ])
  func `A length has at most two decimals and no exponent`(value: Double, text: String) {
    #expect(svgNumber(value) == text)
  }

  @Test func `A label with signs cannot leave its place`() {
    let list = BarList(
      ChartCaption(id: "a\"b", title: "<script>", desc: "A & B"),
      rows: [.init("</text><script>", value: 1, shown: "1 < 2")])
    let svg = list.svg(.wide)
    #expect(!svg.contains("<script>"))
    #expect(svg.contains("<title id=\"a&quot;b-960-t\">&lt;script&gt;</title>"))
    #expect(svg.contains("<desc id=\"a&quot;b-960-d\">A &amp; B</desc>"))
    #expect(svg.contains("1 &lt; 2"))
  }

  @Test(arguments: ["javascript:alert(1)", "https://example.org/", "//example.org", "/\\example"])
  func `An address outside the site is not a link`(href: String) {
    let list = BarList(
      ChartCaption(id: "a", title: "t"), rows: [.init("A", value: 1, shown: "1", href: href)])
    #expect(!list.svg(.wide).contains("<a "))
  }

  @Test func `An address of the site is a link`() {
    let list = BarList(
      ChartCaption(id: "a", title: "t"),
      rows: [.init("A", value: 1, shown: "1", href: "/deals?a=1&b=2")])
    #expect(list.svg(.wide).contains("<a href=\"/deals?a=1&amp;b=2\">"))
  }
}
