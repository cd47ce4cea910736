/// The table of contents of a workbook: its sheets, its parts and its first day.
struct WorkbookIndex {
  /// A sheet of cells: its name and the part that holds it.
  struct Sheet {
    var name: String
    var part: String
    var isShown: Bool
  }

  /// The sheets in the order of their tabs; those of charts alone are left out.
  private(set) var sheets: [Sheet] = []
  /// The part of the texts that cells share, if there is one.
  let strings: String?
  /// The part of the formats, if there is one.
  let styles: String?
  /// Whether days are counted from 1904 instead of 1900.
  let isFrom1904: Bool

  /// Reads the contents of a workbook; `size` is the length of the file.
  ///
  /// Throws `file.not_workbook` for other files of the same form and the faults of workbooks.
  init(path: String, size: Int) throws(FormatFault) {
    let roots = try Relations("_rels/.rels", ofWorkbook: path, size: size, base: "")
    let root = roots?.target(ofKind: "officeDocument") ?? "xl/workbook.xml"
    guard root.hasSuffix(".xml"),
      let part = try WorkbookPart(root, ofWorkbook: path, size: size, limit: WorkbookPart.plainSize)
    else { throw .notWorkbook(path) }
    let outline = Outline(path)
    try XMLStream(part, taker: outline).readAll()

    let slash = root.lastIndex(of: "/")
    let folder = slash.map { root[...$0] } ?? ""
    let links = "\(folder)_rels/\(root.dropFirst(folder.count)).rels"
    guard
      let relations = try Relations(links, ofWorkbook: path, size: size, base: String(folder))
    else { throw .workbookDamaged(path, part: links, reason: "missing") }
    for entry in outline.entries {
      guard let link = relations.links[entry.link] else {
        throw .workbookDamaged(path, part: links, reason: entry.link)
      }
      guard link.kind == "worksheet" else { continue }
      sheets.append(Sheet(name: entry.name, part: link.target, isShown: entry.isShown))
    }
    strings = relations.target(ofKind: "sharedStrings")
    styles = relations.target(ofKind: "styles")
    isFrom1904 = outline.isFrom1904
  }

  /// The sheet of this name, or without one the first that is shown.
  ///
  /// Letter case counts only between sheets that differ in nothing else.  Throws
  /// `file.sheet_missing`, and `file.empty` for a workbook without sheets of cells.
  func sheet(_ name: String?, path: String) throws(FormatFault) -> Sheet {
    guard let first = sheets.first(where: \.isShown) ?? sheets.first else { throw .empty(path) }
    guard let name else { return first }
    let wanted = name.lowercased()
    let found =
      sheets.first { $0.name == name } ?? sheets.first { $0.name.lowercased() == wanted }
    guard let found else { throw .sheetMissing(path, sheet: name, known: sheets.map(\.name)) }
    return found
  }

  /// What the part of the workbook itself says.
  private final class Outline: XMLTaker {
    let path: String
    var entries: [(name: String, link: String, isShown: Bool)] = []
    var isFrom1904 = false
    private var isRoot = true

    init(_ path: String) {
      self.path = path
    }

    func open(_ name: XMLName, _ attributes: XMLAttributes, in stream: XMLStream) {
      if isRoot {
        isRoot = false
        guard "workbook" ~= name else { return stream.fail(.notWorkbook(path)) }
      }
      switch name {
      case "workbookPr":
        isFrom1904 = ["1", "true"].contains(attributes["date1904"])
      case "sheet":
        guard let link = attributes.prefixed("id") else { return stream.fail("sheet") }
        let state = attributes["state"] ?? "visible"
        entries.append((attributes["name"] ?? "", link, state == "visible"))
      default: break
      }
    }
  }
}

/// The links from one part of a workbook to others.
private final class Relations: XMLTaker {
  /// A linked part and the last word of its type, such as `worksheet`.
  struct Link {
    var kind: String
    var target: String
  }

  private(set) var links: [String: Link] = [:]
  private let base: String

  /// Reads the links; nothing when there is no such part.  `base` is the folder they start from.
  init?(
    _ name: String, ofWorkbook path: String, size: Int, base: String
  ) throws(FormatFault) {
    self.base = base
    guard
      let part = try WorkbookPart(name, ofWorkbook: path, size: size, limit: WorkbookPart.plainSize)
    else { return nil }
    try XMLStream(part, taker: self).readAll()
  }

  /// The part linked as this kind.
  func target(ofKind kind: String) -> String? {
    links.values.first { $0.kind == kind }?.target
  }

  func open(_ name: XMLName, _ attributes: XMLAttributes, in stream: XMLStream) {
    guard "Relationship" ~= name, let id = attributes["Id"], let target = attributes["Target"],
      let kind = attributes["Type"]?.split(separator: "/").last
    else { return }
    links[id] = Link(kind: String(kind), target: resolve(target))
  }

  /// The path of a part from the top of the archive.
  private func resolve(_ target: String) -> String {
    var steps: [Substring] = []
    for step in (target.hasPrefix("/") ? target : base + target).split(separator: "/") {
      switch step {
      case ".": continue
      case "..": _ = steps.popLast()
      default: steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}
