import Formats
import Machine

/// A recording's window as a Perfetto trace (ui.perfetto.dev): counters for currents, voltage and charge, a track with
/// slices for every load, for the charger and for what the firmware says it does, and the lines of text it sent.
/// Timestamps are virtual nanoseconds since power-on, rounded down.
package struct PerfettoTrace {
  /// States that are shown as nothing.
  private static let silent: Set<String> = ["off", "unpowered", "discharging"]

  private enum Group: UInt64, CaseIterable {
    case power = 1, firmware, components
    var name: String {
      switch self {
      case .power: "Power"
      case .firmware: "Firmware"
      case .components: "Components"
      }
    }
  }

  private let recording: PowerRecording
  private var writer = PerfettoWriter()
  /// Tracks with an open slice, by number.
  private var open: Set<Int> = []

  private init(_ recording: PowerRecording) { self.recording = recording }

  /// The file's contents.
  package static func encode(_ recording: PowerRecording) -> [UInt8] {
    var trace = PerfettoTrace(recording)
    trace.writeTracks()
    for change in recording.log.changes { trace.write(change) }
    let end = nanoseconds(recording.window.upperBound)
    for track in trace.open.sorted() { trace.writer.end(at: end, track) }
    return trace.writer.bytes
  }

  /// 1,536,000,000 ticks are 1,000,000,000 ns.
  package static func nanoseconds(_ time: Tick) -> UInt64 { time / 192 * 125 + time % 192 * 125 / 192 }

  private mutating func writeTracks() {
    for group in Group.allCases { writer.group(group.rawValue, name: group.name) }
    for (number, track) in recording.tracks.enumerated() where track.kind != .line {
      var unit: String?
      if case .quantity(let own, _) = track.kind { unit = own }
      writer.track(number, name: track.name, in: PerfettoTrace.group(of: track).rawValue, unit: unit)
    }
  }

  private static func group(of track: PowerTrack) -> Group {
    switch track.kind {
    case .quantity, .state(.charger): .power
    case .state(.component): .components
    case .state(.firmware), .text, .line: .firmware
    }
  }

  private mutating func write(_ change: ChangeLog.Change) {
    let time = PerfettoTrace.nanoseconds(change.time)
    let number = Int(change.track)
    switch recording.tracks[number].kind {
    case .line: break
    case .quantity(_, let divisor): writer.count(at: time, number, Double(change.value) / divisor)
    case .text: writer.instant(at: time, number, recording.texts[Int(change.value)])
    case .state:
      if open.remove(number) != nil { writer.end(at: time, number) }
      let name = recording.stateNames[Int(change.value)]
      if PerfettoTrace.silent.contains(name) { return }
      open.insert(number)
      writer.begin(at: time, number, name: name, number: change.value)
    }
  }
}
