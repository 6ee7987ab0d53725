import Boards
import Formats
import Machine

/// The lines of a recording's window as a value change dump. Times are virtual nanoseconds since power-on, rounded down.
enum VCDFile {
  /// The file's contents.
  static func render(_ recording: PowerRecording) -> String {
    let window = recording.window
    var writer = VCDWriter(
      comment: "bandbox: levels of lines, virtual time since power-on",
      from: PerfettoTrace.nanoseconds(window.lowerBound),
      modules: scopes.map { scope, holds in
        let lines = recording.tracks.enumerated().filter { $0.element.kind == .line && holds($0.element.name) }
        return (scope, lines.map { ($0.offset, name($0.element.name)) })
      })
    for change in recording.log.changes {
      writer.change(at: PerfettoTrace.nanoseconds(change.time), Int(change.track), to: change.value)
    }
    return writer.finished(at: PerfettoTrace.nanoseconds(window.upperBound))
  }

  private static var scopes: [(String, (String) -> Bool)] {
    [
      ("pads", { isPad($0) }), ("interrupts", { $0.hasPrefix("IRQ.") || $0 == "NMI" }),
      ("other", { !isPad($0) && !$0.hasPrefix("IRQ.") && $0 != "NMI" }),
    ]
  }

  private static func isPad(_ name: String) -> Bool { BoardCatalogue.standard.pads.contains(name) }

  /// `P1_0 touch key`.
  private static func name(_ line: String) -> String {
    line + (BoardCatalogue.standard.signals[line].map { " " + $0 } ?? "")
  }
}
