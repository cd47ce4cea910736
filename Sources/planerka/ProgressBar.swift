import Glibc

/// A line on standard error that says how far long work is; silent when that is no terminal.
struct ProgressBar {
  private let isShown = isatty(2) == 1

  /// Shows how much of the whole is done.
  func show(_ done: Int, _ whole: Int) {
    guard isShown, whole > 0 else { return }
    let share = min(1, Double(done) / Double(whole))
    let filled = Int(share * 40)
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 40 - filled)
    Output.note.text("\r\(bar) \(Int(share * 100)) %")
  }

  /// Takes the line away.
  func clear() {
    if isShown { Output.note.text("\r\u{1B}[2K") }
  }
}
