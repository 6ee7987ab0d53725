import Boards
import Machine

/// The lines of a recording's window as a value change dump (IEEE 1364-2005, section 18), for GTKWave and its like.
/// Times are virtual nanoseconds since power-on, rounded down.
enum VCDFile {
  /// The file's contents.
  static func render(_ recording: PowerRecording) -> String {
    var text = "$comment bandbox: levels of lines, virtual time since power-on $end\n$timescale 1 ns $end\n"
    var codes: [Int: String] = [:]
    for (scope, holds) in scopes {
      text += "$scope module \(scope) $end\n"
      for (number, track) in recording.tracks.enumerated() where track.kind == .line && holds(track.name) {
        let code = identifier(codes.count)
        codes[number] = code
        text += "$var wire 1 \(code) \(name(track.name)) $end\n"
      }
      text += "$upscope $end\n"
    }
    text += "$enddefinitions $end\n"
    var present: UInt64?
    for change in recording.log.changes {
      guard let code = codes[Int(change.track)] else { continue }
      let time = PerfettoTrace.nanoseconds(change.time)
      if time != present {
        if present == nil {
          text += "#\(time)\n$dumpvars\n"
        } else {
          text += closing(present, recording) + "#\(time)\n"
        }
        present = time
      }
      text += "\(change.value)\(code)\n"
    }
    if present == PerfettoTrace.nanoseconds(recording.window.lowerBound) { text += "$end\n" }
    let end = PerfettoTrace.nanoseconds(recording.window.upperBound)
    return text + (present == end ? "" : "#\(end)\n")
  }

  /// The values that the window begins with stand between `$dumpvars` and `$end`.
  private static func closing(_ time: UInt64?, _ recording: PowerRecording) -> String {
    time == PerfettoTrace.nanoseconds(recording.window.lowerBound) ? "$end\n" : ""
  }

  private static var scopes: [(String, (String) -> Bool)] {
    [
      ("pads", { isPad($0) }), ("interrupts", { $0.hasPrefix("IRQ.") || $0 == "NMI" }),
      ("other", { !isPad($0) && !$0.hasPrefix("IRQ.") && $0 != "NMI" }),
    ]
  }

  private static func isPad(_ name: String) -> Bool { name.count == 4 && name.first == "P" && name.contains("_") }

  /// `P1_0_touch_key`: readers take no spaces in names.
  private static func name(_ line: String) -> String {
    let signal = MiBand2.signal(ofLine: line).map { "_" + $0 } ?? ""
    return String((line + signal).map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  /// Printable characters from `!` on, as many as are needed.
  private static func identifier(_ number: Int) -> String {
    var rest = number
    var code = ""
    repeat {
      code.append(Character(UnicodeScalar(UInt8(33 + rest % 94))))
      rest /= 94
    } while rest > 0
    return code
  }
}
