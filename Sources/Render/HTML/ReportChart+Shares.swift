import Domain
import Reports
import Semantics

extension ReportChart {
  /// A figure of each row on a norm.
  func corridor(_ key: String, _ norm: ClosedRange<Double>) -> IntervalRows? {
    let rows = report.rows.filter { figure(key, $0)?.number != nil }
    guard !rows.isEmpty else { return nil }
    let largest = rows.map { number(key, $0) }.max() ?? 0
    let end = max(norm.upperBound, largest) * 1.1
    let ticks = [0, norm.lowerBound, norm.upperBound].map {
      ChartTick($0, numerals.number($0, digits: 0))
    }
    return IntervalRows(
      caption(finding),
      rows: rows.map { row in
        let value = number(key, row)
        return IntervalRows.Row(
          name(row), value: value, low: value, high: value, shown: numerals.number(value),
          href: open(key, row))
      }, norm: norm, normLabel: words.text("chart.norm"), end: end, ticks: ticks, above: .warn)
  }

  /// Hours of all rows together over time, the last key; those of the compared period from the same
  /// beginning.
  func trend(_ key: String) -> [(name: String, html: String)] {
    // Why: a row that only the compared period has says nothing of its own.
    let sums = self.sums { row in
      row.compared != nil && row.figures.allSatisfy(\.isNothing) ? nil : number(key, row)
    }
    let before = self.sums { row in
      row.compared.flatMap { compared in report.place(of: key).flatMap { compared[$0].number } }
    }
    guard sums.count > 1 else { return [] }
    let points = (0..<max(sums.count, before.count)).map { place in
      let own = sums.indices.contains(place) ? sums[place] : nil
      return LineTrend.Point(
        own?.label ?? "", value: own.map { $0.seconds / 3_600 },
        compared: before.indices.contains(place) ? before[place].seconds / 3_600 : nil,
        shown: own.map { numerals.duration($0.seconds) } ?? "")
    }
    return one(
      LineTrend(
        caption(words.label(key)), points: points, name: words.text("chart.hours"),
        comparedName: words.text("report.before")))
  }

  /// Seconds of all rows together over time, the last key, without the rows that say nothing.
  private func sums(_ value: (ReportRow) -> Double?) -> [(label: String, seconds: Double)] {
    var sums: [(label: String, seconds: Double)] = []
    for row in report.rows.sorted(by: { ($0.keys[1].text ?? "") < ($1.keys[1].text ?? "") }) {
      guard let seconds = value(row) else { continue }
      let label = name(row, 1)
      if sums.last?.label == label {
        sums[sums.count - 1].seconds += seconds
      } else {
        sums.append((label, seconds))
      }
    }
    return sums
  }

  /// Conversion of each row on its own scale.
  var intervals: [(name: String, html: String)] {
    report.rows.compactMap { row in
      guard let low = figure("low", row)?.number, let high = figure("high", row)?.number,
        let from = figure("norm_low", row)?.number, let to = figure("norm_high", row)?.number
      else { return nil }
      let end = min(1, max(high, to) * 1.25)
      let share = number("conversion", row)
      let shown =
        "\(numerals.percent(share)) (\(numerals.percent(low, high)))"
      let chart = IntervalRows(
        ChartCaption(
          id: "chart-\(report.id)-\(row.keys[0].text ?? "none")", title: "\(name(row)): \(shown)",
          desc: words.text("report.\(report.id)")),
        rows: [
          IntervalRows.Row(
            name(row), value: share, low: low, high: high, shown: shown,
            href: open("conversion", row))
        ], norm: from...to, normLabel: words.text("chart.norm"), end: end,
        ticks: [ChartTick(0, numerals.percent(0)), ChartTick(end, numerals.percent(end))])
      return ("", chart.html)
    }
  }

  /// The stages of each pipeline.
  var stages: [(name: String, html: String)] {
    var pipelines: [[ReportRow]] = []
    for row in report.rows {
      if pipelines.last?.first?.keys[0] == row.keys[0] {
        pipelines[pipelines.count - 1].append(row)
      } else {
        pipelines.append([row])
      }
    }
    return pipelines.enumerated().map { index, rows in
      let stages = rows.enumerated().map { place, row in
        let next = place + 1 < rows.count ? number("entered", rows[place + 1]) : 0
        let leak = number("leak", row)
        let lost = number("lost_here", row)
        var loss = lost > 0 ? "\(words.label("lost_here")): \(numerals.count(Int(lost)))" : ""
        if leak > 0 { loss += " · \(words.label("leak")) \(numerals.shortMoney(leak))" }
        return FunnelBars.Stage(
          name(row, 1), entered: number("entered", row), passed: next,
          open: number("open_here", row), shown: numerals.count(Int(number("entered", row))),
          loss: loss, href: open("entered", row), lossHref: open("lost_here", row),
          isLeak: leak > 0)
      }
      let chart = FunnelBars(
        ChartCaption(
          id: "chart-funnel-\(index)", title: name(rows[0]),
          desc: words.text("report.\(report.id)")),
        parts: ["passed", "open", "lost"].map { words.text("chart.stage.\($0)") }, stages: stages)
      return (name(rows[0]), chart.html)
    }
  }

  /// New and current clients by length.
  var bands: StackedBars {
    let tones: [ChartTone] = [.compare, .c2, .c1, .fact]
    return StackedBars(
      caption(finding),
      parts: zip(FixedSet.callBands, tones).map { StackedBars.Part(words.word($0), $1) },
      rows: FixedSet.clientTypes.map { type in
        let own = report.rows.filter { $0.keys[0].text == type }
        let total = own.reduce(0) { $0 + number("calls", $1) }
        return StackedBars.Row(
          words.word(type), total: numerals.count(Int(total)),
          pieces: FixedSet.callBands.map { band in
            let row = own.first { $0.keys[1].text == band }
            let calls = row.map { number("calls", $0) } ?? 0
            return StackedBars.Piece(
              calls, numerals.count(Int(calls)), href: row.map { open("calls", $0) })
          })
      })
  }

  /// The hours of the week.
  var week: HeatMap {
    var counts: [Int: [Int: Double]] = [:]
    for row in report.rows {
      guard let weekday = row.keys[2].value?.number, let hour = row.keys[3].value?.number else {
        continue
      }
      counts[weekday, default: [:]][hour, default: 0] += number("calls", row)
    }
    let hours = counts.values.flatMap(\.keys)
    let first = hours.min() ?? 9
    let last = hours.max() ?? 18
    return HeatMap(
      caption(finding), hours: (first...last).map { String($0) },
      rows: (1...7).map { weekday in
        let day = counts[weekday] ?? [:]
        return HeatMap.Row(
          words.text("weekday.\(weekday)"), total: numerals.count(Int(day.values.reduce(0, +))),
          cells: (first...last).map { hour in
            day[hour].map { calls in
              HeatMap.Cell(
                calls, numerals.count(Int(calls)),
                href: openPart("calls", [("weekday", String(weekday)), ("hour", String(hour))]))
            }
          })
      })
  }
}
