/// Writes a trace for ui.perfetto.dev: tracks in groups, with slices, counters and instants.
///
/// Field numbers: perfetto's public `trace_packet.proto`, `track_descriptor.proto`, `track_event.proto`. Times are
/// nanoseconds.
struct PerfettoWriter {
  private static let sequence: UInt64 = 1
  /// Tracks' numbers stand behind those of groups.
  private static let firstTrack: UInt64 = 16

  private var writer = ProtobufWriter()
  private var isBegun = false
  private var interned: Set<Int64> = []

  init() {}

  /// The file's contents so far.
  var bytes: [UInt8] { writer.bytes }

  /// A group, by a number of 1 ... 15, which is also its place.
  mutating func group(_ number: UInt64, name: String) {
    packet(at: nil) { packet in
      packet.message(60) {
        $0.integer(1, number)
        $0.string(2, name)
        $0.integer(11, 3)
        $0.integer(12, number)
      }
    }
  }

  /// A track of a group; `unit` where it is a counter.
  mutating func track(_ number: Int, name: String, in group: UInt64, unit: String?) {
    packet(at: nil) { packet in
      packet.message(60) { descriptor in
        descriptor.integer(1, PerfettoWriter.uuid(number))
        descriptor.string(2, name)
        descriptor.integer(5, group)
        descriptor.integer(12, UInt64(number))
        if let unit { descriptor.message(8) { $0.string(6, unit) } }
      }
    }
  }

  /// A slice begins. Names are told apart by their numbers, and written once.
  mutating func begin(at time: UInt64, _ track: Int, name: String, number: Int64) {
    let isNew = interned.insert(number).inserted
    event(at: time, type: 1, track, introducing: isNew ? (number, name) : nil) { $0.integer(10, UInt64(number) + 1) }
  }

  /// The open slice of a track ends.
  mutating func end(at time: UInt64, _ track: Int) { event(at: time, type: 2, track) { _ in } }

  /// A text at one moment.
  mutating func instant(at time: UInt64, _ track: Int, _ text: String) {
    event(at: time, type: 3, track) { $0.string(23, text) }
  }

  /// A counter's value from now on.
  mutating func count(at time: UInt64, _ track: Int, _ value: Double) {
    event(at: time, type: 4, track) { $0.double(44, value) }
  }

  private static func uuid(_ track: Int) -> UInt64 { UInt64(track) + firstTrack }

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
        $0.integer(11, PerfettoWriter.uuid(track))
        build(&$0)
      }
    }
  }

  /// The first packet says that the sequence's state is cleared.
  private mutating func packet(at time: UInt64?, _ build: (inout ProtobufWriter) -> Void) {
    let flags: UInt64 = isBegun ? 2 : 3
    isBegun = true
    writer.message(1) { packet in
      if let time { packet.integer(8, time) }
      packet.integer(10, PerfettoWriter.sequence)
      packet.integer(13, flags)
      build(&packet)
    }
  }
}
