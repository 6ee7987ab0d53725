import Formats

/// One line of progress of bytes over a link, which overwrites itself.
struct TransferLine {
  private let line: StatusLine
  private var first: (bytes: Int, time: ContinuousClock.Instant)?
  private var last: ContinuousClock.Instant?

  /// Shown where a person sees standard error.
  init(isQuiet: Bool) { line = StatusLine(isQuiet: isQuiet) }

  /// Shows so many bytes of so many, at most ten times a second. The rate is that since the first call.
  mutating func update(_ done: Int, of total: Int) {
    let now = ContinuousClock.now
    if let last, now - last < .milliseconds(100), done < total { return }
    last = now
    guard line.isShown else { return }
    let begun = first ?? (done, now)
    first = begun
    var text = "\(ProgressLine.bar(total > 0 ? Double(done) / Double(total) : 1))  \(done) of \(total) bytes"
    let seconds = (now - begun.time).inSeconds
    if seconds > 0.5, done > begun.bytes {
      let rate = Double(done - begun.bytes) / seconds
      text += "  \(NumberText.decimal(rate / 1_000, 1)) kB/s"
      if done < total { text += "  \(NumberText.decimal(Double(total - done) / rate, 0)) s left" }
    }
    line.show(text)
  }

  /// Removes it.
  func clear() { line.clear() }
}
