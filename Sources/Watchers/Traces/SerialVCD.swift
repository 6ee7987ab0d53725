import Boards
import Formats
import Machine

/// The cable's wires and the pads of a recording's window as a value change dump for logic analysers' programs, such as PulseView
/// and sigrok-cli, whose decoders read the characters again. They turn every unit of time into a sample, so a unit is 100 ns:
/// 10 MHz, as their instruments sample.
package enum SerialVCD {
  /// Nanoseconds of a unit of time.
  static let unit: UInt64 = 100

  /// The file's contents.
  package static func render(_ recording: PowerRecording) -> String {
    let window = recording.window
    let pads = recording.tracks.indices.filter {
      recording.tracks[$0].kind == .line && recording.board.pads.contains(recording.tracks[$0].name)
    }
    let wires = SerialLog.Wire.allCases.map { (number: -1 - $0.rawValue, name: $0 == .fromBand ? "tx" : "rx") }
    var writer = VCDWriter(
      comment: "bandbox: the cable's UART and the pads, virtual time since power-on", unit: unit,
      from: time(window.lowerBound),
      modules: [("uart", wires), ("pads", pads.map { ($0, recording.tracks[$0].name) })])
    // A wire at rest is high.
    var changes: [(time: Tick, signal: Int, value: Int64)] = wires.map { (window.lowerBound, $0.number, 1) }
    changes += recording.log.changes.map { ($0.time, Int($0.track), $0.value) }
    for character in recording.serial.characters where character.end <= window.upperBound {
      changes += character.levels.map { ($0.time, -1 - character.wire.rawValue, $0.level ? 1 : 0) }
    }
    // Those of one moment in the order in which they came.
    let order = changes.indices.sorted { (changes[$0].time, $0) < (changes[$1].time, $1) }
    var levels: [Int: Int64] = [:]
    for index in order {
      let change = changes[index]
      guard levels[change.signal] != change.value else { continue }
      levels[change.signal] = change.value
      writer.change(at: time(change.time), change.signal, to: change.value)
    }
    return writer.finished(at: time(window.upperBound))
  }

  private static func time(_ tick: Tick) -> UInt64 { PerfettoTrace.nanoseconds(tick) / unit }
}
