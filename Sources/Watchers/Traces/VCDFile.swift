import Boards
import Formats
import Machine

/// The lines of a recording's window as a value change dump. Times are virtual nanoseconds since power-on, rounded down.
package enum VCDFile {
  /// The file's contents.
  package static func render(_ recording: PowerRecording) -> String {
    let window = recording.window
    var writer = VCDWriter(
      comment: "bandbox: levels of lines, virtual time since power-on",
      from: PerfettoTrace.nanoseconds(window.lowerBound),
      modules: scopes.map { scope, holds in
        let lines = recording.tracks.enumerated().filter {
          $0.element.kind == .line && holds($0.element.name, recording.board.pads)
        }
        return (scope, lines.map { ($0.offset, name($0.element.name, recording.board.signals)) })
      })
    for change in recording.log.changes {
      writer.change(at: PerfettoTrace.nanoseconds(change.time), Int(change.track), to: change.value)
    }
    return writer.finished(at: PerfettoTrace.nanoseconds(window.upperBound))
  }

  private static var scopes: [(String, (String, [String]) -> Bool)] {
    [
      ("pads", { $1.contains($0) }), ("interrupts", { name, _ in isInterrupt(name) }),
      ("other", { !$1.contains($0) && !isInterrupt($0) }),
    ]
  }

  private static func isInterrupt(_ name: String) -> Bool { name.hasPrefix("IRQ.") || name == "NMI" }

  /// `P1_0 touch key`.
  private static func name(_ line: String, _ signals: [String: String]) -> String {
    line + (signals[line].map { " " + $0 } ?? "")
  }
}
