import Machine

/// A recording's window as a Perfetto trace (ui.perfetto.dev): counters for currents, voltage and charge, a track with
/// slices for every load, for the charger and for what the firmware says it does, and the lines of text it sent.
///
/// Field numbers: perfetto's public `trace_packet.proto`, `track_descriptor.proto`, `track_event.proto`. Timestamps are
/// virtual nanoseconds since power-on, rounded down.
struct PerfettoTrace {
  private static let sequence: UInt64 = 1
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
  private var writer = ProtobufWriter()
  /// The open slice's name of each track, by number.
  private var open: [Int: Int64] = [:]
  private var interned: Set<Int64> = []

  private init(_ recording: PowerRecording) { self.recording = recording }

  /// The file's contents.
  static func encode(_ recording: PowerRecording) -> [UInt8] {
    var trace = PerfettoTrace(recording)
    trace.writeTracks()
    for change in recording.log.changes { trace.write(change) }
    let end = nanoseconds(recording.window.upperBound)
    for track in trace.open.keys.sorted() { trace.event(at: end, type: 2, track) { _ in } }
    return trace.writer.bytes
  }

  /// 1,536,000,000 ticks are 1,000,000,000 ns.
  static func nanoseconds(_ time: Tick) -> UInt64 { time / 192 * 125 + time % 192 * 125 / 192 }

  private static func uuid(_ track: Int) -> UInt64 { UInt64(track) + 16 }

  private mutating func writeTracks() {
    for group in Group.allCases {
      packet(at: nil, isFirst: group == .power) { packet in
        packet.message(60) {
          $0.integer(1, group.rawValue)
          $0.string(2, group.name)
          $0.integer(11, 3)
          $0.integer(12, group.rawValue)
        }
      }
    }
    for (number, track) in recording.tracks.enumerated() where track.kind != .line {
      let group = PerfettoTrace.group(of: track)
      packet(at: nil) { packet in
        packet.message(60) { descriptor in
          descriptor.integer(1, PerfettoTrace.uuid(number))
          descriptor.string(2, track.name)
          descriptor.integer(5, group.rawValue)
          descriptor.integer(12, UInt64(number))
          if case .quantity(let unit, _) = track.kind { descriptor.message(8) { $0.string(6, unit) } }
        }
      }
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
    case .quantity(_, let divisor):
      event(at: time, type: 4, number) { $0.double(44, Double(change.value) / divisor) }
    case .text:
      let text = recording.texts[Int(change.value)]
      event(at: time, type: 3, number) { $0.string(23, text) }
    case .state:
      if open.removeValue(forKey: number) != nil { event(at: time, type: 2, number) { _ in } }
      let name = recording.stateNames[Int(change.value)]
      if PerfettoTrace.silent.contains(name) { return }
      open[number] = change.value
      let isNew = interned.insert(change.value).inserted
      event(at: time, type: 1, number, introducing: isNew ? (change.value, name) : nil) {
        $0.integer(10, UInt64(change.value) + 1)
      }
    }
  }

  /// A track event; a name that was not used before is introduced in the same packet.
  private mutating func event(
    at time: UInt64, type: UInt64, _ track: Int, introducing name: (number: Int64, text: String)? = nil,
    _ build: (inout ProtobufWriter) -> Void
  ) {
    packet(at: time) { packet in
      if let name {
        packet.message(12) { data in
          data.message(2) {
            $0.integer(1, UInt64(name.number) + 1)
            $0.string(2, name.text)
          }
        }
      }
      packet.message(11) {
        $0.integer(9, type)
        $0.integer(11, PerfettoTrace.uuid(track))
        build(&$0)
      }
    }
  }

  private mutating func packet(at time: UInt64?, isFirst: Bool = false, _ build: (inout ProtobufWriter) -> Void) {
    writer.message(1) { packet in
      if let time { packet.integer(8, time) }
      packet.integer(10, PerfettoTrace.sequence)
      packet.integer(13, isFirst ? 3 : 2)
      build(&packet)
    }
  }
}
