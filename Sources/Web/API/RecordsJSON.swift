import App
import Domain
import Render
import Reports
import Semantics

/// The records or parts behind a figure, as the API answers them.
enum RecordsJSON {
  static func bytes(_ opened: OpenedFigure, _ asked: Asked) -> [UInt8] {
    var out = JSONBytes()
    out.open("{")
    out.key("report")
    out.text(opened.report.recipe.id)
    out.key("figure")
    out.text(opened.figure)
    out.key("value")
    out.raw(opened.value)
    if !opened.parts.isEmpty {
      out.key("parts")
      out.open("[")
      for part in opened.parts {
        out.open("{")
        out.key("figure")
        out.text(part.part.name)
        out.key("value")
        out.raw(part.value)
        out.key("href")
        if let address = Address(asked.path, asked.parameters).opening(part.part) {
          out.text(address.text)
        } else {
          out.raw("null")
        }
        out.close("}")
      }
      out.close("]")
    }
    out.key("count")
    out.raw(String(opened.count))
    out.key("sum")
    out.raw(opened.sum)
    out.key("rows")
    out.open("[")
    for record in opened.records { row(record, opened.report.request.company.zone, &out) }
    out.close("]")
    out.key("cursor")
    if let cursor = opened.cursor { out.text(cursor) } else { out.raw("null") }
    out.close("}")
    return out.bytes
  }

  private static func row(_ record: OpenedRecord, _ zone: ZoneTable, _ out: inout JSONBytes) {
    out.open("{")
    out.key("kind")
    out.text(record.label.kind)
    out.key("id")
    out.text(record.label.id)
    out.key("label")
    out.text(record.label.label)
    out.key("at")
    if let at = record.at {
      out.text(
        record.hasTime ? Moment(milliseconds: at).text(in: zone) : Day(at).description)
    } else {
      out.raw("null")
    }
    out.key("adds")
    out.raw(record.adds)
    out.close("}")
  }
}

extension Address {
  /// The address of what a part of this figure opens to; nil for what is given.
  func opening(_ part: FigurePart) -> Address? {
    var address = with("figure", part.name).with("cursor", nil)
    switch part {
    case .own: break
    case .ofAll: address.parameters.removeAll { $0.name.hasPrefix("row.") }
    case .given: return nil
    }
    return address
  }
}
