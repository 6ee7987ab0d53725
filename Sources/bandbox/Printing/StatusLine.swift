import Formats
import Foundation
import Session

/// A line on standard error that overwrites itself, where a person sees it on a terminal that can do so.
struct StatusLine {
  /// Whether anything is shown at all.
  let isShown: Bool

  init(isQuiet: Bool) {
    let name = ProcessInfo.processInfo.environment["TERM"] ?? ""
    isShown = !isQuiet && Standard.error.isTerminal && !ViewChoice.isDumb(name)
  }

  /// Shows the text in place of the one before, cut at the terminal's edge: one that wraps could not be overwritten.
  func show(_ text: String) {
    guard isShown else { return }
    let columns = Terminal.size(of: .error).columns
    Standard.error.write("\r\(TextWidth.clip(text, to: columns - 1))\u{1B}[K")
  }

  /// Removes it.
  func clear() { if isShown { Standard.error.write("\r\u{1B}[K") } }
}
